"""Edges of pictures that a container hides are hidden for good; a few pixels of padding are not."""

import io
import struct

import av
import pytest

from tests import samples_av
from tests.tips.scrub.test_telephones import PATH, inserted, within
from tips.scrub import Change, Kind, video

SCREEN = (b"\x18\x53\x80\x67", b"\x16\x54\xae\x6b", b"\xae", b"\xe0")
CODECS = {"mp4": ("libx264", "aac"), "matroska": ("libx264", "aac"), "webm": ("libvpx", "libopus")}
SIZE = 160, 96


def hidden(form, left, top, right, bottom):
    """Return a film of which so many pixels are not shown on each side."""
    data = samples_av.film(form, *CODECS[form])
    if form != "mp4":
        sides = zip(b"\xcc\xbb\xdd\xaa", (left, top, right, bottom), strict=True)
        return within(
            data, SCREEN, b"".join(bytes((0x54, name, 0x81, side)) for name, side in sides)
        )
    # Width, height and the way of their middle from that of the picture, each as a fraction.
    numbers = (
        SIZE[0] - left - right,
        1,
        SIZE[1] - top - bottom,
        1,
        left - right,
        2,
        top - bottom,
        2,
    )
    aperture = samples_av.box(b"clap", struct.pack(">8i", *numbers))
    return inserted(data, (*PATH, b"stsd", b"avc1"), aperture)


def luma(data):
    """Return the rows of the first picture, each with the grey of its pixels."""
    with av.open(io.BytesIO(data)) as film:
        plane = next(film.decode(video=0)).planes[0]
    rows = bytes(plane)
    return [rows[start : start + plane.width]
            for start in range(0, plane.height * plane.line_size, plane.line_size)]  # fmt: skip


@pytest.mark.parametrize("form", CODECS)
def test_edges_that_are_not_shown_go(form):
    left, top, right, bottom = 40, 2, 6, 24
    data = hidden(form, left, top, right, bottom)
    known = video.inspect(io.BytesIO(hidden(form, 0, 0, 0, 0)))
    assert (video.inspect(io.BytesIO(data)) - known)[Kind.HIDDEN] == (form != "mp4") * 4
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert Change.TRANSCODED in report.changed
    assert not video.inspect(sink)
    whole, shown = luma(data), luma(sink.getvalue())
    wanted = [row[left : len(row) - right] for row in whole[top : len(whole) - bottom]]
    assert [len(row) for row in shown] == [len(row) for row in wanted]
    apart = [abs(one - other) for row, kept in zip(wanted, shown, strict=True)
             for one, other in zip(row, kept, strict=True)]  # fmt: skip
    assert sum(apart) / len(apart) < 3


@pytest.mark.parametrize("form", CODECS)
def test_padding_of_an_encoder_does_not_have_a_film_encoded_again(form):
    report = video.scrub(io.BytesIO(hidden(form, 0, 0, 0, 8)), io.BytesIO())
    assert report.changed == ()


@pytest.mark.parametrize("numbers", [(0, 0, 0, 0, 0, 0, 0, 0), (-1, 1, 2**31 - 1, 1, -9, 1, 0, 1)])
def test_an_aperture_without_sense_is_none(numbers):
    aperture = samples_av.box(b"clap", struct.pack(">8i", *numbers))
    data = inserted(samples_av.film("mp4", "libx264", "aac"), (*PATH, b"stsd", b"avc1"), aperture)
    assert video.scrub(io.BytesIO(data), io.BytesIO()).changed == ()
