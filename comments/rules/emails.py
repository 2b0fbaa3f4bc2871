"""E-mail addresses, spelled out ones too."""

from django.utils.translation import gettext_lazy as _

from blogsite.lib.private_data import Kind
from comments.rules import Found, Said

TITLE = _("E-mail address")


def find(said: Said) -> Found | None:
    return said.private_found(Kind.EMAIL)
