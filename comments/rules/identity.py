"""Numbers that are one person's: CURP, voter key, RFC, social security, cards, bank accounts."""

from django.utils.translation import gettext_lazy as _

from blogsite.lib.private_data import Kind
from comments.rules import Found, Said

TITLE = _("Identity or account number")


def find(said: Said) -> Found | None:
    return said.private_found(Kind.CURP, Kind.VOTER, Kind.RFC, Kind.SOCIAL, Kind.CARD, Kind.ACCOUNT)
