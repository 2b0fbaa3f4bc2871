"""Zip packages read with distrust: bounds before bytes, and a type told by what they hold.

Python's zipfile is not asked to read: it believes the sizes that it finds.
"""

import codecs
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from tips.scrub._report import Reason, Unscrubbable
from tips.scrub._unpackers import PIECE, unpacked
from tips.scrub._zipdir import LOCKED, Member, directory, entries

codecs.lookup("utf-16")  # loaded now: once the fences stand no file is opened

MOST_MEMBERS = 10_000
MOST_BYTES = 400 << 20  # of all members together, unpacked, as the directory declares them

_LOCAL = 30  # bytes of a local header before its name
_MOST_TYPES = 1 << 20  # bytes of [Content_Types].xml that are looked into

_NO_DATE, _UNIX = (1980, 1, 1, 0, 0, 0), 3
_PACKED = (".png", ".jpg", ".gif", ".webp")

ZIP, OLE, DOCUMENT = "application/zip", "application/x-ole", "application/x-document"
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "wordprocessingml": _OPEN_XML + "wordprocessingml.document",
    "spreadsheetml": _OPEN_XML + "spreadsheetml.sheet",
    "presentationml": _OPEN_XML + "presentationml.presentation",
}
OPEN_DOCUMENTS = {
    kind: kind
    for kind in map(
        "application/vnd.oasis.opendocument.{}".format,
        ("text", "spreadsheet", "presentation", "graphics"),
    )
}
_MAIN = re.compile(
    rb"application/vnd\.openxmlformats-officedocument\.(wordprocessingml|spreadsheetml|"
    rb"presentationml)\.(?:document|sheet|presentation|slideshow|template)\.main\+xml",
    re.I,
)
_MACROS = re.compile(rb"macroEnabled|vbaProject|macrosheet", re.I)
# What members of an ending are, where nothing else is said of them.
_DEFAULT = re.compile(
    rb"""<(?:\w+:)?Default\s[^>]*?\bExtension\s*=\s*["']([^"'&]*)["'][^>]*>""", re.I
)
_MACRO_PART = re.compile(r"(?:^|/)(?:vbaProject\.bin$|macrosheets/)", re.I)
_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")


_TYPES = "[Content_Types].xml"
_OF_DOCUMENTS = (_TYPES, "mimetype")
# Parts by which a document is known that we cannot open: Pages, Numbers and Keynote have the last.
_PART = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|mimetype|META-INF/manifest\.xml|Index\.zip|.*\.iwa"
)


class Package:
    """The members of a zip by name, in the order of its directory; backslashes become slashes."""

    def __init__(
        self,
        source: BinaryIO,
        members: int = MOST_MEMBERS,
        total: int = MOST_BYTES,
        *,
        of_files: bool = False,
    ):
        """Read the directory within bounds. Raises Unscrubbable; reads no member yet.

        An archive `of_files`, which is no document, may be packed in ways that no document is. In
        it a name may come again: nobody asks for a member by its name. Never in a document:
        programs differ in which of the two is its part.
        """
        self._source = source
        table, start, count = directory(source)
        if count > members:
            raise Unscrubbable(Reason.BOMB)
        self.members = _named(entries(table, count, rare=of_files), of_files)
        if sum(member.size for member in self.members.values()) > total:
            raise Unscrubbable(Reason.BOMB)
        self._refuse_overlaps(start)

    def read(self, name: str, most: int) -> bytes:
        """Return one member whole. Raises Unscrubbable if absent, broken or above `most` bytes."""
        member = self.members.get(name)
        if member is None:
            raise Unscrubbable(Reason.BROKEN)
        if member.size > most:
            raise Unscrubbable(Reason.BOMB)
        return b"".join(self.pieces(member))

    def pieces(self, member: Member) -> Iterator[bytes]:
        """Yield one member's bytes, never more than it declared. Raises Unscrubbable."""
        left, checksum = member.size, 0
        for piece in unpacked(member, self._packed(member)):
            left -= len(piece)
            if left < 0:
                raise Unscrubbable(Reason.BROKEN)
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if left or checksum != member.checksum:
            raise Unscrubbable(Reason.BROKEN)

    def _packed(self, member: Member) -> Iterator[bytes]:
        self._source.seek(member.place + self._head(member))
        left = member.packed
        while left:
            block = self._source.read(min(left, PIECE))
            if not block:
                raise Unscrubbable(Reason.BROKEN)
            left -= len(block)
            place = self._source.tell()
            yield block
            self._source.seek(place)

    def _head(self, member: Member) -> int:
        """Return the length of a local header, which must not contradict the directory."""
        self._source.seek(member.place)
        head = self._source.read(_LOCAL)
        if len(head) < _LOCAL or head[:4] != b"PK\x03\x04":
            raise Unscrubbable(Reason.BROKEN)
        flags, method = struct.unpack_from("<2H", head, 6)
        if flags & LOCKED:
            raise Unscrubbable(Reason.ENCRYPTED)
        name, extra = struct.unpack_from("<2H", head, 26)
        if method != member.method:
            raise Unscrubbable(Reason.BROKEN)
        return int(_LOCAL + name + extra)

    def _refuse_overlaps(self, end_of_members: int) -> None:
        """A bomb may let many entries share the same packed bytes."""
        end = 0
        for member in sorted(self.members.values(), key=lambda member: member.place):
            if member.place < end:
                raise Unscrubbable(Reason.BOMB)
            end = member.place + self._head(member) + member.packed
            if end > end_of_members:
                raise Unscrubbable(Reason.BROKEN)


def _named(members: Iterable[Member], twins: bool) -> dict[str, Member]:
    named: dict[str, Member] = {}
    further: dict[str, Member] = {}
    for member in members:
        # Names of parts differ by more than case, and some programs write all of them small.
        name = _TYPES if member.name.lower() == _TYPES.lower() else member.name
        if name in named:  # no name has a line end in it
            further[f"{name}\n{len(further)}"] = member
        else:
            named[name] = member
    if further and not (twins and named.keys().isdisjoint(_OF_DOCUMENTS)):
        raise Unscrubbable(Reason.BROKEN)
    return named | further


def pack(sink: BinaryIO, members: Iterable[tuple[str, bytes]]) -> None:
    """Write a zip of these members in this order: no dates, no owners, nothing between them.

    What is packed already (pictures), and the mark that must be first in an open document, is
    stored as it is.
    """
    with zipfile.ZipFile(sink, "w") as archive:
        for name, data in members:
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.create_system = _UNIX
            is_packed = name == "mimetype" or name.endswith(_PACKED)
            entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)


def sniff_package(source: BinaryIO) -> str:
    """Return the office media type of a zip, DOCUMENT for another document, or ZIP.

    Decided by the parts alone: those of a document are no files that somebody packed. Raises
    Unscrubbable for damaged documents and those with macros; any other zip that is broken is ZIP,
    so that who opens it says what is wrong.
    """
    source.seek(0)
    other = ZIP
    try:
        package = Package(source)
        if any(map(_PART.fullmatch, package.members)):
            other = DOCUMENT
        return _office_type(package) or other
    except Unscrubbable:
        if other == DOCUMENT:
            raise
        return ZIP
    finally:
        source.seek(0)


def _office_type(package: Package) -> str | None:
    named = package.members.keys()
    if "mimetype" in named:
        kind = package.read("mimetype", 256).decode("ascii", "replace").strip()
        return OPEN_DOCUMENTS.get(kind.removesuffix("-template"))
    if _TYPES not in named:
        return None
    types = package.read(_TYPES, _MOST_TYPES)
    if types.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        types = types.decode("utf-16", "replace").encode()
    if types and _has_macros(types, named):
        raise Unscrubbable(Reason.MACROS)
    main = _MAIN.search(types)
    return OFFICE[main[1].decode().lower()] if main else None


def _has_macros(types: bytes, named: Iterable[str]) -> bool:
    """Tell it by names and types; SheetJS declares macros for an ending that no member has."""
    names = list(named)
    endings = {name.rpartition(".")[2].lower().encode() for name in names}
    types = _DEFAULT.sub(lambda found: found[0] if found[1].lower() in endings else b"", types)
    return bool(_MACROS.search(types)) or any(map(_MACRO_PART.search, names))


def old_reason(source: BinaryIO) -> Reason:
    """Say why an OLE file is refused: locked with a password, or of the years before 2007."""
    source.seek(0)
    before = b""
    while piece := source.read(1 << 20):
        if _LOCKED_PART in before + piece:
            return Reason.ENCRYPTED
        before = piece[-len(_LOCKED_PART) :]
    return Reason.LEGACY
