"""Photos: from whatever was uploaded to bare pixels in a few sizes. The original is not kept."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Replace
from django.utils import timezone
from PIL.Image import Image

from blogsite.lib import raster
from posts import figures, variants
from posts.history import Autosave, Revision
from posts.models import Page, Photo, Post, random_token

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")  # of an animation, the first picture
# A JPEG is decoded at half, a quarter or an eighth of its size, where both sides stay this long.
ENOUGH = (variants.WIDTHS[-1], variants.WIDTHS[-1])


def read(source: BinaryIO) -> Image:
    """Return the bare pixels of an uploaded picture, no fewer than the largest variant needs.

    Raises blogsite.lib.raster.Unreadable for anything but a picture of FORMATS within bounds.
    """
    with raster.open_picture(source, FORMATS) as opened:
        opened.draft(None, ENOUGH)
        return raster.bare(opened)


def develop(picture: BinaryIO, /, **fields: Any) -> Photo:
    """Make a Photo and all its files from an uploaded picture; `fields` are those of Photo.

    For commands, which may take their time. Raises Unreadable as read() does.
    """
    photo = Photo(**fields)
    _develop(photo, read(picture), variants.FORMATS)
    return photo


def expose(photo: Photo, image: Image) -> None:
    """Save a photo with these bare pixels, under a new name; the files it had go on commit.

    What every browser reads is there at once; posts.making makes the rest of it, beside readers.
    """
    _develop(photo, image, variants.AT_ONCE)


def _develop(photo: Photo, image: Image, endings: Collection[str]) -> None:
    old = photo.token if photo.widths else ""
    photo.token, photo.width, photo.height = random_token(), image.width, image.height
    photo.widths = variants.write(image, photo.token, endings)
    photo.due_at, photo.tries = _due(endings), 0
    try:
        if photo.focus:
            variants.cut(image, photo.token, photo.focus, endings)
        photo.save()
    except BaseException:
        variants.erase(photo.token)
        raise
    if old:
        transaction.on_commit(lambda: variants.erase(old))


def _due(made: Collection[str]) -> datetime | None:
    return None if {*made} == {*variants.FORMATS} else timezone.now()


def caption(photo: Photo) -> None:
    """Save a photo's words; where another part matters now, it is cut anew from what is stored."""
    known = Photo.objects.filter(pk=photo.pk).values_list("focus", flat=True)
    old = known.first() or ""
    if photo.focus and photo.focus != old:
        image = variants.whole(photo.token, photo.widths)
        variants.cut(image, photo.token, photo.focus, variants.AT_ONCE)
        photo.due_at, photo.tries = timezone.now(), 0
    photo.save()
    if old and photo.focus != old:
        transaction.on_commit(lambda: variants.erase_cut(photo.token, old))


def complete(photo: Photo) -> bool:
    """Note that all files of a photo are there, unless it is another's now, or another picture."""
    same = Photo.objects.filter(
        pk=photo.pk, token=photo.token, focus=photo.focus, due_at=photo.due_at
    )
    if not same.update(due_at=None, tries=0):
        return False
    photo.due_at, photo.tries = None, 0
    return True


def hold_unfinished(tokens: Collection[str], lead: int | None = None) -> None:
    """Let nobody complete these photos until a post that shows them is saved."""
    shown = Photo.objects.filter(Q(token__in=tokens) | Q(pk=lead), due_at__isnull=False)
    list(shown.order_by("pk").select_for_update(no_key=True).values("pk"))


def hold_posts(photo: Photo) -> None:
    """Hold the posts that show a photo: what is saved in one meanwhile must not be lost."""
    held = Q(body__contains=photo.token) | Q(lead=photo.pk)
    list(Post.objects.filter(held).order_by("pk").select_for_update(no_key=True).values("pk"))


def move(photo: Photo) -> None:
    """Give a photo's files new names: its old addresses show nothing once this is committed."""
    old, new = photo.token, random_token()
    variants.copy(old, new)
    try:
        photo.token = new
        photo.due_at = photo.due_at and timezone.now()  # whoever made the rest knows the old name
        photo.save(update_fields=["token", "due_at"])
    except BaseException:
        variants.erase(new)
        raise
    transaction.on_commit(lambda: variants.erase(old))


def rename(old: str, new: str) -> None:
    """Let bodies hold a photo by its new token: its files have other names than before."""
    texts = ((Post, "body"), (Page, "body"), (Revision, "body"), (Autosave, "typed"))
    for model, field in texts:
        holders = model.objects.filter(**{f"{field}__contains": old})
        holders.update(**{field: Replace(field, Value(old), Value(new))})


def of(post: Post) -> list[Photo]:
    """Return the photos that a post shows."""
    return list(Photo.objects.filter(Q(token__in=figures.tokens(post.body)) | Q(pk=post.lead_id)))


def holders(photo: Photo) -> list[Post | Page]:
    """Return the posts, in whatever state, and the pages that show a photo."""
    inside = Q(body__contains=photo.token)
    posts = Post.objects.filter(inside | Q(lead=photo.pk)).defer("body", "body_html", "card")
    return [*posts, *Page.objects.filter(inside).defer("body", "body_html")]
