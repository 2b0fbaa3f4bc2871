"""Photos: from whatever was uploaded to bare pixels in a few sizes. The original is not kept."""

from typing import Any, BinaryIO

from django.db import transaction

from blogsite.lib import raster
from posts import variants
from posts.models import Photo, random_token

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")  # of an animation, the first picture


def develop(source: BinaryIO, **fields: Any) -> Photo:
    """Make a Photo and its files from an uploaded picture; `fields` are those of Photo.

    Raises blogsite.lib.raster.Unreadable for anything but a picture of FORMATS within bounds.
    """
    with raster.open_picture(source, FORMATS) as opened:
        image = raster.bare(opened)
    photo = Photo(width=image.width, height=image.height, **fields)
    _write(photo, image)
    return photo


def replace(photo: Photo, source: BinaryIO) -> None:
    """Put another picture in the place of a photo's own, under a new token; saves nothing else.

    Raises Unreadable as develop() does. The old files go when the change is committed.
    """
    with raster.open_picture(source, FORMATS) as opened:
        image = raster.bare(opened)
    old_token, old_widths = photo.token, photo.widths
    photo.token, photo.width, photo.height = random_token(), image.width, image.height
    _write(photo, image)
    transaction.on_commit(lambda: variants.erase(old_token, old_widths))


def _write(photo: Photo, image: Any) -> None:
    photo.widths = variants.write(image, photo.token)
    try:
        photo.save()
    except BaseException:
        variants.erase(photo.token, photo.widths)
        raise
