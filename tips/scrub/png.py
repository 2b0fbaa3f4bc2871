"""PNG and moving PNG: bare pixels in a file that holds nothing but what draws them.

Out: PNG or moving PNG.
Taken out: text and time chunks, EXIF, profiles, palettes' names, private chunks, colour under
full transparency, what is packed behind the last row, everything behind the end.
Stays: what can be seen; the fine noise of the camera.
Refused: the same as JPEG; moving, the same as GIF.
"""

import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from tips.scrub import _moving, _png_film, _primaries, _stills, _tags
from tips.scrub._png_needed import needed
from tips.scrub._report import Change, Kind, Reason, Report, Unscrubbable

MEDIA_TYPES = {"image/png": ("png", "apng")}

_PLAIN = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"))
_TEXT = (b"tEXt", b"zTXt", b"iTXt")
_COLOUR = (b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP")
_USUAL_POWER, _SAME_POWER, _LEAST_POWER = 2.2, 0.05, 0.1
_MOST_TEXT = 1_000_000  # bytes of one compressed text that are looked into
_LOOPS = (b"\0\0\0\0", b"\0\0\0\1")
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # for each type of colour
# Left and top of the first pixel, steps across and down, for each pass of an interlaced picture.
_PASSES = (
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4),
    (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
)  # fmt: skip
_AT_ONCE = 1 << 20  # bytes
_KEYWORDS: tuple[tuple[Kind, re.Pattern[bytes]], ...] = (
    (Kind.AUTHOR, re.compile(rb"author|artist|copyright", re.I)),
    (Kind.DATES, re.compile(rb"creation time|date", re.I)),
    (Kind.SOFTWARE, re.compile(rb"software", re.I)),
    (Kind.DEVICE, re.compile(rb"source|make|model", re.I)),
)


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write a bare PNG of the same picture, all frames kept. Raises Unscrubbable."""
    source.seek(0)
    data = source.read()
    names = Counter(name for name, _ in _chunks(data))
    _moving.check(names[b"fcTL"])
    # Before the rows are unpacked to see what is behind them.
    _stills.check_size(*struct.unpack(">II", data[16:24]))
    removed = inspect(source)
    picture = needed(data, _chunks(data))
    if names[b"acTL"] and names[b"fcTL"]:
        changed = _redraw_film(picture, sink)
    else:
        with _stills.opened(picture, "PNG") as image:
            _stills.tell_colours(image, _profile(data))
            changed = _stills.changes(image)
            _stills.save_png(_stills.redrawn(image), sink)
    return _stills.report("image/png", removed, changed)


def _profile(data: bytes) -> bytes | None:
    """Return a profile for a picture that tells its colours by number, if it does.

    By those of wide colours (cICP), or by the power that its curve is (gAMA); browsers heed both.
    """
    told = {name: body for name, body in _chunks(data) if name in _COLOUR}
    if len(numbers := told.get(b"cICP", b"")) > 1:
        return _primaries.profile(numbers[0], numbers[1])
    power = int.from_bytes(told.get(b"gAMA", b"")) / 100_000
    is_usual = abs(power * _USUAL_POWER - 1) < _SAME_POWER
    if b"sRGB" in told or is_usual or not _LEAST_POWER < power < 1 / _LEAST_POWER:
        return None
    return _primaries.powered(1 / power)


def _redraw_film(source: BinaryIO, sink: BinaryIO) -> tuple[Change, ...]:
    with _stills.opened(source, "PNG", most=_moving.MOST_PIXELS, moving=True) as image:
        changed = _stills.changes(image)
        frames = getattr(image, "n_frames", 1) - bool(image.info.get("default_image"))
        _png_film.write(_moving.film(image), sink, frames, _chunks)
    return changed


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a picture does not need. Walks the chunks; never asks the encoder."""
    source.seek(0)
    data = source.read()
    chunks = list(_chunks(data))
    found: Counter[Kind] = Counter()
    for name, body in chunks:
        found += _kinds(name, body)
    names = [name for name, _body in chunks]
    if b"IDAT" in names and b"fcTL" in names[names.index(b"IDAT") :]:
        # Those who can play it never see the picture before the first frame.
        found[Kind.EMBEDDED] += b"fcTL" not in names[: names.index(b"IDAT")]
    packed = [body for name, body in chunks if name == b"IDAT"]
    return +found + _behind_the_pixels(_row_bytes(data[16:29]), packed)


def _behind_the_pixels(expected: int, packed: list[bytes]) -> Counter[Kind]:
    """Count what is packed after the last row, or follows the packed rows in their chunks."""
    unpacker, rows = zlib.decompressobj(), 0
    behind = 0
    try:
        for part in packed:
            behind += bool(part) and unpacker.eof
            while part and not unpacker.eof and rows <= expected:
                rows += len(unpacker.decompress(part, _AT_ONCE))
                part = unpacker.unconsumed_tail
    except zlib.error:
        raise Unscrubbable(Reason.BROKEN) from None
    more = rows > expected or behind or unpacker.unused_data
    return Counter({Kind.TRAILING: 1}) if more else Counter()


def _row_bytes(head: bytes) -> int:
    """Return how many bytes all rows take, a filter byte before each; interlaced in seven passes.

    Source: the PNG specification, clauses 8.1 and 9.1.
    """
    if len(head) < 13:
        raise Unscrubbable(Reason.BROKEN)
    width, height, depth, colour, _method, _filter, interlaced = struct.unpack(">IIBBBBB", head)
    bits = depth * _SAMPLES.get(colour, 4)

    def passed(left: int, top: int, across: int, down: int) -> int:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        return rows * (1 + (columns * bits + 7) // 8) if columns > 0 and rows > 0 else 0

    return sum(passed(*step) for step in (_PASSES if interlaced else ((0, 0, 1, 1),)))


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
        # Played once or for ever, and nothing in the end: other numbers and bytes may be marks.
        odd = body[4:] not in _LOOPS if name == b"acTL" else name == b"IEND" and body
        return Counter({Kind.OTHER: 1}) if odd else Counter()
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
