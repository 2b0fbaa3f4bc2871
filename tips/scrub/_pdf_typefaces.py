"""Font programs inside a PDF: shapes stay; names, notices, dates, licences do not."""

import struct
from collections.abc import Callable, Iterator
from typing import Any

from tips.scrub._pdf_type1 import type1

_TABLES = (b"CFF ", b"cmap", b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca",
           b"maxp", b"post", b"prep", b"vhea", b"vmtx")  # fmt: skip
_MOST_TABLES = 64
_CHECKSUM_ALL = 0xB1B0AFBA

_LARGEST_SID = 390  # names up to this one are the same in every font

Program = tuple[dict[str, bytes], bytes]


def truetype(data: bytes, stream: Any, subtype: str, named: bool) -> Program:
    """Return a TrueType or OpenType font with the tables that draw; `named`: glyph names count."""
    tables = {tag: body for tag, body in _tables(data) if tag in _TABLES}
    if b"head" not in tables and b"CFF " not in tables:
        raise ValueError("no font")
    if b"head" in tables:
        head = tables[b"head"].ljust(54, b"\0")[:54]
        # The revision, the sum over all, and the two dates in the middle.
        tables[b"head"] = head[:4] + bytes(8) + head[12:20] + bytes(16) + head[36:]
    if b"CFF " in tables:
        tables[b"CFF "] = _plain_cff(tables[b"CFF "])
    if not named and b"post" in tables:
        tables[b"post"] = b"\0\x03\0\0" + tables[b"post"].ljust(32, b"\0")[4:16] + bytes(16)
    font = _assembled(data[:4], tables)
    if subtype == "OpenType":
        return {"Subtype": b"/OpenType"}, font
    return {"Length1": b"%d" % len(font)}, font


def _tables(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    start = 0
    if data[:4] == b"ttcf":
        start = int.from_bytes(data[12:16], "big")
    count = int.from_bytes(data[start + 4 : start + 6], "big")
    for number in range(min(count, _MOST_TABLES)):
        entry = data[start + 12 + 16 * number : start + 28 + 16 * number]
        if len(entry) < 16:
            return
        tag, _, place, length = struct.unpack(">4sIII", entry)
        yield tag, data[place : place + length]


def _assembled(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    version = version if version in {b"OTTO", b"true"} else b"\0\1\0\0"
    count = len(tables)
    power = max(0, count.bit_length() - 1)
    search = 16 << power
    out = version + struct.pack(">HHHH", count, search, power, count * 16 - search)
    place, bodies, entries = 12 + 16 * count, b"", b""
    for tag in sorted(tables):
        body = tables[tag]
        padded = body + bytes(-len(body) % 4)
        entries += struct.pack(">4sIII", tag, _sum(padded), place, len(body))
        bodies += padded
        place += len(padded)
    font = out + entries + bodies
    if b"head" not in tables:
        return font
    at = font.index(b"head", 12)
    spot = int.from_bytes(font[at + 8 : at + 12], "big") + 8
    total = struct.pack(">I", (_CHECKSUM_ALL - _sum(font)) & 0xFFFFFFFF)
    return font[:spot] + total + font[spot + 4 :]


def _sum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data[: len(data) // 4 * 4])
    return sum(words) & 0xFFFFFFFF


def cff(data: bytes, stream: Any, subtype: str, named: bool) -> Program:
    """Return a compact font with its names and notices blanked, or an OpenType one."""
    if data[:4] in {b"OTTO", b"\0\1\0\0", b"true"}:
        return truetype(data, stream, "OpenType", named)
    kind = subtype if subtype in {"Type1C", "CIDFontType0C"} else "Type1C"
    return {"Subtype": b"/" + kind.encode()}, _plain_cff(data)


def _plain_cff(data: bytes) -> bytes:
    """Overwrite in place, so that no offset moves: the name, and every text that is no glyph's."""
    out = bytearray(data)
    names, place = _index(data, data[2])
    for start, end in names:
        out[start:end] = b"F" * (end - start)
    tops, place = _index(data, place)
    texts, _ = _index(data, place)
    kept: set[int] = set()
    for start, end in tops:
        kept |= _glyph_texts(data, _operators(data[start:end]))
    for number, (start, end) in enumerate(texts, _LARGEST_SID + 1):
        if number not in kept:
            out[start:end] = b"x" * (end - start)
    return bytes(out)


def _index(data: bytes, place: int) -> tuple[list[tuple[int, int]], int]:
    """Return the (start, end) of each member of an INDEX and the place after it."""
    count = int.from_bytes(data[place : place + 2], "big")
    if not count:
        return [], place + 2
    size = data[place + 2]
    base = place + 3 + (count + 1) * size - 1
    marks = [
        base + int.from_bytes(data[at : at + size], "big")
        for at in range(place + 3, place + 3 + (count + 1) * size, size)
    ]
    if any(
        after < before or after > len(data) for before, after in zip(marks, marks[1:], strict=False)
    ):
        raise ValueError("damaged font")
    return list(zip(marks, marks[1:], strict=False)), marks[-1]


def _operators(data: bytes) -> dict[int, list[int]]:
    """Return the whole numbers before each operator of a DICT; 12 x is 1200 + x."""
    found: dict[int, list[int]] = {}
    stack: list[int] = []
    place = 0
    while place < len(data):
        first = data[place]
        place += 1
        if first <= 21:
            if first == 12:
                first, place = 1200 + data[place], place + 1
            found[first], stack = stack, []
        elif first == 30:
            while data[place] & 15 != 15 and data[place] >> 4 != 15:
                place += 1
            place += 1
            stack.append(0)
        else:
            value, place = _whole(data, first, place)
            stack.append(value)
    return found


def _whole(data: bytes, first: int, place: int) -> tuple[int, int]:
    if first in {28, 29}:
        size = 2 if first == 28 else 4
        return int.from_bytes(data[place : place + size], "big", signed=True), place + size
    if first < 247:
        return first - 139, place
    if first < 251:
        return (first - 247) * 256 + data[place] + 108, place + 1
    return -(first - 251) * 256 - data[place] - 108, place + 1


def _glyph_texts(data: bytes, top: dict[int, list[int]]) -> set[int]:
    """Return the numbers of the texts that name glyphs; a font of numbered glyphs has none."""
    if 1230 in top:
        return set(top[1230][:2])
    charset, shapes = (top.get(15) or [0])[0], (top.get(17) or [0])[0]
    if charset <= 2 or not shapes:
        return set()
    count, place = int.from_bytes(data[shapes : shapes + 2], "big"), charset + 1
    kept: set[int] = set()
    form, seen = data[charset], 1
    while seen < count and place + 2 <= len(data):
        first = int.from_bytes(data[place : place + 2], "big")
        more = int.from_bytes(data[place + 2 : place + 2 + min(form, 2)], "big") if form else 0
        kept.update(range(first, first + more + 1))
        seen, place = seen + more + 1, place + 2 + min(form, 2)
    return kept


PROGRAMS: dict[str, Callable[[bytes, Any, str, bool], Program]] = {
    "FontFile2": truetype,
    "FontFile3": cff,
    "FontFile": type1,
}
