"""Type 1 fonts inside a PDF: the head written anew, the shapes as they are, a plain end."""

import re
from typing import Any

from tips.scrub._pdf_filters import whole
from tips.scrub._pdf_writer import digits

_NUMBERS = rb"[\[{]\s*((?:[-+.\dEe]+\s*){%d})[\]}]"
_MATRIX = re.compile(rb"/FontMatrix\s*" + _NUMBERS % 6)
_BOX = re.compile(rb"/FontBBox\s*" + _NUMBERS % 4)
_PAINT = re.compile(rb"/PaintType\s+([0-3])\b")
_STANDARD = re.compile(rb"/Encoding\s+StandardEncoding\b")
_LETTER = re.compile(rb"\bdup\s+(\d{1,3}|8#[0-7]{1,3})\s*/([A-Za-z0-9._]{1,40})\s+put\b")
_COMMENT = re.compile(rb"%[^\r\n]*")
_MOST_LETTERS = 256
_HEAD = b"""%%!PS-AdobeFont-1.0: F
8 dict begin
/FontName /F def
/FontType 1 def
/PaintType %b def
/FontMatrix [%b] readonly def
/FontBBox {%b} readonly def
/Encoding %b
currentdict end
currentfile eexec
"""
_END = b"\n" + (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"


def type1(data: bytes, stream: Any, subtype: str, named: bool) -> tuple[dict[str, bytes], bytes]:
    """Return (entries, font) of a font program. Raises ValueError for what is none."""
    clear = whole(stream, "/Length1", 0, len(data))
    shapes = whole(stream, "/Length2", 0, len(data))
    if data[:1] == b"\x80":
        data, clear, shapes = _unwrapped(data)
    if not data[:clear].rstrip().endswith(b"eexec"):  # lengths that are wrong are common
        found = data.find(b"eexec")
        if found < 0:
            raise ValueError("no font")
        clear, shapes = found + 6, 0
    shapes = shapes or len(data) - clear
    head = _head(_COMMENT.sub(b"", data[:clear].rpartition(b"eexec")[0]))
    body = data[clear : clear + shapes]
    lengths = {"Length1": len(head), "Length2": len(body), "Length3": len(_END)}
    return {key: b"%d" % value for key, value in lengths.items()}, head + body + _END


def _head(clear: bytes) -> bytes:
    """Write what draws in the readable part: the frame, the scale, which code is which letter."""
    matrix, box, paint = _MATRIX.search(clear), _BOX.search(clear), _PAINT.search(clear)
    return _HEAD % (
        paint[1] if paint else b"0",
        _plain(matrix[1]) if matrix else b"0.001 0 0 0.001 0 0",
        _plain(box[1]) if box else b"0 0 1000 1000",
        _encoding(clear),
    )


def _plain(text: bytes) -> bytes:
    return b" ".join(map(digits, text.split()))


def _encoding(clear: bytes) -> bytes:
    if _STANDARD.search(clear):
        return b"StandardEncoding def"
    lines = [b"256 array\n0 1 255 {1 index exch /.notdef put} for"]
    for _, found in zip(range(_MOST_LETTERS), _LETTER.finditer(clear), strict=False):
        code = int(found[1][2:], 8) if found[1].startswith(b"8#") else int(found[1])
        lines.append(b"dup %d /%b put" % (code, found[2]))
    return b"\n".join((*lines, b"readonly def"))


def _unwrapped(data: bytes) -> tuple[bytes, int, int]:
    """Take the blocks of a PFB file apart; return all of it, and the first two parts' lengths."""
    parts: dict[int, bytes] = {1: b"", 2: b""}
    place = 0
    while (
        data[place : place + 1] == b"\x80" and place + 6 <= len(data) and data[place + 1] in parts
    ):
        kind, length = data[place + 1], int.from_bytes(data[place + 2 : place + 6], "little")
        if kind == 1 and parts[2]:
            break
        parts[kind] += data[place + 6 : place + 6 + length]
        place += 6 + length
    return parts[1] + parts[2], len(parts[1]), len(parts[2])
