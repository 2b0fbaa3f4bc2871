"""WebP, still and moving: bare pixels; lossless stays lossless.

Out: WebP, lossless where it was.
Taken out: EXIF, XMP, profile, unknown chunks, everything behind the end.
Stays: what can be seen; the fine noise of the camera.
Refused: the same as JPEG; moving, more than 120 megapixels of frames.
"""

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from tips.scrub import _moving, _stills, _tags
from tips.scrub._report import Kind, Reason, Report, Unscrubbable

MEDIA_TYPES = {"image/webp": ("webp",)}

_PLAIN = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANMF"))
_LOOPS = (b"\0\0\0\0\0\0", b"\0\0\0\0\1\0")
_FRAME_HEAD = 16  # bytes before the chunks of one frame


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write a bare WebP of the same picture, all frames kept. Raises Unscrubbable."""
    source.seek(0)
    data = source.read()
    names = Counter(name for name, _ in _all_chunks(data))
    _moving.check(names[b"ANMF"])
    removed = inspect(source)
    lossless = not names[b"VP8 "]
    if names[b"ANMF"]:
        changed = _moving.as_webp(source, sink, "WEBP", lossless=lossless)
    else:
        with _stills.opened(source, "WEBP") as image:
            changed = _stills.changes(image)
            drawn = _stills.redrawn(image)
            settings = _stills.webp(drawn.width * drawn.height, lossless=lossless)
            drawn.save(sink, "WEBP", **settings)
    return _stills.report("image/webp", removed, changed)


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a picture does not need. Walks the chunks; never asks the encoder."""
    source.seek(0)
    data = source.read()
    found: Counter[Kind] = Counter()
    for name, body in _all_chunks(data):
        found += _kinds(name, body)
    if len(data) > _end(data):
        found[Kind.TRAILING] += 1
    return found


def _end(data: bytes) -> int:
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data) or not data.startswith(b"RIFF"):
        raise Unscrubbable(Reason.BROKEN)
    return end


def _all_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (name, body) of each chunk; of a moving frame its head, then the chunks inside."""
    for name, body in _chunks(data, 12, _end(data)):
        if name == b"ANMF":
            yield name, body[:_FRAME_HEAD]
            yield from _chunks(body, _FRAME_HEAD, len(body))
        else:
            yield name, body


def _chunks(data: bytes, place: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    while place + 8 <= end:
        name = data[place : place + 4]
        length = int.from_bytes(data[place + 4 : place + 8], "little")
        if place + 8 + length > end:
            raise Unscrubbable(Reason.BROKEN)
        yield name, data[place + 8 : place + 8 + length]
        place += 8 + length
        if length % 2 and place < end:
            if data[place]:
                yield b"pad", data[place : place + 1]
            place += 1


def _kinds(name: bytes, body: bytes) -> Counter[Kind]:
    if name in _PLAIN:
        return Counter()
    if name == b"ANIM":
        # Once or for ever; another number, or a background that nobody shows, may be a mark.
        return Counter({Kind.OTHER: 1}) if body not in _LOOPS else Counter()
    if name == b"EXIF":
        return _tags.exif(body.removeprefix(b"Exif\0\0"))
    if name == b"XMP ":
        return _tags.xmp(body)
    return Counter({Kind.COLOUR if name == b"ICCP" else Kind.OTHER: 1})
