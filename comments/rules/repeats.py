"""The same again: about the same words came in during the last days, under any post."""

from django.utils.translation import gettext_lazy as _

from comments.flags import Lane
from comments.rules import Found, Said, Unknown

TITLE = _("Said before in about the same words")
SHORT = 30  # characters; "thank you for this" is said by many, a few times
FEW = 4  # times


def find(said: Said) -> Found | None:
    if said.near is None:
        raise Unknown
    often = said.near.before >= (1 if len(said.body) > SHORT else FEW)
    return Found(Lane.BURST) if often else None
