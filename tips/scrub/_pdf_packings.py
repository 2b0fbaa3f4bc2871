"""JPEG 2000 and JBIG2 as they stand in a PDF, cut down to what decodes, without loss."""

import struct

from tips.scrub._report import Reason, Unscrubbable

MOST_PIXELS = 120_000_000  # a page scanned at 1200 dots an inch in black and white
MOST_SIDE = 60_000

_BOXES = frozenset((b"jP  ", b"ftyp", b"jp2h", b"jp2c"))
_HEADS = frozenset((b"ihdr", b"bpcc", b"colr", b"cdef"))
_INKS = b"\0\0\0\x0c"
_CODES, _SIZE, _TILE, _DATA = b"\xff\x4f\xff\x51", 0x51, 0x90, 0x93
# Segments that decode; others are comments, and lists of lengths and places.
_KNOWN = frozenset((*range(0x50, 0x54), *range(0x5C, 0x62), _TILE))

# Segments of JBIG2 that draw (symbols, text, patterns, halftones, regions, tables), the size of
# the page, comments; a number that is given later.
_DRAWS = frozenset((0, 4, 6, 7, 16, 20, 22, 23, 36, 38, 39, 40, 42, 43, 50, 52, 53))
_PAGE, _EXTENSION, _UNKNOWN = 48, 62, 0xFFFFFFFF
_MOST_SEGMENTS = 1 << 20  # a number above is no number but something that was put behind


def hold(width: int, height: int) -> None:
    """Raise Unscrubbable (PIXELS) for a picture that no reader should have to unpack."""
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise Unscrubbable(Reason.PIXELS)


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
    """Keep what decodes of the heads; cut off what follows the end."""
    out, place, size = bytearray(data[:2]), 2, 0
    tile, start, tile_end = 0, 0, len(data)
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xD9:
        code, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if code == _DATA:
            if tile_end <= place:
                break
            if size:  # shorter by what was left out of the head
                size += start - place + len(out) - tile
                out[tile + 6 : tile + 10] = struct.pack(">I", size)
            out += data[place:tile_end].removesuffix(b"\xff\xd9")
            place = tile_end
            continue
        if code == _TILE:
            size = int.from_bytes(data[place + 6 : place + 10], "big")
            tile, start, tile_end = len(out), place, place + size if size else len(data)
        body = data[place + 4 : place + 2 + length]
        if code == _SIZE:
            hold(int.from_bytes(body[2:6], "big"), int.from_bytes(body[6:10], "big"))
        out += data[place : place + 4] + body if code in _KNOWN else b""
        place += 2 + max(2, length)
    return bytes(out + b"\xff\xd9")


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
