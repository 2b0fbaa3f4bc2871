"""What one verdict does to one comment: the only place that knows who may turn what into what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from comments import removal
from comments.decisions import Changed, Decided, Decision, Reason, SecondPerson, Verdict
from comments.flags import Lane

if TYPE_CHECKING:
    from comments.models import Comment

FIELDS = [
    "status", "number", "approved_at", "html", "second_to", "leased_to", "leased_until",
    "release_at",
]  # fmt: skip


# What a moderator may make of a comment, by the status that it had.
MAY: Final = {
    "pending": {Verdict.APPROVED, Verdict.REJECTED, Verdict.HELD},
    "outbox": {Verdict.REJECTED},
    "approved": {Verdict.REJECTED},
    "rejected": {Verdict.APPROVED},
    "removed": {Verdict.APPROVED, Verdict.REJECTED},  # both in vain: whoever asks is told by whom
}


@dataclass(frozen=True)
class Ruling:
    """A verdict on the comment `pk` as a moderator saw it: its text_hash and its status."""

    pk: int
    seen: str
    verdict: str
    reason: str = ""
    was: str = "pending"

    def __post_init__(self) -> None:
        """Raise ValueError for a verdict that is none, changes nothing or lacks its reason."""
        if self.verdict not in MAY.get(self.was, set()):
            raise ValueError("a decision makes of a comment what it was not before")
        if (self.verdict == Verdict.REJECTED) != (self.reason in Reason.values):
            raise ValueError("a rejection, and only a rejection, needs a reason of the policy")


def apply(comment: Comment, ruling: Ruling, moderator: User) -> Decision:
    """Change a locked comment in memory; return the record to save with FIELDS of the comment.

    An approved comment goes into the outbox; a published one that is rejected gives up its words at
    once, and so do those who quote it. Raises Changed, Decided or SecondPerson.
    """
    refuse(comment, ruling, moderator)
    verdict = _after_second_person(comment, ruling.verdict)
    decision = record(comment, verdict, moderator, reason=ruling.reason)
    if verdict == Verdict.HELD:
        comment.status, comment.second_to = comment.Status.PENDING, moderator
    elif comment.status == comment.Status.APPROVED:
        removal.take_down(comment)
    else:
        approved = verdict == Verdict.APPROVED
        comment.status = comment.Status.OUTBOX if approved else comment.Status.REJECTED
        comment.release_at = timezone.now() + settings.COMMENT_OUTBOX if approved else None
        comment.html, comment.second_to = "", None
    comment.leased_to = comment.leased_until = None
    return decision


def record(comment: Comment, verdict: str, moderator: User, **fields: object) -> Decision:
    """Return an unsaved Decision about a comment as it is now."""
    waited = timezone.now() - comment.received_at
    return Decision(
        comment=comment,
        verdict=verdict,
        moderator=moderator,
        seen=comment.text_hash,
        waited=max(0, int(waited.total_seconds() // 60)),
        **fields,
    )


def refuse(comment: Comment, ruling: Ruling, moderator: User) -> None:
    """Raise what stands against a ruling: another text, another status, no second person."""
    if comment.status != ruling.was or comment.purged_at:
        raise Decided
    if comment.text_hash != ruling.seen:
        raise Changed
    held = comment.status == comment.Status.PENDING and comment.second_to_id is not None
    if held and comment.second_to_id == moderator.pk:
        raise SecondPerson


def _after_second_person(comment: Comment, verdict: str) -> str:
    """Return HELD in place of a danger's first approval, where the desk wants two for it.

    That it was rejected in between changes nothing: nobody publishes a danger alone.
    """
    alone = comment.lane == Lane.DANGER and comment.second_to_id is None
    wanted = settings.COMMENT_SECOND_PERSON and alone
    return Verdict.HELD.value if wanted and verdict == Verdict.APPROVED else verdict
