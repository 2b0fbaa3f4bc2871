"""A film whose sound nobody here can decode keeps its pictures, and its report says so."""

import io
import itertools
import random

import av
import pytest

from tests import samples_av as samples
from tips.scrub import Change, Limit, Reason, Unscrubbable, sound, video

LOUD = 0.1
PICTURES = samples.SECONDS * samples.RATE
# Of this the decoder of AAC says that it is not permitted.
ODD = bytes.fromhex(
    "da3f018a4224dece20c7084a10b76a9ca37fb007d544339f3eac54a7d9c9b9d32d21c335a5fe17fa"
)


def scrubbed(data):
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert not video.inspect(sink)
    with av.open(sink) as film:
        assert (Limit.VOICE in report.kept) == bool(film.streams.audio)
        assert sum(bool(packet.size) for packet in film.demux(video=0)) == PICTURES
        return report.changed, [stream.codec.canonical_name for stream in film.streams]


def unknown(data, name):
    """Let the last track of sound be of a kind that nobody here knows."""
    head, _, rest = data.rpartition(b"mp4a")
    return head + name + rest.replace(b"esds", b"dapa", 1)


@pytest.mark.parametrize("name", [b"apac", b"mhm1", b"ac-4"])
def test_sound_of_an_unknown_kind_is_not_left_out_in_silence(name):
    data = unknown(samples.film("mp4", "libx264", "aac"), name)
    assert scrubbed(data) == ((Change.SILENCED,), ["h264"])


def test_of_two_kinds_of_sound_the_known_one_is_heard():
    with av.open(out := io.BytesIO(), "w", format="mov") as film:
        pictures = film.add_stream("libx264", rate=samples.RATE)
        pictures.width, pictures.height = 160, 96
        voices = [film.add_stream("aac", rate=48_000, layout="mono") for _ in range(2)]
        for frame in (*samples.frames(), None):
            film.mux(pictures.encode(frame))
        for voice in voices:
            for frame in (*samples.tone(), None):
                film.mux(voice.encode(frame))
    assert scrubbed(unknown(out.getvalue(), b"apac")) == ((), ["h264", "aac"])


def noise(packet):
    return random.Random(len(packet)).randbytes(len(packet))  # noqa: S311


@pytest.mark.parametrize(
    ("form", "codec", "heard"),
    [("mp4", "aac", noise), ("mp4", "aac", lambda _: ODD), ("matroska", "libmp3lame", noise)],
)
def test_sound_that_is_nothing_but_noise_does_not_take_the_pictures_with_it(form, codec, heard):
    data = samples.film(form, "libx264", codec, heard=heard)
    assert scrubbed(data) == ((Change.SILENCED,), ["h264"])


def test_a_telephone_may_say_that_nobody_speaks():
    told = [b"\x44" + bytes(5)] + 19 * [b"\x7c"]  # how silence sounds, and that it goes on
    packets = itertools.chain(10 * [None], told, itertools.repeat(None))
    data = samples.film(
        "3gp", None, "libopencore_amrnb", heard=lambda packet: next(packets) or bytes(packet)
    )
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert (report.media_type, report.changed) == ("audio/mp4", (Change.TRANSCODED,))
    with av.open(io.BytesIO(sink.getvalue())) as recording:
        heard = [
            max(memoryview(bytes(frame.planes[0])).cast("f")) > LOUD
            for frame in recording.decode(audio=0)
        ]
    assert heard == [True, True, False, False, True, True, True, True]


@pytest.mark.parametrize("form", ["mp4", "mpegts"])
def test_a_track_of_sound_that_is_empty_is_none(form):
    whole = io.BytesIO(samples.film("mp4", "libx264", "aac"))
    with av.open(whole) as film, av.open(out := io.BytesIO(), "w", format=form) as writer:
        tracks = [writer.add_stream_from_template(stream) for stream in film.streams]
        for packet in film.demux(video=0):
            if packet.size:
                packet.stream = tracks[0]
                writer.mux(packet)
    assert scrubbed(out.getvalue()) == ((), ["h264"])


def test_a_recording_of_an_unknown_kind_is_said_to_be_one():
    data = unknown(samples.film("ipod", None, "aac"), b"apac")
    with pytest.raises(Unscrubbable) as refusal:
        sound.scrub(io.BytesIO(data), io.BytesIO())
    assert refusal.value.reason == Reason.UNSUPPORTED
