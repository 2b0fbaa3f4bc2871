"""Zip archives with a mark in every place where one can hide, and hostile ones."""

import io
import struct
import zipfile
import zlib

from tests.samples import DIRTY, Sample, dirty_jpeg, dirty_png, dirty_text
from tests.tips.planted import Marks

PROGRAM = b"\x7fELF" + b"\0" * 64
EXTRA = 0x5855  # times and owner, as Info-ZIP wrote them


def packed(*members, comment=b""):
    """Return a zip of (name, bytes) members, with today's kind of dates and a Unix owner."""
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, data in members:
            info = zipfile.ZipInfo(name, (2024, 5, 31, 2, 3, 4))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def marked(marks, *members):
    """Return a zip whose every member has marks in its name, extra field and comment too."""
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = marks("archivecomment")
        for number, (name, data) in enumerate(members):
            path = f"{marks(f'folder{number}').decode()}/{marks(f'name{number}').decode()}-{name}"
            info = zipfile.ZipInfo(path, (2024, 5, 31, 2, 3, 4))
            info.comment = marks(f"comment{number}")
            note = marks(f"extra{number}")
            info.extra = struct.pack("<2H", EXTRA, len(note)) + note
            archive.writestr(info, data)
    return out.getvalue()


def with_gaps(data, marks):
    """Return the zip with a mark between its members and its directory, all offsets right."""
    note = marks("gap")
    (start,) = struct.unpack_from("<L", data, data.rindex(b"PK\x05\x06") + 16)
    end = bytearray(data[start:])
    at = end.rindex(b"PK\x05\x06")
    struct.pack_into("<L", end, at + 16, start + len(note))
    return data[:start] + note + bytes(end)


def dirty_zip():
    marks = Marks()
    parts = [dirty_jpeg(), dirty_png(), dirty_text()]
    inner = marked(marks, ("a.jpg", parts[0].data), ("b.txt", parts[2].data))
    litter = ("x/.DS_Store", marks("litter") * 3), ("__MACOSX/._a", marks("litter2") * 3)
    files = [(part.name, part.data) for part in parts]
    data = with_gaps(marked(marks, *files, ("inner.zip", inner), *litter), marks)
    marks += [mark for part in parts for mark in part.marks if len(mark) > 3]
    return Sample("fotos.zip", data, "application/zip", marks)


def dirty():
    """Return this family's samples, as each module of samples does."""
    every = packed(*((f"{number}-{name}", make().data) for number, (name, make) in
                     enumerate(DIRTY.items())))  # fmt: skip
    return [dirty_zip(), Sample("todo.zip", every, "application/zip", [b"2024"])]


def bomb(size=1 << 30, says=None):
    """Return a zip of one member that unpacks to a gigabyte of zeros, and may say that it is less.

    A flushed block may stand any number of times.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    body = piece * (size >> 20) + packer.flush()
    size, checksum = says or size, 0
    numbers = (8, 0, 0x21, checksum, len(body), size, 5)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, *numbers, 0) + b"a.txt" + body
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, *numbers, 0, 0, 0, 0, 0, 0) + b"a.txt"
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + end


def locked():
    data = bytearray(packed(("a.txt", b"secret words")))
    for head, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(head) + place] |= 1
    return bytes(data)


def nested(depth):
    data = packed(("a.txt", b"deep words"))
    for _ in range(depth):
        data = packed(("inner.zip", data))
    return data


def overlapping():
    data = bytearray(packed(("a.txt", b"x" * 5000), ("b.txt", b"y" * 5000)))
    struct.pack_into("<L", data, data.rindex(b"PK\1\2") + 42, 0)
    return bytes(data)


HOSTILE = {
    "bomb": bomb,
    "bomb that lies": lambda: bomb(says=100),
    "locked": locked,
    "overlapping": overlapping,
    "too deep": lambda: nested(2),
    "only a program": lambda: packed(("a", PROGRAM)),
    "only folders": lambda: packed(("a/", b"")),
    "nothing": lambda: packed(),
    "a document with two bodies": lambda: packed(
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"a"),
        ("word/document.xml", b"b"),
    ),
    "leads out": lambda: packed(("../../etc/passwd", b"words")),
    "cut": lambda: dirty_zip().data[:-30],
}


def packed_rarely(method, *members):
    """Return a zip of members packed by BZip2 or LZMA, as 7-Zip and WinZip can."""
    with zipfile.ZipFile(out := io.BytesIO(), "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def with_method(data, method):
    """Return a zip whose heads say that its members are packed otherwise."""
    out = bytearray(data)
    for head, place in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        at = out.find(head)
        while at >= 0:
            struct.pack_into("<H", out, at + place, method)
            at = out.find(head, at + 1)
    return bytes(out)


def of_wide_window(data):
    """Return an LZMA zip of one member that wants to look back over four gigabytes."""
    out = bytearray(data)
    name, extra = struct.unpack_from("<2H", out, 26)
    struct.pack_into("<L", out, 30 + name + extra + 5, 0xFFFFFFFF)
    return bytes(out)


def with_wide_end(data, more=0):
    """Return an archive that says its end in 64 bits too, as some do who stream; `more` lies."""
    place = data.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<HLL", data, place + 10)
    record = struct.pack(
        "<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start + more
    )
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, place, 1)
    return data[:place] + record + locator + data[place:]
