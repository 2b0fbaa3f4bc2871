"""Archives packed otherwise than by Deflate: opened within the same bounds, or named as such."""

import contextlib
import io
import os
import struct
import zipfile

import pytest

from tests import samples_odf, samples_zip
from tests.samples import dirty_jpeg
from tests.samples_zip import packed
from tests.tips.test_scrub import memfile
from tips.scrub import Reason, Unscrubbable, clean, odf, zip
from tips.scrub._packages import Package
from tips.scrub._words import REASONS

TEXT = b"\n".join(b"%d words" % number for number in range(50_000))

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def cleaned(data):
    report = zip.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert not zip.inspect(sink)
    return zipfile.ZipFile(sink), report


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_is_packed_by_bzip2_or_lzma_is_opened(method):
    jpeg = dirty_jpeg()
    data = samples_zip.packed_rarely(method, ("a.jpg", jpeg.data), ("b.txt", TEXT))
    with memfile(data) as source, memfile() as sink:
        report = clean(source, sink, ".zip")
        archive = zipfile.ZipFile(io.BytesIO(sink.read() if not sink.seek(0) else b""))
    assert archive.namelist() == ["file-001.jpg", "file-002.txt"]
    assert archive.read("file-002.txt").strip() == TEXT.strip()
    assert report.files == 2
    assert not [mark for mark in jpeg.marks if mark in archive.read("file-001.jpg")]


def test_lzma_takes_no_more_memory_than_the_file_is_long():
    data = samples_zip.packed_rarely(zipfile.ZIP_LZMA, ("a.txt", b"some words " * 9_000))
    archive, _report = cleaned(samples_zip.of_wide_window(data))
    assert len(archive.read("file-001.txt")) > 90_000


def test_lzma_that_looks_back_too_far_is_left_out():
    noise = samples_zip.packed_rarely(zipfile.ZIP_LZMA, ("a.bmp", os.urandom(90_000)))
    window = samples_zip.of_wide_window(_of_size(noise, 70 << 20))
    with pytest.raises(Unscrubbable) as refusal:
        b"".join(_pieces(window))
    assert refusal.value.reason is Reason.PACKING


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_bombs_and_lies_are_refused_however_they_are_packed(method):
    bomb = samples_zip.packed_rarely(method, ("a.txt", bytes(90 << 20)))
    assert refused(bomb) is Reason.BOMB
    assert refused(_of_size(bomb, 100)) is Reason.INSIDE


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_flipped_byte_is_refused_or_says_nothing(method):
    data = samples_zip.packed_rarely(method, ("a.txt", bytes(range(97, 123)) * 99))
    for place in range(35, data.index(b"PK\1\2")):
        broken = bytearray(data)
        broken[place] ^= 0x55
        with contextlib.suppress(Unscrubbable):
            archive, _report = cleaned(bytes(broken))
            assert archive.read("file-001.txt").strip() == bytes(range(97, 123)) * 99


@pytest.mark.parametrize("method", [1, 6, 9, 93, 95, 98])
def test_a_packing_that_nothing_here_opens_has_a_reason_of_its_own(method):
    data = samples_zip.with_method(packed(("a.txt", b"words " * 99)), method)
    assert refused(data) is Reason.PACKING
    assert "ZIP" in " ".join(REASONS[Reason.PACKING])


def test_a_document_is_not_opened_in_a_rare_packing():
    with zipfile.ZipFile(io.BytesIO(samples_odf.dirty_odt().data)) as parts:
        members = [(name, parts.read(name)) for name in parts.namelist()]
    with pytest.raises(Unscrubbable):
        odf.scrub(io.BytesIO(samples_zip.packed_rarely(zipfile.ZIP_LZMA, *members)), io.BytesIO())


def refused(data):
    with pytest.raises(Unscrubbable) as refusal:
        zip.scrub(io.BytesIO(data), io.BytesIO())
    return refusal.value.reason


def _of_size(data, size):
    """Return a zip of one member whose directory says another size."""
    out = bytearray(data)
    struct.pack_into("<L", out, out.rindex(b"PK\1\2") + 24, size)
    return bytes(out)


def _pieces(data):
    package = Package(io.BytesIO(data), of_files=True)
    for member in package.members.values():
        yield from package.pieces(member)
