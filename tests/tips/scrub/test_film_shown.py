"""Films are shown as before: the tracks that players choose, their colours, the shape of pixels."""

import io
import struct
from dataclasses import dataclass
from fractions import Fraction

import av
import pytest
from av.codec.context import Flags
from av.stream import Disposition

from tests import samples_av
from tests.tips.scrub.test_telephones import PATH, inserted, within
from tips.scrub import Change, video

# Primaries, curve and matrix (ITU-T H.273): of nobody knows what, of wide colours and bright
# lights, of JPEG.
UNKNOWN, HDR, JPEG = (2, 2, 2), (9, 16, 9), (2, 2, 5)
RED = bytes((255, 0, 0))


@dataclass
class Track:
    """Pictures of one colour, as bytes that are repeated."""

    colour: bytes
    codec: str = "libx264"
    form: str = "yuv420p"
    told: tuple[int, int, int] = UNKNOWN
    shown: bool = True
    length: int = 2
    step: int = 1  # from one to the next, in 24ths of a second

    def begin(self, writer):
        self.stream = stream = writer.add_stream(self.codec, rate=24)
        stream.width, stream.height, stream.pix_fmt = 160, 96, self.form
        stream.disposition = Disposition.default if self.shown else Disposition(0)
        context = stream.codec_context
        context.flags |= Flags.frame_duration
        context.color_primaries, context.color_trc, context.colorspace = self.told

    def fill(self, writer):
        for number in range(self.length):
            frame = av.VideoFrame(160, 96, self.form)
            for plane in frame.planes:
                plane.update(self.colour * (plane.buffer_size // len(self.colour)))
            frame.pts, frame.duration = number * self.step, self.step
            frame.time_base = Fraction(1, 24)
            writer.mux(self.stream.encode(frame))
        writer.mux(self.stream.encode(None))


def painted(form, *tracks):
    with av.open(out := io.BytesIO(), "w", format=form) as writer:
        for track in tracks:
            track.begin(writer)
        for track in tracks:
            track.fill(writer)
    return out.getvalue()


def scrubbed(data):
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert not video.inspect(sink)
    return report, sink.getvalue()


def pictures(data):
    with av.open(io.BytesIO(data)) as film:
        return list(film.decode(video=0))


def shape(data):
    """Return the shape of pixels as players see it: what a container says goes first."""
    with av.open(io.BytesIO(data)) as film:
        return film.streams.video[0].sample_aspect_ratio


@pytest.mark.parametrize("told", [b"MARKMARL", b"MARK\0\0\0\1"])
def test_the_shape_of_pixels_spells_nothing(told):
    box = samples_av.box(b"pasp", told)
    data = inserted(samples_av.film("mp4", "libx264", "aac"), (*PATH, b"stsd", b"avc1"), box)
    report, clean = scrubbed(data)
    assert report.changed == ()
    assert b"MARK" not in clean
    assert shape(clean) in (None, 1)


def test_the_unit_of_time_spells_nothing():
    data = bytearray(samples_av.film("mp4", "libx264", "aac"))
    place = data.index(b"mdhd") + 16
    scale = int.from_bytes(b"MARK", "big") // int.from_bytes(data[place : place + 4], "big")
    data[place : place + 4] = b"MARK"
    table = data.index(b"stts") + 16
    step = int.from_bytes(data[table : table + 4], "big") * scale
    data[table : table + 4] = step.to_bytes(4, "big")
    report, clean = scrubbed(bytes(data))
    assert report.changed == ()
    assert b"MARK" not in clean
    with av.open(io.BytesIO(clean)) as film:
        times = [float(packet.pts * packet.time_base) for packet in film.demux(video=0)
                 if packet.size]  # fmt: skip
    assert len(times) == samples_av.RATE
    assert max(times) - min(times) == pytest.approx(1 - 1 / samples_av.RATE, abs=0.01)


WIDE = bytes.fromhex("54b28100 54b0820140 54ba8160")  # in pixels: 320 by 96
SCREEN = (b"\x18\x53\x80\x67", b"\x16\x54\xae\x6b", b"\xae", b"\xe0")


@pytest.mark.parametrize("form", ["mp4", "mov"])
def test_the_shape_of_pixels_stays_where_only_the_container_tells_it(form):
    box = samples_av.box(b"pasp", struct.pack(">II", 2, 1))
    data = inserted(samples_av.film(form, "libx264", "aac"), (*PATH, b"stsd", b"avc1"), box)
    assert shape(data) == 2
    report, clean = scrubbed(data)
    assert report.changed == ()
    assert shape(clean) == 2


@pytest.mark.parametrize(("form", "codec"), [
    ("matroska", "libx264"), ("webm", "libvpx"), ("webm", "libvpx-vp9"),
])  # fmt: skip
def test_the_shape_of_pixels_stays_in_what_was_matroska(form, codec):
    data = within(samples_av.film(form, codec, "libopus"), SCREEN, WIDE)
    assert shape(data) == 2
    assert shape(scrubbed(data)[1]) == 2


@pytest.mark.parametrize("form", ["mp4", "mov", "matroska"])
def test_a_track_that_is_switched_off_is_not_shown_in_place_of_another(form):
    off, on = Track(b"\x20", shown=False, length=3), Track(b"\xa0")
    report, clean = scrubbed(painted(form, off, on))
    assert report.changed == ()
    assert [bytes(picture.planes[0])[0] for picture in pictures(clean)] == [0xA0] * on.length


@pytest.mark.parametrize(("codec", "form", "told"), [
    ("prores_ks", "yuv422p10le", HDR), ("mjpeg", "yuvj420p", JPEG), ("mpeg4", "yuv420p", UNKNOWN),
])  # fmt: skip
def test_pictures_that_are_encoded_again_say_of_their_colours_what_they_said(codec, form, told):
    report, clean = scrubbed(painted("mov", Track(b"\x60", codec, form, told)))
    assert Change.TRANSCODED in report.changed
    first = pictures(clean)[0]
    assert (first.color_primaries, first.color_trc, first.colorspace) == told


@pytest.mark.parametrize("codec", ["qtrle", "png"])
def test_red_is_red_in_a_film_that_was_red_green_and_blue(codec):
    _, clean = scrubbed(painted("mov", Track(RED, codec, "rgb24")))
    first = pictures(clean)[0]
    assert first.colorspace == 1
    known = [bytes(plane)[0] for plane in first.planes]  # BT.709, 3.2 to 3.5
    assert known == pytest.approx([63, 102, 240], abs=2)


def test_the_last_picture_is_shown_as_long_as_it_was():
    data = painted("mov", Track(b"\x60", "mpeg4", length=3, step=5 * 24))
    report, clean = scrubbed(data)
    assert report.changed == (Change.TRANSCODED,)
    for film in (data, clean):
        with av.open(io.BytesIO(film)) as opened:
            assert opened.duration / av.time_base == pytest.approx(15, abs=0.1)
