"""A burst: about the same words came in several times within the hour."""

from django.utils.translation import gettext_lazy as _

from comments.flags import Lane
from comments.rules import Found, Said, Unknown

TITLE = _("One of many alike within the hour")
BURST = 3  # comments alike, this one included
SHORT, SHORT_BURST = 30, 6  # characters; thanks and sighs are alike without a plan


def find(said: Said) -> Found | None:
    if said.near is None:
        raise Unknown
    enough = BURST if len(said.body) > SHORT else SHORT_BURST
    return Found(Lane.BURST) if said.near.within_hour + 1 >= enough else None
