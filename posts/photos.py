"""Photos: from whatever was uploaded to bare pixels in a few sizes. The original is not kept."""

from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Q
from PIL.Image import Image

from blogsite.lib import raster
from posts import figures, variants
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
    """Make a Photo and its files from an uploaded picture; `fields` are those of Photo.

    Raises Unreadable as read() does.
    """
    photo = Photo(**fields)
    expose(photo, read(picture))
    return photo


def expose(photo: Photo, image: Image) -> None:
    """Save a photo with these bare pixels, under a new name; the files it had go on commit."""
    old = photo.token if photo.widths else ""
    photo.token, photo.width, photo.height = random_token(), image.width, image.height
    photo.widths = variants.write(image, photo.token)
    try:
        if photo.focus:
            variants.cut(image, photo.token, photo.focus)
        photo.save()
    except BaseException:
        variants.erase(photo.token)
        raise
    if old:
        transaction.on_commit(lambda: variants.erase(old))


def caption(photo: Photo) -> None:
    """Save a photo's words; where another part matters now, it is cut anew from what is stored."""
    known = Photo.objects.filter(pk=photo.pk).values_list("focus", flat=True)
    old = known.first() or ""
    if photo.focus and photo.focus != old:
        variants.cut(variants.largest(photo.token, photo.widths), photo.token, photo.focus)
    photo.save()
    if old and photo.focus != old:
        transaction.on_commit(lambda: variants.erase_cut(photo.token, old))


def move(photo: Photo) -> None:
    """Give a photo's files new names: its old addresses show nothing once this is committed."""
    old, new = photo.token, random_token()
    variants.copy(old, new)
    try:
        photo.token = new
        photo.save(update_fields=["token"])
    except BaseException:
        variants.erase(new)
        raise
    transaction.on_commit(lambda: variants.erase(old))


def of(post: Post) -> list[Photo]:
    """Return the photos that a post shows."""
    return list(Photo.objects.filter(Q(token__in=figures.tokens(post.body)) | Q(pk=post.lead_id)))


def holders(photo: Photo) -> list[Post | Page]:
    """Return the posts, in whatever state, and the pages that show a photo."""
    inside = Q(body__contains=photo.token)
    posts = Post.objects.filter(inside | Q(lead=photo.pk)).defer("body", "body_html", "card")
    return [*posts, *Page.objects.filter(inside).defer("body", "body_html")]
