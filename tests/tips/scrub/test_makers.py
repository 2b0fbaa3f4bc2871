"""Films and recordings in the forms of their makers: security cameras, camcorders, telephones."""

import io
import struct

import av
import pytest

from tests import samples_av, samples_sound
from tips.scrub import Reason, Unscrubbable, media_types, sound, video
from tips.scrub._sniff import HEAD, sniff

MARK = b"MARK-0fc3a1d2"


def cleaned(data, module=video):
    assert sniff(data[:HEAD]) in module.MEDIA_TYPES
    report = module.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert not (module if report.media_type in module.MEDIA_TYPES else sound).inspect(sink)
    assert MARK not in sink.getvalue()
    return sink.getvalue()


def length(data, kind):
    with av.open(io.BytesIO(data)) as film:
        frames = list(film.decode(**{kind: 0}))
    if kind == "video":
        return float((frames[-1].pts - frames[0].pts) * frames[0].time_base), len(frames)
    return sum(frame.samples / frame.sample_rate for frame in frames)


def watched(number, kind, told, data):
    """One packet of a Dahua recorder: its date, its milliseconds, what it holds, its length."""
    size = 24 + len(told) + len(data) + 8
    clock = struct.pack("<IIIHBB", number, size, 0x62A61CC8, number * 40, len(told), 0)
    return (
        b"DHAV"
        + bytes((kind, 0, 0, 0))
        + clock
        + told
        + data
        + b"dhav"
        + size.to_bytes(4, "little")
    )


def dahua():
    form = struct.pack("<4sHH", b"\x82\0\0\0", 160, 96) + b"\x81\0\x08\x19"
    parts = []
    with av.open(
        io.BytesIO(samples_av.film("mpegts", "libx264", "aac", options={"bf": "0"}))
    ) as film:
        for number, packet in enumerate(film.demux(video=0)):
            key = packet.is_keyframe
            parts.append(
                watched(number, 0xFD if key else 0xFC, form if key else b"", bytes(packet))
            )
            parts.append(watched(number, 0xF0, b"\x83\1\x0e\2", b"\x55\xd5" * 160))
            parts.append(watched(number, 0xF1, b"", MARK))
    return b"".join(parts[:-3])


def test_what_a_dahua_recorder_saves_is_a_film():
    clean = cleaned(dahua())
    assert length(clean, "video") == (pytest.approx(23 / 25, abs=0.1), 24)
    assert length(clean, "audio") == pytest.approx(24 / 25, abs=0.1)


def test_what_a_hikvision_recorder_saves_is_a_film():
    head = b"IMKH" + bytes(12) + MARK.ljust(24, b"\xff")
    clean = cleaned(head + samples_av.film("vob", "libx264", "mp2"))
    assert length(clean, "video") == (pytest.approx(23 / 24, abs=0.1), 24)


def test_a_tape_of_a_camcorder_is_a_film():
    with av.open(out := io.BytesIO(), "w", format="dv") as writer:
        tape = writer.add_stream("dvvideo", rate=25)
        tape.width, tape.height, tape.pix_fmt = 720, 576, "yuv420p"
        frame = av.VideoFrame(720, 576, "yuv420p")
        for number in range(5):
            frame.pts = number
            writer.mux(tape.encode(frame))
        writer.mux(tape.encode(None))
    assert length(cleaned(out.getvalue()), "video")[1] == 5


def test_a_recording_of_sun_is_taken():
    data = samples_sound.raw("pcm_mulaw", "au", title=MARK)
    assert MARK in data
    assert length(cleaned(data, sound), "audio") == pytest.approx(1, abs=0.1)


def test_what_a_professional_camera_saves_is_a_film():
    with av.open(out := io.BytesIO(), "w", format="mxf") as writer:
        writer.metadata["company_name"] = MARK.decode()
        pictures = writer.add_stream("mpeg2video", rate=samples_av.RATE)
        pictures.width, pictures.height, pictures.pix_fmt = 160, 96, "yuv420p"
        voices = writer.add_stream("pcm_s16le", rate=48_000, layout="mono")
        samples_av.fill(writer, pictures, voices)
    data = out.getvalue()
    assert MARK.decode().encode("utf-16-be") in data
    clean = cleaned(data)
    assert length(clean, "video") == (pytest.approx(23 / 24, abs=0.1), 24)
    assert length(clean, "audio") == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize(("form", "ending"), [("mpegts", "m2t"), ("vob", "vob"), ("vob", "mod")])
def test_names_that_cameras_give_are_no_wrong_names(form, ending):
    assert ending in media_types()[sniff(samples_av.film(form, "mpeg2video", "mp2")[:HEAD])]


@pytest.mark.parametrize("version", [2, 3])
def test_what_is_spoken_into_a_dictating_machine_is_taken(version):
    head = bytearray(512 * version)
    head[:4], head[12:28], head[0x31E:0x32C] = (
        bytes([version]) + b"dss",
        MARK.ljust(16),
        MARK + b"!",
    )
    head[0x32:0x3E] = b"240506070809"
    blocks = (bytes(6) + bytes(place % 251 for place in range(number, number + 506))
              for number in range(20))  # fmt: skip
    clean = cleaned(bytes(head) + b"".join(blocks), sound)
    assert length(clean, "audio") == pytest.approx(5.7, abs=0.3)


@pytest.mark.parametrize(("codec", "form"), [
    ("libmp3lame", "mp3"), ("mp2", "mp2"), ("aac", "adts"),
])  # fmt: skip
@pytest.mark.parametrize("before", ["silence", "half a frame"])
def test_sound_may_begin_behind_silence_or_within_a_frame(codec, form, before):
    whole = samples_sound.raw(codec, form)
    data = bytes(300) + whole if before == "silence" else whole[len(whole) // 4 + 1 :]
    assert length(cleaned(data, sound), "audio") == pytest.approx(length(data, "audio"), abs=0.06)


def test_sound_between_other_things_is_no_recording():
    whole = samples_sound.raw("libmp3lame", "mp3")
    frames = whole[len(whole) // 2 : len(whole) // 2 + 2000]
    assert sniff(bytes(range(256)) * 2 + (frames + bytes(range(128, 256))) * 9) is None
    assert sniff(bytes(50_000)) is None


def test_pictures_of_hevc_in_no_container_are_copied():
    with av.open(io.BytesIO(samples_av.film("mp4", "libx265", "aac"))) as film:
        stream = film.streams.video[0]
        into = av.BitStreamFilterContext("hevc_mp4toannexb", stream)
        data = b"".join(bytes(part) for packet in film.demux(stream) if packet.size
                        for part in into.filter(packet))  # fmt: skip
    clean = cleaned(data + b"\0\0\0\1\x4e\x01\x05" + bytes([29]) + bytes(16) + MARK + b"\x80")
    assert length(clean, "video") == (pytest.approx(23 / 25, abs=0.1), 24)


@pytest.mark.parametrize("codec", ["mpeg1video", "mpeg2video"])
def test_pictures_of_mpeg_in_no_container_are_taken(codec):
    with av.open(io.BytesIO(samples_av.film("vob", codec, "mp2"))) as film:
        data = b"".join(bytes(packet) for packet in film.demux(video=0))
    clean = cleaned(data + b"\0\0\1\xb2" + MARK)
    assert length(clean, "video") == (pytest.approx(23 / 24, abs=0.1), 24)


def test_a_stream_that_ends_before_its_first_picture_is_called_damaged():
    with pytest.raises(Unscrubbable) as refusal:
        video.scrub(io.BytesIO(b"\0\0\0\1\x67\x64\0\x0a" + bytes(40)), io.BytesIO())
    assert refusal.value.reason == Reason.BROKEN
