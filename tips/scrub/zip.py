"""ZIP: each file is cleaned as if it had come alone, under a new name; others are left out.

Out: ZIP of the files that could be cleaned, unpacked, dated 1980, named file-001 and so on in the
order of their names.
Taken out: names, folders, dates, owners, comments, extra fields, gaps; and of each file what its
own kind loses.
Stays: how many files there are; and of each file what its own kind keeps.
Refused: archives that are locked, overlap, unpack to more than 400 MB or are packed otherwise
than by Deflate, BZip2 or LZMA; inside one: files that would be refused alone, links, a third
archive inside the second, what comes after 500 files or when the time is over; 7z, RAR and tar.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from tips import scrub as scrubbing
from tips.scrub import _plainzip
from tips.scrub._deadline import Deadline
from tips.scrub._packages import OLE, Package
from tips.scrub._report import Change, Kind, LeftOut, Limit, Reason, Report, Unscrubbable
from tips.scrub._sniff import HEAD, sniff
from tips.scrub._zipdir import Member

MEDIA_TYPES = {"application/zip": ("zip",)}

MOST_FILES = 500  # looked at, those of inner archives too; each further one is left out
MOST_EACH = 100 << 20  # bytes of one file
MOST_UNPACKED = 400 << 20  # bytes of all files, inner ones too
MOST_OUT = 240 << 20  # bytes of the clean archive; a child may write little more
DEEPEST = 2  # an archive in the archive is opened, one inside that is not

# What systems write beside files, for nobody to read.
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.I)


@dataclass
class _Work:
    """What the files of an archive may still take together, and what became of them."""

    as_pictures: bool
    deadline: Deadline = field(default_factory=Deadline)
    files_left: int = MOST_FILES
    bytes_left: int = MOST_UNPACKED
    room: int = MOST_OUT
    removed: Counter[Kind] = field(default_factory=Counter)
    changed: set[Change] = field(default_factory=set)
    kept: set[Limit] = field(default_factory=set)
    files: int = 0
    left_out: list[LeftOut] = field(default_factory=list)


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write an archive of what can be cleaned, in order of names. Raises Unscrubbable."""
    return _scrubbed(source, sink, as_pictures=False)


def scrub_as_pictures(source: BinaryIO, sink: BinaryIO) -> Report:
    """Do the same, with the pages of documents drawn as pictures."""
    return _scrubbed(source, sink, as_pictures=True)


def _scrubbed(source: BinaryIO, sink: BinaryIO, *, as_pictures: bool) -> Report:
    work = _Work(as_pictures)
    _rebuild(source, sink, work, ())
    return Report(
        "application/zip",
        +work.removed,
        tuple(sorted(work.changed)),
        tuple(sorted(work.kept)),
        files=work.files,
        left_out=tuple(sorted(work.left_out, key=_at)),
    )


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what an archive in our plain form cannot have, and what its files hold."""
    return _look(source, 1)


def _rebuild(source: BinaryIO, sink: BinaryIO, work: _Work, at: tuple[int, ...]) -> None:
    package = Package(source, total=work.bytes_left, of_files=True)
    work.bytes_left -= sum(member.size for member in package.members.values())
    members = [member for member in package.members.values() if not member.is_folder]
    litter = [member for member in members if _LITTER.search(member.name)]
    members = sorted(set(members) - set(litter), key=_order)
    if not members:
        raise Unscrubbable(Reason.EMPTY)
    work.removed += Counter({Kind.NAMES: len(members), Kind.DATES: len(members)})
    work.removed += Counter({Kind.OTHER: len(litter)})
    before = work.files
    with zipfile.ZipFile(sink, "w") as archive:
        for place, member in enumerate(members, start=1):
            try:
                _add(package, member, archive, work, (*at, place))
            except Unscrubbable as refusal:
                work.left_out.append(LeftOut((*at, place), refusal.reason))
    if work.files == before:
        raise Unscrubbable(Reason.INSIDE)


def _add(
    package: Package, member: Member, archive: zipfile.ZipFile, work: _Work, at: tuple[int, ...]
) -> None:
    """Clean one file into the archive. Raises Unscrubbable where it is to be left out."""
    work.files_left -= 1
    if work.files_left < 0:
        raise Unscrubbable(Reason.NUMBER)
    if member.is_link:
        raise Unscrubbable(Reason.UNSUPPORTED)
    if member.size > MOST_EACH:
        raise Unscrubbable(Reason.SIZE)
    room = work.room
    with BytesIO(b"".join(package.pieces(member))) as source, BytesIO() as sink:
        media_type = _cleaned(source, sink, work, at)
        size = len(sink.getbuffer())
        if size > room:
            raise Unscrubbable(Reason.OUTPUT)
        work.room = room - size  # whatever an inner archive took of it is in its size
        name = f"file-{at[-1]:03}.{_ending(media_type)}"
        _plainzip.add(archive, name, sink.getbuffer())


def _cleaned(source: BinaryIO, sink: BinaryIO, work: _Work, at: tuple[int, ...]) -> str:
    """Clean a file by its own module and have the result looked at; return its media type."""
    media_type = _type_of(source)
    if media_type in MEDIA_TYPES:
        if len(at) >= DEEPEST:
            raise Unscrubbable(Reason.NESTED)
        _rebuild(source, sink, work, at)
        return media_type
    with work.deadline.running(), _surprises():
        report = _work_of(media_type, as_pictures=work.as_pictures)(source, sink)
        if scrubbing.type_of(sink) != report.media_type or _residue(report.media_type, sink):
            raise Unscrubbable(Reason.RESIDUE)
    work.removed += Counter(report.removed)
    work.changed.update(report.changed)
    work.kept.update(report.kept)
    work.files += 1
    return report.media_type


def _type_of(source: BinaryIO) -> str:
    """Ask for the type as for a file that came alone; old office files need no second question."""
    source.seek(0)
    if sniff(source.read(HEAD)) == OLE:
        raise Unscrubbable(Reason.LEGACY)
    return scrubbing.type_of(source)


def _ending(media_type: str) -> str:
    return scrubbing.scrubbers()[media_type].MEDIA_TYPES[media_type][0]


def _work_of(media_type: str, *, as_pictures: bool) -> Callable[[BinaryIO, BinaryIO], Report]:
    module = scrubbing.scrubbers()[media_type]
    drawn = getattr(module, "scrub_as_pictures", None) if as_pictures else None
    return drawn or module.scrub


def _residue(media_type: str, sink: BinaryIO) -> Counter[Kind]:
    return scrubbing.scrubbers()[media_type].inspect(sink)


@contextmanager
def _surprises() -> Iterator[None]:
    """Whatever a module stumbles over ends its own file only."""
    try:
        yield
    except Unscrubbable:
        raise
    except MemoryError:
        raise Unscrubbable(Reason.MEMORY) from None
    except Exception:
        raise Unscrubbable(Reason.CRASH) from None


def _order(member: Member) -> tuple[str, str, int]:
    return member.name.casefold(), member.name, member.place


def _at(file: LeftOut) -> tuple[int, ...]:
    return file.places


def _look(source: BinaryIO, depth: int) -> Counter[Kind]:
    found, count = Counter[Kind](), 0
    try:
        for name, data in _plainzip.files(source, MOST_OUT):
            found += _look_into(name, BytesIO(data), depth)
            count += 1
    except Unscrubbable as refusal:
        if refusal.reason is not Reason.RESIDUE:
            raise
        return Counter({Kind.OTHER: 1})
    return +found if count else Counter({Kind.OTHER: 1})


def _look_into(name: str, data: BinaryIO, depth: int) -> Counter[Kind]:
    media_type = scrubbing.type_of(data)
    if name.rpartition(".")[2] != _ending(media_type):
        return Counter({Kind.NAMES: 1})
    if media_type in MEDIA_TYPES:
        return _look(data, depth + 1) if depth < DEEPEST else Counter({Kind.EMBEDDED: 1})
    return _residue(media_type, data)
