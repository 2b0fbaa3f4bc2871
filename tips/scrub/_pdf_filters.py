"""What packs the streams of a PDF, undone within bounds before any other library sees it."""

import binascii
import contextlib
import re
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf

from tips.scrub._pdf_writer import name_of
from tips.scrub._report import Reason, Unscrubbable

MOST_BYTES = 256 << 20  # one unpacked stream: 60 megapixels of colour
MOST_FILTERS = 8
PICTURES = frozenset(("DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode"))

SHORT = {
    "Fl": "FlateDecode", "LZW": "LZWDecode", "A85": "ASCII85Decode", "AHx": "ASCIIHexDecode",
    "RL": "RunLengthDecode", "CCF": "CCITTFaxDecode", "DCT": "DCTDecode",
}  # fmt: skip
_RUN = 5 << 16  # digits of base 85 undone at a time
_DIGITS = bytes(max(0, value - 33) for value in range(256))
_NO_DIGITS = bytes(value for value in range(256) if not 33 <= value < 33 + 85)
_PIECE = 512  # bytes handed over at a time where the packed data is damaged


def filters(head: Any) -> list[tuple[str, Any]]:
    """Return the (full name, parameters) of a stream's filters, first to be undone first."""
    names = _listed(head.get("/Filter", head.get("/F")))
    parms = _listed(head.get("/DecodeParms", head.get("/DP")))
    if len(names) > MOST_FILTERS:
        raise Unscrubbable(Reason.BOMB)
    parms += [None] * len(names)
    return [
        (SHORT.get(name_of(name), name_of(name)), parm if _is_dictionary(parm) else {})
        for name, parm in zip(names, parms, strict=False)
    ]


def unpacked(data: bytes, steps: list[tuple[str, Any]], most: int = MOST_BYTES) -> bytes:
    """Undo all filters. Raises Unscrubbable (BOMB) past `most` bytes, BROKEN for a picture's."""
    data, rest = undone(data, steps, most, keep_rows=False)
    if rest:
        raise Unscrubbable(Reason.BROKEN)
    return data


def undone(
    data: bytes, steps: list[tuple[str, Any]], most: int, *, keep_rows: bool
) -> tuple[bytes, list[tuple[str, Any]]]:
    """Undo filters up to the first that only a picture decoder knows; return what is left to do.

    With `keep_rows` the rows of a picture stay as its predictor left them.
    """
    for place, (name, parms) in enumerate(steps):
        if name in PICTURES:
            return data, steps[place:]
        undo = _UNDO.get(name)
        if undo is None:
            raise Unscrubbable(Reason.UNSUPPORTED)
        data = undo(data, parms, most)
        last = place == len(steps) - 1
        if name in {"FlateDecode", "LZWDecode"} and not (keep_rows and last):
            data = _rows_restored(data, parms)
    return data, []


def whole(parms: Any, key: str, default: int, most: int = 65_536) -> int:
    """Return a whole number of a dictionary, between 0 and `most`."""
    value = parms.get(key, default)
    return max(0, min(most, int(value))) if isinstance(value, int) else default


def inflate(data: bytes, most: int) -> bytes:
    """Undo zlib; of damaged data return what came before the damage, as viewers do."""
    engine = zlib.decompressobj()
    try:
        out = engine.decompress(data, most + 1)
    except zlib.error:
        return _salvaged(data, most)
    if len(out) > most or engine.unconsumed_tail:
        raise Unscrubbable(Reason.BOMB)
    return out


def _salvaged(data: bytes, most: int) -> bytes:
    """Return all that comes before the damage; the sum at the end, often wrong, is not asked."""
    engine, out, body = zlib.decompressobj(-zlib.MAX_WBITS), bytearray(), data[2:]
    for place in range(0, len(body), _PIECE):
        before, piece = engine.copy(), body[place : place + _PIECE]
        try:
            out += engine.decompress(piece, most + 1 - len(out))
        except zlib.error:
            return bytes(out + _letter_by_letter(before, piece, most + 1 - len(out)))
        if len(out) > most or engine.unconsumed_tail:
            raise Unscrubbable(Reason.BOMB)
    return bytes(out)


def _letter_by_letter(engine: Any, piece: bytes, most: int) -> bytes:
    """Undo one piece up to the byte that is wrong: what an engine refuses, it gives nothing of."""
    out = bytearray()
    with contextlib.suppress(zlib.error):
        for place in range(len(piece)):
            out += engine.decompress(piece[place : place + 1], max(1, most - len(out)))
    return bytes(out[:most])


def _flate(data: bytes, parms: Any, most: int) -> bytes:
    return inflate(data, most)


def _hexadecimal(data: bytes, parms: Any, most: int) -> bytes:
    text = re.sub(rb"[^0-9A-Fa-f]", b"", data.partition(b">")[0])
    return binascii.unhexlify(text + b"0" * (len(text) % 2))


def _ascii85(data: bytes, parms: Any, most: int) -> bytes:
    text = re.sub(rb"\s", b"", data).removeprefix(b"<~").partition(b"~")[0]
    text = text.replace(b"z", b"!!!!!").translate(_DIGITS, _NO_DIGITS)
    spare = -len(text) % 5
    text += b"\x54" * spare
    out = b"".join(_base85(text[place : place + _RUN]) for place in range(0, len(text), _RUN))
    return out[: len(out) - spare]


def _base85(digits: bytes) -> bytes:
    """Return four bytes for every five digits of base 85, all groups at once.

    Each group has eight bytes of one long number, which its sum never fills: letter by letter,
    an album of a hundred megabytes took longer than a file may.
    """
    groups = len(digits) // 5
    total = 0
    for place in range(5):
        lanes = bytearray(8 * groups)
        lanes[::8] = digits[place::5]
        total = total * 85 + int.from_bytes(lanes, "little")
    sums, out = total.to_bytes(8 * groups, "little"), bytearray(4 * groups)
    for place in range(4):
        out[place::4] = sums[3 - place :: 8]
    return bytes(out)


def _run_length(data: bytes, parms: Any, most: int) -> bytes:
    out, place = bytearray(), 0
    while place < len(data) and data[place] != 128 and len(out) <= most:
        count = data[place]
        if count < 128:
            out += data[place + 1 : place + 2 + count]
            place += count + 2
        else:
            out += data[place + 1 : place + 2] * (257 - count)
            place += 2
    if len(out) > most:
        raise Unscrubbable(Reason.BOMB)
    return bytes(out)


def _lzw(data: bytes, parms: Any, most: int) -> bytes:
    early = whole(parms, "/EarlyChange", 1, 1)
    table = [bytes([value]) for value in range(256)] + [b"", b""]
    out, bits, held, width, last = bytearray(), 0, 0, 9, b""
    for byte in data:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == 257 or code > len(table):
            break
        if code == 256:
            del table[258:]
            width, last = 9, b""
            continue
        entry = table[code] if code < len(table) else last + last[:1]
        if last and len(table) < 4096:
            table.append(last + entry[:1])
            width = max(9, min(12, (len(table) + early).bit_length()))
        last = entry
        out += entry
        if len(out) > most:
            raise Unscrubbable(Reason.BOMB)
    return bytes(out)


def _rows_restored(data: bytes, parms: Any) -> bytes:
    predictor = whole(parms, "/Predictor", 1)
    if predictor < 10:
        if predictor == 2:
            raise Unscrubbable(Reason.UNSUPPORTED)
        return data
    depth = whole(parms, "/Colors", 1, 32) * whole(parms, "/BitsPerComponent", 8, 16)
    step, width = max(1, depth // 8), (depth * whole(parms, "/Columns", 1, 1 << 20) + 7) // 8
    above, out = bytearray(width), bytearray()
    for place in range(0, len(data), width + 1):
        row = bytearray(data[place + 1 : place + 1 + width])
        _restore(data[place], row, above, step)
        out += row
        above = row.ljust(width, b"\0")
    return bytes(out)


def _restore(kind: int, row: bytearray, above: bytearray, step: int) -> None:
    """Undo one PNG predictor (1 left, 2 above, 3 mean, 4 Paeth) on one row, in place."""
    for place, value in enumerate(row if 0 < kind < 5 else b""):
        left = row[place - step] if place >= step else 0
        corner = above[place - step] if place >= step else 0
        up = above[place]
        guess = (left, up, (left + up) // 2, _paeth(left, up, corner))[kind - 1]
        row[place] = value + guess & 255


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    distances = ((abs(guess - left), 0, left), (abs(guess - up), 1, up))
    return min(*distances, (abs(guess - corner), 2, corner))[2]


def _listed(value: Any) -> list[Any]:
    if isinstance(value, pikepdf.Array):
        return [member for _, member in zip(range(MOST_FILTERS + 1), value, strict=False)]
    return [] if value is None else [value]


def _is_dictionary(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary)


_UNDO: dict[str, Callable[[bytes, Any, int], bytes]] = {
    "FlateDecode": _flate,
    "LZWDecode": _lzw,
    "ASCII85Decode": _ascii85,
    "ASCIIHexDecode": _hexadecimal,
    "RunLengthDecode": _run_length,
    "Crypt": lambda data, parms, most: data,
}
