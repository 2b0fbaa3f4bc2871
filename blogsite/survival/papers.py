"""What readers see, as JSON: whatever the next system may want, and nothing about people.

One object with lists: bylines, labels, photos, posts, series, pages, comments. Texts are HTML where
their name ends in "_html", else plain. Moments are ISO 8601, as on our pages: rounded where those
are, and days only for comments.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from blogsite.lib.moments import blurred
from comments.models import Comment
from posts.models import Byline, Label, Page, Photo, Post
from posts.stories import Series

BATCH = 500  # rows
SAID = (
    "post_id", "post__path", "number", "name", "body", "status", "received_at", "imported_id",
    "parent__number",
)  # fmt: skip
Row = dict[str, Any]


def posts(*, drafts: bool) -> Iterator[Post]:
    """Yield live posts, the oldest first; then what is to come, when `drafts` are asked for."""
    unseen = Post.objects.drafts() | Post.objects.scheduled()
    for found in (Post.objects.live(), unseen if drafts else Post.objects.none()):
        whole = found.with_counterpart().select_related("lead", "origin", "part__series")
        whole = whole.defer("body_html", "card")
        whole = whole.prefetch_related("bylines", "labels", "corrections", "sources")
        yield from whole.order_by("published_at", "pk").iterator(chunk_size=BATCH)


def said() -> Iterator[Row]:
    """Yield the public comments of live posts: those of a post together, by number."""
    shown = Comment.objects.shown().filter(post__in=Post.objects.live())
    yield from shown.order_by("post_id", "number").values(*SAID).iterator(chunk_size=BATCH * 4)


def post(found: Post) -> Row:
    """Return a post of posts()."""
    origin, translation = getattr(found, "origin", None), found.counterpart_found
    part = getattr(found, "part", None)
    return {
        "path": found.path, "language": found.language, "state": str(found.state),
        "headline": found.headline, "standfirst": found.standfirst, "body_html": found.body,
        "lead": found.lead.token if found.lead else None,
        "bylines": [byline.slug for byline in found.bylines.all()],
        "labels": [label.name for label in found.labels.all()],
        "published_at": blurred(found.published_at), "revised_at": blurred(found.revised_at),
        "unverified": found.unverified, "comments_open": found.comments_open,
        "translation": translation,
        "series": part and {"address": part.series.get_absolute_url(), "part": part.place},
        "corrections": [
            {"made_at": blurred(each.made_at), "text": each.text}
            for each in found.corrections.all()
        ],
        "sources": [{"title": each.title, "link": each.link} for each in found.sources.all()],
        "origin": origin
        and {"name": origin.name, "link": origin.link, "published_on": origin.published_on},
    }  # fmt: skip


def series() -> Iterator[Row]:
    """Yield the series that readers see, each with its live posts in its order."""
    for found in Series.objects.all():
        parts = Post.objects.in_series(found).values_list("path", flat=True)
        if parts:
            yield {
                "address": found.get_absolute_url(), "language": found.language,
                "name": found.name, "about": found.about, "posts": list(parts),
            }  # fmt: skip


def page(found: Page) -> Row:
    return {
        "address": found.get_absolute_url(), "language": found.language, "title": found.title,
        "body_html": found.body,
    }  # fmt: skip


def comment(row: Row) -> Row:
    """Return a comment of said(); a removed one has its number and no words."""
    removed = row["status"] == Comment.Status.REMOVED
    return {
        "post": row["post__path"], "number": row["number"],
        "day": timezone.localdate(row["received_at"]), "removed": removed,
        "name": "" if removed else row["name"], "text": "" if removed else row["body"],
        "answers": row["parent__number"], "old_id": row["imported_id"],
    }  # fmt: skip


def photo(found: Photo, file: str) -> Row:
    """Return a photo; `file` is its name in the archive."""
    return {
        "token": found.token, "file": file, "width": found.width, "height": found.height,
        "alt": found.alt, "decorative": found.decorative, "caption": found.caption,
        "credit": found.credit, "source": found.source, "graphic": found.graphic,
        "graphic_reason": found.graphic_reason,
    }  # fmt: skip


def bylines() -> Iterator[Row]:
    """Yield the bylines that readers see on live posts."""
    signed = Byline.objects.filter(post__in=Post.objects.live()).distinct()
    for found in signed:
        told = {"about": found.about, "about_es": found.about_es}
        yield {"slug": found.slug, "name": found.name} | told


def labels() -> Iterator[Row]:
    """Yield the labels of live posts, each with the names that it had before."""
    used = Label.objects.filter(post__in=Post.objects.live()).distinct()
    for found in used.prefetch_related("former"):
        yield {"name": found.name, "former": [old.name for old in found.former.all()]}
