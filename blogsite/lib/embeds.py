"""Films and other things of a foreign site shown in a frame: here they are links, asked for only by
who follows one.
"""

import html
import re
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext as _

FRAME = re.compile(
    r"<(iframe|embed)\b((?:\"[^\"]*\"|'[^']*'|[^\"'>])*)>(?:[^<]*</\1\s*>)?", re.IGNORECASE
)
ATTRIBUTE = re.compile(
    r"(?<![\w-])(src|title)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
YOUTUBE = re.compile(r"(?:youtube(?:-nocookie)?\.com/(?:embed|v)/)([\w-]{6,20})")
FILMS = re.compile(r"(?:\A|\.)(?:youtube|youtu|vimeo|dailymotion|rumble|tiktok|odysee)\.[a-z]+\Z")
PART = re.compile(r"\A(?:www|player|embed|geo|m)\.")  # of a host's name, and says nothing
NO_TITLE = {"youtube video player", "vimeo video player"}
LONGEST = 300  # characters of a title


def address(framed: str) -> str:
    """Return where a framed thing is looked at, "" for what is no web address."""
    if found := YOUTUBE.search(framed):
        return f"https://www.youtube.com/watch?v={found[1]}"
    framed = f"https:{framed}" if framed.startswith("//") else framed
    return framed if framed.startswith(("http://", "https://")) else ""


def words(there: str, title: str) -> str:
    """Return what to call an address, in the language under way: its title, or what is where."""
    title = " ".join(title.split())[:LONGEST]
    if title and title.casefold() not in NO_TITLE:
        return title
    try:
        host = PART.sub("", urlsplit(there).hostname or "")
    except ValueError:
        host = ""
    if not host:
        return there
    if FILMS.search(host):
        return _("Video on %(host)s") % {"host": host}
    return _("Shown on %(host)s") % {"host": host}


def linked(text: str, language: str) -> str:
    """Return HTML with a link, in words of this language, in the place of each frame.

    The result is as unsafe as what was given: it still goes through blogsite.lib.markup.clean.
    """
    if "<" not in text:
        return text
    with translation.override(language):
        return FRAME.sub(_link, text)


def _link(frame: re.Match[str]) -> str:
    found = {name.lower(): "".join(value) for name, *value in ATTRIBUTE.findall(frame[2])}
    there = address(html.unescape(found.get("src", "")).strip())
    if not there:
        return ""
    said = html.escape(words(there, html.unescape(found.get("title", ""))), quote=False)
    made = f'<a href="{html.escape(there)}">{said}</a>'
    before = frame.string[: frame.start()].lower()
    return made if before.rfind("<p") > before.rfind("</p") else f"<p>{made}</p>"
