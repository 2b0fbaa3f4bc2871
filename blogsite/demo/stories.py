"""What stands beside the demo newspaper's posts: translations, series, corrections, sources."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from blogsite.demo import sources
from posts import publishing
from posts.models import Post
from posts.stories import Correction, Origin, Part, Series, Source, Translation


def tell() -> None:
    """Put everything beside its posts, and print anew what shows it."""
    told = sources.read("stories")
    posts = {post.slug: post for post in Post.objects.all()}
    for slug in told["unverified"]:
        posts[slug].unverified = True
        publishing.put(posts[slug])
    for english, spanish in told["pairs"]:
        Translation.objects.create(english=posts[english], spanish=posts[spanish])
    for line in told["series"]:
        _line_up(line, posts)
    for fields in told["correction"]:
        moment = timezone.make_aware(datetime.fromisoformat(fields.pop("made_at")))
        _beside(Correction, posts, fields, made_at=moment)
    for fields in told["source"]:
        _beside(Source, posts, fields)
    for fields in told["origin"]:
        _beside(Origin, posts, fields)
    for each in told["correction"] + told["source"]:
        publishing.refresh(posts[each["post"]])


def _beside(
    model: type[Correction | Source | Origin],
    posts: dict[str, Post],
    fields: dict[str, Any],
    **more: Any,
) -> None:
    model._default_manager.create(**fields | {"post": posts[fields["post"]]} | more)


def _line_up(line: dict[str, Any], posts: dict[str, Post]) -> None:
    parts = line.pop("parts")
    series = Series.objects.create(**line)
    for place, slug in enumerate(parts, 1):
        Part.objects.create(series=series, post=posts[slug], place=place)
