"""Font programs inside a PDF: shapes stay; names, notices, dates, licences do not."""

import struct
from collections.abc import Callable, Iterator
from typing import Any

from tips.scrub._pdf_cff import plain_cff
from tips.scrub._pdf_tables import trimmed
from tips.scrub._pdf_type1 import type1

_TABLES = (b"CFF ", b"cmap", b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca",
           b"maxp", b"post", b"prep", b"vhea", b"vmtx")  # fmt: skip
_MOST_TABLES = 64
_CHECKSUM_ALL = 0xB1B0AFBA

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
        tables[b"CFF "] = plain_cff(tables[b"CFF "])
    if not named and b"post" in tables:
        tables[b"post"] = b"\0\x03\0\0" + tables[b"post"].ljust(32, b"\0")[4:16] + bytes(16)
    font = _assembled(data[:4], trimmed(tables))
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
    return {"Subtype": b"/" + kind.encode()}, plain_cff(data)


PROGRAMS: dict[str, Callable[[bytes, Any, str, bool], Program]] = {
    "FontFile2": truetype,
    "FontFile3": cff,
    "FontFile": type1,
}
