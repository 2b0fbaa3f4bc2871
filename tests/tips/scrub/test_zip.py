"""Archives: each file cleaned as if it had come alone, what cannot be is left out and named."""

import contextlib
import io
import stat
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests import samples_zip
from tests.samples import DIRTY, dirty_jpeg, dirty_text, png_bomb
from tests.samples_zip import PROGRAM, dirty_zip, packed
from tests.tips.test_scrub import memfile, unpacked
from tips.scrub import Kind, LeftOut, Limit, Reason, Report, Unscrubbable, _deadline, clean, zip

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def cleaned(data):
    report = zip.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert not zip.inspect(sink)
    return zipfile.ZipFile(sink), report


TEXTS = packed(("CANARY-a.txt", b"words " * 9), ("CANARY-b.txt", b"more"))
CLEAN_TEXTS = cleaned(TEXTS)[0].fp.getvalue()


@pytest.mark.parametrize("sample", samples_zip.dirty(), ids=lambda sample: sample.name)
def test_no_mark_is_left_and_the_second_look_finds_nothing(sample):
    assert zip.inspect(io.BytesIO(sample.data))
    archive, report = cleaned(sample.data)
    whole = archive.fp.getvalue() + b"".join(archive.read(name) for name in archive.namelist())
    assert [mark for mark in sample.marks if mark in unpacked(whole)] == []
    assert report.removed[Kind.NAMES]
    assert not report.left_out


def test_the_files_open_under_new_names_in_order_of_the_old():
    archive, report = cleaned(packed(("b/x.TXT", b"two"), ("a.jpg", dirty_jpeg().data)))
    assert archive.namelist() == ["file-001.jpg", "file-002.txt"]
    assert Image.open(archive.open("file-001.jpg")).size == (64, 96)
    assert archive.read("file-002.txt") == b"two"
    assert report.files == 2
    assert Limit.SENSOR in report.kept
    assert Limit.WORDING in report.kept


def test_an_end_in_64_bits_is_read_where_both_say_the_same():
    data = packed(("a", b"a"), ("b", b"b"))
    assert cleaned(samples_zip.with_wide_end(data))[1].files == 2
    with pytest.raises(Unscrubbable):
        cleaned(samples_zip.with_wide_end(data, more=1))


@pytest.mark.parametrize(
    "name", [b"/home/ada/words", b"C:\\Users\\Ada", b"one\x01two", b"\xfcber.txt"]
)
def test_names_that_other_systems_write_keep_no_file_back(name):
    data = packed(("x" * len(name), b"words"), ("\u00e9", b"more")).replace(b"x" * len(name), name)
    flag = data.rindex(b"PK\1\2", 0, data.rindex(b"PK\1\2")) + 8
    odd = data[:flag] + b"\0\x08" + data[flag + 2 :]
    for archive in (data, odd):
        assert cleaned(archive)[0].namelist() == ["file-001.txt", "file-002.txt"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_leave_under_two():
    archive, report = cleaned(
        packed(("IMG.jpg", dirty_jpeg().data), ("a", b"a"), ("IMG.jpg", b"b"))
    )
    assert archive.namelist() == ["file-001.txt", "file-002.jpg", "file-003.txt"]
    assert archive.read("file-003.txt") == b"b"
    assert report.files == 3


def test_dates_owners_and_comments_are_the_same_for_everybody():
    archive, _report = cleaned(dirty_zip().data)
    assert archive.comment == b""
    for info in archive.infolist():
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert (info.extra, info.comment, info.create_system) == (b"", b"", 3)
        assert stat.S_IMODE(info.external_attr >> 16) == 0o644


def test_an_archive_inside_is_opened_and_one_inside_that_is_left_out():
    inner = packed(("a.txt", b"words"), ("deeper.zip", packed(("b.txt", b"deep"))))
    archive, report = cleaned(packed(("inner.zip", inner)))
    assert zipfile.ZipFile(archive.open("file-001.zip")).namelist() == ["file-001.txt"]
    assert report.left_out == (LeftOut((1, 2), Reason.NESTED),)


LEFT_OUT = {
    "program": (PROGRAM, Reason.UNKNOWN),
    "web page": (b"<!DOCTYPE html>", Reason.MARKUP),
    "empty": (b"", Reason.EMPTY),
    "pixel bomb": (png_bomb(), Reason.PIXELS),
    "broken": (dirty_jpeg().data[:300], Reason.BROKEN),
    "archive of nothing": (packed(("a", PROGRAM)), Reason.INSIDE),
    "locked": (samples_zip.locked(), Reason.ENCRYPTED),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Reason.LEGACY),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_refused_is_left_out_and_named_and_the_rest_stays(name):
    data, reason = LEFT_OUT[name]
    archive, report = cleaned(packed(("1.txt", b"one"), ("2.bin", data), ("3.txt", b"three")))
    assert archive.namelist() == ["file-001.txt", "file-003.txt"]
    assert [(file.places, file.reason) for file in report.left_out if len(file.places) == 1] == [
        ((2,), reason)
    ]


def test_a_link_is_left_out():
    with zipfile.ZipFile(out := io.BytesIO(), "w") as writer:
        info = zipfile.ZipInfo("a")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        writer.writestr(info, "/etc/passwd")
        writer.writestr("b.txt", "words")
    assert cleaned(out.getvalue())[1].left_out == (LeftOut((1,), Reason.UNSUPPORTED),)


@pytest.mark.parametrize("name", samples_zip.HOSTILE)
def test_hostile_archives_are_refused_whole(name):
    data = samples_zip.HOSTILE[name]()
    with memfile(data) as source, memfile() as sink, pytest.raises(Unscrubbable) as refusal:
        clean(source, sink, ".zip")
    expected = {"bomb": "bomb", "locked": "encrypted", "overlapping": "bomb", "nothing": "empty"}
    assert refusal.value.reason == expected.get(name, refusal.value.reason)


def test_an_archive_is_cleaned_in_a_child_and_the_report_comes_back_whole():
    data = packed(("a.jpg", dirty_jpeg().data), ("b", PROGRAM), ("c.txt", dirty_text().data))
    with memfile(data) as source, memfile() as sink:
        report = clean(source, sink, ".zip")
        assert zipfile.ZipFile(sink).namelist() == ["file-001.jpg", "file-003.txt"]
    assert (report.files, report.left_out) == (2, (LeftOut((2,), Reason.UNKNOWN),))
    assert not report.misnamed
    assert Report.from_dict(report.as_dict()).as_dict() == report.as_dict()


def test_files_beyond_the_number_the_size_and_the_room_are_left_out(monkeypatch):
    data = packed(*((f"{place}.txt", b"word " * 99) for place in range(6)))
    monkeypatch.setattr(zip, "MOST_FILES", 4)
    assert cleaned_with(4, data) == {Reason.NUMBER: 2}
    assert cleaned_with(6, data, room=1200) == {Reason.OUTPUT: 4}
    monkeypatch.setattr(zip, "MOST_EACH", 5)
    assert cleaned_with(6, packed(("a.txt", b"123456"), ("b.txt", b"1"))) == {Reason.SIZE: 1}


def cleaned_with(files, data, **limits):
    work = zip._Work(as_pictures=False, files_left=files, **limits)
    zip._rebuild(io.BytesIO(data), io.BytesIO(), work, ())
    reasons = [file.reason for file in work.left_out]
    return {reason: reasons.count(reason) for reason in reasons}


def test_when_the_time_is_over_the_rest_is_left_out(monkeypatch):
    def scrub(source, sink):
        try:
            while True:
                time.sleep(0.01)
        except Unscrubbable:  # as decoders do with whatever ends them
            raise ValueError from None

    monkeypatch.setattr(zip.scrubbing.scrubbers()["image/jpeg"], "scrub", scrub)
    monkeypatch.setattr(_deadline, "WALL", 0.5)
    data = packed(("a.txt", b"words"), ("b.jpg", dirty_jpeg().data), ("c.txt", b"late"))
    archive, report = cleaned(data)
    assert archive.namelist() == ["file-001.txt"]
    assert [file.reason for file in report.left_out] == [Reason.TIME, Reason.TIME]


def test_a_module_that_stumbles_ends_its_own_file_only(monkeypatch):
    def scrub(source, sink):
        source.seek(0)
        raise MemoryError if len(source.read()) % 2 else IndexError

    monkeypatch.setattr(zip.scrubbing.scrubbers()["image/gif"], "scrub", scrub)
    data = packed(("a.gif", b"GIF89a"), ("b.gif", b"GIF89a."), ("c.txt", b"words"))
    assert [file.reason for file in cleaned(data)[1].left_out] == [Reason.CRASH, Reason.MEMORY]


def test_a_module_that_leaks_has_its_file_left_out(monkeypatch):
    def scrub(source, sink):
        sink.write(source.getvalue())
        return Report("image/jpeg")

    monkeypatch.setattr(zip.scrubbing.scrubbers()["image/jpeg"], "scrub", scrub)
    data = packed(("a.jpg", dirty_jpeg().data), ("b.txt", b"words"))
    assert cleaned(data)[1].left_out == (LeftOut((1,), Reason.RESIDUE),)


def test_a_file_that_was_not_cleaned_is_found_in_the_result():
    """The look at the whole archive asks each file's own look again."""
    with zipfile.ZipFile(sink := io.BytesIO(), "w") as archive:
        zip._plainzip.add(archive, "file-001.jpg", memoryview(dirty_jpeg().data))
    assert zip.inspect(sink)[Kind.PLACE]


@pytest.mark.parametrize("name", DIRTY)
def test_cleaning_twice_gives_the_same_bytes(name):
    data = packed(("a", DIRTY[name]().data))
    assert cleaned(data)[0].fp.getvalue() == cleaned(data)[0].fp.getvalue()


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0), st.integers(1, 255))
def test_a_flipped_byte_never_lets_a_mark_through(place, flip):
    data = bytearray(TEXTS)
    data[place % len(data)] ^= flip
    zip_or_refusal(bytes(data))


@pytest.mark.parametrize("part", range(20))
def test_an_archive_that_is_cut_anywhere_is_refused(part):
    with pytest.raises(Unscrubbable):
        zip.scrub(io.BytesIO(TEXTS[: len(TEXTS) * part // 20]), io.BytesIO())


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0), st.integers(1, 255))
def test_the_look_notices_any_flip_in_our_own_form(place, flip):
    data = bytearray(CLEAN_TEXTS)
    data[place % len(data)] ^= flip
    with contextlib.suppress(Unscrubbable):
        assert zip.inspect(io.BytesIO(bytes(data)))


def zip_or_refusal(data):
    try:
        archive, _report = cleaned(data)
    except Unscrubbable:
        return
    assert b"CANARY" not in archive.fp.getvalue()
