"""Shouting: mostly capitals, or rows of exclamation marks. It is marked and moves nothing."""

import re

from django.utils.translation import gettext_lazy as _

from comments.flags import Lane
from comments.rules import Found, Said

TITLE = _("Shouting")
LETTERS = 20  # fewer are an acronym or two
SHARE = 0.7  # of the letters
# Four words of capitals one after another: the names of groups and agencies come one at a time.
LOUD = re.compile(r"(?<!\w)[^\W\d_a-zà-ÿ]{2,30}(?:[ !¡]{1,3}[^\W\d_a-zà-ÿ]{2,30}){3,60}(?!\w)")
MARKS = re.compile(r"[!¡?¿]{4,100}")


def find(said: Said) -> Found | None:
    letters = sum(letter.isalpha() for letter in said.body)
    capitals = sum(letter.isupper() for letter in said.body)
    if letters >= LETTERS and capitals >= SHARE * letters:
        return Found(Lane.PLAIN, [(0, len(said.body))])
    spans = [found.span() for found in MARKS.finditer(said.body)]
    spans += [found.span() for found in LOUD.finditer(said.body) if found[0].isupper()]
    return Found(Lane.PLAIN, spans) if spans else None
