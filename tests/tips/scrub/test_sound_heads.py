"""Heads of coded sound say what a decoder needs, and have no room for more."""

import io
import random

import av
import pytest

from tests import samples_sound
from tests.tips.scrub.test_ends import vorbis
from tips.scrub import _frames, _mp3_heads, _ogg, sound

MARK = b"MARKratesMARK"[:12]
CHECKED = bytes.fromhex("fffae0c0")  # head of a frame of one channel, with a checksum


def test_rates_that_no_decoder_asks_for_go_from_a_head_of_vorbis():
    source = vorbis()
    packets = _ogg.packets(io.BytesIO(source), next(_ogg.pages(io.BytesIO(source))).serial)
    writer = _ogg.Writer(dirty := io.BytesIO())
    for number, (packet, time) in enumerate(packets):
        writer.write(packet[:16] + MARK + packet[28:] if not number else packet, time)
    assert MARK in dirty.getvalue()
    assert sound.inspect(dirty)
    assert sound.scrub(dirty, clean := io.BytesIO()).changed == ()
    assert MARK not in clean.getvalue()
    assert not sound.inspect(clean)


def private(data, frame):
    """Return five bits of the side information of a frame of one channel."""
    start = frame.start + (4 if data[frame.start + 1] & 1 else 6)
    return int.from_bytes(data[start : start + 2], "big") >> 2 & 0x1F


def test_bits_that_no_decoder_asks_for_go_from_the_heads_of_mp3():
    source = samples_sound.raw("libmp3lame", "mp3")
    data = bytearray(source)
    frames = [frame for frame in _frames.mp3_frames(source) if frame.mono]
    for number, frame in enumerate(frames):
        place = frame.start + (4 if data[frame.start + 1] & 1 else 6)
        data[place + 1] |= (number % 31 + 1) << 2 & 0x7C
        data[frame.start + 3] |= number << 2 & 0x0C
    assert sound.scrub(io.BytesIO(data), clean := io.BytesIO()).changed == ()
    written = clean.getvalue()
    kept = list(_frames.mp3_frames(written))
    assert len(kept) > 10
    assert not any(private(written, frame) for frame in kept)
    assert not any(written[frame.start + 3] & 0x0C for frame in kept)
    assert not sound.inspect(clean)
    marked = bytearray(written)
    marked[kept[3].start + 5] |= 0x04
    assert sound.inspect(io.BytesIO(marked))


def test_a_checksum_of_mp3_is_that_of_the_bits_that_stay():
    made = _mp3_heads.plain(CHECKED + b"??" + bytes(range(17)))
    assert made[4:6] == crc(made[2:4] + made[6:]).to_bytes(2, "big")


def crc(data):
    """Divide bit by bit, as ISO/IEC 11172-3 draws it."""
    register = 0xFFFF
    for bit in "".join(f"{byte:08b}" for byte in data):
        carry = register >> 15 ^ int(bit)
        register = register << 1 & 0xFFFF ^ (0x8005 if carry else 0)
    return register


def field_recording(form, codec, layout):
    with av.open(out := io.BytesIO(), "w", format="wav") as writer:
        track = writer.add_stream(codec, rate=48_000, layout=layout)
        frame = av.AudioFrame(format=form, layout=layout, samples=48)
        frame.planes[0].update(random.Random(1).randbytes(frame.planes[0].buffer_size))  # noqa: S311
        frame.sample_rate, frame.pts = 48_000, 0
        writer.mux(track.encode(frame))
    return out.getvalue()


@pytest.mark.parametrize(("form", "codec", "layout"), [
    ("s16", "pcm_s16le", "4.0"), ("s32", "pcm_s24le", "5.1"), ("flt", "pcm_f32le", "7.1"),
])  # fmt: skip
def test_recordings_of_many_microphones_keep_each_and_its_place(form, codec, layout):
    dirty = field_recording(form, codec, layout)
    report = sound.scrub(io.BytesIO(dirty), clean := io.BytesIO())
    assert (report.media_type, report.changed) == ("audio/wav", ())
    assert not sound.inspect(clean)
    frames = []
    for data in (dirty, clean.getvalue()):
        with av.open(io.BytesIO(data)) as recording:
            frames.append(next(recording.decode(audio=0)))
    assert [frame.layout.name for frame in frames] == [layout, layout]
    assert bytes(frames[0].planes[0]) == bytes(frames[1].planes[0])


def test_places_of_microphones_spell_nothing():
    dirty = bytearray(field_recording("s16", "pcm_s16le", "4.0"))
    place = dirty.index(b"fmt ") + 8 + 20
    dirty[place : place + 4] = b"MARK"
    assert sound.scrub(io.BytesIO(dirty), clean := io.BytesIO()).changed == ()
    assert b"MARK" not in clean.getvalue()
    assert clean.getvalue()[place : place + 4] == bytes(4)


def changing():
    """Return an MP3 that begins with silence and goes on with noise."""
    noise = random.Random(2)  # noqa: S311
    with av.open(out := io.BytesIO(), "w", format="mp3") as writer:
        track = writer.add_stream("libmp3lame", rate=48_000, layout="mono")
        track.codec_context.qscale = True
        track.codec_context.global_quality = 4 * 118  # FFmpeg's units of quality
        for start in range(0, 96_000, 1152):
            frame = av.AudioFrame(format="s16p", layout="mono", samples=1152)
            size = frame.planes[0].buffer_size
            frame.planes[0].update(noise.randbytes(size) if start > 32_000 else bytes(size))
            frame.sample_rate, frame.pts = 48_000, start
            writer.mux(track.encode(frame))
        writer.mux(track.encode(None))
    return out.getvalue()


def test_an_mp3_of_changing_rates_says_how_long_it_is():
    dirty = changing()
    assert sound.scrub(io.BytesIO(dirty), clean := io.BytesIO()).changed == ()
    written = clean.getvalue()
    assert b"Lav" not in written
    assert not sound.inspect(clean)
    for data in (dirty, written):
        with av.open(io.BytesIO(data)) as recording:
            assert recording.duration / av.time_base == pytest.approx(2, abs=0.1)
    for place in (5, 40, 60):  # side information, numbers, what follows
        marked = bytearray(written)
        marked[place] ^= 0x55
        assert sound.inspect(io.BytesIO(marked))
    assert sound.scrub(io.BytesIO(written), again := io.BytesIO()).changed == ()
    assert again.getvalue() == written
