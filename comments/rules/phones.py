"""Telephone numbers of Mexico, the United States and abroad; the lines of offices are left out."""

from django.utils.translation import gettext_lazy as _

from blogsite.lib.private_data import Kind
from comments.rules import Found, Said

TITLE = _("Telephone number")


def find(said: Said) -> Found | None:
    return said.private_found(Kind.PHONE)
