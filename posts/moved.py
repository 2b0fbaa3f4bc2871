"""Old addresses: where an imported archive had its posts, readers are led to where they are now."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect

from posts.models import OldAddress, Post

QUERIES = ("p", "page_id")  # WordPress's address of anything: /?p=12
LONGEST = 400  # characters


def target(address: str) -> str | None:
    """Return the path that an old address leads to now, None when readers find nothing there."""
    if len(address) > LONGEST or not address.isprintable():
        return None
    bare = address.rstrip("/")
    spellings = {address, bare, f"{bare}/"}
    found = OldAddress.objects.filter(address__in=spellings).select_related("post", "page", "label")
    old = found.first()
    if old is None:
        return None
    if old.post is not None:
        return old.post.get_absolute_url() if old.post.state == Post.State.LIVE else None
    there = old.page or old.label
    return there.get_absolute_url() if there else None


class MovedMiddleware:
    """Answer an old address with a redirect for good, where there would be nothing else to show.

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
        return HttpResponsePermanentRedirect(quote(there, safe="/%"))


def _by_query(request: HttpRequest) -> str | None:
    """Return where /?p=12 leads, for a number alone."""
    for name in QUERIES:
        value = request.GET.get(name, "")
        if value.isascii() and value.isdigit() and len(value) <= 24:
            return target(f"?{name}={value}")
    return None
