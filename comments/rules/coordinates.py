"""Places on a map: degrees, plus codes, three-word addresses."""

from django.utils.translation import gettext_lazy as _

from blogsite.lib.private_data import Kind
from comments.rules import Found, Said

TITLE = _("Place on a map")


def find(said: Said) -> Found | None:
    return said.private_found(Kind.PLACE)
