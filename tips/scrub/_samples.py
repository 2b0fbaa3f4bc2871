"""A look into coded samples for what is neither picture nor sound. Never asks the filters."""

import io
import os
from collections import Counter
from collections.abc import Callable, Iterator
from typing import BinaryIO

from tips.scrub import _aac
from tips.scrub._report import Kind
from tips.scrub._streams import CERTAIN, FAR, SURE_NEAR_END, text, wordy

_TAIL = 64  # bytes at the end of a unit
_APART, _TOGETHER = b"\x00\x00", 256  # between ends that are looked at as one; how many are
_SOUNDS = 16  # packets that are looked at as one
_LARGEST = 64 << 20  # bytes of one sample
_PICTURE_HEAD, _SOUND_HEAD = 86, 36  # bytes of an entry before its boxes
_PLAIN = frozenset((b"pasp", b"btrt", b"esds", b"vpcC", b"dOps", b"fiel", b"alac", b"chan"))
# What a decoder needs: pictures, then sets, then marks that hold nothing.
_H264 = {**dict.fromkeys((1, 2, 3, 4, 5, 7, 8), 0), 9: 3, 10: 3, 11: 3}
_HEVC = {**dict.fromkeys((*range(10), *range(16, 22), 32, 33, 34), 0), 35: 4, 36: 3, 37: 3}
_USER = {"h264": (6,), "hevc": (39, 40)}
_AAC = b"\x40\x15"  # sound of MPEG-4, as a description says it (ISO/IEC 14496-1, 7.2.6.6)
_AV1 = frozenset((1, 3, 4, 6, 7))
_WHOLE = frozenset((b"av01", b"vp09", b"vp08"))
Read = Callable[[int, int], bytes]  # the bytes of a file at a place, as many


def entry(data: bytes) -> Counter[Kind]:
    """Count what a sample description holds beyond what a decoder needs."""
    size, name = int.from_bytes(data[:4], "big"), data[4:8]
    found: Counter[Kind] = Counter()
    found[Kind.OTHER] += size != len(data)
    if _codec(name) or name in (b"vp09", b"vp08"):
        found[Kind.SOFTWARE] += any(data[20:32]) + any(data[50:82])
        place = _PICTURE_HEAD
    else:
        found[Kind.SOFTWARE] += any(data[16:24])
        place = _SOUND_HEAD
    while place + 8 <= min(size, len(data)):
        length, box = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        found += setting(box, data[place + 8 : place + length])
        place += max(length, 8)
    return found


def setting(name: bytes, body: bytes) -> Counter[Kind]:
    if name == b"colr":
        return Counter({Kind.COLOUR: int(body[:4] != b"nclx" or len(body) != 11)})
    if name == b"avcC":
        return Counter({Kind.OTHER: int(any(kind not in (7, 8) for kind, _ in _avcc(body)))})
    if name == b"hvcC":
        kinds = {body[place] & 63 for place in _arrays(body)}
        return Counter({Kind.SOFTWARE: int(bool(kinds - {32, 33, 34}))})
    if name == b"av1C":
        return obus(body[4:])
    if name == b"esds":
        return Counter({Kind.OTHER: int(len(body) > 64)})
    return Counter({Kind.OTHER: int(name not in _PLAIN or len(body) > 64)})


def look(source: BinaryIO, description: bytes, extents: list[tuple[int, int]]) -> Counter[Kind]:
    """Count the sorts of user data in the samples of a track, each sort once."""
    name = description[4:8]
    codec = _codec(name)
    found: set[Kind] = set()
    ends, sounds = list[bytes](), list[bytes]()
    width, read = _width(codec, description), reading(source)
    for place, size in extents:
        if size > _LARGEST:
            return Counter({Kind.OTHER: 1})
        if codec in _USER:
            found |= units(codec, read, (place, place + size), width, ends)
            if len(ends) > _TOGETHER:
                found.update(_worded(ends))
                ends.clear()
            continue
        data = read(place, size)
        if name in _WHOLE:
            found.update(_whole(codec, data))
        elif name == b"mp4a" and _AAC in description and data:
            sounds.append(data)
            if len(sounds) == _SOUNDS:
                found.update(_spoken(sounds))
                sounds.clear()
    return Counter(found.union(_worded(ends), _spoken(sounds)))


def packet(codec: str, data: bytes) -> set[Kind]:
    """Return the sorts of user data in one packet of units that have four bytes of length."""
    ends: list[bytes] = []
    found = units(codec, reading(io.BytesIO(data)), (0, len(data)), 4, ends)
    return found.union(_worded(ends))


def _codec(name: bytes) -> str:
    if name in (b"avc1", b"avc3"):
        return "h264"
    if name in (b"hvc1", b"hev1", b"dvh1", b"dvhe"):
        return "hevc"
    return "av1" if name == b"av01" else ""


def _width(codec: str, description: bytes) -> int:
    place = description.find(b"hvcC" if codec == "hevc" else b"avcC")
    place += 25 if codec == "hevc" else 8
    return description[place] % 4 + 1 if 8 <= place < len(description) else 4


def reading(source: BinaryIO) -> Read:
    """Return what reads a file here and there: of a real one with a single call to the system."""
    try:
        descriptor = source.fileno()
    except io.UnsupportedOperation:
        return lambda place, size: (source.seek(place), source.read(size))[1]
    return lambda place, size: os.pread(descriptor, size, place)


def units(
    codec: str, read: Read, extent: tuple[int, int], width: int, ends: list[bytes]
) -> set[Kind]:
    """Return a kind for each unit of a sample that is neither a picture nor a set.

    Of each unit only its beginning is read, and of a picture its end, which joins `ends`.
    """
    (place, end), near, found = extent, 0, set[Kind]()
    while place < end:
        head = read(place - near, near + width + 1)
        ends.append(head[:near])
        if len(head) <= near + width or place + width >= end:
            break
        size, first = int.from_bytes(head[near:-1], "big"), head[-1]
        kind = _sort(codec, first, size)
        place, near = place + width + size, 0 if kind else min(size, FAR)
        if kind:
            found.add(kind)
    if place != end:
        found.add(Kind.HIDDEN)
    ends.append(read(place - near, near))
    return found


def _sort(codec: str, first: int, size: int) -> Kind | None:
    """Return what a unit is that begins with this byte; None for a picture or a set."""
    kind = first & 31 if codec == "h264" else first >> 1 & 63
    if kind in _USER[codec]:
        return Kind.SOFTWARE
    most = (_H264 if codec == "h264" else _HEVC).get(kind)
    return Kind.HIDDEN if most is None or most and size > most else None


def _worded(ends: list[bytes]) -> list[Kind]:
    """Return what stands for ends of which one reads like words."""
    near = _APART.join(end[-_TAIL:] for end in ends)
    return [Kind.HIDDEN] if wordy(near, *SURE_NEAR_END) or worded(_APART.join(ends)) else []


def _whole(codec: str, data: bytes) -> Counter[Kind]:
    """Count what a packet holds that is looked at as a whole."""
    found = +obus(data) if codec == "av1" else Counter[Kind]()
    found[Kind.HIDDEN] += worded(data)
    return +found


def worded(data: bytes) -> bool:
    """Tell whether coded data holds words that chance does not make, wherever."""
    return text(data, *CERTAIN) is not None


def _spoken(sounds: list[bytes]) -> list[Kind]:
    """Return what stands for packets of which one holds more than sound."""
    return [Kind.SOFTWARE] if _aac.tells(sounds) else []


def obus(data: bytes) -> Counter[Kind]:
    place = 0
    while place < len(data):
        head = data[place]
        if head >> 3 & 15 not in (*_AV1, 2) or not head & 2:
            return Counter({Kind.OTHER: 1})
        place += 1 + bool(head & 4)
        size = shift = 0
        while place < len(data):
            size |= (data[place] & 0x7F) << shift
            shift += 7
            place += 1
            if not data[place - 1] & 0x80:
                break
        place += size
    return Counter({Kind.OTHER: int(place != len(data))})


def _avcc(body: bytes) -> Iterator[tuple[int, int]]:
    place = 5
    for mask in (0x1F, 0xFF):
        count = body[place] & mask if place < len(body) else 0
        place += 1
        for _ in range(count):
            if place + 2 < len(body):
                yield body[place + 2] & 0x1F, place
            place += 2 + int.from_bytes(body[place : place + 2], "big")


def _arrays(body: bytes) -> Iterator[int]:
    place = 23
    for _ in range(body[22] if len(body) > 22 else 0):
        if place >= len(body):
            return
        yield place
        count = int.from_bytes(body[place + 1 : place + 3], "big")
        place += 3
        for _ in range(min(count, len(body))):
            place += 2 + int.from_bytes(body[place : place + 2], "big")
