"""GIF, still and moving: every frame drawn again, nothing said beside the pictures.

Out: GIF, every frame, played once or for ever.
Taken out: comments, plain text and application blocks, everything behind the end.
Stays: what can be seen; how long each frame shows, in steps of 10 ms.
Refused: more than 2,000 frames or 400 megapixels of them, damaged files.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, cast

from tips.scrub import _gif_film, _moving, _stills, _tags
from tips.scrub._report import Kind, Reason, Report, Unscrubbable

MEDIA_TYPES = {"image/gif": ("gif",)}

_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_NOTHING = 0  # no block, but what lies between two
_CONTROL, _COMMENT, _TEXT, _APPLICATION = 0xF9, 0xFE, 0x01, 0xFF
_BETWEEN = re.compile(rb"[^!,;]+")  # programs that show a GIF skip what stands between its blocks
_LOOP = b"NETSCAPE2.0\x01\x00\x00"  # repeat for ever, and no number that could carry a mark


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write a bare GIF of the same picture, all frames kept. Raises Unscrubbable."""
    removed = inspect(source)
    source.seek(0)
    data = source.read()
    frames = sum(label == _IMAGE for label, _ in _blocks(data))
    _moving.check(frames)
    with _stills.opened(source, "GIF", most=_moving.MOST_PIXELS, moving=True) as image:
        changed = _stills.changes(image)
        _gif_film.write(_moving.film(image), sink, moves=frames > 1)
    return _stills.report("image/gif", removed, changed)


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a picture does not need. Walks the blocks; never asks the encoder."""
    source.seek(0)
    data = source.read()
    found: Counter[Kind] = Counter()
    for label, body in _blocks(data):
        found += _kinds(label, body)
    return found


def _blocks(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (label, content) of each image and extension, then (_TRAILER, what follows the end).

    What lies between two of them is yielded as _NOTHING. An image has no content here. A file may
    end without its trailer, between two blocks.
    """
    try:
        place = 13 + _table(data[10])
        while place < len(data) and (label := data[place]) != _TRAILER:
            if label == _IMAGE:
                # A descriptor of ten bytes, its own colours, a code size, then the picture.
                _, place = _content(data, place + 11 + _table(data[place + 9]))
                yield label, b""
            elif label == _EXTENSION:
                label = data[place + 1]
                body, place = _content(data, place + 2)
                yield label, body
            else:
                body = cast(re.Match[bytes], _BETWEEN.match(data, place))[0]
                place += len(body)
                yield _NOTHING, body
    except IndexError:
        raise Unscrubbable(Reason.BROKEN) from None
    if place + 1 < len(data):
        yield _TRAILER, data[place + 1 :]


def _table(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _content(data: bytes, place: int) -> tuple[bytes, int]:
    """Return the joined sub-blocks from `place`, and where the next block begins."""
    parts = []
    while size := data[place]:
        parts.append(data[place + 1 : place + 1 + size])
        place += 1 + size
    return b"".join(parts), place + 1


def _kinds(label: int, body: bytes) -> Counter[Kind]:
    if label == _IMAGE or (label == _CONTROL and len(body) == 4):
        return Counter()
    if label == _APPLICATION and body == _LOOP:
        return Counter()
    if label == _APPLICATION and body.startswith(b"XMP Data"):
        return _tags.xmp(body)
    known = {
        _COMMENT: Kind.COMMENT, _TEXT: Kind.COMMENT, _TRAILER: Kind.TRAILING,
        _NOTHING: Kind.HIDDEN if body.strip(b"\0") else Kind.OTHER,
    }  # fmt: skip
    return Counter({known.get(label, Kind.OTHER): 1})
