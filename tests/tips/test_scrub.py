"""One contract for every scrubber: it reads, it cleans to nothing, it refuses rubbish."""

import io
import os
import zlib

import pytest
from PIL import Image

from tests.samples import DIRTY, HOSTILE
from tips.scrub import Kind, Reason, Unscrubbable, clean, scrubbers

# Pillow says that a picture looks odd; that is what these are made for.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
PICTURES = [name for name in DIRTY if not name.startswith("text")]


def scrubbed(name):
    """Return a dirty sample, its clean bytes and the report, without a process of its own."""
    sample = DIRTY[name]()
    module = scrubbers()[sample.media_type]
    report = module.scrub(io.BytesIO(sample.data), out := io.BytesIO())
    return sample, out.getvalue(), report


def unpacked(data):
    """Return a file's bytes with every zlib stream in it unpacked behind them."""
    found, place = [data], -1
    while (place := data.find(b"\x78", place + 1)) >= 0:
        try:
            found.append(zlib.decompressobj().decompress(data[place:]))
        except zlib.error:
            continue
    return b"".join(found)


@pytest.mark.parametrize("name", DIRTY)
def test_it_reads_and_finds_what_is_there(name):
    sample = DIRTY[name]()
    found = scrubbers()[sample.media_type].inspect(io.BytesIO(sample.data))
    assert bool(found) == bool(sample.marks)


@pytest.mark.parametrize("name", DIRTY)
def test_it_cleans_to_nothing(name):
    sample, cleaned, report = scrubbed(name)
    assert not scrubbers()[report.media_type].inspect(io.BytesIO(cleaned))
    assert [mark for mark in sample.marks if mark in unpacked(cleaned)] == []
    assert bool(report.removed) == bool(sample.marks)


@pytest.mark.parametrize("name", DIRTY)
def test_cleaning_twice_gives_the_same_bytes(name):
    assert scrubbed(name)[1] == scrubbed(name)[1]


@pytest.mark.parametrize("media_type", scrubbers())
@pytest.mark.parametrize("rubbish", [b"", b"\xfe", bytes(range(256)) * 64, b"\0" * 5000])
def test_it_refuses_rubbish(media_type, rubbish):
    module = scrubbers()[media_type]
    with pytest.raises(Unscrubbable):
        module.scrub(io.BytesIO(rubbish), io.BytesIO())


@pytest.mark.parametrize("name", PICTURES)
def test_a_file_that_is_cut_anywhere_never_leaves_with_a_mark(name):
    sample = DIRTY[name]()
    module = scrubbers()[sample.media_type]
    for place in range(0, len(sample.data), max(1, len(sample.data) // 20)):
        out = io.BytesIO()
        try:
            module.scrub(io.BytesIO(sample.data[:place]), out)
        except Unscrubbable:
            continue
        assert not module.inspect(out)


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_itself_stays(name):
    sample, cleaned, _report = scrubbed(name)
    before, after = Image.open(io.BytesIO(sample.data)), Image.open(io.BytesIO(cleaned))
    turned = before.getexif().get(0x0112) == 6
    assert after.size == (before.size[::-1] if turned else before.size)
    assert getattr(after, "n_frames", 1) == getattr(before, "n_frames", 1)
    # The red corner of the upper left is at the upper right once the picture is upright.
    red, green, _blue = after.convert("RGB").getpixel((after.width - 4 if turned else 3, 3))
    assert red > 150 > green


def test_frames_keep_their_order_and_their_time():
    _sample, cleaned, _report = scrubbed("gif")
    image = Image.open(io.BytesIO(cleaned))
    for number in range(image.n_frames):
        image.seek(number)
        assert image.info["duration"] == 120
        assert image.convert("RGB").getpixel((number * 16 + 4, 44)) == (255, 255, 255)


def test_colour_under_full_transparency_is_blanked():
    _sample, cleaned, _report = scrubbed("png")
    image = Image.open(io.BytesIO(cleaned))
    hidden = [pixel for pixel in image.get_flattened_data() if pixel[3] == 0]
    assert hidden
    assert set(hidden) == {(0, 0, 0, 0)}


def test_a_report_tells_kinds_and_counts_and_no_value():
    sample, _cleaned, report = scrubbed("jpeg")
    assert {Kind.PLACE, Kind.DEVICE, Kind.AUTHOR, Kind.DATES, Kind.THUMBNAIL} <= set(report.removed)
    assert "MARK" not in repr(report.as_dict())
    assert type(report).from_dict(report.as_dict()).as_dict() == report.as_dict()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_a_reason(name):
    raised = pytest.raises(Unscrubbable)
    with memfile(HOSTILE[name]()) as source, memfile() as sink, raised as refusal:
        clean(source, sink, ".jpg")
    assert refusal.value.reason in Reason


def memfile(data=b""):
    file = os.fdopen(os.memfd_create("test"), "w+b", buffering=0)
    file.write(data)
    file.seek(0)
    return file
