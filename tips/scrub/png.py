"""PNG and moving PNG: bare pixels in a file that holds nothing but what draws them.

Out: PNG or moving PNG.
Taken out: text and time chunks, EXIF, profiles, palettes' names, private chunks, colour under
full transparency, everything behind the end.
Stays: what can be seen; the fine noise of the camera.
Refused: the same as JPEG.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from tips.scrub import _stills, _tags
from tips.scrub._report import Kind, Reason, Report, Unscrubbable

MEDIA_TYPES = {"image/png": ("png", "apng")}

_PLAIN = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"))
_TEXT = (b"tEXt", b"zTXt", b"iTXt")
_COLOUR = (b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP")
_MOST_TEXT = 1_000_000  # bytes of one compressed text that are looked into
_KEYWORDS: tuple[tuple[Kind, re.Pattern[bytes]], ...] = (
    (Kind.AUTHOR, re.compile(rb"author|artist|copyright", re.I)),
    (Kind.DATES, re.compile(rb"creation time|date", re.I)),
    (Kind.SOFTWARE, re.compile(rb"software", re.I)),
    (Kind.DEVICE, re.compile(rb"source|make|model", re.I)),
)


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write a bare PNG of the same picture, all frames kept. Raises Unscrubbable."""
    removed = inspect(source)
    changed = _stills.redraw(source, sink, "PNG")
    return Report("image/png", removed, changed, _stills.KEPT)


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a picture does not need. Walks the chunks; never asks the encoder."""
    source.seek(0)
    data = source.read()
    found: Counter[Kind] = Counter()
    for name, body in _chunks(data):
        found += _kinds(name, body)
    return found


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (name, body) of each chunk, then (b"", what follows the end) if anything does."""
    place = 8
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        name = data[place + 4 : place + 8]
        if place + 12 + length > len(data):
            break
        yield name, data[place + 8 : place + 8 + length]
        place += 12 + length
        if name == b"IEND":
            if place < len(data):
                yield b"", data[place:]
            return
    raise Unscrubbable(Reason.BROKEN)


def _kinds(name: bytes, body: bytes) -> Counter[Kind]:
    if name in _PLAIN:
        # A frame or a palette has a fixed form; the end chunk is the one that could hold more.
        return Counter({Kind.OTHER: 1}) if name == b"IEND" and body else Counter()
    if name in _TEXT:
        return _text(name, body)
    if name == b"eXIf":
        return _tags.exif(body)
    if name == b"tIME":
        return Counter({Kind.DATES: 1})
    if name in _COLOUR:
        return Counter({Kind.COLOUR: 1})
    return Counter({Kind.OTHER if name else Kind.TRAILING: 1})


def _text(name: bytes, body: bytes) -> Counter[Kind]:
    keyword, _, content = body.partition(b"\0")
    if keyword == b"XML:com.adobe.xmp":
        return _tags.xmp(content)
    if keyword.lower().startswith(b"raw profile type"):
        return _raw_profile(content[1:] if name == b"zTXt" else content, name == b"zTXt")
    kinds = (kind for kind, words in _KEYWORDS if words.search(keyword))
    return Counter({next(kinds, Kind.COMMENT): 1})


def _raw_profile(content: bytes, packed: bool) -> Counter[Kind]:
    """ImageMagick keeps EXIF and IPTC as hexadecimal text: a name, a length, then the digits."""
    try:
        text = zlib.decompressobj().decompress(content, _MOST_TEXT) if packed else content
        words = text.split(None, 2)
        block = bytes.fromhex(words[2].decode("ascii"))
    except (zlib.error, ValueError, IndexError):
        return Counter({Kind.OTHER: 1})
    if words[0] == b"exif":
        return _tags.exif(block.removeprefix(b"Exif\0\0"))
    return _tags.photoshop(block) if b"8BIM" in block else Counter({Kind.OTHER: 1})
