"""TIFF directories: the tags of every page and of the directories inside, and where each lies.

Source: TIFF 6.0, section 2; Adobe's notes on sub-directories (tag 330).
"""

import struct
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from tips.scrub._report import Reason, Unscrubbable

MOST_PAGES = 500

_MOST_ENTRIES, _MOST_DIRECTORIES = 1_000, 2_000
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_NUMBERS = {1: "B", 3: "H", 4: "I", 13: "I"}
_SUB, _EXIF, _GPS, _RELATIONS = 330, 34665, 34853, 40965
_STRETCHES = ((273, 279), (324, 325), (513, 514))  # where picture data begins, and its lengths


class Role(Enum):
    """What a directory describes."""

    PAGE = "page"
    INNER = "inner"
    EXIF = "exif"
    GPS = "gps"


@dataclass
class Directory:
    """One directory: what it is for, its tags, and the stretches of the file that it takes."""

    role: Role
    order: str
    values: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    stretches: list[tuple[int, int]] = field(default_factory=list)

    def numbers(self, tag: int) -> tuple[int, ...]:
        """Return the whole numbers of a tag; none where it has none."""
        kind, value = self.values.get(tag, (0, b""))
        form = _NUMBERS.get(kind)
        count = len(value) // _SIZES[kind] if form else 0
        return struct.unpack(f"{self.order}{count}{form}", value) if form else ()

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
    order = "<" if data[:2] == b"II" else ">"
    found: list[Directory] = []
    seen: set[int] = set()
    try:
        (place,) = struct.unpack_from(f"{order}I", data, 4)
        while place:
            directory, place = _directory(data, place, Role.PAGE, order, seen)
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
            directory, _following = _directory(data, place, role, outer.order, seen)
            yield directory


def _directory(
    data: bytes, place: int, role: Role, order: str, seen: set[int]
) -> tuple[Directory, int]:
    """Read one directory; return it and where the next one is, 0 for nowhere."""
    if place in seen or len(seen) >= _MOST_DIRECTORIES:
        raise Unscrubbable(Reason.BROKEN)
    seen.add(place)
    directory = Directory(role, order)
    (count,) = struct.unpack_from(f"{order}H", data, place)
    end = place + 2 + 12 * count
    if not 0 < count <= _MOST_ENTRIES:
        raise Unscrubbable(Reason.BROKEN)
    directory.stretches.append((place, end + 4))
    for entry in range(place + 2, end, 12):
        tag, kind, number, start = struct.unpack_from(f"{order}HHII", data, entry)
        length = number * _SIZES.get(kind, 1)
        if length <= 4:
            start = entry + 8
        else:
            directory.stretches.append((start, start + length))
        if start + length > len(data):
            raise Unscrubbable(Reason.BROKEN)
        directory.values[tag] = (kind, data[start : start + length])
    (following,) = struct.unpack_from(f"{order}I", data, end)
    return directory, following
