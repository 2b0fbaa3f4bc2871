"""Ogg: pages read into packets and packets written into pages, without FFmpeg."""

import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tips.scrub._report import Reason, Unscrubbable

_HEAD = 27  # bytes of a page before its table of lengths
_SERIAL = 1
_MOST_PACKET = 1 << 24
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_FIRST, _LAST, _CONTINUED = 2, 4, 1
_NO_TIME = (1 << 64) - 1

Part = tuple[int, int]  # bytes of a file: the first, and the one behind the last
_ALL = (0, sys.maxsize)


@dataclass(frozen=True)
class Page:
    """One page: its stream, its flags, when its last packet ends, and where it lies."""

    serial: int
    flags: int
    granule: int
    lengths: bytes
    body: bytes
    start: int
    sound: bool  # whether its checksum holds


def pages(source: BinaryIO, part: Part = _ALL) -> Iterator[Page]:
    """Yield the pages; bytes between them are skipped, as every player does."""
    place, end = part
    while place < end:
        source.seek(place)
        head = source.read(_HEAD)
        if len(head) < _HEAD:
            return
        if not head.startswith(b"OggS\x00"):
            place = _next_mark(source, place + 1)
            continue
        lengths = source.read(head[26])
        body = source.read(sum(lengths))
        if len(body) < sum(lengths):
            return
        yield _page(head, lengths, body, place)
        place += _HEAD + len(lengths) + len(body)


def parts(source: BinaryIO) -> list[Part]:
    """Return from where to where each of the recordings goes that follow one another."""
    starts, begun = [0], True
    for page in pages(source):
        if page.flags & _FIRST and not begun:
            starts.append(page.start)
        begun = bool(page.flags & _FIRST)
    return list(zip(starts, [*starts[1:], sys.maxsize], strict=True))


def packets(source: BinaryIO, serial: int, part_of: Part = _ALL) -> Iterator[tuple[bytes, int]]:
    """Yield (packet, granule) of one stream; the granule is -1 but for the last of each page."""
    part = bytearray()
    for page in pages(source, part_of):
        if page.serial != serial:
            continue
        if not page.flags & _CONTINUED:
            part.clear()
        whole = []
        place = 0
        for length in page.lengths:
            part += page.body[place : place + length]
            place += length
            if length < 255:
                whole.append(bytes(part))
                part.clear()
        if len(part) > _MOST_PACKET:
            raise Unscrubbable(Reason.BROKEN)
        granule = -1 if page.granule == _NO_TIME else page.granule
        yield from ((packet, -1) for packet in whole[:-1])
        yield from ((packet, granule) for packet in whole[-1:])


class Writer:
    """Writes one stream; a page ends where `write` is told the granule."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._number = 0
        self._waiting: list[bytes] = []

    def write(self, packet: bytes, granule: int, last: bool = False) -> None:
        """Add a packet; a granule of 0 or more closes the page, as `last` ends the stream."""
        self._waiting.append(packet)
        if granule >= 0 or last:
            self._close(max(granule, 0), last)

    def _close(self, granule: int, last: bool) -> None:
        lengths = b"".join(
            b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in self._waiting
        )
        body = b"".join(self._waiting)
        self._waiting.clear()
        continued = 0
        while lengths:
            table, lengths = lengths[:255], lengths[255:]
            size = sum(table)
            ends = max((index for index, length in enumerate(table) if length < 255), default=-1)
            time = granule if not lengths else _NO_TIME if ends < 0 else granule
            flags = continued | (_FIRST if not self._number else 0)
            flags |= _LAST if last and not lengths else 0
            self._page(flags, time, table, body[:size])
            body = body[size:]
            continued = _CONTINUED if table[-1] == 255 else 0

    def _page(self, flags: int, granule: int, table: bytes, body: bytes) -> None:
        head = b"OggS\x00" + bytes([flags]) + granule.to_bytes(8, "little")
        head += _SERIAL.to_bytes(4, "little") + self._number.to_bytes(4, "little")
        tail = bytes([len(table)]) + table + body
        checksum = _checksum(head + bytes(4) + tail)
        self._sink.write(head + checksum.to_bytes(4, "little") + tail)
        self._number += 1


def _page(head: bytes, lengths: bytes, body: bytes, place: int) -> Page:
    checksum = int.from_bytes(head[22:26], "little")
    return Page(
        serial=int.from_bytes(head[14:18], "little"),
        flags=head[5],
        granule=int.from_bytes(head[6:14], "little"),
        lengths=lengths,
        body=body,
        start=place,
        sound=_checksum(head[:22] + bytes(4) + head[26:] + lengths + body) == checksum,
    )


def _next_mark(source: BinaryIO, place: int) -> int:
    """Return where the next page may start, or the end of the file."""
    while True:
        source.seek(place)
        block = source.read(1 << 16)
        found = block.find(b"OggS")
        if found >= 0:
            return place + found
        if len(block) < 4:
            return place + len(block)
        place += len(block) - 3


def _checksum(data: bytes) -> int:
    """Return the CRC of a page: zlib's, with the bits of every byte and of the sum turned round."""
    turned = zlib.crc32(data.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int.from_bytes(turned.to_bytes(4, "little").translate(_REVERSED), "big")
