"""What the picture families share: decode within bounds, take bare pixels, encode afresh."""

import errno
from collections.abc import Iterator
from typing import Any, BinaryIO

from PIL import Image

from blogsite.lib.raster import bare, open_picture
from tips.scrub._report import Change, Limit, Reason, Unscrubbable

KEPT = (Limit.VISIBLE, Limit.SENSOR)

_ORIENTATION = 0x0112
_SHORTEST, _USUAL = 20, 100  # milliseconds a frame is shown: at least, and when it does not say


def redraw(source: BinaryIO, sink: BinaryIO, encoding: str, **settings: Any) -> tuple[Change, ...]:
    """Write the picture in `source` to `sink` from bare pixels, every frame of a moving one.

    `encoding` is Pillow's name, for reading and for writing. Raises Unscrubbable.
    """
    source.seek(0)
    try:
        with open_picture(source, [encoding]) as image:
            changed = _changes(image)
            # A JPEG with "frames" has a second picture behind the first (MPO); only one is shown.
            frames = 1 if encoding == "JPEG" else getattr(image, "n_frames", 1)
            if frames > 1:
                _save_moving(list(_frames(image, frames)), sink, encoding, settings)
            else:
                _upright(image).save(sink, encoding, **settings)
    except (Unscrubbable, MemoryError):
        raise
    except Exception as error:  # decoders raise what they like on hostile bytes
        raise Unscrubbable(_reason(error)) from None
    return changed


def _upright(image: Image.Image) -> Image.Image:
    """Return bare pixels; colour that hides under full transparency is blanked too."""
    drawn = bare(image)
    if drawn.mode != "RGBA":
        return drawn
    shown = drawn.getchannel("A").point([0] + [255] * 255)
    return Image.composite(drawn, Image.new("RGBA", drawn.size), shown)


def _frames(image: Image.Image, frames: int) -> Iterator[tuple[Image.Image, int]]:
    for number in range(frames):
        image.seek(number)
        image.load()
        # Hundredths of a second: what GIF can hold, and too coarse to carry a mark.
        shown = int(image.info.get("duration") or _USUAL) // 10 * 10
        yield _upright(image), max(_SHORTEST, shown)


def _save_moving(
    frames: list[tuple[Image.Image, int]], sink: BinaryIO, encoding: str, settings: dict[str, Any]
) -> None:
    see_through = any(picture.mode == "RGBA" for picture, _ in frames)
    pictures = [picture.convert("RGBA" if see_through else "RGB") for picture, _ in frames]
    if encoding == "GIF":
        settings |= {"disposal": 2 if see_through else 1}
    pictures[0].save(
        sink,
        encoding,
        save_all=True,
        append_images=pictures[1:],
        duration=[shown for _, shown in frames],
        loop=0,
        **settings,
    )


def _changes(image: Image.Image) -> tuple[Change, ...]:
    changed = [Change.REENCODED]
    if image.getexif().get(_ORIENTATION, 1) in range(2, 9):
        changed.append(Change.TURNED)
    if image.info.get("icc_profile"):
        changed.append(Change.COLOURS)
    return tuple(changed)


def _reason(error: Exception) -> Reason:
    bomb = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    if isinstance(error.__cause__, bomb) or "too many pixels" in str(error):
        return Reason.PIXELS
    if isinstance(error.__cause__, MemoryError):
        return Reason.MEMORY
    too_long = isinstance(error, OSError) and error.errno in (errno.EFBIG, errno.ENOSPC)
    return Reason.OUTPUT if too_long else Reason.BROKEN
