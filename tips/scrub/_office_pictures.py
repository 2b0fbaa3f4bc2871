"""Pictures inside documents, cleaned by the scrubber of their own kind."""

import io
import re
import struct
import zlib
from collections import Counter
from dataclasses import dataclass, replace

from blogsite.lib.raster import MOST_PIXELS, Unreadable, open_picture
from tips.scrub import Scrubber, scrubbers
from tips.scrub._report import Kind, Unscrubbable
from tips.scrub._sniff import HEAD, sniff

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
# EXIF and XMP at the start of a segment of a JPEG (APP1).
_TURNS = re.compile(rb"(?<=\xff\xe1..)(?:Exif\0\0|http://ns\.adobe\.com/xap/)", re.S)
_SETTINGS = {"JPEG": {"quality": 90}, "WEBP": {"quality": 90}}


def _png(width: int, height: int, rows: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


@dataclass(frozen=True)
class Picture:
    """A clean picture; `lost` when the real one could not be cleaned and a blank stands for it."""

    data: bytes
    media_type: str
    ending: str
    lost: bool = False


def cleaned(data: bytes) -> Picture:
    """Return a clean picture in place of `data`, drawn again where its scrubber does that.

    Programs show it in a frame as its pixels lie, however the camera was held, and so do we.
    """
    module = _scrubber(data)
    if module is None:
        return BLANK
    try:
        module.scrub(io.BytesIO(unturned(data)), sink := io.BytesIO())
        made = sink.getvalue()
        media_type = sniff(made[:HEAD]) or ""
        again = _scrubber(made)
        if again is None or +again.inspect(io.BytesIO(made)):
            return BLANK
    except Unscrubbable:
        return BLANK
    return Picture(made, media_type, again.MEDIA_TYPES[media_type][0])


def size_of(data: bytes) -> tuple[int, int] | None:
    """Return how many pixels wide and high a picture is, as they lie, where that can be told."""
    kind = _FORMATS.get(sniff(data[:HEAD]) or "")
    try:
        with open_picture(io.BytesIO(unturned(data)), [kind] if kind else []) as image:
            return image.size
    except (Unreadable, OSError, ValueError, SystemError):
        return None


def unturned(data: bytes) -> bytes:
    """Return a picture that does not say how its camera was held, if it is a JPEG."""
    return _TURNS.sub(lambda found: bytes(len(found[0])), data)


def cropped(picture: Picture, crop: str) -> Picture:
    """Cut the sides off that a frame hides; `crop` is left, top, right, bottom in 1/100,000.

    Less than nought is an empty margin: the picture becomes a PNG.
    """
    sides = [int(side) / 100_000 for side in crop.split(",")]
    kind, margins = _FORMATS.get(picture.media_type), min(sides) < 0
    if picture.lost or kind is None:
        return picture if picture.lost else BLANK
    try:
        with open_picture(io.BytesIO(picture.data), [kind]) as image:
            box = _box(image.size, sides)
            shown = image.convert("RGBA") if margins else image
            kind = "PNG" if margins else kind
            shown.crop(box).save(out := io.BytesIO(), kind, **_SETTINGS.get(kind, {}))
    except (Unreadable, OSError, ValueError, SystemError):
        return BLANK
    if +found(out.getvalue()):
        return BLANK
    again = Picture(out.getvalue(), "image/png", "png")
    return again if margins else replace(picture, data=out.getvalue())


def _box(size: tuple[int, int], sides: list[float]) -> tuple[int, int, int, int]:
    """Return the part of a picture that is left. Raises ValueError: none, or far too much."""
    (wide, high), (left, top, right, bottom) = size, sides
    if left + right >= 1 or top + bottom >= 1:
        raise ValueError("nothing is left")
    box = (int(wide * left), int(high * top), int(wide * (1 - right)), int(high * (1 - bottom)))
    if (box[2] - box[0]) * (box[3] - box[1]) > MOST_PIXELS:
        raise ValueError("too many pixels")
    return box


def found(data: bytes) -> Counter[Kind]:
    """Count what identifies in a picture; one that nobody can read is OTHER."""
    module = _scrubber(data)
    try:
        return module.inspect(io.BytesIO(data)) if module else Counter({Kind.OTHER: 1})
    except Unscrubbable:
        return Counter({Kind.OTHER: 1})


def _scrubber(data: bytes) -> Scrubber | None:
    media_type = sniff(data[:HEAD]) or ""
    return scrubbers().get(media_type) if media_type.startswith("image/") else None


# One pixel that is not seen, in the place of a picture that cannot be cleaned.
BLANK = Picture(_png(1, 1, bytes(5)), "image/png", "png", lost=True)
