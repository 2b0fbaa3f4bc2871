"""What content in plain form uses of what it names: colours by number, letters by code."""

import re
from collections import Counter
from collections.abc import Container, Iterator
from io import BytesIO

_CHOOSE = (b" sc\n", b" SC\n", b" scn\n", b" SCN\n")
_SHADE = re.compile(rb"(\d{1,9})(\.\d+)?(?: /P\d+)?\Z")
_SHOWS = frozenset((b" Tj\n", b" TJ\n", b"> '\n", b'> "\n'))
_TEXT = re.compile(rb"<([0-9a-f]*)>")


def shades(content: bytes) -> set[int]:
    """Return the whole numbers that colours are chosen by, where one number chooses."""
    found: set[int] = set()
    for line in set(_before(content)):
        if chosen := _SHADE.match(line):
            found |= {int(chosen[1]), int(chosen[1]) + bool(chosen[2])}
    return found


def _before(content: bytes) -> Iterator[bytes]:
    """Yield what stands before each operator that chooses a colour."""
    for operator in _CHOOSE:
        place = content.find(operator)
        while place >= 0:
            yield content[content.rfind(b"\n", 0, place) + 1 : place]
            place = content.find(operator, place + 1)


def codes(content: bytes, dressed: Container[bytes]) -> dict[bytes, Counter[int]]:
    """Return how often each code of one byte is shown, by the name of its font.

    The name is empty where something else chose the font: what stands around, or a graphics
    state, of which `dressed` are the names.
    """
    found: dict[bytes, Counter[int]] = {}
    font, kept = b"", []
    for line in BytesIO(content):
        word = line[-4:]
        if word in _SHOWS:
            text = bytes.fromhex(b"".join(_TEXT.findall(line)).decode())
            found.setdefault(font, Counter()).update(text)
        elif word == b" Tf\n":
            font = line.partition(b" ")[0]
        elif word == b" gs\n" and line[:-4] in dressed:
            font = b""
        elif line == b"q\n":
            kept.append(font)
        elif line == b"Q\n":
            font = kept.pop() if kept else b""
    return found
