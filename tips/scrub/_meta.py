"""Still pictures in boxes (HEIF, AVIF): the items inside, what each is for, and what is left over.

Source: ISO/IEC 23008-12 (items, properties, references) on top of ISO/IEC 14496-12 (boxes).
"""

import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tips.scrub._report import Reason, Unscrubbable

MOST_ITEMS = 4_096  # a picture of 200 megapixels has some 800 tiles

_FULL = 4  # bytes of version and flags before the content of most boxes


@dataclass
class Item:
    """One item: a picture, a tile of one, or something said about it."""

    kind: bytes = b""
    name: bytes = b""
    content_type: bytes = b""
    pieces: list[tuple[int, int]] = field(default_factory=list)  # from and to in the file
    properties: list[tuple[bytes, bytes]] = field(default_factory=list)


@dataclass
class Collection:
    """All that the `meta` box says."""

    primary: int = 0
    handler: bytes = b""
    items: dict[int, Item] = field(default_factory=lambda: defaultdict(Item))
    references: list[tuple[bytes, int, list[int]]] = field(default_factory=list)
    properties: list[tuple[bytes, bytes]] = field(default_factory=list)
    unknown: list[bytes] = field(default_factory=list)
    places: list[tuple[int, int, list[tuple[int, int]]]] = field(default_factory=list)

    def content(self, number: int, data: bytes) -> bytes:
        """Return the bytes of an item, its pieces joined."""
        return b"".join(data[start:end] for start, end in self.items[number].pieces)


def boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield (name, start, end) of the content of each box. Raises Unscrubbable where one breaks."""
    while start < end:
        size, name = struct.unpack_from(">I4s", data, start) if end - start >= 8 else (0, b"")
        head = 8
        if size == 1 and end - start >= 16:
            (size,) = struct.unpack_from(">Q", data, start + 8)
            head = 16
        elif size == 0 and name:
            size = end - start
        if size < head or size > end - start:
            raise Unscrubbable(Reason.BROKEN)
        yield name, start + head, start + size
        start += size


def collection(data: bytes, start: int, end: int) -> Collection:
    """Read a `meta` box. Raises Unscrubbable where it breaks or lists too much."""
    found = Collection()
    inside = 0  # where the items that are kept in the box itself begin
    try:
        for name, place, stop in boxes(data, start + _FULL, end):
            if name == b"idat":
                inside = place
            elif name in _READERS:
                _READERS[name](found, data[place:stop])
            elif name not in (b"dinf", b"grpl"):
                found.unknown.append(name)
    except (struct.error, IndexError):
        raise Unscrubbable(Reason.BROKEN) from None
    for number, method, pieces in found.places:
        base = inside if method == 1 else 0
        found.items[number].pieces = [(base + at, base + to) for at, to in pieces]
    return found


def _primary(found: Collection, body: bytes) -> None:
    """pitm: which item is the picture."""
    found.primary = int.from_bytes(body[4:8] if body[0] else body[4:6], "big")


def _handler(found: Collection, body: bytes) -> None:
    """hdlr: that this is a picture, and a name that a writer may give itself."""
    found.handler = body[24:].strip(b"\0")


def _information(found: Collection, body: bytes) -> None:
    """iinf: the type and the name of each item."""
    for name, start, end in boxes(body, _FULL + (4 if body[0] else 2), len(body)):
        version = body[start]
        if name != b"infe" or version < 2:
            raise Unscrubbable(Reason.BROKEN)
        wide = 4 if version == 3 else 2
        at = start + _FULL + wide
        number = int.from_bytes(body[start + _FULL : at], "big")
        words = body[at + 6 : end].split(b"\0")
        found.items[number].kind = body[at + 2 : at + 6]
        found.items[number].name = words[0]
        found.items[number].content_type = words[1] if len(words) > 1 else b""
        if len(found.items) > MOST_ITEMS:
            raise Unscrubbable(Reason.FRAMES)


def _references(found: Collection, body: bytes) -> None:
    """iref: which item is about, or made of, which others."""
    wide = ">I" if body[0] else ">H"
    size = struct.calcsize(wide)
    for name, start, end in boxes(body, _FULL, len(body)):
        (source,) = struct.unpack_from(wide, body, start)
        (count,) = struct.unpack_from(">H", body, start + size)
        first = start + size + 2
        if first + count * size > end:
            raise Unscrubbable(Reason.BROKEN)
        targets = [struct.unpack_from(wide, body, first + at * size)[0] for at in range(count)]
        found.references.append((name, source, targets))


def _described(found: Collection, body: bytes) -> None:
    """iprp: the properties, and which item has which."""
    for name, start, end in boxes(body, 0, len(body)):
        if name == b"ipco":
            inner = boxes(body, start, end)
            found.properties = [(kind, body[at:to]) for kind, at, to in inner]
        elif name == b"ipma":
            _associations(found, body[start:end])


def _associations(found: Collection, body: bytes) -> None:
    wide, long = (4 if body[0] else 2), body[3] & 1
    (count,) = struct.unpack_from(">I", body, 4)
    place = 8
    for _ in range(min(count, MOST_ITEMS)):
        item = found.items[int.from_bytes(body[place : place + wide], "big")]
        place += wide + 1
        for _ in range(body[place - 1]):
            number = int.from_bytes(body[place : place + 1 + long], "big")
            number &= 0x7FFF if long else 0x7F
            place += 1 + long
            if 0 < number <= len(found.properties):
                item.properties.append(found.properties[number - 1])


def _locations(found: Collection, body: bytes) -> None:
    """iloc: an item's number, how it is kept, and where its pieces begin and end."""
    version = body[0]
    at_size, length_size = body[4] >> 4, body[4] & 15
    base_size, index_size = body[5] >> 4, body[5] & 15 if version else 0
    wide = 4 if version == 2 else 2
    place = 6 + wide

    def number(size: int) -> int:
        nonlocal place
        place += size
        if place > len(body):
            raise Unscrubbable(Reason.BROKEN)
        return int.from_bytes(body[place - size : place], "big")

    for _ in range(min(int.from_bytes(body[6:place], "big"), MOST_ITEMS)):
        item = number(wide)
        method = number(2) & 15 if version else 0
        number(2)  # which file the data is in: this one
        base, pieces = number(base_size), []
        for _ in range(number(2)):
            number(index_size)
            start = base + number(at_size)
            pieces.append((start, start + number(length_size)))
        found.places.append((item, method, pieces))


_READERS = {
    b"pitm": _primary, b"hdlr": _handler, b"iloc": _locations,
    b"iinf": _information, b"iref": _references, b"iprp": _described,
}  # fmt: skip
