import errno
import functools
import io
import os
import re
import tempfile

import av
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import samples_av as samples
from tips.scrub import Reason, Unscrubbable, _aac, _h26x, _plans, _tables, video
from tips.scrub._streams import Unfit


@pytest.mark.parametrize("name", ["mp4", "mov-hevc", "mkv", "webm", "avi", "ts"])
def test_a_film_cut_anywhere_is_refused_or_clean(name):
    data, marks = samples.FILMS[name]()
    for part in range(20):
        judge(data[: len(data) * part // 20], marks)


def test_a_film_without_a_single_picture_is_refused():
    data, marks = samples.FILMS["mp4"]()
    head = data.index(b"mdat") - 4
    for kept in range(0, 400, 40):
        judge(data[: head + kept], marks)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["mp4", "mov-hevc", "webm", "mkv"]), st.integers(0), st.integers(0, 7))
def test_a_film_with_a_wrong_bit_is_refused_or_clean(name, place, bit):
    data, marks = samples.FILMS[name]()
    broken = bytearray(data)
    broken[place % len(broken)] ^= 1 << bit
    judge(bytes(broken), marks)


def judge(data, marks):
    # Real files: the kernel says in its own way that a table points before the start.
    with tempfile.TemporaryFile(buffering=0) as source, tempfile.TemporaryFile(buffering=0) as sink:
        source.write(data)
        try:
            video.scrub(source, sink)
        except Unscrubbable:
            return
        sink.seek(0)
        clean = sink.read()
    assert not [mark for mark in marks if mark in clean]


@pytest.mark.parametrize(
    "data",
    [
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + os.urandom(4000),
        b"\x1a\x45\xdf\xa3" + bytes(2000),
        b"RIFF\xff\xff\xff\xffAVI " + bytes(2000),
        b"\0\0\0\x18ftypisom" + b"\0\0\0\x10" + samples.box(b"moov", samples.box(b"trak") * 999),
        samples.box(b"ftyp", b"isom" + bytes(4))
        + functools.reduce(lambda inner, _: samples.box(b"moov", inner), range(4000), b""),
    ],
)
def test_rubbish_is_refused(data):
    with pytest.raises(Unscrubbable):
        video.scrub(io.BytesIO(data), io.BytesIO())


def test_a_picture_too_large_is_refused_before_it_is_decoded():
    data, _ = samples.FILMS["mp4"]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_plans, "MOST_PIXELS", 160 * 96 - 1)
        with pytest.raises(Unscrubbable) as refusal:
            video.scrub(io.BytesIO(data), io.BytesIO())
    assert refusal.value.reason == Reason.PIXELS


@pytest.mark.parametrize("name", ["mp4", "avi", "webm"])
def test_a_film_too_large_to_be_written_is_refused_for_that(name):
    data, _ = samples.FILMS[name]()
    with pytest.raises(OSError, match="too large") as refusal:
        video.scrub(io.BytesIO(data), Full())
    # What the scrubbing process answers as Reason.OUTPUT.
    assert refusal.value.errno == errno.EFBIG


class Full(io.BytesIO):
    """A sink that takes no more than a few kilobytes, as under a limit of the system."""

    def write(self, data):
        if self.tell() + len(data) > 6_000:
            raise OSError(errno.EFBIG, "File too large")
        return super().write(data)


def test_words_behind_the_parameter_sets_do_not_survive():
    data, _ = samples.FILMS["mp4"]()
    place = data.index(b"avcC") + 12
    size = int.from_bytes(data[place - 2 : place], "big")
    assert size < 100
    with av.open(io.BytesIO(data), format="mov") as container:
        head = container.streams.video[0].codec_context.extradata
    longer = (size + 14).to_bytes(2, "big") + head[8 : 8 + size] + b"MARKBEHINDMARK"
    made = _h26x.Pictures("h264", head[:6] + longer + head[8 + size :])
    assert b"MARK" not in made.extradata
    assert head[8 : 8 + size] in made.extradata


def sound_of(name):
    """Return the filter for the sound of a sample, and its packets."""
    data, _ = samples.FILMS[name]()
    with av.open(io.BytesIO(data)) as container:
        stream = container.streams.audio[0]
        packets = [bytes(packet) for packet in container.demux(stream) if packet.size]
        return _aac.Sound(stream.codec_context.extradata or b""), packets


@pytest.mark.parametrize("size", [1, 20, 300])
def test_sound_that_has_swallowed_a_picture_is_not_copied(size):
    through, packets = sound_of("mkv")
    for packet in packets[:8]:
        through(packet)
    rest = b"\x81\x00\x00\x80\x00\x00\x00\x1f\x06\x05\x1b" + bytes(size) + b"MARKseiMARK\x80"
    with pytest.raises(Unfit):
        through(packets[8] + rest)


@pytest.mark.parametrize("number", [0, 8])
def test_a_picture_that_says_it_is_sound_is_not_copied(number):
    through, packets = sound_of("mkv")
    for packet in packets[:number]:
        through(packet)
    with pytest.raises(Unfit):
        through(b"\x00\x00\x00\x1b\x06\x05\x13" + bytes(8) + b"MARKseiMARK\x80" + bytes(300))


@pytest.mark.parametrize("name", ["mkv", "mp4", "ts", "mov-hevc"])
def test_sound_that_is_whole_is_copied(name):
    through, packets = sound_of(name)
    assert all(through(packet) for packet in packets)


@pytest.mark.parametrize("number", range(0, 48, 8))
def test_a_block_of_sound_that_says_it_is_longer_takes_no_picture_along(number):
    data, marks = samples.FILMS["mkv"]()
    blocks = [found.start() for found in re.finditer(rb"\xa3[\x40-\x7f].[\x81\x82]", data, re.S)]
    sounds = [place for place in blocks[:-1] if data[place + 3] == 0x82]
    place = sounds[number % len(sounds)]
    swallowed = next(later for later in blocks if later > place)
    size = int.from_bytes(data[swallowed + 1 : swallowed + 3], "big") & 0x3FFF
    longer = swallowed + 3 + size - (place + 3)
    judge(data[: place + 1] + (0x4000 | longer).to_bytes(2, "big") + data[place + 3 :], marks)


def test_a_table_that_leaves_nothing_out_says_so():
    data, _ = samples.FILMS["mp4"]()
    assert _tables.movie(io.BytesIO(data)).order() == (True, False)  # words lie behind the film
    head = data.index(b"mdat") - 4
    size = int.from_bytes(data[head : head + 4], "big")
    end = data.rindex(b"mdat") - 4
    assert end > head + size
    bare = data[:end]
    assert _tables.movie(io.BytesIO(bare)).order() == (True, True)
    assert _tables.movie(io.BytesIO(b"")).order() == (True, False)
