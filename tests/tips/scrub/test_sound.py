import functools
import io
import struct
import wave

import av
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import samples_sound as samples
from tests.samples_av import SECONDS, told_by_exiftool, wave_of
from tips.scrub import Change, Kind, Unscrubbable, _aac, _frames, _ogg, _opus, _tail_tags, sound
from tips.scrub._sniff import HEAD, sniff
from tips.scrub._streams import Unfit

OURS = (b"Lavc", b"Lavf", b"LAME", b"MARK", b"SoundHandler")


@functools.cache
def cleaned(name):
    data, _ = samples.SOUNDS[name]()
    sink = io.BytesIO()
    report = sound.scrub(io.BytesIO(data), sink)
    return sink.getvalue(), report


def decoded(data):
    with av.open(io.BytesIO(data)) as container:
        return list(container.decode(audio=0))


def length(data):
    return sum(frame.samples / frame.sample_rate for frame in decoded(data))


@pytest.mark.parametrize("name", samples.SOUNDS)
def test_no_mark_is_left_and_the_second_look_finds_nothing(name):
    data, marks = samples.SOUNDS[name]()
    clean, report = cleaned(name)
    assert not [mark for mark in marks if mark in clean]
    assert not [mark for mark in marks if mark.decode().encode("utf-16-le") in clean]
    assert not [word for word in OURS if word in clean]
    assert sound.inspect(io.BytesIO(data))
    assert not sound.inspect(io.BytesIO(clean))
    assert sniff(clean[:HEAD]) == report.media_type


@pytest.mark.parametrize("name", samples.SOUNDS)
def test_the_sound_lasts_as_long_and_decodes_whole(name):
    clean, report = cleaned(name)
    assert length(clean) == pytest.approx(SECONDS, abs=0.1)
    assert report.changed == ()


@pytest.mark.parametrize("name", ["wav", "rf64", "w64", "flac"])
def test_sound_without_loss_stays_the_same(name):
    data, _ = samples.SOUNDS[name]()
    before, after = (b"".join(bytes(frame.planes[0])[: frame.samples * 2] for frame in decoded(one))
                     for one in (data, cleaned(name)[0]))  # fmt: skip
    assert before == after


def test_silenced_gaps_do_not_change_the_sound_of_an_mp3():
    data, _ = samples.SOUNDS["mp3"]()
    frames = list(_frames.mp3_frames(data))[1:]
    plain = b"".join(data[frame.start : frame.start + frame.size] for frame in frames)
    before, after = (b"".join(bytes(frame.planes[0]) for frame in decoded(one))
                     for one in (plain, _frames.quiet_mp3(data, frames)))  # fmt: skip
    assert before == after


@pytest.mark.parametrize("codec", ["flac", "libopus"])
def test_ogg_of_other_codecs_is_encoded_again(codec):
    data = samples.raw(codec, "ogg", title=b"MARKtitleMARK")
    sink = io.BytesIO()
    report = sound.scrub(io.BytesIO(data), sink)
    assert b"MARK" not in sink.getvalue()
    assert (report.changed == (Change.TRANSCODED,)) == (codec == "flac")


@pytest.mark.parametrize(("codec", "container"), [("pcm_mulaw", "wav"), ("pcm_mulaw", "w64"),
                                                  ("pcm_s16be", "aiff"), ("mp2", "mp2"),
                                                  ("alac", "ipod")])  # fmt: skip
def test_rare_sound_is_encoded_again(codec, container):
    data = samples.raw(codec, container, title=b"MARKtitleMARK")
    sink = io.BytesIO()
    report = sound.scrub(io.BytesIO(data), sink)
    assert report.media_type == "audio/mp4"
    assert not sound.inspect(sink)
    assert length(sink.getvalue()) == pytest.approx(SECONDS, abs=0.1)


def tails():
    """Yield tags as programs put them behind an MP3."""
    old = b"TAGMARK-17" + bytes(118)
    item = (6).to_bytes(4, "little") + bytes(4) + b"Title\0MARK17"
    length = (len(item) + 32).to_bytes(4, "little")
    head, foot = (b"APETAGEX" + (2000).to_bytes(4, "little") + length + bytes([1, 0, 0, 0, 0, 0, 0])
                  + bytes([flags]) + bytes(8) for flags in (0xA0, 0x80))  # fmt: skip
    lyrics = b"LYRICSBEGININD0000200MARK000005lines"
    yield from (old, head + item + foot, item + foot[:23] + bytes(9))
    yield lyrics + b"%06d" % len(lyrics) + b"LYRICS200" + old
    yield head + item + foot + b"LYRICSBEGINMARK-17LYRICSEND" + old


@pytest.mark.parametrize("behind", [b"", bytes(2), bytes(60), b"TAG" + bytes(125),
                                    b"LYRICSBEGIN000011LYRICS200"])  # fmt: skip
def test_an_mp3_keeps_its_last_frame_when_it_is_whole_and_takes_no_tag_for_sound(behind):
    """A recording that was cut, to which a program gave a tag all the same."""
    data, _ = samples.SOUNDS["mp3"]()
    frames = list(_frames.mp3_frames(data))
    whole = b"".join(data[frame.start : frame.start + frame.size] for frame in frames)
    assert len(list(_frames.mp3_frames(whole + behind))) == len(frames)
    for tags in tails():
        assert _tail_tags.start(whole + tags) == len(whole)
    for more in (*tails(), b"what no player knows" * 9):
        *_, last = _frames.mp3_frames(whole[:-60] + more)
        assert last.start + last.size == len(whole) - frames[-1].size


def test_leading_words_in_aac_become_zeros():
    words = "".join(f"{byte:08b}" for byte in b"MARKMK-fill")
    bits = f"{6:03b}{11:04b}" + words + "00100001" * 4
    packet = int(bits.ljust(128, "0"), 2).to_bytes(16, "big")
    clean = _aac.quiet(packet)
    assert int.from_bytes(clean, "big") >> 128 - 7 == 6 << 4 | 11
    before, after = (f"{int.from_bytes(data, 'big'):0128b}" for data in (packet, clean))
    assert after[7:95] == "0" * 88
    assert after[95:] == before[95:]


def test_padding_of_opus_is_cut_off():
    assert _opus.unpadded(b"\x03\x41\x06sound" + b"MARKMA") == b"\x03\x01sound"
    assert _opus.unpadded(b"\x00sound") == b"\x00sound"
    with pytest.raises(Unfit):
        _opus.unpadded(b"\x03\x41\xff\xff")


def test_ogg_pages_carry_long_packets():
    sink = io.BytesIO()
    packets = [b"a" * 10, b"b" * 70_000, b"c" * 255, b"d"]
    writer = _ogg.Writer(sink)
    for number, packet in enumerate(packets):
        writer.write(packet, number, last=packet == b"d")
    assert [packet for packet, _ in _ogg.packets(sink, 1)] == packets
    assert all(page.sound for page in _ogg.pages(sink))


@pytest.mark.parametrize("name", samples.SOUNDS)
def test_a_recording_cut_anywhere_is_refused_or_clean(name):
    data, marks = samples.SOUNDS[name]()
    for part in range(20):
        judge(data[: len(data) * part // 20], marks)


@pytest.mark.parametrize("told", [(0, 0), (36, 0), (-1, -1), (36, -1), (None, 0)])
def test_a_wav_whose_recorder_was_stopped_short_keeps_its_sound(told):
    with wave.open(out := io.BytesIO(), "wb") as writer:
        writer.setparams((1, 2, 8000, 0, "NONE", ""))
        writer.writeframes(bytes(64) + wave_of(range(8000), 8000))
    data, sink = bytearray(out.getvalue()), io.BytesIO()
    for place, size in zip((4, 40), told, strict=True):
        if size is not None:
            data[place : place + 4] = struct.pack("<i", size)
    assert sound.scrub(io.BytesIO(data), sink).changed == ()
    assert sink.getvalue() == out.getvalue()


def test_a_wav_of_no_sound_takes_nothing_else_for_it():
    with wave.open(out := io.BytesIO(), "wb") as writer:
        writer.setparams((1, 2, 8000, 0, "NONE", ""))
    data = (
        out.getvalue() + b"LIST" + struct.pack("<I", 24) + b"INFOIART" + b"\x0c\0\0\0MARKnameMARK"
    )
    data = data[:4] + struct.pack("<I", len(data) - 8) + data[8:]
    sound.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert sink.getvalue() == out.getvalue()


@pytest.mark.parametrize("size", [0, 23, 25, 1 << 40, 1 << 63, (1 << 64) - 1])
def test_a_wide_wav_with_a_wrong_size_is_refused_or_clean(size):
    data, marks = samples.SOUNDS["w64"]()
    for name in (b"fmt ", b"bext", b"data"):
        place = data.index(name) + 16
        judge(data[:place] + size.to_bytes(8, "little") + data[place + 8 :], marks)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(samples.SOUNDS)), st.integers(0), st.integers(0, 7))
def test_a_recording_with_a_wrong_bit_is_refused_or_clean(name, place, bit):
    data, marks = samples.SOUNDS[name]()
    broken = bytearray(data)
    broken[place % len(broken)] ^= 1 << bit
    judge(bytes(broken), marks)


def judge(data, marks):
    sink = io.BytesIO()
    try:
        sound.scrub(io.BytesIO(data), sink)
    except Unscrubbable:
        return
    assert not [mark for mark in marks if mark in sink.getvalue()]


@pytest.mark.parametrize(
    "head",
    [b"OggS\0\2", b"fLaC\x80", b"ID3\3\0\0\0\0\0\0", b"#!AMR\n\xff", b"RIFF\4\0\0\0WAVE",
     b"\xff\xfb\x90\x00", b"\xff\xf1"],
)  # fmt: skip
def test_rubbish_is_refused(head):
    with pytest.raises(Unscrubbable):
        sound.scrub(io.BytesIO(head + bytes(range(256)) * 8), io.BytesIO())


def test_the_report_names_kinds():
    assert {Kind.AUTHOR, Kind.THUMBNAIL, Kind.SOFTWARE} <= set(cleaned("mp3")[1].removed)


@pytest.mark.parametrize("name", samples.SOUNDS)
def test_exiftool_finds_no_identifying_tag(name, tmp_path):
    clean, report = cleaned(name)
    words = told_by_exiftool(clean, sound.MEDIA_TYPES[report.media_type][0], tmp_path)
    tags = ("Artist", "Title", "Comment", "Encoder", "Software", "Picture", "Vendor", "Handler")
    told = [line for line in words if any(tag in line for tag in tags)]
    told = [line for line in told if "HandlerType" not in line]
    assert [line for line in told if line.partition(":")[2].strip()] == []


def test_pages_whose_checksum_is_wrong_are_not_copied():
    """Players pass over them, so what they hold is no sound."""
    source = io.BytesIO(cleaned("opus")[0])
    page = list(_ogg.pages(source))[3]
    data = bytearray(source.getvalue())
    place = page.start + 27 + len(page.lengths) + len(page.body) // 2
    data[place : place + 11] = b"MARK-middle"
    report = sound.scrub(io.BytesIO(bytes(data)), sink := io.BytesIO())
    assert report.changed == (Change.TRANSCODED,)
    assert b"MARK-middle" not in sink.getvalue()
    assert decoded(sink.getvalue())
