"""What telephones and messengers add to films and recordings beyond the usual fields."""

import io
import struct

import av
import pytest

from tests import samples_av as samples
from tests import samples_sound
from tests.tips.planted import Marks
from tips.scrub import Change, Kind, Reason, Unscrubbable, _tidy, sound, video
from tips.scrub._sniff import HEAD, sniff

PATH = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
HEADS = {b"stsd": 16, b"hvc1": 86, b"avc1": 86}
DOLBY = samples.box(b"dvvC", bytes((1, 0, 0x10, 0x2D, 0x40)) + bytes(19))
SCREEN = samples.box(b"mdcv", bytes(range(24))) + samples.box(b"clli", bytes((3, 232, 1, 144)))
LIGHT = samples.box(b"amve", struct.pack(">IHH", 3_140_000, 15_635, 16_450))


def inserted(data, path, more):
    """Put boxes at the end of the first box at a path, behind which no offset points."""
    made, start, end, chain = bytearray(data), 0, len(data), []
    for name in path:
        place = start
        while bytes(made[place + 4 : place + 8]) != name:
            place += int.from_bytes(made[place : place + 4], "big")
            assert place < end
        chain.append(place)
        end = place + int.from_bytes(made[place : place + 4], "big")
        start = place + HEADS.get(name, 8)
    made[end:end] = more
    for place in chain:
        size = int.from_bytes(made[place : place + 4], "big") + len(more)
        made[place : place + 4] = size.to_bytes(4, "big")
    return bytes(made)


def hevc():
    return samples.film(
        "mov",
        "libx265",
        "aac",
        options={"x265-params": "log-level=none:pools=none:frame-threads=1"},
    )


@pytest.mark.parametrize("entry", [b"hvc1", b"avc1"])
def test_what_tells_one_screen_from_another_goes(entry):
    data = hevc() if entry == b"hvc1" else samples.film("mov", "libx264", "aac")
    data = data.replace(b"hev1", b"hvc1")
    data = inserted(data, (*PATH, b"stsd", entry), DOLBY + SCREEN + LIGHT)
    data = inserted(data, PATH, samples.box(b"sdtp", bytes(4) + bytes(range(1, 25))))
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert report.changed == ()
    names = (b"dvvC", b"mdcv", b"clli", b"amve", b"sdtp", b"dby1")
    assert not [name for name in names if name in sink.getvalue()]
    assert not video.inspect(sink)
    assert len(decoded(sink.getvalue(), "video")) == samples.SECONDS * samples.RATE


def test_a_profile_of_colours_goes_from_the_head_of_a_film():
    profile = samples.box(b"colr", b"prof", bytes(128), b"MARKprofileMARK")
    data = inserted(samples.film("mov", "libx264", "aac"), (*PATH, b"stsd", b"avc1"), profile)
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert report.changed == ()
    assert b"MARK" not in sink.getvalue()
    assert not video.inspect(sink)


def within(data, path, more):
    """Put an element of Matroska at the end of those on a path; sizes take eight bytes."""
    place = 0
    for name, _, content, end in _tidy.elements(io.BytesIO(data), 0, len(data)):
        if name == path[0]:
            inner = data[content:end]
            inner = within(inner, path[1:], more) if path[1:] else inner + more
            size = (1 << 56 | len(inner)).to_bytes(8, "big")
            return data[:place] + name + size + inner + data[end:]
        place = end
    raise LookupError(path)


def test_what_bends_a_picture_all_around_goes():
    private = b"\x76\x72" + bytes([0x80 | 20]) + bytes(4) + b"MARKcamera17".ljust(16, b"\0")
    around = b"\x76\x70" + bytes([0x80 | len(private) + 4]) + b"\x76\x71\x81\x01" + private
    path = (b"\x18\x53\x80\x67", b"\x16\x54\xae\x6b", b"\xae", b"\xe0")
    data = within(samples.film("webm", "libvpx-vp9", "libopus"), path, around)
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert report.media_type == "video/webm"
    assert report.changed == ()
    assert b"MARK" not in sink.getvalue()
    assert not video.inspect(sink)
    assert len(decoded(sink.getvalue(), "video")) == samples.SECONDS * samples.RATE


def test_what_tells_one_screen_from_another_goes_from_a_webm():
    light = b"".join(bytes((0x55, 0xD0 + number, 0x84)) + struct.pack(">f", 0.3 + number / 100)
                     for number in range(1, 11))  # fmt: skip
    most = b"\x55\xbc\x82\x03\xe8\x55\xbd\x82\x01\x90"
    screen = most + b"\x55\xd0" + bytes([0x80 | len(light)]) + light
    colour = b"\x55\xb1\x81\x09\x55\xba\x81\x10\x55\xbb\x81\x09" + screen
    path = (b"\x18\x53\x80\x67", b"\x16\x54\xae\x6b", b"\xae", b"\xe0")
    whole = b"\x55\xb0" + bytes([0x80 | len(colour)]) + colour
    data = within(samples.film("webm", "libvpx-vp9", "libopus"), path, whole)
    assert Kind.DEVICE in video.inspect(io.BytesIO(data))
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert report.changed == ()
    assert not [name for name in (b"\x55\xd0", b"\x55\xbc", b"\x55\xbd") if name in sink.getvalue()]
    assert not video.inspect(sink)
    first = decoded(sink.getvalue(), "video")[0]
    assert (first.color_primaries, first.color_trc) == (9, 16)


def test_av1_with_a_head_that_nobody_here_knows_becomes_an_mp4():
    data = samples.film("matroska", "libsvtav1", "libopus")
    with av.open(io.BytesIO(data)) as film:
        head = film.streams.video[0].codec_context.extradata
    data = data.replace(head, b"\x0a" + head[1:], 1)
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert (report.media_type, report.changed) == ("video/mp4", (Change.TRANSCODED,))
    assert not video.inspect(sink)
    assert len(decoded(sink.getvalue(), "video")) == samples.SECONDS * samples.RATE


def decoded(data, kind):
    with av.open(io.BytesIO(data)) as container:
        return list(container.decode(**{kind: 0}))


@pytest.mark.parametrize(
    ("codec", "container", "media_type"),
    [("aac", "adts", "audio/aac"), ("flac", "flac", "audio/flac"),
     ("libmp3lame", "mp3", "audio/mpeg")],
)  # fmt: skip
def test_a_tag_does_not_hide_what_follows(codec, container, media_type):
    data = samples_sound.id3(Marks()) + samples_sound.raw(codec, container)
    assert sniff(data[:HEAD]) == media_type


def test_a_message_spoken_into_an_iphone_is_cleaned():
    data = samples_sound.raw("pcm_s16le", "caf", title=b"MARKtitleMARK")
    assert sniff(data) == "audio/x-caf"
    report = sound.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert report.media_type == "audio/mp4"
    assert b"MARK" not in sink.getvalue()
    assert not sound.inspect(sink)


def test_sound_that_reaches_into_the_pictures_is_not_copied():
    data, marks = samples.FILMS["mp4"]()
    place = data.rindex(b"stsz") + 16 + 4 * 20  # the size of a packet of sound
    larger = (int.from_bytes(data[place : place + 4], "big") + 3_000).to_bytes(4, "big")
    video.scrub(io.BytesIO(data[:place] + larger + data[place + 4 :]), sink := io.BytesIO())
    assert not [mark for mark in marks if mark in sink.getvalue()]


def test_pictures_that_nobody_here_knows_are_not_left_out_in_silence():
    data = samples.film("mp4", "libx264", "aac").replace(b"avc1", b"zzz1").replace(b"avcC", b"zzzC")
    with pytest.raises(Unscrubbable) as refusal:
        video.scrub(io.BytesIO(data), io.BytesIO())
    assert refusal.value.reason == Reason.UNSUPPORTED
