"""JPEG, JPEG 2000 and JBIG2 as they stand in a PDF, cut down to what decodes, without loss."""

import re
import struct

from tips.scrub._report import Reason, Unscrubbable

MOST_PIXELS = 120_000_000  # a page scanned at 1200 dots an inch in black and white
MOST_SIDE = 60_000

_NEXT = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")  # the next marker that is not inside the scan
_PLAIN = frozenset((*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDD)) - {0xC8, 0xCC}
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START, _END, _SCAN, _ADOBE = 0xD8, 0xD9, 0xDA, 0xEE

_BOXES = frozenset((b"jP  ", b"ftyp", b"jp2h", b"jp2c"))
_HEADS = frozenset((b"ihdr", b"bpcc", b"colr", b"cdef"))
_INKS = b"\0\0\0\x0c"
_CODES, _SIZE, _TILE, _DATA = b"\xff\x4f\xff\x51", 0x51, 0x90, 0x93
# Segments that decode; 0x64 is a comment.
_KNOWN = frozenset((0x50, *range(0x51, 0x54), 0x55, 0x57, 0x58, *range(0x5C, 0x62), 0x63, _TILE))

# Segments of JBIG2 that draw (symbols, text, patterns, halftones, regions, tables), the size of
# the page, comments; a number that is given later.
_DRAWS = frozenset((0, 4, 6, 7, 16, 20, 22, 23, 36, 38, 39, 40, 42, 43, 50, 52, 53))
_PAGE, _EXTENSION, _UNKNOWN = 48, 62, 0xFFFFFFFF
_MOST_SEGMENTS = 1 << 20  # a number above is no number but something that was put behind


def hold(width: int, height: int) -> None:
    """Raise Unscrubbable (PIXELS) for a picture that no reader should have to unpack."""
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise Unscrubbable(Reason.PIXELS)


def bare_jpeg(data: bytes) -> bytes:
    """Keep tables and scans, and the 12 bytes that tell how colours are stored."""
    place = data.find(b"\xff\xd8")
    if place < 0:
        return b"\xff\xd8\xff\xd9"  # where no JPEG is, viewers draw nothing and show the rest
    parts, place = [b"\xff\xd8"], place + 2
    while marker := _NEXT.search(data, place):
        code, place = marker[1][0], marker.end()
        if code in {_START, 0x01}:
            continue
        if code == _END:
            break
        length = int.from_bytes(data[place : place + 2], "big")
        body = data[place : place + length]
        place += max(2, length)
        if code == _ADOBE and body[2:7] == b"Adobe" and len(body) >= 14:
            parts.append(b"\xff\xee\x00\x0eAdobe\x00\x64\0\0\0\0" + body[13:14])
        elif code in _PLAIN:
            parts.append(_segment(code, body[2:]))
        if code == _SCAN:
            following = _NEXT.search(data, place)
            parts.append(data[place : following.start() if following else len(data)])
            place = following.start() if following else len(data)
    return b"".join((*parts, b"\xff\xd9"))


def _segment(code: int, body: bytes) -> bytes:
    if code in _FRAMES:
        hold(int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big"))
    body = body[: _used(code, body)]
    return struct.pack(">BBH", 0xFF, code, len(body) + 2) + body


def _used(code: int, body: bytes) -> int:
    """Return how many bytes of a segment its own counts account for."""
    if code == 0xDD:
        return 2
    if code == _SCAN:
        return 4 + 2 * body[0] if body else 0
    if code not in {0xC4, 0xDB}:
        return 6 + 3 * body[5] if len(body) > 5 else 0
    place = 0
    while place < len(body):
        if code == 0xDB:
            size = 129 if body[place] >> 4 else 65
        else:
            size = 17 + sum(body[place + 1 : place + 17])
        if place + size > len(body):
            break
        place += size
    return place


def bare_jpeg_2000(data: bytes) -> bytes:
    """Keep the boxes that decode, a plain colour space, and code without comments."""
    if data.startswith(_CODES):
        return _bare_codes(data)
    parts = []
    for name, body in _boxes(data):
        if name == b"jp2c":
            parts.append(_box(name, _bare_codes(body)))
            break
        if name == b"jp2h":
            body = _bare_head(body)
        if name == b"ftyp":
            body = b"jp2 \0\0\0\0jp2 "
        if name in _BOXES:
            parts.append(_box(name, body))
    return b"".join(parts)


def _boxes(data: bytes) -> list[tuple[bytes, bytes]]:
    found, place = [], 0
    while place + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        start = place + 8
        if length == 1 and place + 16 <= len(data):
            length, start = int.from_bytes(data[start : start + 8], "big"), place + 16
        end = place + length if length else len(data)
        if end < start:
            break
        found.append((name, data[start:end]))
        place = end
    return found


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, name) + body


def _bare_head(body: bytes) -> bytes:
    """Keep sizes and a plain colour space; without its table of colours a picture is grey."""
    members = _boxes(body)
    count = max([int.from_bytes(inner[8:10], "big") for name, inner in members if name == b"ihdr"])
    has_table = any(name == b"pclr" for name, _ in members)
    parts = []
    for name, inner in members:
        if name == b"ihdr":
            inner = inner[:14]
        if name == b"colr" and (inner[:1] != b"\x01" or has_table):
            # A profile names the device: 16 is sRGB, 17 grey, 12 CMYK.
            kind = {1: 17, 2: 17, 4: 12}.get(count, 16)
            inner = b"\x01\0\0" + struct.pack(">I", kind)
        elif name == b"colr":
            inner = inner[:7]
        if name in _HEADS and not (has_table and name == b"cdef"):
            parts.append(_box(name, inner))
    return b"".join(parts)


def table_of_jpeg_2000(data: bytes) -> tuple[int, bytes] | None:
    """Return (bytes a colour, colours) of a table of grey, colours or inks; None if it has none."""
    heads = [dict(_boxes(body)) for name, body in _boxes(data) if name == b"jp2h"]
    table = heads[0].get(b"pclr", b"") if heads else b""
    count, width = int.from_bytes(table[:2], "big"), table[2] if len(table) > 2 else 0
    colours, depths = table[3 + width : 3 + width * (count + 1)], set(table[3 : 3 + width])
    straight = b"".join(struct.pack(">HBB", 0, 1, channel) for channel in range(width))
    if width not in {1, 3, 4} or depths != {7} or heads[0].get(b"cmap") != straight:
        return None
    if width == 4 and heads[0].get(b"colr", b"")[3:7] != _INKS:  # the fourth says what is clear
        colours = b"".join(colours[place : place + 3] for place in range(0, len(colours), 4))
        width = 3
    return width, colours


def _bare_codes(data: bytes) -> bytes:
    """Blank comments and what is unknown in the heads; cut off what follows the end."""
    parts, place, tile_end = [data[:2]], 2, len(data)
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xD9:
        code, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if code == _DATA:
            if tile_end <= place:
                break
            parts.append(data[place:tile_end].removesuffix(b"\xff\xd9"))
            place = tile_end
            continue
        if code == _TILE:
            size = int.from_bytes(data[place + 6 : place + 10], "big")
            tile_end = place + size if size else len(data)
        body = data[place + 4 : place + 2 + length]
        if code == _SIZE:
            hold(int.from_bytes(body[2:6], "big"), int.from_bytes(body[6:10], "big"))
        parts.append(data[place : place + 4] + (body if code in _KNOWN else bytes(len(body))))
        place += 2 + max(2, length)
    return b"".join((*parts, b"\xff\xd9"))


def bare_jbig2(data: bytes) -> bytes:
    """Keep the segments that draw; leave out comments, and what follows the last segment."""
    parts, place = [], 0
    while place + 11 <= len(data):
        start, kind = place, data[place + 4] & 63
        if int.from_bytes(data[start : start + 4], "big") > _MOST_SEGMENTS:
            break
        place = _after_references(data, place)
        place += 4 if data[start + 4] & 64 else 1
        length = int.from_bytes(data[place : place + 4], "big")
        place += 4
        end = len(data) if length == _UNKNOWN else place + length
        if kind == _PAGE:
            height = int.from_bytes(data[place + 4 : place + 8], "big")
            # The height of a page in stripes is told at its end.
            hold(int.from_bytes(data[place : place + 4], "big"), height % _UNKNOWN)
        if kind in _DRAWS or kind == _PAGE:
            parts.append(data[start:end])
        elif kind != _EXTENSION:
            break
        place = end
    return b"".join(parts)


def _after_references(data: bytes, place: int) -> int:
    """Return where the list of the segments that a segment refers to ends."""
    number = int.from_bytes(data[place : place + 4], "big")
    count = data[place + 5] >> 5
    size = 1 if number <= 256 else 2 if number <= 65_536 else 4
    if count < 5:
        return place + 6 + count * size
    count = int.from_bytes(data[place + 5 : place + 9], "big") & 0x1FFFFFFF
    return place + 9 + (count + 8) // 8 + count * size
