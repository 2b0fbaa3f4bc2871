"""Where each public address lies in a copy: names that a stick, a CD and a phone can hold.

No name has other signs than small letters, digits, "." "-" "_": FAT knows no difference between
"A" and "a", and no ":" or "?". What is not so plain gets a mark made of itself, always the same.
"""

import hashlib
import re
from collections.abc import Iterator
from itertools import chain

from django.utils import timezone
from django.utils.text import slugify

from blogsite.lib.editions import Language, prefix
from comments import threads
from comments.models import Thread
from posts import sitemaps
from posts.addresses import stored
from posts.models import Page, Post

KEPT = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}\Z")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")  # devices of Windows
LATER = re.compile(r"/comments/([0-9]+-[0-9]+)/\Z")
BATCH = 1000  # posts
Place = tuple[str, str]  # an address, decoded, and its file


def named(segment: str) -> str:
    """Return the file name of a part of an address."""
    if KEPT.match(segment) and not RESERVED.match(segment):
        return segment
    mark = hashlib.sha256(segment.encode()).hexdigest()[:8]
    return f"{slugify(segment)[:60] or 'x'}-{mark}"


def page(address: str) -> str:
    """Return the file of an address without a query: of a listing, a post, or part of a thread."""
    later = LATER.search(address)
    bare = address[: later.start()] if later else address
    names = [named(part) for part in bare.removesuffix(".html").strip("/").split("/") if part]
    if later:
        return f"{'/'.join(names)}.comments-{later[1]}.html"
    if address.endswith("/"):
        return "/".join([*names, "index.html"])
    return f"{'/'.join(names)}.html"


def turned(file: str, number: int) -> str:
    """Return the file of a later page of a listing."""
    if file.endswith("index.html"):
        return f"{file.removesuffix('index.html')}page-{number}.html"
    return f"{file.removesuffix('.html')}-{number}.html"


def about(language: str) -> str:
    """Return the address, in a copy alone, of the page that says what a copy is."""
    return f"{prefix(language)}/copy.html"


def lists() -> Iterator[Place]:
    """Yield the listings that have something on them, in both editions."""
    for language in Language.values:
        found = chain(
            (stored(name, language, *rest) for _language, name, *rest in sitemaps.lists(language)),
            (stored("month", language, *month) for month in months(language)),
        )
        yield from ((address, page(address)) for address in found)


def months(language: str) -> list[tuple[int, int]]:
    """Return the years and months in which an edition has posts, oldest first."""
    live = Post.objects.live().in_edition(language).order_by()
    moments = live.values_list("published_at", flat=True).iterator(chunk_size=BATCH)
    days = (timezone.localtime(moment) for moment in moments)
    return sorted({(day.year, day.month) for day in days})


def single() -> Iterator[Place]:
    """Yield posts, later pages of their threads, and lasting pages."""
    paths = Post.objects.live().order_by("pk").values_list("path", flat=True)
    for path in paths.iterator(chunk_size=BATCH):
        yield f"/{path}", page(f"/{path}")
    long = Thread.objects.filter(post__in=Post.objects.live(), last_number__gt=threads.PAGE)
    for thread in long.select_related("post").only("last_number", "post__path").order_by("pk"):
        for first in range(threads.PAGE + 1, thread.last_number + 1, threads.PAGE):
            address = threads.page_address(thread.post, first)
            yield address, page(address)
    for found in Page.objects.only("language", "slug"):
        yield found.get_absolute_url(), page(found.get_absolute_url())


def feeds(of: Iterator[str]) -> Iterator[Place]:
    """Yield the Atom feeds of the site, both editions, their comments, and of these listings."""
    yield "/feed/atom/all/", "feed/all.xml"
    for language in Language.values:
        start = prefix(language)
        yield f"{start}/feed/", f"{start}/feed.xml".lstrip("/")
        yield f"{start}/corrections/feed/", f"{start}/corrections/feed.xml".lstrip("/")
        yield f"{start}/feeds/comments/default", f"{start}/feeds/comments.xml".lstrip("/")
    for address in of:
        for listing, kind in (("/search/label/", "/feed/atom/label/"), ("/by/", "/feed/atom/by/")):
            if listing in address:
                feed = address.replace(listing, kind, 1)
                yield feed, f"{page(feed.rstrip('/') + '.html').removesuffix('.html')}.xml"
