"""Threats and calls to violence, in Spanish and English: said to somebody, or about somebody.

What is told in the past ("lo mataron", "they killed him") is news and is not looked for.
"""

import re

from django.utils.translation import gettext_lazy as _

from comments.flags import Lane
from comments.rules import Found, Said
from comments.rules._threats_en import PATTERNS as ENGLISH
from comments.rules._threats_es import PATTERNS as SPANISH

TITLE = _("Threat or call to violence")

PATTERNS = [re.compile(pattern, re.MULTILINE) for pattern in SPANISH + ENGLISH]


def find(said: Said) -> Found | None:
    spans = sorted(span for shape in PATTERNS for span in said.spelling.spans(shape))
    return Found(Lane.DANGER, spans) if spans else None
