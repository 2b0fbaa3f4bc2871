"""The directory of a zip, read within bounds before a byte of a member is believed.

The format is PKWARE's APPNOTE.TXT, with its 64-bit sizes; one disk, members that are stored or
packed by Deflate, or where that is asked for by BZip2 or LZMA.
"""

import codecs
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tips.scrub._report import Reason, Unscrubbable

codecs.lookup("cp437")  # loaded now: once the fences stand no file is opened

STORED, DEFLATED, BZIP2, LZMA = 0, 8, 12, 14
LOCKED = 0x2041  # flag bits of encryption, and of a directory that is encrypted

_MOST_DIRECTORY = 8 << 20  # bytes
_MOST_RATIO = 1_100  # deflate packs at most 1,032 to 1; no real file is packed much better
_SLACK = 1 << 16  # bytes that a tiny member may unpack to whatever its ratio
_TAIL = 22 + 65_535  # an end record with the longest comment
_END, _ENTRY = struct.Struct("<4s4H2LH"), struct.Struct("<4s6H3L5H2L")
_END64, _LOCATOR = struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_NAME_IS_UTF8 = 0x800
_WIDE, _WIDE_COUNT = 0xFFFFFFFF, 0xFFFF  # "see the 64-bit field"
_LEADS_OUT = re.compile(r"(?:^|/)\.\.(?:/|$)")
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|[\x00-\x1f]")


@dataclass(frozen=True)
class Member:
    """One entry of the directory: sizes in bytes, `place` where its local header begins."""

    name: str
    method: int
    checksum: int
    packed: int
    size: int
    place: int
    is_link: bool

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/")


def directory(source: BinaryIO) -> tuple[bytes, int, int]:
    """Return the central directory, where it begins, and how many entries it says it has."""
    length = source.seek(0, 2)
    source.seek(max(0, length - _TAIL))
    tail = source.read(_TAIL)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise Unscrubbable(Reason.BROKEN)
    _, disk, first, _, count, size, start, _ = _END.unpack_from(tail, at)
    end = length - len(tail) + at
    source.seek(max(0, end - _LOCATOR.size))
    if (locator := source.read(_LOCATOR.size)).startswith(b"PK\x06\x07"):
        short = count, size, start
        count, size, start, end = _wide_end(source, locator, end)
        _check_same(short, (count, size, start))
    elif disk or first:
        raise Unscrubbable(Reason.BROKEN)
    if size > _MOST_DIRECTORY:
        raise Unscrubbable(Reason.BOMB)
    if start + size != end:
        raise Unscrubbable(Reason.BROKEN)
    source.seek(start)
    return source.read(size), start, count


def _check_same(short: tuple[int, ...], wide: tuple[int, ...]) -> None:
    """Refuse two ends that differ; who streams writes the wide one although there is no need."""
    for number, true, asks in zip(short, wide, (_WIDE_COUNT, _WIDE, _WIDE), strict=True):
        if number not in (true, asks):
            raise Unscrubbable(Reason.BROKEN)


def _wide_end(source: BinaryIO, locator: bytes, end: int) -> tuple[int, int, int, int]:
    """Return count, size, start and place from the 64-bit end record before the short one."""
    place = _LOCATOR.unpack(locator)[2]
    if place > end:
        raise Unscrubbable(Reason.BROKEN)
    source.seek(place)
    record = source.read(_END64.size)
    if len(record) < _END64.size or not record.startswith(b"PK\x06\x06"):
        raise Unscrubbable(Reason.BROKEN)
    _, _, _, _, disk, first, _, count, size, start = _END64.unpack(record)
    if disk or first:
        raise Unscrubbable(Reason.BROKEN)
    return count, size, start, place


def entries(data: bytes, count: int, *, rare: bool = False) -> Iterator[Member]:
    """Yield the members that the directory names. Raises Unscrubbable.

    With `rare` they may be packed in ways that Python can undo but few programs use, and have
    names that some systems do not: nothing is ever written under one.
    """
    methods = (STORED, DEFLATED, BZIP2, LZMA) if rare else (STORED, DEFLATED)
    place = 0
    for _ in range(count):
        if len(data) < place + _ENTRY.size or data[place : place + 4] != b"PK\x01\x02":
            raise Unscrubbable(Reason.BROKEN)
        fields = _ENTRY.unpack_from(data, place)
        lengths = fields[10:13]  # name, extra, comment
        begin = place + _ENTRY.size
        place = begin + sum(lengths)
        name = data[begin : begin + lengths[0]]
        extra = data[begin + lengths[0] : begin + lengths[0] + lengths[1]]
        if fields[4] not in methods and not fields[3] & LOCKED:
            raise Unscrubbable(Reason.PACKING)
        yield _member(fields, _name(fields[3], name, rare), extra)
    if place != len(data):
        raise Unscrubbable(Reason.BROKEN)


def _name(flags: int, raw: bytes, rare: bool) -> str:
    errors = "replace" if rare else "strict"
    try:
        name = raw.decode("utf-8" if flags & _NAME_IS_UTF8 else "cp437", errors)
    except UnicodeDecodeError:
        raise Unscrubbable(Reason.BROKEN) from None
    name = name.replace("\\", "/")
    if not name or _LEADS_OUT.search(name) or (not rare and _UNSAFE.search(name)):
        raise Unscrubbable(Reason.BROKEN)
    return _UNSAFE.sub("?", name)


def _member(fields: tuple[int, ...], name: str, extra: bytes) -> Member:
    flags, method, checksum, mode = fields[3], fields[4], fields[7], fields[15] >> 16
    if flags & LOCKED:
        raise Unscrubbable(Reason.ENCRYPTED)
    size, packed, place = _sizes(fields[9], fields[8], fields[16], extra)
    if method == STORED and packed != size:
        raise Unscrubbable(Reason.BROKEN)
    if size > packed * _MOST_RATIO + _SLACK:
        raise Unscrubbable(Reason.BOMB)
    return Member(name, method, checksum, packed, size, place, mode & 0o170000 == 0o120000)


def _sizes(size: int, packed: int, place: int, extra: bytes) -> tuple[int, int, int]:
    """Return the three numbers, each from the 64-bit extra field where it says so."""
    wide = [number for number in (size, packed, place) if number == _WIDE]
    if not wide:
        return size, packed, place
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1 and length >= 8 * len(wide) and at + 4 + length <= len(extra):
            true = iter(struct.unpack_from(f"<{len(wide)}Q", extra, at + 4))
            return (
                next(true) if size == _WIDE else size,
                next(true) if packed == _WIDE else packed,
                next(true) if place == _WIDE else place,
            )
        at += 4 + length
    raise Unscrubbable(Reason.BROKEN)
