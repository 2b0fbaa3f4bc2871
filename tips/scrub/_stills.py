"""What the picture families share: decode within bounds, take bare pixels, encode afresh."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageChops,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from blogsite.lib.raster import LARGEST, TooLarge, bare, open_picture, turn
from tips.scrub._report import Change, Kind, Limit, Reason, Report, Unscrubbable

# Pillow looks for a format's module when it is first asked for; behind the fences of a scrubbing
# process nothing more can be loaded, and those of other formats are never wanted.
LOADED = (
    AvifImagePlugin, BmpImagePlugin, GifImagePlugin, JpegImagePlugin, MpoImagePlugin,
    PngImagePlugin, PpmImagePlugin, TiffImagePlugin, WebPImagePlugin,
)  # fmt: skip
KEPT = (Limit.VISIBLE, Limit.SENSOR)

# No loss that a reader sees, in a camera's noise either; fixed, so that no table is a mark.
_QUALITY, _FINE_QUALITY = 93, 97
_WEBP_QUALITY, _WEBP_EFFORT = 97, 2  # of 6; more costs seconds and saves little
# Where nothing is lost, quality is how hard it is tried; on photos that may take a minute.
_WEBP_TRIES, _WEBP_FEWER, _MUCH = 92, 50, 8_000_000  # the fewer from so many pixels on
_HEAVY = 40_000_000  # pixels from which a PNG is packed fast rather than small
_ROUGH, _FINE = 2, 6  # how hard
_WIDEST = 100_000_000  # pixels up to which there is memory to look for a palette: 17 bytes each


@contextmanager
def opened(
    source: BinaryIO, encoding: str, *, most: int = LARGEST, moving: bool = False
) -> Iterator[Image.Image]:
    """Open the picture in `source`, `encoding` being Pillow's name for it, and see what goes wrong.

    Whatever a decoder or an encoder raises inside comes out as Unscrubbable.
    """
    source.seek(0)
    try:
        with open_picture(source, [encoding], most=most, moving=moving) as image:
            yield image
    except (Unscrubbable, MemoryError):
        raise
    except Exception as error:  # decoders raise what they like on hostile bytes
        raise Unscrubbable(_reason(error)) from None


def check_size(width: int, height: int, most: int = LARGEST) -> None:
    """Refuse a picture that says itself that it is too large. Raises Unscrubbable."""
    if width * height > most:
        raise Unscrubbable(Reason.PIXELS)


def tell_colours(image: Image.Image, profile: bytes | None) -> None:
    """Give an opened picture the profile that its container stands for, if it has none itself."""
    if profile and not image.info.get("icc_profile"):
        image.info["icc_profile"] = profile


def changes(image: Image.Image) -> tuple[Change, ...]:
    """Return what redrawing will do to an opened picture; asked before its pixels are read."""
    changed = [Change.REENCODED]
    if turn(image) > 1:
        changed.append(Change.TURNED)
    if image.info.get("icc_profile"):
        changed.append(Change.COLOURS)
    return tuple(changed)


def redrawn(image: Image.Image, *, depth: int = 16) -> Image.Image:
    """Return the current frame as bare pixels: RGBA, RGB, or L where it was grey all along.

    `depth` is how many bits of deep greys are used.
    """
    drawn = bare(image, depth=depth)
    return drawn.convert("L") if drawn.mode == "RGB" and _is_grey(image.mode) else drawn


def _is_grey(mode: str) -> bool:
    return mode in ("1", "L", "LA", "I", "F") or mode.startswith("I;16")


def save_jpeg(
    drawn: Image.Image, sink: BinaryIO, *, full_colour: bool = False, fine: bool = False
) -> None:
    """Write bare pixels as JPEG; what shows through is put on white, as browsers show it.

    `full_colour` keeps as many colours as pixels, for screens and drawings; `fine` the grain of
    what was itself coded more finely than most.
    """
    if drawn.mode == "RGBA":
        paper = Image.new("RGB", drawn.size, "white")
        paper.paste(drawn, mask=drawn.getchannel("A"))
        drawn = paper
    quality = _FINE_QUALITY if fine else _QUALITY
    drawn.save(sink, "JPEG", quality=quality, subsampling="4:4:4" if full_colour else "4:2:0")


def save_png(drawn: Image.Image, sink: BinaryIO) -> None:
    """Write bare pixels as PNG, with a palette where the colours are few."""
    heavy = drawn.width * drawn.height > _HEAVY
    few_colours(drawn).save(sink, "PNG", compress_level=_ROUGH if heavy else _FINE)


def webp(pixels: int, *, lossless: bool) -> dict[str, int | bool]:
    """Return how a WebP is encoded that has so many pixels, all frames counted."""
    tries = _WEBP_FEWER if pixels > _MUCH else _WEBP_TRIES
    quality = tries if lossless else _WEBP_QUALITY
    return {"lossless": lossless, "quality": quality, "method": _WEBP_EFFORT}


def few_colours(drawn: Image.Image) -> Image.Image:
    """Return the very same picture with a palette of its own where 256 colours are enough."""
    asked = drawn.mode == "RGB" and drawn.width * drawn.height <= _WIDEST
    found = drawn.getcolors(256) if asked else None
    if not found:
        return drawn
    made = drawn.quantize(len(found), Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    # Not promised to be exact, so it is checked.
    return drawn if ImageChops.difference(made.convert("RGB"), drawn).getbbox() else made


def report(media_type: str, removed: dict[Kind, int], changed: tuple[Change, ...]) -> Report:
    """Return the report that every picture gets."""
    return Report(media_type, removed, changed, KEPT)


def _reason(error: Exception) -> Reason:
    if isinstance(error, TooLarge):
        return Reason.PIXELS
    if isinstance(error.__cause__, MemoryError):
        return Reason.MEMORY
    if str(error.__cause__).startswith("Unsupported"):  # as Pillow says of BMPs that it cannot read
        return Reason.UNSUPPORTED
    too_long = isinstance(error, OSError) and error.errno in (errno.EFBIG, errno.ENOSPC)
    return Reason.OUTPUT if too_long else Reason.BROKEN
