"""The heads of H.264 and HEVC in an MP4, which hold the parameter sets: read, and written anew.

avcC and hvcC of ISO/IEC 14496-15, 5.3.3.1 and 8.3.3.1; the sets themselves are of Rec. ITU-T H.264
and H.265, 7.3.2.
"""

import functools
import struct
from collections.abc import Iterator

from tips.scrub._streams import Bits, Data, Unfit

START = b"\x00\x00\x00\x01"  # of a unit, where no lengths are written
SIZE = 4  # bytes of the length before a unit, in an MP4 of ours

_number = functools.partial(int.from_bytes, byteorder="big")
_usual = struct.Struct(">I").unpack_from  # of SIZE bytes: half the time that to slice takes
_HIGH = (100, 110, 122, 144)  # profiles of H.264
_SEQUENCE, _PICTURE = 7, 8  # of H.264
_VIDEO, _HEVC_SEQUENCE, _HEVC_PICTURE = 32, 33, 34
_MOST = 31  # sequence sets of H.264 that a head has room for
_LAYERS = 8  # of which flags are written where there is more than one


def read(codec: str, extradata: bytes) -> tuple[int, list[bytes]]:
    """Return how long the lengths before units are (0: start codes instead), and the sets.

    Raises Unfit.
    """
    if extradata[:1] != b"\x01" or extradata[:3] == b"\x00\x00\x01":
        return 0, between_starts(extradata)
    try:
        units = list(_avcc(extradata) if codec == "h264" else _hvcc(extradata))
        return (extradata[4] if codec == "h264" else extradata[21]) % 4 + 1, units
    except IndexError as error:
        raise Unfit from error


def written(codec: str, sets: list[bytes], complete: bool) -> bytes:
    """Return a head for these sets and for lengths of SIZE. Raises Unfit, IndexError.

    `complete`: no other set comes with the pictures (HEVC only).
    """
    return _avcc_of(sets) if codec == "h264" else _hvcc_of(sets, complete)


def between_starts(data: bytes) -> list[bytes]:
    """Return the units of a stream with start codes."""
    units = (unit.rstrip(b"\x00") for unit in data.split(b"\x00\x00\x01")[1:])
    return [unit for unit in units if unit]


def by_lengths(data: Data, width: int) -> list[memoryview]:
    """Return the units of a packet with lengths of so many bytes. Raises Unfit where one is cut."""
    units, place, size, view = list[memoryview](), 0, len(data), memoryview(data)
    while (start := place + width) <= size:
        told = _usual(data, place)[0] if width == SIZE else _number(data[place:start])
        place = start + told
        if place > size:
            raise Unfit
        if told:
            units.append(view[start:place])
    return units


def _avcc(head: bytes) -> Iterator[bytes]:
    place = 5
    for mask in (0x1F, 0xFF):
        count, place = head[place] & mask, place + 1
        for _ in range(count):
            place, unit = _sized(head, place)
            yield unit


def _hvcc(head: bytes) -> Iterator[bytes]:
    place = 23
    for _ in range(head[22]):
        count, place = int.from_bytes(head[place + 1 : place + 3], "big"), place + 3
        for _ in range(count):
            place, unit = _sized(head, place)
            yield unit


def _sized(data: bytes, place: int) -> tuple[int, bytes]:
    end = place + 2 + int.from_bytes(data[place : place + 2], "big")
    if end > len(data):
        raise Unfit
    return end, data[place + 2 : end]


def _avcc_of(sets: list[bytes]) -> bytes:
    first, second = ([unit for unit in sets if unit[0] & 31 == kind]
                     for kind in (_SEQUENCE, _PICTURE))  # fmt: skip
    if not first or len(first) > _MOST or len(first[0]) < 5:
        raise Unfit
    head = b"\x01" + first[0][1:4] + bytes([0xFC | SIZE - 1])
    for mark, units in ((0xE0, first), (0, second)):
        head += bytes([mark | len(units)]) + _listed(units)
    return head + (_depths(first[0]) if first[0][1] in _HIGH else b"")


def _depths(unit: bytes) -> bytes:
    """Return what the head says of colours beyond a sequence set of one of the high profiles."""
    bits = _bits(unit[4:])
    bits.number()
    chroma = bits.number()
    bits.take(chroma == 3)
    return bytes([0xFC | chroma & 3, 0xF8 | bits.number() & 7, 0xF8 | bits.number() & 7, 0])


def _hvcc_of(sets: list[bytes], complete: bool) -> bytes:
    kinds = {kind: [unit for unit in sets if unit[0] >> 1 & 63 == kind]
             for kind in (_VIDEO, _HEVC_SEQUENCE, _HEVC_PICTURE)}  # fmt: skip
    if not kinds[_HEVC_SEQUENCE]:
        raise Unfit
    head = _profile(kinds[_HEVC_SEQUENCE][0])
    arrays = [bytes([complete << 7 | kind]) + len(units).to_bytes(2, "big") + _listed(units)
              for kind, units in kinds.items() if units]  # fmt: skip
    return head + bytes([len(arrays)]) + b"".join(arrays)


def _profile(unit: bytes) -> bytes:
    """Return the fixed part of a head: what a sequence set says of profile, colours and layers.

    What it does not say (the size of slices, the rate of pictures) is unknown: zero.
    """
    bits = _bits(unit[2:])
    bits.take(4)
    more, nested = bits.take(3), bits.take(1)
    profile = bits.take(96).to_bytes(12, "big")
    below = [(bits.take(1), bits.take(1)) for _ in range(more)]
    bits.take(2 * (_LAYERS - more) if more else 0)
    bits.take(sum(88 * has_profile + 8 * has_level for has_profile, has_level in below))
    bits.number()
    chroma = bits.number()
    bits.take(chroma == 3)
    for _ in range(2):
        bits.number()
    for _ in range(4 * bits.take(1)):
        bits.number()
    depths = bytes([0xFC | chroma & 3, 0xF8 | bits.number() & 7, 0xF8 | bits.number() & 7])
    layers = (more + 1 & 7) << 3 | nested << 2 | SIZE - 1
    return b"\x01" + profile + b"\xf0\x00\xfc" + depths + b"\x00\x00" + bytes([layers])


def _bits(data: bytes) -> Bits:
    """Read a set without the bytes that only keep start codes out of it."""
    return Bits(data.replace(b"\x00\x00\x03", b"\x00\x00"))


def _listed(units: list[bytes]) -> bytes:
    return b"".join(len(unit).to_bytes(2, "big") + unit for unit in units)
