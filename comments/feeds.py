"""Feeds of published comments: of an edition, and of one post. Times are days, as on pages."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blogsite.lib import editions, markup
from comments.models import Comment, CommentQuerySet
from posts.addresses import address
from posts.models import Post
from posts.syndication import CONTENT_TYPES, FORMATS

ENTRIES = 50


@require_safe
def of_edition(request: HttpRequest, language: str, kind: str = "atom") -> HttpResponse:
    """Answer with the newest comments on the posts of an edition; Blogger's addresses say the
    format in `alt`.
    """
    live = Comment.objects.approved().filter(post__in=Post.objects.live().in_edition(language))
    title = _("Comments on {paper}").format(paper=settings.SITE_NAME)
    return _feed(request, live.newest(), title, address("home", language), language, kind)


@require_safe
def of_post(request: HttpRequest, path: str, kind: str = "atom") -> HttpResponse:
    """Answer with the newest comments on one post, by number."""
    post = get_object_or_404(Post.objects.live(), path=path)
    comments = Comment.objects.approved().filter(post=post).order_by("-number")
    with editions.in_language(request, post.language):
        title = _("Comments on “{headline}”").format(headline=post.headline)
        return _feed(request, comments, title, post.get_absolute_url(), post.language, kind)


@require_safe
def of_old_post(request: HttpRequest, number: str) -> HttpResponse:
    """Lead Blogger's feed of one post's comments, which names its old id, to ours."""
    came = {"imported__old_id": number, "imported__origin__startswith": "blogger:"}
    post = get_object_or_404(Post.objects.live().filter(**came).only("path"))
    return redirect(f"{post.get_absolute_url()}/comments/feed/", permanent=True)


def _feed(
    request: HttpRequest,
    comments: CommentQuerySet,
    title: str,
    page: str,
    language: str,
    kind: str,
) -> HttpResponse:
    kind = request.GET.get("alt", kind)
    if kind not in FORMATS:
        raise Http404
    feed = FORMATS[kind](
        title=title,
        link=request.build_absolute_uri(page),
        description=str(settings.SITE_TAGLINE),
        language=language,
        feed_url=request.build_absolute_uri(),
        feed_guid=settings.SITE_URL + request.path,
    )
    for comment in comments.select_related("post").defer("html", "post__body_html")[:ENTRIES]:
        feed.add_item(**_entry(request, comment))
    return HttpResponse(
        feed.writeString("utf-8"), content_type=f"{CONTENT_TYPES[kind]}; charset=utf-8"
    )


def _entry(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    permalink = f"{comment.post.get_absolute_url()}/comments/{comment.number}"
    title, name = _("Comment {number} on “{headline}”"), comment.name or _("Anonymous")
    return {
        "title": title.format(number=comment.number, headline=comment.post.headline),
        "link": request.build_absolute_uri(permalink),
        "unique_id": settings.SITE_URL + permalink,
        "unique_id_is_permalink": False,
        "description": None,
        "author_name": name,
        "names": [name],
        "summary": "",
        "image": "",
        "language": comment.post.language,
        "pubdate": _day(comment.received_at),
        "updateddate": _day(comment.received_at),
        "body": markup.paragraphs(comment.body),
    }


def _day(moment: datetime) -> datetime:
    """Return the beginning of a day: when exactly somebody wrote is told nowhere."""
    local = timezone.localtime(moment)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)
