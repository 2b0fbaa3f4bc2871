"""Boxes of MP4, MOV and 3GP, and the tables in them that say where samples lie."""

import itertools
import operator
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from tips.scrub._report import Reason, Unscrubbable

MOST_MOVIE = 64 << 20  # bytes of description
_MOST_BOXES, _MOST_SAMPLES, _DEEPEST = 20_000, 1 << 21, 8
_UPRIGHT = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
_PARENTS = frozenset((b"trak", b"mdia", b"minf", b"stbl"))


@dataclass
class Track:
    """What is needed to find the samples of one track."""

    handler: bytes = b""
    entry: bytes = b""
    tables: dict[bytes, bytes] = field(default_factory=dict)

    def extents(self) -> Iterator[tuple[int, int]]:
        """Yield (offset, size) of every sample. Raises Unscrubbable when tables disagree."""
        sizes = iter(self._sizes())
        for place, count in zip(*self._runs(), strict=True):
            for size in itertools.islice(sizes, count):
                yield place, size
                place += size

    def chunks(self) -> Iterator[tuple[int, int]]:
        """Yield (offset, size) of every run of samples."""
        places, counts = self._runs()
        sums = [0, *itertools.accumulate(self._sizes())]
        ends = [sums[min(done, len(sums) - 1)] for done in itertools.accumulate(counts)]
        yield from zip(places, map(operator.sub, ends, [0, *ends]), strict=False)

    def _runs(self) -> tuple[Sequence[int], list[int]]:
        """Return where each run of samples begins, and how many it has."""
        wide = b"co64" in self.tables
        table = self.tables.get(b"co64" if wide else b"stco", b"")
        places = _numbers(table, 8, "Q" if wide else "I")
        told = _numbers(self.tables.get(b"stsc", b""), 8, "I", 3)
        each, count = dict(zip(told[::3], told[1::3], strict=True)), 0
        return places, [count := each.get(number, count) for number in range(1, len(places) + 1)]

    def _sizes(self) -> Sequence[int]:
        table = self.tables.get(b"stsz", b"")
        fixed, count = (int.from_bytes(table[place : place + 4], "big") for place in (4, 8))
        return [fixed] * min(count, _MOST_SAMPLES) if fixed else _numbers(table, 12, "I")


def top(source: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Yield (name, start of content, end) of the outer boxes; a rest has no name."""
    size = source.seek(0, 2)
    place = 0
    while place < size:
        name, body, end = _box(source, place, size)
        if end < body or end > size:
            yield b"", place, size
            return
        yield name, body, end
        place = end


def _box(source: BinaryIO, place: int, size: int) -> tuple[bytes, int, int]:
    """Return what the head of a box at a place says: its name, where it begins and ends."""
    source.seek(place)
    head = source.read(16)
    length, body = int.from_bytes(head[:4], "big"), place + 8
    if length == 1:
        length, body = int.from_bytes(head[8:16], "big"), place + 16
    return head[4:8], body, place + (length or size - place)


def boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (name, content) of boxes in a row; a rest that is none has no name."""
    place = count = 0
    while place < len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        if size < 8 or place + size > len(data):
            yield b"", data[place:]
            return
        count += 1
        if count > _MOST_BOXES:
            raise Unscrubbable(Reason.BROKEN)
        yield data[place + 4 : place + 8], data[place + 8 : place + size]
        place += size


def _numbers(table: bytes, place: int, form: str, each: int = 1) -> Sequence[int]:
    """Return the numbers of a table from a place on, `each` to a row; of a cut row none."""
    width = struct.calcsize(f">{each}{form}")
    count = max(len(table) - place, 0) // width * each
    return struct.unpack_from(f">{count}{form}", table, place) if count else ()


@dataclass
class Movie:
    """What the tables of a file say together."""

    tracks: list[Track] = field(default_factory=list)
    start: int = 0  # where the content of the first media box begins
    end: int = 0  # where the last media box ends, or would if the file did not break off
    upright: bool = True  # whether nothing is turned when it is shown
    parts: bool = False  # whether some is told of in heads of fragments

    def order(self) -> tuple[bool, bool]:
        """Tell whether samples share no bytes and lie within the media, and whether they fill it.

        With a wrong number in a table the sound of a film holds its pictures and their user data;
        not where every byte belongs to one sample.
        """
        reached, full = self.start, bool(self.tracks)
        runs = (run for track in self.tracks for run in track.chunks() if run[1])
        for place, size in sorted(runs):
            if place < reached:
                return False, False
            full &= place == reached
            reached = place + size
        return reached <= self.end, full and reached == self.end


def movie(source: BinaryIO) -> Movie:
    """Read the tables of a file. Raises Unscrubbable for one without bounds."""
    found = Movie()
    size = source.seek(0, 2)
    for known, place, until in top(source):
        name, body, end = (known, place, until) if known else _box(source, place, size)
        if name == b"mdat":
            found.start = min(found.start or body, body)
            found.end = max(found.end, end)
        elif name == b"moof":
            found.parts = True
        elif known == b"moov" and end - body <= MOST_MOVIE:
            source.seek(body)
            _read_tables(source.read(end - body), found)
    found.upright &= bool(found.tracks)
    return found


def _read_tables(data: bytes, found: Movie, depth: int = 0) -> None:
    for name, body in boxes(data):
        if name == b"trak":
            found.tracks.append(Track())
        if name in _PARENTS and depth < _DEEPEST:
            _read_tables(body, found, depth + 1)
        elif name == b"tkhd":
            found.upright &= body[-44:-8] == _UPRIGHT
        elif name == b"mvhd":
            found.upright &= body[-64:-28] == _UPRIGHT
        elif found.tracks and name == b"stsd":
            found.tracks[-1].entry = body[8:]
        elif found.tracks and name in (b"stsz", b"stsc", b"stco", b"co64"):
            found.tracks[-1].tables[name] = body
