"""Links in a cleaned body: where they lead that no link of a newspaper should."""

import re
from collections.abc import Iterator
from html import unescape
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from django.conf import settings

from blogsite.lib import links, private_data
from posts.findings import Kind

# nh3 writes well-formed HTML in one spelling.
HREF = re.compile(r"<a(?:\s[^>]*?)?\shref=\"([^\"]*)\"")
SHUT = (settings.ADMIN_PATH, "/preview/")
LOCAL = ("localhost", ".local", ".lan", ".internal", ".home.arpa")
# Numbers in addresses of pages are mostly their own: cards and accounts are not looked for.
TELLING = {private_data.Kind.EMAIL, private_data.Kind.PHONE, private_data.Kind.PLACE}


def every(body: str) -> list[str]:
    """Return the addresses of the links in a cleaned body."""
    return [unescape(found) for found in HREF.findall(body)]


def look(link: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, words) of what is wrong with a link."""
    yield from ((Kind.TRACKED, piece) for piece in links.trackers(link))
    if kind := _place(link):
        yield kind, link
    text = unquote(link)
    for start, end, told in private_data.find(text):
        if told in TELLING:
            yield told, text[start:end]


def _place(link: str) -> Kind | None:
    """Return what is wrong with where a link leads."""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return Kind.LOCAL
    if parts.scheme == "mailto":
        return None
    ours = not host or host == urlsplit(settings.SITE_URL).hostname
    if (ours and parts.path.startswith(SHUT)) or (host and _is_local(host)):
        return Kind.LOCAL
    if host.endswith(".onion"):
        return Kind.ONION
    return Kind.INSECURE if parts.scheme == "http" else None


def _is_local(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(LOCAL)
