"""Zips are read with distrust: bounds first, lies refused, and the type told by the parts."""

import contextlib
import io
import struct
import zipfile

import pytest

from tips.scrub import _package_look, type_of
from tips.scrub._packages import DOCUMENT, ZIP, Package, old_reason, sniff_package
from tips.scrub._report import Reason, Unscrubbable

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MIB = 1 << 20


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(out := io.BytesIO(), "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def unpack(data, **bounds):
    package = Package(io.BytesIO(data), **bounds)
    return [package.read(name, 64 * MIB) for name in package.members]


def refusal(data, **bounds):
    with pytest.raises(Unscrubbable) as refused:
        unpack(data, **bounds)
    return refused.value.reason


def types(kind):
    return ("[Content_Types].xml", f'<Types><Override ContentType="{kind}.main+xml"/></Types>')


class Pipe(io.RawIOBase):
    """Cannot seek, as where a web server zips: sizes come behind each member."""

    def __init__(self):
        self.data = b""

    def writable(self):
        return True

    def write(self, piece):
        self.data += piece
        return len(piece)


def test_members_are_read_whole():
    members = [("a/b.txt", b"x" * MIB), ("empty", b""), ("folder\\ñ.xml", b"<a/>")]
    package = Package(io.BytesIO(zipped(*members)))
    assert list(package.members) == ["a/b.txt", "empty", "folder/ñ.xml"]
    assert [package.read(name, MIB) for name in package.members] == [data for _, data in members]


def test_streamed_and_64_bit_members_are_read():
    with zipfile.ZipFile(pipe := Pipe(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("small", "hello" * 100)
        with archive.open("large", "w", force_zip64=True) as member:
            member.write(b"q" * 100_000)
    package = Package(io.BytesIO(pipe.data))
    assert package.read("small", MIB) == b"hello" * 100
    assert package.read("large", MIB) == b"q" * 100_000


def test_too_many_members_and_too_many_bytes_are_bombs():
    data = zipped(*[(f"{number}.txt", b"x" * 1000) for number in range(20)])
    assert refusal(data, members=19) == Reason.BOMB
    assert refusal(data, total=19_999) == Reason.BOMB
    assert Package(io.BytesIO(data), members=20, total=20_000).members


def test_a_size_that_deflate_cannot_reach_is_a_bomb():
    data = bytearray(zipped(("a", b"x" * 100)))
    struct.pack_into("<L", data, data.index(b"PK\1\2") + 24, 50 * MIB)
    assert refusal(bytes(data)) == Reason.BOMB


def test_a_member_that_unpacks_to_more_than_it_declares_is_broken():
    data = bytearray(zipped(("a", b"x" * 5000)))
    struct.pack_into("<L", data, data.index(b"PK\1\2") + 24, 100)
    assert refusal(bytes(data)) == Reason.BROKEN


def test_overlapping_members_are_a_bomb():
    data = bytearray(zipped(("a", b"x" * 5000), ("b", b"y" * 5000)))
    struct.pack_into("<L", data, data.rindex(b"PK\1\2") + 42, 0)
    assert refusal(bytes(data)) == Reason.BOMB


@pytest.mark.parametrize("name", ["../a", "/etc/passwd", "a/../../b", "C:\\a", "a\nb"])
def test_names_that_lead_out_are_refused(name):
    assert refusal(zipped((name, b"x"))) == Reason.BROKEN


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused():
    assert refusal(zipped(("a", b"1"), ("a", b"2"))) == Reason.BROKEN


def test_locked_members_are_refused_by_name():
    data = bytearray(zipped(("a", b"secret")))
    struct.pack_into("<H", data, data.index(b"PK\1\2") + 8, 1)
    assert refusal(bytes(data)) == Reason.ENCRYPTED


def test_other_packings_are_refused():
    assert refusal(zipped(("a", b"x" * 99), method=zipfile.ZIP_LZMA)) == Reason.PACKING


def test_truncation_and_flips_never_surprise():
    data = zipped(("a", b"x" * 3000), ("b", bytes(range(256))))
    for place in range(len(data)):
        assert refusal(data[:place]) in Reason
        flipped = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        with contextlib.suppress(Unscrubbable):
            unpack(flipped)


def test_the_second_look_is_not_surprised_either():
    """Whatever bit is wrong, it reads the members or refuses; packed bytes are among the bits."""
    whole = zipped(("a.txt", b"The lorries pass at two. " * 9), ("b.txt", b"Nobody asks. " * 9))
    refused = set()
    for place in range(len(whole) * 8):
        data = bytearray(whole)
        data[place // 8] ^= 1 << place % 8
        try:
            list(_package_look.members(io.BytesIO(data)))
        except Unscrubbable as refusal:
            refused.add(refusal.reason)
    assert Reason.BROKEN in refused


def test_documents_are_told_by_their_parts():
    assert sniff_package(io.BytesIO(zipped(types(WORD)))) == WORD
    assert sniff_package(io.BytesIO(zipped(("word/document.xml", b"<a/>")))) == ZIP
    text = "application/vnd.oasis.opendocument.text"
    assert sniff_package(io.BytesIO(zipped(("mimetype", text)))) == text
    assert sniff_package(io.BytesIO(b"PK\3\4")) == ZIP


@pytest.mark.parametrize("members", [
    [("mimetype", "application/epub+zip"), ("one.jpg", b"x")],
    [types("application/vnd.ms-visio.drawing"), ("one.jpg", b"x")],
    [("_rels/.rels", b"<a/>"), ("ppt/media/one.jpg", b"x")],
    [("META-INF/manifest.xml", b"<a/>"), ("Pictures/one.jpg", b"x")],
    [("Index/Document.iwa", b"x"), ("preview.jpg", b"x")],
    [("Index.zip", b"x"), ("preview.jpg", b"x")],
])  # fmt: skip
def test_parts_of_documents_that_we_cannot_open_are_no_files_of_an_archive(members):
    source = io.BytesIO(zipped(*members))
    assert sniff_package(source) == DOCUMENT
    with pytest.raises(Unscrubbable) as refused:
        type_of(source)
    assert refused.value.reason == Reason.UNSUPPORTED
    inside = io.BytesIO(zipped(*((f"folder/{name}", data) for name, data in members)))
    assert sniff_package(inside) == (DOCUMENT if "iwa" in members[0][0] else ZIP)


@pytest.mark.parametrize("part", ["mimetype", "[Content_Types].xml"])
def test_a_document_whose_first_part_is_damaged_is_no_archive(part):
    whole = zipped((part, b"abcdefgh"), ("one.txt", b"x"), method=zipfile.ZIP_STORED)
    with pytest.raises(Unscrubbable) as refused:
        type_of(io.BytesIO(whole.replace(b"abcdefgh", b"abcdefg?")))
    assert refused.value.reason == Reason.BROKEN


def test_the_list_of_types_may_be_named_in_any_case():
    """Some programs write the names of all parts small, and Office does not mind."""
    _name, said = types(WORD)
    small = ("[content_types].xml", said)
    assert type_of(io.BytesIO(zipped(small, ("word\\document.xml", b"<a/>")))) == WORD
    assert refusal(zipped(small, types(WORD))) == Reason.BROKEN


@pytest.mark.parametrize(
    "members",
    [
        [types("application/vnd.ms-word.document.macroEnabled")],
        [types("application/vnd.ms-excel.sheet.binary.macroEnabled")],
        [types(WORD), ("word/vbaProject.bin", b"x")],
        [types(WORD), ("xl/macrosheets/sheet1.xml", b"x")],
    ],
)
def test_macros_are_refused(members):
    with pytest.raises(Unscrubbable) as refused:
        sniff_package(io.BytesIO(zipped(*members)))
    assert refused.value.reason == Reason.MACROS


def test_macros_declared_for_an_ending_that_no_member_has_are_none():
    """SheetJS, which makes the workbooks of most web pages, always declares them."""
    bare = (
        '<Types><Default Extension="bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        f'<Override PartName="/a.xml" ContentType="{WORD}.main+xml"/></Types>'
    )
    members = [("[Content_Types].xml", bare), ("a.xml", b"<a/>")]
    assert sniff_package(io.BytesIO(zipped(*members))) == WORD
    with pytest.raises(Unscrubbable) as refused:
        sniff_package(io.BytesIO(zipped(*members, ("odd/x.BIN", b"x"))))
    assert refused.value.reason == Reason.MACROS


def test_old_and_locked_office_files_are_told_apart(tmp_path):
    for name, inside, reason in (
        ("old.doc", "WordDocument", Reason.LEGACY),
        ("locked.docx", "EncryptedPackage", Reason.ENCRYPTED),
    ):
        path = tmp_path / name
        path.write_bytes(b"\xd0\xcf\x11\xe0" * 2 + inside.encode("utf-16-le"))
        with path.open("rb") as source:
            assert old_reason(source) == reason
