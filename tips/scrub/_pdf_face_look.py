"""A second look at the tables of fonts in a PDF in plain form: do they tell of shown letters only.

Written from the form itself, apart from what writes it.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Set

_MAP = re.compile(rb"/ToUnicode (\d+) 0 R")
_CODE = re.compile(rb"^<([0-9a-f]+)> <", re.M)
_CHANGES = re.compile(rb"/Differences \[([^\]]*)\]")
_NUMBER = re.compile(rb"(\d+) /")
_WIDTHS = re.compile(rb"/FirstChar (\d+)/LastChar \d+/Widths \[([^\]]*)\]")
_BELOW = re.compile(rb"/Encoding /Identity-[HV].*/DescendantFonts \[(\d+) 0 R\]")
_ROWS = re.compile(rb"/W \[((?:\d+ \[[^\]]*\] ?)*)\]")
_ROW = re.compile(rb"(\d+) \[[-\d.]+\]")
_CHOICES = re.compile(rb"/CIDToGIDMap (\d+) 0 R")

Objects = Mapping[bytes, tuple[bytes, bytes | None]]  # by number: what stands there, and its stream


def is_lean(objects: Objects, font: bytes, shown: Set[int]) -> bool:
    """Tell whether a font says nothing of letters but those that are shown, given their codes."""
    if not set(_named(objects, font)) <= shown:
        return False
    if not (widths := _WIDTHS.search(font)):
        return b"/Widths" not in font
    first = int(widths[1])
    others = {
        width
        for code, width in enumerate(widths[2].split(), first)
        if code not in shown or code > 0xFF
    }
    return len(others) <= 1


def _named(objects: Objects, font: bytes) -> Iterator[int]:
    """Yield each code that a font's tables name."""
    if found := _MAP.search(font):
        said = unpacked(objects, found[1])
        block = said.partition(b"endcodespacerange")[2]
        yield from (int(code, 16) for code in _CODE.findall(block))
        if b"bfrange" in said:
            yield -1  # not as we write it
    if b"/Type3" not in font and (found := _CHANGES.search(font)):
        yield from map(int, _NUMBER.findall(found[1]))
    if found := _BELOW.search(font):
        yield from _numbered(objects, objects.get(found[1], (b"", None))[0])


def _numbered(objects: Objects, below: bytes) -> Iterator[int]:
    if b"/W [" in below:
        rows = _ROWS.search(below)
        yield from map(int, _ROW.findall(rows[1])) if rows else (-1,)
    if found := _CHOICES.search(below):
        table = unpacked(objects, found[1])
        chosen = struct.unpack_from(f">{len(table) // 2}H", table)
        yield from (code for code, glyph in enumerate(chosen) if glyph)


def unpacked(objects: Objects, number: bytes) -> bytes:
    """Return what the stream of an object holds; nothing for one that is broken."""
    packed = objects.get(number, (b"", None))[1]
    try:
        return zlib.decompress(packed) if packed else b""
    except zlib.error:
        return b""  # what is no drawing shows nothing
