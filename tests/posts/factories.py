"""Posts and what belongs to them, for tests: name only what the test is about."""

from datetime import timedelta
from io import BytesIO
from itertools import count

from django.utils import timezone
from PIL import Image

from posts import publishing
from posts.models import Byline, Label, Page, Post
from posts.photos import develop

number = count(1)


def make_post(*, bylines=(), labels=(), **fields):
    """Return a post that went through the press; live since yesterday unless told otherwise."""
    fields = {
        "headline": f"A quiet street {next(number)}",
        "body": "<p>Nobody saw who closed the bridge.</p>",
        "published_at": timezone.now() - timedelta(days=1),
    } | fields
    post = Post(**fields)
    publishing.put(post)
    if bylines or labels:
        publishing.assign(post, bylines=bylines, labels=labels)
    return post


def make_byline(name=None, **fields):
    turn = next(number)
    return Byline.objects.create(
        name=name or f"Ana {turn}", slug=fields.pop("slug", f"ana-{turn}"), **fields
    )


def make_label(name=None):
    return Label.objects.create(name=name or f"Topic {next(number)}")


def make_page(**fields):
    page = Page(**{"slug": f"page-{next(number)}", "language": "en", "title": "A page"} | fields)
    publishing.put_page(page)
    return page


def picture(size=(600, 400), kind="JPEG", mode="RGB", **options):
    """Return a small picture file: a plain field, as a camera would never take it."""
    out = BytesIO()
    Image.new(mode, size, (120, 90, 60, 200)[: len(mode)]).save(out, kind, **options)
    out.seek(0)
    return out


def make_photo(size=(600, 400), **fields):
    return develop(picture(size), **{"alt": "A bridge", "credit": "Rea"} | fields)
