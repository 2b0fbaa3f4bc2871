"""Each file in a process of its own: cleaned in one, looked at again in another."""

import os
import subprocess
import sys

import pytest

from tests.samples import DIRTY, dirty_jpeg, encoded, picture, png_bomb, zipped
from tests.tips.scrub import attacks, fenced
from tests.tips.test_scrub import memfile
from tips.scrub import Reason, Unscrubbable, _warm, clean, endings, found, media_types, scrubbers
from tips.scrub._warm import WARM

PARSERS = {"av", "pikepdf", "lxml", "pypdfium2", "pi_heif", "PIL"}


@pytest.mark.parametrize("name", DIRTY)
def test_a_file_is_cleaned_in_a_child_and_looked_at_again_in_another(name):
    sample = DIRTY[name]()
    with memfile(sample.data) as source, memfile() as sink:
        report = clean(source, sink, sample.name)
        assert report.media_type == sample.media_type
        sink.seek(0)
        assert [mark for mark in sample.marks if mark in sink.read()] == []
        assert not found(sink)


def test_a_name_that_disagrees_is_noted_and_not_trusted():
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        assert clean(source, sink, ".png").misnamed
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        assert not clean(source, sink, ".JPEG").misnamed


def test_a_zip_behind_a_picture_is_dropped():
    with memfile(encoded(picture(), "GIF") + zipped()) as source, memfile() as sink:
        clean(source, sink, "gif")
        sink.seek(0)
        assert b"PK" not in sink.read()


def refused(source, sink, **how):
    with pytest.raises(Unscrubbable) as refusal:
        clean(source, sink, **how)
    return refusal.value.reason


def test_a_bomb_is_refused_before_it_is_unpacked():
    with memfile(png_bomb()) as source, memfile() as sink:
        assert refused(source, sink) == Reason.PIXELS


def test_a_type_without_pages_is_cleaned_as_always():
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        assert clean(source, sink, as_pictures=True).media_type == "image/jpeg"


def test_nothing_stays_open_after_a_file():
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        clean(source, sink)
    before = len(os.listdir("/proc/self/fd"))
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        clean(source, sink)
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("lie", ["hand back:", "hand back:as text"])
def test_a_child_that_hands_back_the_original_is_found_out(monkeypatch, lie):
    monkeypatch.setattr(_warm, "start_of", fenced.command)
    WARM.down()
    data = dirty_jpeg().data + attacks.MARK + lie.encode()
    with memfile(data) as source, memfile() as sink:
        assert refused(source, sink) == Reason.RESIDUE
    WARM.down()


def test_types_read_from_the_source_are_those_of_the_modules():
    """MEDIA_TYPES is written out as a literal in each module: no name, no call in it."""
    assert media_types() == {
        media_type: module.MEDIA_TYPES[media_type] for media_type, module in scrubbers().items()
    }
    assert list(endings()) == list(media_types())


def test_who_takes_in_files_loads_no_parser():
    code = "import sys; from tips import scrub; scrub.endings(); scrub.media_types(); scrub.warm();"
    code += "print(*{name.partition('.')[0] for name in sys.modules})"
    command = [sys.executable, "-B", "-c", code]
    loaded = subprocess.run(
        command, cwd=fenced.HERE, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "tips" in loaded
    assert PARSERS & set(loaded) == set()
