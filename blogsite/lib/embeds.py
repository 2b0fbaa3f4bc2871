"""Films and other things of a foreign site shown in a frame: here they are links, asked for only by
who follows one, and a link that stands alone says where it leads. Why not a frame: ADR 0019.
"""

import html
import re
from urllib.parse import urlsplit

from django.conf import settings
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
# What nh3 makes of a paragraph that is one link, or one bare address as WordPress shows films.
ALONE = re.compile(
    r"<p>(?:<a href=\"(https?://[^\"]*)\" rel=\"[^\"]*\">((?:(?!</?(?:a|p)\b).)*)</a>"
    r"|(https?://[^\s<>\"]+))</p>",
    re.DOTALL,
)
FOREIGN = "noopener noreferrer nofollow"


def address(framed: str) -> str:
    """Return where a framed thing is looked at, "" for what is no web address."""
    if found := YOUTUBE.search(framed):
        return f"https://www.youtube.com/watch?v={found[1]}"
    framed = f"https:{framed}" if framed.startswith("//") else framed
    return framed if framed.startswith(("http://", "https://")) else ""


def host_of(there: str) -> str:
    """Return the host of an address as readers know it; "" for one that has none."""
    try:
        return PART.sub("", urlsplit(there).hostname or "")
    except ValueError:
        return ""


def words(there: str, title: str) -> str:
    """Return what to call an address, in the language under way: its title, or what is where."""
    title = " ".join(title.split())[:LONGEST]
    if title and title.casefold() not in NO_TITLE:
        return title
    if not (host := host_of(there)):
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


def as_cards(body: str) -> str:
    """Return a cleaned body in which each link that stands alone says what opens, and where.

    In the active language. A bare address becomes words; a link into this paper stays as it is.
    """
    return ALONE.sub(_card, body) if "http" in body else body


def _card(link: re.Match[str]) -> str:
    there, said = link[1] or link[3], link[2] or link[3] or ""  # both as nh3 wrote them
    host = host_of(html.unescape(there))
    own = {host_of(settings.SITE_URL), host_of(settings.ONION_URL)}
    if not host or not said.strip() or host in own:
        return link[0]
    if said.strip() == there:
        said = html.escape(words(html.unescape(there), ""), quote=False)
    where = html.escape(_("Opens on %(host)s") % {"host": host}, quote=False)
    leads = f'<a href="{html.escape(address(html.unescape(there)))}" rel="{FOREIGN}">{said}</a>'
    return f'<p>{leads} <span class="meta">{where}</span></p>'


def _link(frame: re.Match[str]) -> str:
    found = {name.lower(): "".join(value) for name, *value in ATTRIBUTE.findall(frame[2])}
    there = address(html.unescape(found.get("src", "")).strip())
    if not there:
        return ""
    said = html.escape(words(there, html.unescape(found.get("title", ""))), quote=False)
    made = f'<a href="{html.escape(there)}">{said}</a>'
    before = frame.string[: frame.start()].lower()
    return made if before.rfind("<p") > before.rfind("</p") else f"<p>{made}</p>"
