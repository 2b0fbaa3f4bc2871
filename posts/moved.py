"""Old addresses: where an imported archive had its posts, readers are led to where they are now."""

import re
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.db import DatabaseError
from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import reverse

from blogsite.lib.editions import Language
from posts import listing
from posts.models import OldAddress, Post

QUERIES = ("p", "page_id")  # WordPress's address of anything: /?p=12
FEED = re.compile(r"(/.+?)/feed/?\Z")  # WordPress's, of what is at the address before
LONGEST = 400  # characters
MONTHS = re.compile(r"/((?:19|20)[0-9]{2})/(?:(0[1-9]|1[0-2])/)?\Z")
TOPIC = re.compile(r"/(?:search/label|feeds/posts/(?:default|full|summary)/-)/(.+)\Z")


def target(address: str) -> str | None:
    """Return the path that an old address leads to now, None when readers find nothing there."""
    if len(address) > LONGEST or not address.isprintable():
        return None
    return _moved(address) or _fed(address) or _in_spanish(address)


def _fed(address: str) -> str | None:
    """Return the feed of a label, or of a post's comments, that had its own at the old place."""
    found = FEED.match(address)
    old = _old(found[1]) if found else None
    if old is None or (there := _moved(old.address)) is None:
        return None
    if old.label:
        return reverse("posts:feed-label", kwargs={"kind": "rss", "name": old.label.name})
    return f"{there}/comments/feed/" if old.post else None


def _in_spanish(address: str) -> str | None:
    """Return the Spanish list of a month, year or label that the English edition has nothing of.

    The old place knew no editions: its lists were all where our English ones are.
    """
    if found := MONTHS.match(address):
        span = listing.span(int(found[1]), int(found[2]) if found[2] else None)
        posts = Post.objects.live().between(*span)
    elif found := TOPIC.match(address):
        posts = Post.objects.live().filter(labels__name=found[1])
    else:
        return None
    has = [language for language in Language.values if posts.in_edition(language).exists()]
    return f"/es{address}" if has == [Language.ES.value] else None


def _old(address: str) -> OldAddress | None:
    bare = address.rstrip("/")
    spellings = {address, bare, f"{bare}/"}
    found = OldAddress.objects.filter(address__in=spellings).select_related("post", "page", "label")
    return found.first()


def _moved(address: str) -> str | None:
    old = _old(address)
    if old is None:
        return None
    if old.post is not None:
        return old.post.get_absolute_url() if old.post.state == Post.State.LIVE else None
    there = old.page or old.label
    return there.get_absolute_url() if there else None


class MovedMiddleware:
    """Answer an old address with a redirect, where there would be nothing else to show: for good,
    but from one edition to the other until it has something of its own.

    Redirects are never stored pages: an address that finds a page of ours does not come here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        if request.path_info == "/" and (there := _by_query(request)):
            return HttpResponsePermanentRedirect(there)
        response = self.get_response(request)
        if response.status_code != 404 or request.path_info.startswith(settings.ADMIN_PATH):
            return response
        try:
            there = target(request.path_info)
        except DatabaseError:  # the answer that there is already is a better one
            return response
        if there is None or there == request.path_info:
            return response
        if there == f"/es{request.path_info}" and there == _in_spanish(request.path_info):
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(quote(there, safe="/") + (f"?{query}" if query else ""))
        return HttpResponsePermanentRedirect(quote(there, safe="/%"))


def _by_query(request: HttpRequest) -> str | None:
    """Return where /?p=12 leads, for a number alone."""
    for name in QUERIES:
        value = request.GET.get(name, "")
        if value.isascii() and value.isdigit() and len(value) <= 24:
            return target(f"?{name}={value}")
    return None
