"""Links: one or two are marked; many, shorteners and sales addresses are likely spam."""

import re

from django.utils.translation import gettext_lazy as _

from comments.flags import Lane
from comments.rules import Found, Said

TITLE = _("Links")
LIMIT = 2  # links that a sincere reader may need
_NAME = r"[a-z0-9][a-z0-9\-]{0,62}"
_ENDS = (
    "com|net|org|info|biz|mx|us|ru|cn|io|me|ly|gl|co|top|xyz|site|online|shop|club|live|app|link"
    "|click|win|vip|icu|tk|ml|ga|cf|gov|edu|tv|news"
)
LINK = re.compile(
    rf"(?<![\w@.])(?:https?://[^\s<>\"]{{1,400}}|hxxps?://[^\s<>\"]{{1,400}}"
    rf"|www\.[^\s<>\"]{{2,400}}|(?:{_NAME}\.){{1,4}}(?:{_ENDS})(?![\w.@])(?:/[^\s<>\"]{{0,400}})?"
    rf"|{_NAME} ?[\[(](?:dot|punto)[)\]] ?(?:{_ENDS})(?!\w))"
)
HIDING = re.compile(
    r"(?<![\w.])(?:bit\.ly|t\.co|tinyurl\.com|goo\.gl|is\.gd|ow\.ly|cutt\.ly|rb\.gy|t\.ly|buff\.ly"
    r"|shorturl\.at|acortar\.link|adf\.ly|linktr\.ee|[a-z0-9\-]{1,63}\.(?:top|xyz|icu|tk|ml|ga|cf"
    r"|click|win|vip|shop))(?![\w.])"
)


def find(said: Said) -> Found | None:
    spans = [found.span() for found in LINK.finditer(said.folded)]
    hiding = any(HIDING.search(said.folded, start, end) for start, end in spans)
    lane = Lane.SPAM if hiding or len(spans) > LIMIT else Lane.PLAIN
    return Found(lane, spans) if spans else None
