"""Answers to a comment that was rejected or removed: readers would not know what they are about."""

from django.utils.translation import gettext_lazy as _

from comments.flags import Lane
from comments.rules import Found, Said

TITLE = _("Answers a comment that is not shown")


def find(said: Said) -> Found | None:
    return Found(Lane.ORPHAN) if said.orphan else None
