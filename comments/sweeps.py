"""A sweep: many verdicts in one transaction, each bound to the text that was seen; and its undoing.

A sweep of one is how a single card is decided. What stands against one verdict stops that one
only: the rest of the sweep takes effect, and the refused ones are named.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from comments import verdicts
from comments.models import Comment, Decision, Refused, Sweep, Verdict

REACH = timedelta(hours=1)  # how old a sweep may be that is taken back


@dataclass
class Outcome:
    """What a sweep did: its row (None when nothing was), records, and refusals with comments."""

    sweep: Sweep | None = None
    decisions: list[Decision] = field(default_factory=list)
    refused: list[tuple[Comment, Refused]] = field(default_factory=list)

    def count(self, verdict: str) -> int:
        """Return how many comments got this verdict."""
        return sum(decision.verdict == verdict for decision in self.decisions)


def sweep(rulings: Iterable[verdicts.Ruling], moderator: User) -> Outcome:
    """Let every ruling take effect that nothing stands against; four queries, however many."""
    by_pk = {ruling.pk: ruling for ruling in rulings}
    outcome = Outcome()
    with transaction.atomic():
        changed = []
        for comment in _locked(by_pk):
            try:
                decision = verdicts.apply(comment, by_pk[comment.pk], moderator)
            except Refused as refusal:
                outcome.refused.append((comment, refusal))
            else:
                changed.append(comment)
                outcome.decisions.append(decision)
        if changed:
            outcome.sweep = Sweep.objects.create(moderator=moderator)
            _save(changed, outcome.decisions, outcome.sweep)
    return outcome


def undo(moderator: User) -> Outcome:
    """Take back what can be of this moderator's last sweep of the last hour.

    An approval that was shown already stays, and so does what somebody decided on anew or whose
    words are gone: these come back as refused.
    """
    outcome = Outcome()
    with transaction.atomic():
        recent = Sweep.objects.filter(moderator=moderator, made_at__gte=timezone.now() - REACH)
        last = recent.filter(undone_at=None).select_for_update().order_by("pk").last()
        if last is None:
            return outcome
        last.undone_at = timezone.now()
        last.save(update_fields=["undone_at"])
        outcome.sweep = last
        _take_back(last, moderator, outcome)
    return outcome


def _take_back(last: Sweep, moderator: User, outcome: Outcome) -> None:
    swept = dict(_turned().filter(sweep=last).values_list("comment", "pk"))
    back = []
    comments = _locked(swept)
    later = _turned().filter(comment__in=swept).values("comment").annotate(last=Max("pk"))
    newest = dict(later.values_list("comment", "last"))
    for comment in comments:
        if newest[comment.pk] == swept[comment.pk] and _unseen(comment):
            comment.status, comment.release_at = comment.Status.PENDING, None
            comment.second_to = None
            back.append(comment)
            decision = verdicts.record(comment, Verdict.UNDONE, moderator)
            outcome.decisions.append(decision)
        else:
            outcome.refused.append((comment, Refused()))
    _save(back, outcome.decisions, last)


def _turned() -> QuerySet[Decision]:
    """Return the decisions that say what a comment is: all but those that took words out."""
    return Decision.objects.exclude(verdict=Verdict.REDACTED).order_by()


def _unseen(comment: Comment) -> bool:
    """Tell whether no reader has seen yet what was decided, and the words are still there."""
    shown = {comment.Status.APPROVED, comment.Status.REMOVED}
    return comment.status not in shown and comment.purged_at is None


def _locked(pks: Iterable[int]) -> list[Comment]:
    """Read comments and hold their rows; in one order, or two sweeps could wait for each other."""
    rows = Comment.objects.select_for_update(of=("self",), no_key=True).select_related("post")
    return list(rows.filter(pk__in=list(pks)).order_by("pk"))


def _save(comments: list[Comment], decisions: list[Decision], made: Sweep) -> None:
    Comment.objects.bulk_update(comments, verdicts.FIELDS)
    for decision in decisions:
        decision.sweep = made
    Decision.objects.bulk_create(decisions)
