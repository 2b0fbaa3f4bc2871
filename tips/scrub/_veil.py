"""An MP4 read with its metadata out of sight: a broken tag cannot stop the player's reader."""

from collections.abc import Iterator
from typing import BinaryIO

_HIDDEN = frozenset((b"udta", b"meta", b"uuid", b"free", b"skip", b"thmb"))
_PARENTS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl"))
_MOST_BOXES, _DEEPEST = 20_000, 8


class Veiled:
    """Reads like the source, but for a few names of boxes that read as "free"."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        size = source.seek(0, 2)
        self._names = sorted(place for place, _ in zip(
            _found(source, 0, size), range(_MOST_BOXES), strict=False))  # fmt: skip
        source.seek(0)

    def read(self, size: int = -1) -> bytes:
        """Read on, names replaced."""
        start = self._source.tell()
        data = self._source.read(size)
        touched = [place for place in self._names if start - 4 < place < start + len(data)]
        if not touched:
            return data
        changed = bytearray(data)
        for place in touched:
            for index, letter in enumerate(b"free", place - start):
                if 0 <= index < len(changed):
                    changed[index] = letter
        return bytes(changed)

    def seek(self, place: int, whence: int = 0) -> int:
        """Move as the source does."""
        return self._source.seek(place, whence)

    def tell(self) -> int:
        """Say where the source stands."""
        return self._source.tell()


def _found(source: BinaryIO, place: int, end: int, depth: int = 0) -> Iterator[int]:
    """Yield where the names of boxes lie that are not to be read."""
    while place + 8 <= end:
        source.seek(place)
        head = source.read(16)
        size, name, body = int.from_bytes(head[:4], "big"), head[4:8], place + 8
        if size == 1:
            size, body = int.from_bytes(head[8:16], "big"), place + 16
        size = size or end - place
        if size < body - place or place + size > end:
            return
        if name in _HIDDEN:
            yield place + 4
        elif name in _PARENTS and depth < _DEEPEST:
            yield from _found(source, body, place + size, depth + 1)
        place += size
