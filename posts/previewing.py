"""A post as its readers will see it, before they do: for the newsroom, and behind secret links."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from blogsite.lib.editions import in_language
from posts import preview, views
from posts.models import Post

# Nothing of it is kept, listed or told to another site.
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def page(request: HttpRequest, post: Post) -> HttpResponse:
    """Answer with a post as it is stored now, whatever its state, in its own language.

    A draft bears the date of today. What only a live post has (comments, an address to pass on) is
    left out until it is live.
    """
    found = Post.objects.complete().get(pk=post.pk)
    waits = found.state != Post.State.LIVE
    found.published_at = found.published_at or timezone.now()
    with in_language(request, found.language):
        context = views.whole(found) | {"preview": waits}
        response = render(request, "posts/detail.html", context)
    for name, value in (HEADERS | {"Content-Language": found.language}).items():
        response.headers[name] = value
    response.as_readers_see = True  # type: ignore[attr-defined]
    return response


@require_safe
def secret(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a secret link: with the post, with its address once it is live, or like any other
    address that has no page.
    """
    link = preview.find(token)
    if link is None or link.post.state == Post.State.WITHDRAWN:
        raise Http404
    if link.post.state == Post.State.LIVE:
        return HttpResponseRedirect(link.post.get_absolute_url(), headers=HEADERS)
    return page(request, link.post)
