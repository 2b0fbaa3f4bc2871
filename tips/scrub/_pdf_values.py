"""Words that a viewer sets itself: the value of a field of a form, the words of a mark."""

import re
import textwrap
import unicodedata
from typing import Any, NamedTuple

from pikepdf import Dictionary, Name

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s+Tf")
_INK = re.compile(r"((?:[\d.]+\s+){1,4})(g|rg|k)\b")
_USUAL, _SMALLEST = 12.0, 4.0  # points
_EDGE = 2.0  # points between a frame and what stands in it
_LETTER = 0.5  # width of a letter of Helvetica, as part of its size: enough to break lines by
_USUAL_WIDTH = 556  # thousandths of the size
_WIDTHS = {letter: width for width, letters in {
    191: "'", 222: "ijl", 260: "|", 278: " !,./:;I[\\]ft", 333: "()-`r", 389: "*",
    500: "Jcksvxyz", 584: "+<=>~", 611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ",
    833: "Mm", 889: "%", 944: "W", 1015: "@",
}.items() for letter in letters}  # fmt: skip


class Room(NamedTuple):
    """What a field says of how its value stands in it."""

    wide: float  # points
    high: float
    letters: str  # operators that choose size and colour
    side: int = 0  # 0 left, 1 the middle, 2 right
    cells: int = 0  # for one letter each, or none
    wraps: bool = False


def face() -> Any:
    """Return the font in which viewers draw what has none of its own."""
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )


def lines(text: str, width: float, *, wraps: bool) -> list[str]:
    """Return the lines of a text; `width` in letters, where it wraps."""
    parts = re.split(r"\r\n|\r|\n", text)
    if wraps:
        most = max(1, int(width))
        parts = [line for part in parts for line in textwrap.wrap(part, most) or [""]]
    return parts


def coded(line: str) -> bytes:
    """Return a line in the codes of Windows, in hexadecimal."""
    return b"<%b>" % line.encode("cp1252", "replace").hex().encode()


def placed(text: str, room: Room) -> bytes:
    """Return operators that set a value in its room, in the font F."""
    size = _size(text, room)
    shown = lines(text, room.wide / size / _LETTER, wraps=room.wraps)
    top = room.high - size - _EDGE if room.wraps else (room.high - size) / 2 + size * 0.2
    ink = _INK.search(room.letters)
    drawn = [f"{ink[0] if ink else '0 g'}\nBT /F {size:.2f} Tf\n".encode()]
    for row, line in enumerate(shown):
        spots = _in_cells(line, room, size) if room.cells else [(_start(line, room, size), line)]
        for left, part in spots:
            drawn.append(b"1 0 0 1 %.2f %.2f Tm %b Tj\n" % (left, top - row * size, coded(part)))
    return b"".join(drawn) + b"ET\n"


def _size(text: str, room: Room) -> float:
    """Return the size that is said, or one at which the value fits."""
    said = _SIZE.search(room.letters)
    if size := float(said[1]) if said else 0.0:
        return size
    if room.wraps:
        return _USUAL
    fits = (room.wide - 2 * _EDGE) / max(_width(text), 0.001)
    return max(_SMALLEST, min(_USUAL, room.high * 0.7, _USUAL if room.cells else fits))


def _width(line: str) -> float:
    """Return how wide a line is in Helvetica, as part of its size."""
    plain = (unicodedata.normalize("NFD", letter)[0] for letter in line)
    return sum(_WIDTHS.get(letter, _USUAL_WIDTH) for letter in plain) / 1000


def _start(line: str, room: Room, size: float) -> float:
    spare = room.wide - 2 * _EDGE - _width(line) * size
    return _EDGE + spare * room.side / 2 if room.side in (1, 2) else _EDGE


def _in_cells(line: str, room: Room, size: float) -> list[tuple[float, str]]:
    """Return each letter with where it begins, in the middle of its cell."""
    cell = room.wide / room.cells
    first = (room.cells - len(line)) * room.side // 2 if room.side in (1, 2) else 0
    return [
        (cell * (first + number + 0.5) - _width(letter) * size / 2, letter)
        for number, letter in enumerate(line)
    ]
