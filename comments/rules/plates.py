"""Number plates of Mexico and the United States."""

from django.utils.translation import gettext_lazy as _

from blogsite.lib.private_data import Kind
from comments.rules import Found, Said

TITLE = _("Number plate")


def find(said: Said) -> Found | None:
    return said.private_found(Kind.PLATE)
