"""Pictures decoded in another order than seen, in containers that do not say when each is."""

import io

import av
import pytest

from tests import samples_av
from tips.scrub import _moments, _recode, video

EVEN = pytest.approx(1 / samples_av.RATE, abs=0.002)


def seen(data, form=None):
    """Return when the pictures of a film are seen, and their brightness."""
    with av.open(io.BytesIO(data), format=form) as film:
        frames = list(film.decode(video=0))
    times = [float(frame.pts * frame.time_base) for frame in frames if frame.pts is not None]
    return times, [rows(frame.planes[0]) for frame in frames]


def rows(plane):
    data = bytes(plane)
    return [data[place : place + plane.width] for place in range(0, len(data), plane.line_size)]


def are_even(times):
    return all(late - time == EVEN for time, late in zip(times, times[1:], strict=False))


@pytest.mark.parametrize("form", ["vob", "asf", "h264"])
@pytest.mark.parametrize("between", ["0", "2"])
def test_pictures_are_copied_and_seen_in_their_order_at_even_steps(form, between):
    options = {"bf": between, "b-adapt": "0"}
    container = "mp4" if form == "h264" else form
    data = samples_av.film(container, "libx264", "mp2", options=options)
    data = bare(data) if form == "h264" else data
    video.scrub(io.BytesIO(data), clean := io.BytesIO())
    assert not video.inspect(clean)
    times, pictures = seen(clean.getvalue())
    assert pictures == seen(data, form if form == "h264" else None)[1]
    assert len(times) == samples_av.SECONDS * samples_av.RATE
    if form == "h264":  # which does not say how many there are in a second
        times = [time * 25 / samples_av.RATE for time in times]
    assert are_even(times)


def bare(data):
    """Return the pictures of a film without a container."""
    with av.open(io.BytesIO(data)) as film:
        stream = film.streams.video[0]
        into = av.BitStreamFilterContext("h264_mp4toannexb", stream)
        return b"".join(bytes(part) for packet in film.demux(stream) if packet.size
                        for part in into.filter(packet))  # fmt: skip


def test_pictures_of_which_few_have_a_time_are_encoded_at_even_steps():
    data = samples_av.film("vob", "libx264", "mp2", options={"bf": "2", "b-adapt": "0"})
    with (
        av.open(io.BytesIO(data), format="mpeg") as source,
        av.open(out := io.BytesIO(), "w", format="mp4") as target,
    ):
        recoder = _recode.Frames(target, source.streams.video[0])
        for packet in source.demux(video=0):
            packet.pts = packet.dts = None
            for written in recoder.write(packet if packet.size else None):
                written.stream = recoder.target
                target.mux(written)
    times = seen(out.getvalue())[0]
    assert len(times) == samples_av.SECONDS * samples_av.RATE
    assert are_even(times)


def test_a_time_that_a_container_says_of_two_pictures_is_that_of_the_first_seen(monkeypatch):
    told, order = [0, None, 20, 20, None, 50], [0, 1, 3, 2, 4, 5]
    monkeypatch.setattr(_moments, "_shown", lambda *_: (told, order))
    assert _moments._between(None, iter(())) == [0, 10, 30, 20, 40, 50]
