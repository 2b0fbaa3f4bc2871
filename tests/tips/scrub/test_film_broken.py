"""Films of which a little is broken are copied without it: to encode a long one takes minutes."""

import io

import av
import pytest

from tests import samples_av as samples
from tips.scrub import Change, video

LENGTH = samples.SECONDS * samples.RATE


def laid(data, out, options, broken=()):
    """Write a film anew, some of its pictures with a length that is wrong."""
    with (
        av.open(io.BytesIO(data)) as film,
        av.open(out, "w", format="mp4", container_options=options) as writer,
    ):
        tracks = [writer.add_stream_from_template(stream) for stream in film.streams]
        number = 0
        for packet in film.demux():
            if packet.size:
                track = tracks[packet.stream_index]
                if track.type == "video":
                    packet = wrong(packet) if number in broken else packet
                    number += 1
                packet.stream = track
                writer.mux(packet)


def wrong(packet):
    made = av.Packet(b"\x00\xff" + bytes(packet)[2:])
    made.pts, made.dts, made.duration = packet.pts, packet.dts, packet.duration
    made.time_base, made.is_keyframe = packet.time_base, packet.is_keyframe
    return made


def scrubbed(data):
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert not video.inspect(sink)
    with av.open(io.BytesIO(sink.getvalue())) as film:
        return report.changed, [bytes(packet) for packet in film.demux(video=0) if packet.size]


def film():
    return samples.film("mp4", "libx264", "aac", options={"bf": "0", "g": "6"})


@pytest.mark.parametrize("options", [{"movflags": "+faststart"}, {"movflags": "+frag_keyframe"}])
def test_a_film_that_breaks_off_is_copied_as_far_as_it_goes(options, tmp_path):
    path = tmp_path / "film.mp4"
    laid(film(), str(path), options)
    data = path.read_bytes()
    whole = scrubbed(data)[1]
    assert len(whole) == LENGTH
    for number in (2, 13, LENGTH - 1):
        place = data.index(whole[number])
        for end in (place + 5, place + len(whole[number]) // 2):
            assert scrubbed(data[:end]) == ((), whole[:number])


def test_a_picture_that_no_decoder_takes_is_left_out():
    whole = scrubbed(film())[1]
    laid(film(), data := io.BytesIO(), {}, broken=[8])
    changed, pictures = scrubbed(data.getvalue())
    assert changed == ()
    assert pictures == [*whole[:8], *whole[9:]]


def test_a_film_of_which_much_is_broken_is_encoded_again():
    laid(film(), data := io.BytesIO(), {}, broken=[8, 15])
    changed, pictures = scrubbed(data.getvalue())
    assert changed == (Change.TRANSCODED,)
    assert len(pictures) == LENGTH - 2
