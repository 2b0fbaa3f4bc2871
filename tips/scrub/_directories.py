"""TIFF directories: the tags of every page and of the directories inside, and where each lies.

Source: TIFF 6.0, section 2; Adobe's notes on sub-directories (tag 330); for BigTIFF, whose numbers
are twice as wide, the description by AWare Systems that libtiff follows.
"""

import struct
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from tips.scrub._report import Reason, Unscrubbable

MOST_PAGES = 500

_MOST_ENTRIES, _MOST_DIRECTORIES = 1_000, 2_000
_SIZES = {
    1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4,
    16: 8, 17: 8, 18: 8,
}  # fmt: skip
_NUMBERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_SUB, _EXIF, _GPS, _RELATIONS = 330, 34665, 34853, 40965
_STRETCHES = ((273, 279), (324, 325), (513, 514))  # where picture data begins, and its lengths


class Role(Enum):
    """What a directory describes."""

    PAGE = "page"
    INNER = "inner"
    EXIF = "exif"
    GPS = "gps"


@dataclass(frozen=True)
class Form:
    """How a file writes its numbers: their order of bytes, and how wide places and counts are."""

    order: str
    wide: bool

    @property
    def head(self) -> int:
        """Return how many bytes come before the first directory may."""
        return 16 if self.wide else 8

    def read(self, codes: str, data: bytes, place: int) -> tuple[int, ...]:
        """Return numbers at a place; "P" stands for a place. Raises struct.error past the end."""
        if place > len(data):  # a place may be larger than unpack_from takes
            raise struct.error
        return struct.unpack_from(
            self.order + codes.replace("P", "Q" if self.wide else "I"), data, place
        )

    def size(self, codes: str) -> int:
        return struct.calcsize(self.order + codes.replace("P", "Q" if self.wide else "I"))


def form(data: bytes) -> Form:
    """Return the form of a file by its first bytes."""
    return Form("<" if data[:2] == b"II" else ">", data[2:3] == b"+" or data[3:4] == b"+")


@dataclass
class Directory:
    """One directory: what it is for, its tags, and the stretches of the file that it takes."""

    role: Role
    form: Form
    values: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    stretches: list[tuple[int, int]] = field(default_factory=list)

    def numbers(self, tag: int) -> tuple[int, ...]:
        """Return the whole numbers of a tag; none where it has none."""
        kind, value = self.values.get(tag, (0, b""))
        code = _NUMBERS.get(kind)
        count = len(value) // _SIZES[kind] if code else 0
        return struct.unpack(f"{self.form.order}{count}{code}", value) if code else ()

    def number(self, tag: int, usual: int = 0) -> int:
        """Return the first number of a tag."""
        return (*self.numbers(tag), usual)[0]

    def strips(self) -> Iterator[tuple[int, int]]:
        """Yield where each piece of picture data begins and ends."""
        for starts, lengths in _STRETCHES:
            for start, length in zip(self.numbers(starts), self.numbers(lengths), strict=False):
                yield start, start + length


def directories(data: bytes) -> list[Directory]:
    """Read all directories, pages in their order first. Raises Unscrubbable for loops."""
    shape = form(data)
    found: list[Directory] = []
    seen: set[int] = set()
    try:
        (place,) = shape.read("P", data, shape.head - shape.size("P"))
        while place:
            directory, place = _directory(data, place, Role.PAGE, shape, seen)
            found.append(directory)
            if len(found) > MOST_PAGES:
                raise Unscrubbable(Reason.FRAMES)
        waiting = deque(found)
        while waiting:
            for inner in _inside(data, waiting.popleft(), seen):
                found.append(inner)
                waiting.append(inner)
    except struct.error:
        raise Unscrubbable(Reason.BROKEN) from None
    return found


def _inside(data: bytes, outer: Directory, seen: set[int]) -> Iterator[Directory]:
    roles = {_SUB: Role.INNER, _EXIF: Role.EXIF, _GPS: Role.GPS, _RELATIONS: Role.INNER}
    for tag, role in roles.items():
        for place in outer.numbers(tag):
            directory, _following = _directory(data, place, role, outer.form, seen)
            yield directory


def _directory(
    data: bytes, place: int, role: Role, shape: Form, seen: set[int]
) -> tuple[Directory, int]:
    """Read one directory; return it and where the next one is, 0 for nowhere."""
    if place in seen or len(seen) >= _MOST_DIRECTORIES:
        raise Unscrubbable(Reason.BROKEN)
    seen.add(place)
    directory = Directory(role, shape)
    count_code = "Q" if shape.wide else "H"
    (count,) = shape.read(count_code, data, place)
    if not 0 < count <= _MOST_ENTRIES:
        raise Unscrubbable(Reason.BROKEN)
    first = place + shape.size(count_code)
    end = first + shape.size("HHPP") * count
    directory.stretches.append((place, end + shape.size("P")))
    for entry in range(first, end, shape.size("HHPP")):
        _take(directory, data, entry)
    (following,) = shape.read("P", data, end)
    return directory, following


def _take(directory: Directory, data: bytes, entry: int) -> None:
    """Read one tag, whose value is in the entry itself or where the entry says."""
    shape = directory.form
    tag, kind, number, start = shape.read("HHPP", data, entry)
    length = number * _SIZES.get(kind, 1)
    if length <= shape.size("P"):
        start = entry + shape.size("HHP")
    else:
        directory.stretches.append((start, start + length))
    if start + length > len(data):
        raise Unscrubbable(Reason.BROKEN)
    directory.values[tag] = (kind, data[start : start + length])
