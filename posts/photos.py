"""Photos: from whatever was uploaded to bare pixels in a few sizes. The original is not kept."""

from typing import Any, BinaryIO

from django.db import transaction
from PIL.Image import Image

from blogsite.lib import raster
from posts import variants
from posts.models import Photo, random_token

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")  # of an animation, the first picture


def read(source: BinaryIO) -> Image:
    """Return the bare pixels of an uploaded picture.

    Raises blogsite.lib.raster.Unreadable for anything but a picture of FORMATS within bounds.
    """
    with raster.open_picture(source, FORMATS) as opened:
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
    old_token, old_widths = photo.token, photo.widths
    photo.token, photo.width, photo.height = random_token(), image.width, image.height
    photo.widths = variants.write(image, photo.token)
    try:
        photo.save()
    except BaseException:
        variants.erase(photo.token, photo.widths)
        raise
    if old_widths:
        transaction.on_commit(lambda: variants.erase(old_token, old_widths))
