"""HEIC and HEIF, the pictures of telephones: out as JPEG, which everyone can open.

Out: JPEG of quality 97 of the primary picture, upright, in sRGB.
Taken out: EXIF, XMP, profile, thumbnails, depth and gain maps, further pictures and frames, names,
unknown boxes, user data in the coded picture, everything behind the end.
Stays: what can be seen; the fine noise of the camera.
Refused: more than 120 megapixels, damaged files.
"""

from collections import Counter
from typing import BinaryIO

import pi_heif
from PIL import Image

from tips.scrub import _items, _meta, _stills
from tips.scrub._report import Change, Kind, Reason, Report, Unscrubbable

MEDIA_TYPES = {"image/heic": ("heic", "heif", "hif", "heics", "heifs")}

MOST_PIXELS = 120_000_000  # the decoder holds a picture three times
_FULL = 444  # as many colours as pixels
_TURNING = (b"irot", b"imir")

# Only ever asked for by name, so that no other part of the house opens such files by accident.
pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write the primary picture as a bare JPEG. Raises Unscrubbable."""
    source.seek(0)
    data = source.read()
    removed = inspect(source)
    collection = _items.picture(data)
    _check_names(collection)
    _check_grids(collection, data)
    with _stills.opened(source, "HEIF", most=MOST_PIXELS) as image:
        _stills.tell_colours(image, _items.profile(collection))
        changed = _changes(image, collection)
        full_colour = image.info.get("chroma") == _FULL
        _stills.save_jpeg(_stills.redrawn(image), sink, full_colour=full_colour, fine=True)
    return _stills.report("image/jpeg", removed, changed)


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a picture does not need. Walks the boxes; never asks the decoder."""
    source.seek(0)
    return _items.kinds(source.read())


def _changes(image: Image.Image, collection: _meta.Collection) -> tuple[Change, ...]:
    changed = _stills.changes(image)
    turned = any(name in _TURNING for name, _ in collection.items[collection.primary].properties)
    return changed if Change.TURNED in changed or not turned else (*changed, Change.TURNED)


def _check_names(collection: _meta.Collection) -> None:
    """Refuse kinds of items that are no words: the decoder falls over them. Raises Unscrubbable."""
    if not all(
        item.kind.isascii() and item.content_type.isascii() for item in collection.items.values()
    ):
        raise Unscrubbable(Reason.BROKEN)


def _check_grids(collection: _meta.Collection, data: bytes) -> None:
    """Refuse a grid that draws more than it says outside. Raises Unscrubbable.

    Source: ISO/IEC 23008-12, 6.6.2.3.2: version, flags, rows, columns, then width and height.
    """
    for number, item in list(collection.items.items()):
        if item.kind == b"grid":
            body = collection.content(number, data)
            half = 4 if body[1:2] and body[1] & 1 else 2
            width = int.from_bytes(body[4 : 4 + half], "big")
            height = int.from_bytes(body[4 + half : 4 + 2 * half], "big")
            _stills.check_size(width, height, MOST_PIXELS)
