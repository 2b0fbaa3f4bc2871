"""What is seen and heard keeps its time, however a film says when."""

import io

import av
import pytest

from tests import samples_av
from tips.scrub import video


def rewritten(data, form, options=None, change=lambda number, packet: packet):
    """Return a film in another container, its packets changed on the way."""
    with (
        av.open(io.BytesIO(data)) as source,
        av.open(out := io.BytesIO(), "w", format=form, container_options=options or {}) as target,
    ):
        streams = {stream.index: target.add_stream_from_template(stream)
                   for stream in source.streams}  # fmt: skip
        for number, packet in enumerate(source.demux()):
            if packet.size and (changed := change(number, packet)):
                changed.stream = streams[packet.stream_index]
                target.mux(changed)
    return out.getvalue()


def times(data, kind):
    """List when each packet of a track is shown, in seconds; some are there, but cut off."""
    with av.open(io.BytesIO(data)) as film:
        stream = next(stream for stream in film.streams if stream.type == kind)
        return sorted(float(packet.pts * packet.time_base)
                      for packet in film.demux(stream)
                      if packet.size and not packet.is_discard)  # fmt: skip


def scrubbed(data):
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert not video.inspect(sink)
    return report, sink.getvalue()


@pytest.mark.parametrize("late", [0, 12], ids=["together", "picture late"])
def test_a_film_of_fragments_keeps_all_of_its_sound(late):
    film = samples_av.film("mp4", "libx264", "aac", options={"bf": "2", "b-adapt": "0"})

    def later(number, packet):
        if packet.stream.type == "video":
            shift = round(late / 25 / packet.time_base)
            packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
        return packet

    options = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
    data = rewritten(film, "mp4", options, later)
    report, clean = scrubbed(data)
    assert report.changed == ()
    for kind in ("video", "audio"):
        assert len(times(clean, kind)) == len(times(data, kind))
    apart, kept = (times(film, "video")[0] - times(film, "audio")[0] for film in (data, clean))
    assert kept == pytest.approx(apart, abs=0.01)
