"""Tell WebSub hubs that the feeds of the paper have changed.

    python3 deploy/websub.py --state FILE https://paper.example https://hub.example [more hubs]

The server has no way out to any network, and saving a post asks nobody. This program does what any
reader can do: it fetches the public feeds and names those that changed to the hubs. It knows no
secret and needs no package, so it may run on another machine: a hub learns the address of the one
that tells it. Run it every few minutes; it remembers in FILE what each hub was told last.

Sources: https://www.w3.org/TR/websub/ (hubs, topics), PubSubHubbub 0.4 (hub.mode=publish).
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable
from http.client import HTTPException
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

WAIT = 20  # seconds for one answer
LONGEST = 8 * 2**20  # bytes of a feed
KINDS = ("feed/", "feed/atom/", "feed/rss/", "feed/json/", "feeds/posts/default")
EDITIONS = ("/", "/es/")
BOTH = ("/feed/atom/all/", "/feed/rss/all/", "/feed/json/all/")


class Stay(HTTPRedirectHandler):
    """Follows no redirect: it could lead anywhere."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def public(address: str) -> str:
    """Return an address without a slash at the end; raises ValueError unless all may know it.

    Plain http is for this machine alone.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    here = host == "localhost" or (host[:1].isdigit() and _is_loopback(host))
    if host.endswith(".onion") or "@" in parts.netloc or "." not in host:
        raise ValueError(f"not a public address: {address}")
    if parts.scheme != "https" and not (here and parts.scheme == "http"):
        raise ValueError(f"not https: {address}")
    return address.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def changed(opener: OpenerDirector, site: str) -> dict[str, str]:
    """Return what the feed of each edition is now, as a digest."""
    found = {}
    for edition in EDITIONS:
        with opener.open(f"{site}{edition}feed/", timeout=WAIT) as answer:
            found[edition] = hashlib.sha256(answer.read(LONGEST)).hexdigest()
    return found


def topics(site: str, editions: Iterable[str]) -> list[str]:
    """Return the addresses of all feeds in which a change of these editions shows."""
    own = [f"{site}{edition}{kind}" for edition in editions for kind in KINDS]
    return own + [f"{site}{path}" for path in BOTH]


def tell(opener: OpenerDirector, hub: str, changes: list[str]) -> None:
    """Name the feeds to a hub; raises OSError unless it takes them."""
    body = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in changes)])
    request = Request(hub, body.encode(), {"User-Agent": "websub"})  # noqa: S310  public() saw it
    with opener.open(request, timeout=WAIT) as answer:
        if not 200 <= answer.status < 300:
            raise OSError(f"{hub} answers {answer.status}")


def main() -> int:
    """Tell each hub what it was not told yet; return 1 if one did not listen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("site", type=public)
    parser.add_argument("hubs", type=public, nargs="+")
    options = parser.parse_args()
    told: dict[str, dict[str, str]] = {}
    if options.state.exists():
        told = json.loads(options.state.read_text())
    opener, failed = build_opener(Stay), False
    try:
        now = changed(opener, options.site)
    except (OSError, HTTPException) as error:
        sys.exit(f"the feeds cannot be read: {type(error).__name__}")
    for hub in options.hubs:
        news = [edition for edition in now if told.get(hub, {}).get(edition) != now[edition]]
        try:
            if news:
                tell(opener, hub, topics(options.site, news))
                told[hub] = now
        except (OSError, HTTPException) as error:
            failed = True
            sys.stderr.write(f"{hub} was not told: {type(error).__name__}\n")
    options.state.write_text(json.dumps(told))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
