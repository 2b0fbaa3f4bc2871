"""What content in plain form uses of what it names: colours by number, letters by code."""

import re
import struct
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from io import BytesIO

_CHOOSE = (b" sc\n", b" SC\n", b" scn\n", b" SCN\n")
_SHADE = re.compile(rb"(\d{1,9})(\.\d+)?(?: /P\d+)?\Z")
_SHOWS = frozenset((b" Tj\n", b" TJ\n", b"> '\n", b'> "\n'))
_TEXT = re.compile(rb"<([0-9a-f]*)>")


@dataclass
class Shown:
    """What texts show in one font: each byte with how often, and the pairs that bytes make."""

    codes: Counter[int] = field(default_factory=Counter)
    even: set[int] = field(default_factory=set)  # pairs, from the first byte of a text on
    odd: set[int] = field(default_factory=set)  # pairs from the second byte on

    def take(self, text: bytes) -> None:
        """Add one text."""
        self.codes.update(text)
        for start, pairs in enumerate((self.even, self.odd)):
            count, rest = divmod(len(text[start:]), 2)
            pairs.update(struct.unpack(f">{count}H{rest}x", text[start:]))

    def add(self, other: "Shown") -> None:
        """Add what other texts show."""
        self.codes += other.codes
        self.even |= other.even
        self.odd |= other.odd

    def size(self) -> int:
        """Return a number that grows with each code that is new."""
        return len(self.codes) + len(self.even) + len(self.odd)


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


def texts(content: bytes, dressed: Container[bytes]) -> dict[bytes, Shown]:
    """Return what is shown, by the name of its font.

    The name is empty where something else chose the font: what stands around, or a graphics
    state, of which `dressed` are the names.
    """
    found: dict[bytes, Shown] = {}
    font, kept = b"", []
    for line in BytesIO(content):
        word = line[-4:]
        if word in _SHOWS:
            shown = found.setdefault(font, Shown())
            for text in _TEXT.findall(line):
                shown.take(bytes.fromhex(text.decode()))
        elif word == b" Tf\n":
            font = line.partition(b" ")[0]
        elif word == b" gs\n" and line[:-4] in dressed:
            font = b""
        elif line == b"q\n":
            kept.append(font)
        elif line == b"Q\n":
            font = kept.pop() if kept else b""
    return found
