"""Status codes: what only the sender holds to ask later what became of a comment.

A code is 16 characters of Crockford's base 32, 80 bits: too many to guess however fast the hash.
It is shown once and never stored; its keyed hash is.
"""

import secrets
from dataclasses import dataclass
from enum import StrEnum

from django.utils.crypto import salted_hmac

from comments.models import Comment, Reason, Verdict

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nobody confuses them with others
LENGTH, GROUP = 16, 4
LOOKALIKES = str.maketrans("ILO", "110")
LONGEST = 100  # characters that are read of what was typed


class State(StrEnum):
    """What a sender is told."""

    HELD = "held"
    PUBLISHED = "published"
    REFUSED = "refused"
    REMOVED = "removed"


@dataclass(frozen=True)
class Answer:
    """What became of a comment: where it stands if published, or which policy point it broke."""

    state: State
    link: str = ""
    reason: str = ""


def issue() -> tuple[str, str]:
    """Return a new code, in groups, and the hash to store in its place (64 hex digits)."""
    signs = "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))
    groups = (signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))
    return "-".join(groups), digest(signs)


def digest(typed: str) -> str:
    """Return the keyed hash of a code as it was typed: case, spaces and dashes do not matter.

    "" for what cannot be a code.
    """
    signs = "".join(c for c in typed[:LONGEST].upper() if c.isascii() and c.isalnum())
    signs = signs.translate(LOOKALIKES)
    if len(signs) != LENGTH or set(signs) - set(SIGNS):
        return ""
    return salted_hmac("comments.code", signs, algorithm="sha256").hexdigest()


def ask(typed: str) -> Answer | None:
    """Return what became of the comment with this code; None, for whatever reason, if unknown."""
    code = digest(typed)
    found = Comment.objects.filter(code_hash=code).select_related("post").first() if code else None
    if found is None:
        return None
    match found.status:
        case Comment.Status.APPROVED:
            return Answer(State.PUBLISHED, link=found.get_absolute_url())
        case Comment.Status.REJECTED:
            return Answer(State.REFUSED, reason=_reason(found))
        case Comment.Status.REMOVED:
            return Answer(State.REMOVED, reason=_reason(found))
    return Answer(State.HELD)  # whether it waits for a moderator or for its minute is not told


def _reason(comment: Comment) -> str:
    """Return the policy point of the last refusal, in the language of the page."""
    last = comment.decisions.filter(verdict=Verdict.REJECTED).first()
    return str(Reason(last.reason).label) if last else ""
