"""ZIP in its plainest form, as we write it, and a look that finds anything which is not so.

A local header and the bytes for each file, the directory, the end: no gap, no comment, no extra
field, no date but 1980. Nothing is packed: what was cleaned mostly is already, and how a file was
packed could carry a mark. The format is that of PKWARE's APPNOTE.TXT.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from tips.scrub._report import Reason, Unscrubbable

NAME = re.compile(r"file-\d{3,5}\.[a-z0-9]{1,8}")

_LOCAL, _ENTRY, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), "<4s4H2LH"
_OWNED_BY_NOBODY = 0o100644 << 16  # a plain file that everybody may read, as Unix says it
_MIDNIGHT, _YEAR_1980 = 0, 0x21

Fields = tuple[int, int]  # checksum, size in bytes


def add(archive: zipfile.ZipFile, name: str, data: memoryview) -> None:
    """Write one file under a name of ours."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system, info.external_attr = 3, _OWNED_BY_NOBODY
    info.file_size = len(data)
    with archive.open(info, "w") as member:
        member.write(data)


def files(source: BinaryIO, most: int) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of each file; raises Unscrubbable(RESIDUE) where the form is not ours.

    `most` bounds the bytes of one file.
    """
    source.seek(0)
    place = 0
    seen: list[tuple[int, Fields, str]] = []
    while (head := source.read(_LOCAL.size))[:4] == b"PK\x03\x04":
        entry, name = _local(head, source)
        if name in {name for _, _, name in seen}:
            raise Unscrubbable(Reason.RESIDUE)
        seen.append((place, entry, name))
        yield name, _content(entry, source, most)
        place = source.tell()
    source.seek(place)
    if source.read(1 << 24) != _directory(seen, place):
        raise Unscrubbable(Reason.RESIDUE)


def _local(head: bytes, source: BinaryIO) -> tuple[Fields, str]:
    if len(head) < _LOCAL.size:
        raise Unscrubbable(Reason.BROKEN)
    _, version, flags, method, hour, day, *sizes, length, extra = _LOCAL.unpack(head)
    checksum, packed, size = sizes
    name = source.read(length).decode("ascii", "replace")
    plain = (version, flags, method, hour, day, extra) == (20, 0, 0, _MIDNIGHT, _YEAR_1980, 0)
    if not plain or packed != size or not NAME.fullmatch(name):
        raise Unscrubbable(Reason.RESIDUE)
    return (checksum, size), name


def _content(entry: Fields, source: BinaryIO, most: int) -> bytes:
    checksum, size = entry
    if size > most:
        raise Unscrubbable(Reason.BOMB)
    data = source.read(size)
    if len(data) != size or zlib.crc32(data) != checksum:
        raise Unscrubbable(Reason.BROKEN)
    return data


def _directory(seen: list[tuple[int, Fields, str]], start: int) -> bytes:
    """Return the one directory and end that these files may have."""
    table = b""
    for place, (checksum, size), name in seen:
        sizes = (checksum, size, size, len(name))
        numbers = (0x0314, 20, 0, 0, _MIDNIGHT, _YEAR_1980, *sizes, 0, 0, 0, 0)
        table += _ENTRY.pack(b"PK\x01\x02", *numbers, _OWNED_BY_NOBODY, place) + name.encode()
    count = len(seen)
    return table + struct.pack(_END, b"PK\x05\x06", 0, 0, count, count, len(table), start, 0)
