"""AVIF: bare pixels, encoded again; one that moves becomes a moving WebP.

Out: AVIF, upright, in sRGB; moving WebP where it moves.
Taken out: EXIF, XMP, profile, names, further pictures, dates of the frames, unknown boxes,
metadata and padding in the coded picture, everything behind the end.
Stays: what can be seen; the fine noise of the camera.
Refused: more than 120 megapixels, damaged files.
"""

from collections import Counter
from typing import BinaryIO

from tips.scrub import _items, _meta, _moving, _stills
from tips.scrub._report import Kind, Reason, Report, Unscrubbable

MEDIA_TYPES = {"image/avif": ("avif", "avifs")}

MOST_PIXELS = 120_000_000  # the encoder needs several times what the picture takes
_QUALITY, _SPEED = 93, 9
_FEWER = 0x0C  # colours are halved across and down
# Parts of the picture data that draw: sequence, delimiter, headers, tiles, frames. Not metadata
# (5), lists (8) and padding (15). Source: the AV1 specification, 5.3.1 and 6.2.2.
_DRAWING = frozenset((1, 2, 3, 4, 6, 7))


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write a bare picture: AVIF, or WebP where it moves. Raises Unscrubbable."""
    removed = inspect(source)
    with _stills.opened(source, "AVIF", most=MOST_PIXELS) as image:
        frames = getattr(image, "n_frames", 1)
        collection = _collection(source)
        _stills.tell_colours(image, _items.profile(collection))
        changed = _stills.changes(image)
        if frames == 1:
            colours = "4:4:4" if _has_full_colour(collection) else "4:2:0"
            # One thread, so that the bytes are the same on every machine.
            _stills.redrawn(image).save(
                sink, "AVIF", quality=_QUALITY, speed=_SPEED, max_threads=1, subsampling=colours
            )
            return _stills.report("image/avif", removed, changed)
    _moving.check(frames)
    changed = _moving.as_webp(source, sink, "AVIF", lossless=False)
    return _stills.report("image/webp", removed, changed)


def _collection(source: BinaryIO) -> _meta.Collection:
    source.seek(0)
    return _items.picture(source.read())


def _has_full_colour(collection: _meta.Collection) -> bool:
    """Tell whether there are more colours than one for four pixels, as in screens and drawings.

    Source: AV1 Codec ISO Media File Format Binding, 2.3.3: grey and halved colours have bits.
    """
    return any(
        name == b"av1C" and len(body) > 2 and body[2] & _FEWER != _FEWER
        for number in _items.shown(collection)
        for name, body in collection.items[number].properties
    )


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a picture does not need. Walks the boxes; never asks the encoder."""
    source.seek(0)
    data = source.read()
    # What encoders say about a row of frames begins with when it was made.
    found = _items.kinds(data, film=Kind.DATES)
    collection = _items.picture(data)
    for number in sorted(_items.shown(collection)):
        if collection.items[number].kind == b"av01":
            found += _stream(collection.content(number, data))
    return found


def _stream(data: bytes) -> Counter[Kind]:
    """Count the units of an AV1 stream that draw nothing."""
    found: Counter[Kind] = Counter()
    place = 0
    while place < len(data):
        head = data[place]
        place += 2 if head & 4 else 1
        size = len(data) - place
        if head & 2:
            size, place = _length(data, place)
        if head & 0x80 or size < 0 or place + size > len(data):
            raise Unscrubbable(Reason.BROKEN)
        found[Kind.OTHER] += head >> 3 & 15 not in _DRAWING
        place += size
    return +found


def _length(data: bytes, place: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, least first, and the place behind it."""
    number = 0
    for step, byte in enumerate(data[place : place + 8]):
        number |= (byte & 0x7F) << 7 * step
        if not byte & 0x80:
            return number, place + step + 1
    raise Unscrubbable(Reason.BROKEN)
