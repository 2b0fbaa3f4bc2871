"""Handles: names on other networks, with or without an invitation to write there."""

import re

from django.utils.translation import gettext_lazy as _

from comments.flags import Lane
from comments.rules import Found, Said

TITLE = _("Name on a network")
_NETWORK = (
    r"(?:facebook|face|fb|instagram|insta|ig|tiktok|twitter|telegram|tele|tg|snapchat|snap|discord"
    r"|signal|threads|onlyfans|wickr|zangi|messenger|kik)"
)
_USER = r"[a-z0-9_][a-z0-9_.]{2,40}(?<!\.)"
_COMMON = (
    r"(?:(?:el|la|los|las|lo|un|una|de|que|se|no|muy|mejor|peor|donde|puro|pura|solo|todo|ya|por"
    r"|the|an?|is|it|not|no|so|very|better|worse|full|where|all|only|people|they|you|we|just"
    r"|nothing|http|www)(?![a-z0-9_.]))"
)
HANDLE = re.compile(
    rf"(?<![\w.@/])@{_USER}(?!@)"
    rf"|(?<!\w){_NETWORK} ?(?::|=|->) ?@?(?!{_COMMON}){_USER}(?![\w.]{{0,3}}/)"
    rf"|(?:facebook\.com|fb\.com|fb\.me|instagram\.com|tiktok\.com|twitter\.com|t\.me|x\.com"
    rf"|telegram\.me|discord\.gg|onlyfans\.com|snapchat\.com/add)/@?(?!watch|share|story|groups/"
    rf"|[^\s/]{{1,60}}/status/){_USER}"
    rf"|(?<!\w)(?:mi|su|tu|el|my|his|her|on|en|por) {_NETWORK} (?:es|is|como|as):? (?!{_COMMON})"
    rf"{_USER}"
)
INVITED = re.compile(
    r"(?<!\w)(?:contactame|contactanos|escribeme|escribenos|mandame|manden|agregame|sigueme"
    r"|siguenos|busc[ae]nme|buscame|inbox|dm|mensaje|informes|interesados|contact me|contact us"
    r"|text me|add me|follow me|follow us|hit me up|hmu|message me|write me|join us|unete)(?!\w)"
)


def find(said: Said) -> Found | None:
    spans = [found.span() for found in HANDLE.finditer(said.folded)]
    if not spans:
        return None
    return Found(Lane.SPAM if INVITED.search(said.folded) else Lane.PLAIN, spans)
