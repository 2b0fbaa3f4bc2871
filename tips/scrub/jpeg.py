"""JPEG: decoded, turned upright, converted to sRGB and encoded again from bare pixels.

Out: JPEG of quality 93, or 97 where it was finer, upright, in sRGB.
Taken out: EXIF with place, device, dates and author, maker notes, XMP, IPTC, comments, previews,
a second picture, colour profile, everything behind the end, motion clips, the camera's own
tables.
Stays: what can be seen; the fine noise of the camera.
Refused: more than 210 megapixels, pictures that are cut off or damaged.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from tips.scrub import _stills, _tags
from tips.scrub._report import Kind, Reason, Report, Unscrubbable

MEDIA_TYPES = {"image/jpeg": ("jpg", "jpeg", "jpe", "jfif")}

# The steps of a table added up: of finer ones, grain would go at the usual quality (SSIM 0.93).
_USUAL = 441
_END = b"\xff\xd9"
# What may follow a picture that is whole: nothing, or bytes that are blocks of one that is not, at
# once or behind a mark for a new start. Of fewer than a row takes, the decoder may read none.
_OTHERS = (
    b"",
    bytes(range(1, 255)) * 16,
    bytes(range(254, 0, -1)) * 16,
    *(
        b"".join(bytes((0xFF, 0xD0 + mark % 8, *range(254, 0, -1))) * 16 for mark in marks)
        for marks in (range(8), range(4, 12))  # a decoder passes over a mark that comes early
    ),
)
_FRAMES = frozenset((*range(0xC0, 0xD0), 0xF7)) - {0xC4, 0xC8, 0xCC}  # how the picture is coded
_READ = frozenset((0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA))  # of these, what Pillow reads
_NEXT = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # the next marker that is not inside the scan
_PLAIN = frozenset((*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDD)) - {0xC8, 0xCC}  # pictures need these
_JFIF = re.compile(rb"JFIF\0.{7}\0\0\Z", re.S)  # without a thumbnail
_XMP = (b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0")


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write a bare JPEG of the same picture. Raises Unscrubbable."""
    picture = _ended(source)
    removed = inspect(picture)
    full_colour = _has_full_colour(picture)
    with _stills.opened(picture, "JPEG") as image:
        changed = _stills.changes(image)
        fine = min(map(sum, _tables(image)), default=_USUAL) < _USUAL
        drawn = _stills.redrawn(image)
        _stills.save_jpeg(drawn, sink, full_colour=full_colour, fine=fine)
    return _stills.report("image/jpeg", removed, changed)


def _ended(source: BinaryIO) -> BinaryIO:
    """Return a JPEG with its end, which some cameras leave out. Raises Unscrubbable.

    Of a picture that is whole, nothing depends on what follows its last row: one that looks other
    with other bytes there was cut off.
    """
    source.seek(0)
    data = source.read()
    try:
        for _segment in _segments(data):
            pass
    except Unscrubbable:
        data = data.removesuffix(b"\xff")
        if len({_looks(data + rest + _END) for rest in _OTHERS}) > 1:
            raise
        return BytesIO(data + _END)
    return source


def _tables(image: Image.Image) -> Iterable[Sequence[int]]:
    """Return how coarsely the parts of a picture are coded: the steps of its tables."""
    found: dict[int, Sequence[int]] = getattr(image, "quantization", {})
    return found.values()


def _looks(data: bytes) -> bytes:
    with _stills.opened(BytesIO(data), "JPEG") as image:
        return hashlib.sha256(_stills.redrawn(image).tobytes()).digest()


def _has_full_colour(source: BinaryIO) -> bool:
    """Tell whether there are more colours than one for four pixels, as in screens and drawings.

    Raises Unscrubbable for what only laboratories read: more than 8 bits a colour, or in levels.
    """
    source.seek(0)
    for marker, body in _segments(source.read()):
        if marker in _FRAMES:
            if marker not in _READ or body[:1] != b"\x08":
                raise Unscrubbable(Reason.UNSUPPORTED)
            steps = [(part >> 4, part & 15) for part in body[7::3]]  # how finely each is sampled
            widest = max((wide for wide, _ in steps), default=0)
            highest = max((high for _, high in steps), default=0)
            return not any(wide < widest and high < highest for wide, high in steps)
    return False


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a picture does not need. Walks the segments; never asks the encoder."""
    source.seek(0)
    data = source.read()
    found: Counter[Kind] = Counter()
    for marker, body in _segments(data):
        found += _kinds(marker, body)
    return found


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (marker, body) of each segment, then (0xD9, what follows the end) if anything does."""
    place = 2
    while marker := _NEXT.search(data, place):
        if marker.start() > place:
            yield 0, data[place : marker.start()]
        code, place = data[marker.start() + 1], marker.end()
        if code == 0xD9:
            if place < len(data):
                yield code, data[place:]
            return
        length = int.from_bytes(data[place : place + 2], "big")
        if length < 2:
            raise Unscrubbable(Reason.BROKEN)
        yield code, data[place + 2 : place + length]
        place += length
        if code == 0xDA:
            place = following.start() if (following := _NEXT.search(data, place)) else len(data)
    raise Unscrubbable(Reason.BROKEN)


def _kinds(marker: int, body: bytes) -> Counter[Kind]:
    if marker in _PLAIN or (marker == 0xE0 and _JFIF.match(body)):
        return Counter()
    if marker == 0xD9:
        return _after_the_end(body)
    if marker == 0xE0:
        return Counter({Kind.THUMBNAIL: 1})
    if marker == 0xE1 and body.startswith(b"Exif\0"):
        return _tags.exif(body[6:])
    if marker == 0xE1 and body.startswith(_XMP):
        return _tags.xmp(body)
    if marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"):
        return Counter({Kind.COLOUR: 1})
    if marker == 0xE2 and body.startswith(b"MPF\0"):
        return Counter({Kind.EMBEDDED: 1})
    if marker == 0xED:
        return _tags.photoshop(body)
    return Counter({Kind.COMMENT if marker == 0xFE else Kind.OTHER: 1})


def _after_the_end(rest: bytes) -> Counter[Kind]:
    """A second picture, a film clip or a zip may hide behind the end of a JPEG."""
    found = Counter({Kind.TRAILING: 1})
    if rest.startswith(b"\xff\xd8\xff") or b"ftyp" in rest or b"PK\x03\x04" in rest:
        found[Kind.EMBEDDED] += 1
    return found
