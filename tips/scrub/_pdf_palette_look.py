"""A second look at the palettes of a PDF in plain form: is each colour one that something has.

Written from the form itself, apart from what writes it.
"""

import re
from math import ceil, floor

_TABLE = re.compile(rb"\[/Indexed (.*?) (\d+) <([0-9a-f]*)>\]")
_NUMBER = re.compile(rb"/(Width|Height|BitsPerComponent) (\d+)")
_DECODE = re.compile(rb"/Decode \[(-?[\d.]+) (-?[\d.]+)\]")
_CHOICE = re.compile(rb"(?:^|\n)(\d{1,9})(\.\d+)? (?:/P\d+ )?(?:sc|scn|SC|SCN)(?=\n)")
_WIDTHS = {b"/DeviceGray": 1, b"/CalGray": 1, b"/Separation": 1, b"/DeviceCMYK": 4}
_INKS = re.compile(rb"\[/DeviceN \[([^\]]*)\]")


def choices(content: bytes) -> set[int]:
    """Return the indices that drawing chooses a colour by, and the first, which needs no choice."""
    found = {0}
    for whole, part in _CHOICE.findall(content):
        found |= {int(whole), int(whole) + bool(part)}
    return found


def is_lean_space(value: bytes, indices: set[int]) -> bool:
    """Tell whether a space that is an object of its own has colours of these indices alone."""
    table = _TABLE.fullmatch(value)
    return table is not None and value.count(b"/Indexed") == 1 and _is_lean(table, indices)


def is_lean_picture(head: bytes, rows: bytes) -> bool:
    """Tell whether the palette of a picture, if it has one, has colours of its samples alone."""
    if b"/Indexed" not in head:
        return True
    table = _TABLE.search(head)
    sizes = {key: int(value) for key, value in _NUMBER.findall(head)}
    bits, width = sizes.get(b"BitsPerComponent", 0), sizes.get(b"Width", 0)
    told = b"/ColorSpace [/Indexed" in head and b"/DecodeParms" not in head
    if not table or head.count(b"/Indexed") > 1 or not told or bits not in {1, 2, 4, 8}:
        return False
    if len(rows) != (width * bits + 7) // 8 * sizes.get(b"Height", 0):
        return False
    last = (1 << bits) - 1
    decode = _DECODE.search(head)
    low, high = (float(decode[1]), float(decode[2])) if decode else (0.0, float(last))
    meant = (round(low + v * (high - low) / last, 6) for v in _values(rows, width, bits))
    return _is_lean(table, {edge for index in meant for edge in (floor(index), ceil(index))})


def _values(rows: bytes, width: int, bits: int) -> set[int]:
    stride, each = (width * bits + 7) // 8, 8 // bits
    inner, ends = bytearray(rows), b""
    if width % each:
        ends = rows[stride - 1 :: stride]
        del inner[stride - 1 :: stride]
    found = {(byte, place) for byte in set(inner) for place in range(each)}
    found |= {(byte, place) for byte in set(ends) for place in range(width % each)}
    return {byte >> 8 - bits * (place + 1) & (1 << bits) - 1 for byte, place in found}


def _is_lean(table: re.Match[bytes], indices: set[int]) -> bool:
    base, highest, colours = table[1], int(table[2]), bytes.fromhex(table[3].decode())
    inks = _INKS.match(base)
    kind = re.match(rb"\[?(/[A-Za-z0-9]+)", base)
    width = len(inks[1].split()) if inks else _WIDTHS.get(kind[1] if kind else b"", 3)
    have = {max(0, min(highest, index)) for index in indices}
    if highest > max(have, default=0) or len(colours) > (highest + 1) * width:
        return False
    spare = set(range(highest)) - have
    return not any(any(colours[width * index : width * (index + 1)]) for index in spare)
