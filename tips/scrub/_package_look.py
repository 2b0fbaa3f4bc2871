"""A second look at zip packages: Python's own zip and XML readers, not those of the writer."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import BinaryIO
from xml.parsers import expat

from tips.scrub._packages import Package
from tips.scrub._report import Kind, Reason, Unscrubbable

MOST_MEMBER = 128 << 20  # bytes of one member that is looked into

# What zipfile raises for a damaged archive, and for a method or a password that it does not know.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)

_NO_DATE, _UNIX, _NAME_IS_UTF8 = (1980, 1, 1, 0, 0, 0), 3, 0x800
_PLAIN_FILE = (0, 0o600 << 16)  # what zipfile sets where nothing is said
_TOLD = attrgetter("extra", "comment", "internal_attr")
_LOCAL, _ENTRY, _END = 30, 46, 22  # bytes of the fixed parts of a zip

Starts = Callable[[str, dict[str, str]], None]


def members(source: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each member; bounds are held before anything is unpacked."""
    Package(source)
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as archive:
            for entry in archive.infolist():
                if entry.file_size > MOST_MEMBER:
                    raise Unscrubbable(Reason.BOMB)
                if not entry.is_dir():
                    with archive.open(entry) as member:
                        yield entry.filename.replace("\\", "/"), member.read(MOST_MEMBER)
    except _BROKEN:
        raise Unscrubbable(Reason.BROKEN) from None


def wrapping(source: BinaryIO) -> Counter[Kind]:
    """Count what the zip itself tells: dates, systems, comments, bytes that belong to no member."""
    found: Counter[Kind] = Counter()
    length = source.seek(0, 2)
    source.seek(0)
    with zipfile.ZipFile(source) as archive:
        entries = archive.infolist()
        found[Kind.DATES] += any(entry.date_time != _NO_DATE for entry in entries)
        found[Kind.OTHER] += sum(_odd(entry) for entry in entries) + bool(archive.comment)
        names = [len(entry.orig_filename.encode()) for entry in entries]
        sizes = [
            _LOCAL + name + entry.compress_size for name, entry in zip(names, entries, strict=True)
        ]
        expected = sum(sizes) + sum(_ENTRY + name for name in names) + _END
    found[Kind.TRAILING] += length != expected and not found[Kind.OTHER]
    return +found


def _odd(entry: zipfile.ZipInfo) -> bool:
    told = any(_TOLD(entry)) or entry.external_attr not in _PLAIN_FILE
    return told or entry.create_system != _UNIX or bool(entry.flag_bits & ~_NAME_IS_UTF8)


def events(
    data: bytes,
    start: Starts,
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> bool:
    """Read one XML part and tell what is met; names are "address local".

    Returns False when the part is broken. Raises Unscrubbable for a DOCTYPE.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def _refuse(*declared: object) -> None:
    raise Unscrubbable(Reason.BROKEN)
