"""JPEG as it stands in a PDF, cut down to what decodes, without loss.

Source: ITU-T T.81, annexes B (segments and their order) and G (scans that refine others).
"""

import hashlib
import re
import struct
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from tips.scrub._pdf_packings import hold

_NEXT = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")  # the next marker that is not inside the scan
_PLAIN = frozenset((*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDD)) - {0xC8, 0xCC}
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START, _END, _SCAN, _CODES, _STEPS, _ADOBE = 0xD8, 0xD9, 0xDA, 0xC4, 0xDB, 0xEE
_START_MARK, _END_MARK = b"\xff\xd8", b"\xff\xd9"
_NOTHING = _START_MARK + _END_MARK  # where no JPEG is, viewers draw nothing and show the rest
_AHEAD = 12  # bytes: a decoder wants seven more than it needs
_WORD = re.compile(rb"[0-9A-Za-z]{4}")
# What may follow the coded rows; where it makes a difference, it is read as one of them.
_OTHERS = (b"", bytes(range(1, 255)) * 16, bytes(range(254, 0, -1)) * 16)
_UNDRAWN = 77  # a row of nothing but this shade was not drawn yet


def bare_jpeg(data: bytes) -> bytes:
    """Keep scans, the tables that they use, and the 12 bytes that tell how colours are stored."""
    place = data.find(_START_MARK)
    return _Bare(data, place + 2).written() if place >= 0 else _NOTHING


class _Bare:
    """One JPEG on its way: a table waits until something uses it, or the next takes its place."""

    def __init__(self, data: bytes, place: int) -> None:
        self._data, self._place = data, place
        self._parts = [_START_MARK]
        self._waiting: dict[tuple[int, int], bytes] = {}  # by the marker, and class and number
        self._steps: set[tuple[int, int]] = set()  # tables of steps that the frame names
        self._left: dict[tuple[int, int], int] = {}  # bits that scans left out, of part and place
        self._has_frame = False

    def written(self) -> bytes:
        """Return the picture up to its end, or to a second frame, which nobody reads."""
        for code, body, coded in self._segments():
            if code in _FRAMES:
                if self._has_frame:
                    break
                self._frame(code, body)
            elif code in (_CODES, _STEPS):
                self._waiting |= _tables(code, body)
            elif code == _SCAN:
                self._scan(body, coded)
            elif code == _ADOBE and body[:5] == b"Adobe" and len(body) >= 12:
                self._parts.append(b"\xff\xee\x00\x0eAdobe\x00\x64\0\0\0\0" + body[11:12])
            elif code in _PLAIN:
                self._parts.append(_segment(code, body[:2]))
        return b"".join((*self._parts, _END_MARK))

    def _segments(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield (marker, body, what is coded behind it, which only a scan has)."""
        data, place = self._data, self._place
        while marker := _NEXT.search(data, place):
            code, place = marker[1][0], marker.end()
            if code == _END:
                return
            if code in {_START, 0x01}:
                continue
            length = max(2, int.from_bytes(data[place : place + 2], "big"))
            body, place = data[place + 2 : place + length], place + length
            following = _NEXT.search(data, place) if code == _SCAN else None
            end = following.start() if following else len(data) if code == _SCAN else place
            yield code, body, data[place:end]
            place = max(place, end)

    def _frame(self, code: int, body: bytes) -> None:
        hold(int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big"))
        body = body[: 6 + 3 * body[5] if len(body) > 5 else 0]
        self._has_frame = True
        self._steps = {(_STEPS, number) for number in body[8::3]}
        self._write_tables(self._steps)
        self._parts.append(_segment(code, body))

    def _scan(self, body: bytes, coded: bytes) -> None:
        body = body[: 4 + 2 * body[0] if body else 0]
        if len(body) < 6 or not self._adds(body):
            return
        first, last = body[-3:-1]
        tables = self._steps
        for numbers in body[2:-3:2]:
            tables = tables | ({(_CODES, numbers >> 4)} if not first or not last else set())
            tables = tables | ({(_CODES, 16 | numbers & 15)} if last else set())
        self._write_tables(tables)
        self._parts += [_segment(_SCAN, body), coded]

    def _adds(self, body: bytes) -> bool:
        """Tell whether a scan brings what no scan before it brought, and note what it does."""
        (first, last, bits), news = body[-3:], False
        for part in body[1:-3:2]:
            for place in range(first, max(first, min(last, 63)) + 1):
                left = self._left.get((part, place))
                news = news or left is None or (bits >> 4 > 0 and bits >> 4 == left)
                self._left[part, place] = bits & 15
        return news

    def _write_tables(self, wanted: set[tuple[int, int]]) -> None:
        for key in [key for key in self._waiting if key in wanted]:
            self._parts.append(_segment(key[0], self._waiting.pop(key)))


def _tables(code: int, body: bytes) -> dict[tuple[int, int], bytes]:
    """Return the tables of one segment, as far as their own counts account for it."""
    found: dict[tuple[int, int], bytes] = {}
    place = 0
    while place < len(body):
        if code == _STEPS:
            size, number = 129 if body[place] >> 4 else 65, body[place] & 15
        else:
            size, number = 17 + sum(body[place + 1 : place + 17]), body[place]
        if place + size > len(body):
            break
        found[code, number] = body[place : place + size]
        place += size
    return found


def _segment(code: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, code, len(body) + 2) + body


def without_tail(bare: bytes) -> bytes:
    """Cut off what stands between the coded rows of a picture and its end, which draws nothing.

    Eight bytes of any kind, or words; of a picture in several scans, only words behind the last.
    """
    enough = len(bare) - len(_END_MARK)
    if _draws(bare[: enough - 1]):
        least = 0
        while enough - least > 1:
            middle = (least + enough) // 2
            least, enough = (least, middle) if _draws(bare[:middle]) else (middle, enough)
    elif not _WORD.search(bare, enough - _AHEAD):
        return bare
    if not (look := _look(bare)):
        return bare
    for _ in range(_AHEAD):
        shorter = bare[: enough - 1]
        if any(_look(shorter + other + _END_MARK) != look for other in _OTHERS):
            break
        enough -= 1
    return bare[:enough] + _END_MARK


def _look(data: bytes) -> bytes | None:
    try:
        with Image.open(BytesIO(data), formats=["JPEG"]) as picture:
            return hashlib.sha256(picture.tobytes()).digest()
    except MemoryError:
        raise
    except Exception:  # decoders raise what they like on hostile bytes
        return None


def _draws(beginning: bytes) -> bool:
    """Tell whether a decoder, which looks ahead, draws all rows from the beginning alone."""
    try:
        with Image.open(BytesIO(beginning), formats=["JPEG"]) as picture:
            picture.draft("L", (1, 1))  # an eighth as wide: all is read, and little is drawn
            canvas = Image.new(picture.mode, picture.size, (_UNDRAWN,) * len(picture.getbands()))
            decoder = Image._getdecoder(
                picture.mode, "jpeg", picture.tile[0].args, picture.decoderconfig
            )
            decoder.setimage(canvas.im, (0, 0, *canvas.size))
            decoder.decode(beginning)
    except MemoryError:
        raise
    except Exception:  # decoders raise what they like on hostile bytes
        return False
    row = canvas.crop((0, canvas.height - 1, canvas.width, canvas.height))
    return row.tobytes() != bytes((_UNDRAWN,)) * len(row.tobytes())
