"""Tables of a TrueType font, each as long as its own numbers say: nothing between, nothing behind.

Source: ISO/IEC 14496-22 (OpenType), the tables maxp, hhea, hmtx, loca, glyf, cmap and post.
"""

import struct
from collections.abc import Iterable

from tips.scrub._pdf_outlines import end_of

_LONG_HEAD = b"\0\1\0\0"  # of maxp, where shapes are TrueType's
_NUMBERED_NAMES = b"\0\2\0\0"  # of post: a number for each glyph, then the names
_SHORT_FORMS = frozenset((0, 2, 4, 6))  # of a part of cmap, whose length has two bytes
_SELECTORS = 14

Span = tuple[int, int]


def trimmed(tables: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """Return tables without what their numbers do not account for; those not known here as is."""
    limits = tables.get(b"maxp", b"")[:32].ljust(6, b"\0")
    count = int.from_bytes(limits[4:6], "big")
    out = tables | {b"maxp": limits if limits.startswith(_LONG_HEAD) else limits[:6]}
    for head, sizes in ((b"hhea", b"hmtx"), (b"vhea", b"vmtx")):
        if head in tables and sizes in tables:
            whole = int.from_bytes(tables[head][34:36], "big")
            out[head] = tables[head][:36]
            out[sizes] = tables[sizes][: 4 * whole + 2 * max(0, count - whole)]
    if b"loca" in tables and b"glyf" in tables and b"head" in tables:
        width = 4 if tables[b"head"][51:52] == b"\1" else 2
        out[b"loca"] = tables[b"loca"][: (count + 1) * width]
        out[b"glyf"] = _outlined(tables[b"glyf"], _shapes(out[b"loca"], width))
    if b"cmap" in tables:
        out[b"cmap"] = _only(tables[b"cmap"], _codes(tables[b"cmap"]))
    if b"post" in tables:
        out[b"post"] = tables[b"post"][: _names_end(tables[b"post"])]
    return {tag: out[tag] for tag in tables}


def _only(table: bytes, spans: Iterable[Span]) -> bytes:
    """Return a table with noughts between the given spans, and nothing behind them."""
    out, place = bytearray(), 0
    for start, end in sorted(spans):
        out += bytes(max(0, min(start, len(table)) - place)) + table[max(start, place) : end]
        place = max(place, len(out))
    return bytes(out)


def _outlined(table: bytes, shapes: list[Span]) -> bytes:
    """Return glyphs where they stood, with noughts for what follows the drawing of each."""
    drawn = _only(table, [(start, end_of(table, start, end)) for start, end in shapes])
    return drawn.ljust(min(len(table), max((end for _, end in shapes), default=0)), b"\0")


def _shapes(places: bytes, width: int) -> list[Span]:
    scale, sign = (1, "I") if width == 4 else (2, "H")
    marks = struct.unpack(f">{len(places) // width}{sign}", places[: len(places) // width * width])
    return [
        (start * scale, end * scale)
        for start, end in zip(marks, marks[1:], strict=False)
        if start < end
    ]


def _codes(table: bytes) -> list[Span]:
    """Return the head of a cmap, and each part by the length that it says."""
    count = int.from_bytes(table[2:4], "big")
    spans = [(0, 4 + 8 * count)]
    for place in range(4, min(len(table), 4 + 8 * count), 8):
        start = int.from_bytes(table[place + 4 : place + 8], "big")
        form = int.from_bytes(table[start : start + 2], "big")
        at, size = (2, 2) if form in _SHORT_FORMS else (2, 4) if form == _SELECTORS else (4, 4)
        length = int.from_bytes(table[start + at : start + at + size], "big")
        spans.append((start, start + length))
    return spans


def _names_end(table: bytes) -> int:
    if not table.startswith(_NUMBERED_NAMES):
        return 32
    count = int.from_bytes(table[32:34], "big")
    place = 34 + 2 * count
    numbers = (int.from_bytes(table[at : at + 2], "big") for at in range(34, place, 2))
    for _ in range(max((number - 257 for number in numbers), default=0)):  # the first are known
        place += 1 + (table[place] if place < len(table) else 0)
    return place
