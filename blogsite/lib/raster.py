"""Pictures: decoded within bounds, turned upright, in sRGB, on a canvas that carries no more."""

from collections.abc import Sequence
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps

MOST_PIXELS = 60_000_000  # width x height x frames; a 48-megapixel phone picture fits
# Pillow's own limit only warns, and errors at twice the figure; ours is checked before decoding.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
SRGB = ImageCms.createProfile("sRGB")


class Unreadable(Exception):
    """A picture that cannot be decoded, or is larger than MOST_PIXELS."""


def open_picture(source: BinaryIO, formats: Sequence[str]) -> Image.Image:
    """Open a picture as one of Pillow's `formats` and check its size; pixels are not decoded yet.

    Raises Unreadable for anything else, and for width x height x frames over MOST_PIXELS.
    """
    try:
        image = Image.open(source, formats=list(formats))
        # A phone's JPEG may carry a second picture (MPO); only the first is ever decoded.
        frames = 1 if list(formats) == ["JPEG"] else getattr(image, "n_frames", 1)
    except Exception as error:  # decoders raise what they like on hostile bytes
        raise Unreadable("not a picture of the expected format") from error
    if image.width * image.height * frames > MOST_PIXELS:
        raise Unreadable("too many pixels")
    return image


def bare(image: Image.Image) -> Image.Image:
    """Return the current frame as RGB or RGBA pixels on a fresh canvas: upright, sRGB, no info.

    Raises Unreadable when the pixels cannot be decoded.
    """
    try:
        upright = ImageOps.exif_transpose(image)
        mode = "RGBA" if upright.has_transparency_data else "RGB"
        pixels = _in_srgb(upright, mode)
        # Pillow hands `info` (comments, profiles, EXIF) from image to image; bytes carry none.
        return Image.frombytes(mode, pixels.size, pixels.tobytes())
    except Exception as error:
        raise Unreadable("damaged picture") from error


def _in_srgb(image: Image.Image, mode: str) -> Image.Image:
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if image.mode in {"RGB", "CMYK", "L"} and mode == "RGB":
                return _whole(ImageCms.profileToProfile(image, source, SRGB, outputMode="RGB"))
            if image.mode == "RGBA":
                return _whole(ImageCms.profileToProfile(image, source, SRGB, outputMode="RGBA"))
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile is no profile: the numbers are then taken as sRGB
    return image.convert(mode)


def _whole(image: Image.Image | None) -> Image.Image:
    """Return what a conversion made; it makes nothing only when it changes a picture in place."""
    if image is None:
        raise Unreadable("no picture came out")
    return image
