"""What is seen and heard keeps its time, however a film says when."""

import io

import av
import pytest

from tests import samples_av
from tips.scrub import Change, _recode, sound, video


def rewritten(data, form, options=None, change=lambda number, packet: packet, last=()):
    """Return a film in another container, its packets changed on the way, and the `last` ones."""
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
        for packet in last:
            packet.stream = streams[packet.stream_index]
            target.mux(packet)
    return out.getvalue()


def times(data, kind, cut=False):
    """List when each packet of a track is shown, in seconds; some may be there, but cut off."""
    with av.open(io.BytesIO(data)) as film:
        stream = next(stream for stream in film.streams if stream.type == kind)
        return sorted(float(packet.pts * packet.time_base)
                      for packet in film.demux(stream)
                      if packet.size and (cut or not packet.is_discard))  # fmt: skip


def scrubbed(data):
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert not video.inspect(sink)
    return report, sink.getvalue()


def check_whole_and_in_step(data):
    """Check that a film is copied with all its packets, and begins as far apart as before."""
    report, clean = scrubbed(data)
    assert report.changed == ()
    for kind in ("video", "audio"):
        assert len(times(clean, kind)) == len(times(data, kind))
    apart, kept = (times(each, "video")[0] - times(each, "audio")[0] for each in (data, clean))
    assert kept == pytest.approx(apart, abs=0.01)


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
    check_whole_and_in_step(data)


@pytest.mark.parametrize(("form", "options"), [
    ("mp4", {"use_editlist": "0"}), ("asf", {}), ("mp4", {}), ("matroska", {}),
])  # fmt: skip
def test_a_film_begins_with_its_first_picture_and_sound(form, options):
    film = samples_av.film("mp4", "libx264", "aac", options={"bf": "2", "b-adapt": "0"})
    data = rewritten(film, form, options)
    check_whole_and_in_step(data)


def test_sound_that_lies_far_behind_the_pictures_keeps_its_beginning():
    film = samples_av.film("mp4", "libx264", "aac", options={"bf": "2", "b-adapt": "0"})
    options = {"use_editlist": "0", "max_interleave_delta": "1"}
    size = 20_000
    filler = size.to_bytes(4, "big") + b"\x0c".ljust(size - 1, b"\xff") + b"\x80"
    kept = []

    def apart(number, packet):
        if packet.stream.type == "audio":
            return kept.append(packet)
        return samples_av._with(packet, lambda data: data + filler)

    data = rewritten(film, "mp4", options, apart, kept)
    report, clean = scrubbed(data)
    assert report.changed == ()
    first, kept = (times(each, "video")[0] - times(each, "audio")[0] for each in (data, clean))
    assert kept == pytest.approx(first, abs=0.01)


@pytest.mark.parametrize("between", [0, 2], ids=["in order", "out of order"])
def test_pictures_of_an_avi_are_seen_in_their_order(between):
    options = {"bf": str(between), "b-adapt": "0"}
    report, clean = scrubbed(samples_av.film("avi", "libx264", "aac", options=options))
    assert report.changed == ()
    assert times(clean, "video")[0] - times(clean, "audio")[0] == pytest.approx(0, abs=0.01)
    with av.open(io.BytesIO(clean)) as film:
        assert grows([frame.pts for frame in film.decode(video=0)])


def test_pictures_whose_times_were_guessed_are_encoded_at_even_steps():
    data = samples_av.film("avi", "libx264", "aac", options={"bf": "2", "b-adapt": "0"})
    with (
        av.open(io.BytesIO(data)) as source,
        av.open(out := io.BytesIO(), "w", format="mp4") as target,
    ):
        recoder = _recode.Frames(target, source.streams.video[0])
        for packet in source.demux(video=0):
            for written in recoder.write(packet if packet.size else None):
                written.stream = recoder.target
                target.mux(written)
    seen = times(out.getvalue(), "video")
    steps = [later - one for one, later in zip(seen, seen[1:], strict=False)]
    assert len(seen) == samples_av.SECONDS * samples_av.RATE
    assert sum(step == pytest.approx(1 / samples_av.RATE, abs=0.001) for step in steps) > 20


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 44_100])
def test_what_is_heard_first_sounds_as_it_did(rate):
    with av.open(dirty := io.BytesIO(), "w", format="ipod") as writer:
        voice = writer.add_stream("aac", rate=rate)
        voice.layout = "mono"
        samples_av.fill(writer, None, voice)
    assert sound.scrub(dirty, clean := io.BytesIO()).changed == ()
    before, after = (heard(file.getvalue()) for file in (dirty, clean))
    assert before[: 4 * rate // 2] == after[: 4 * rate // 2]


def heard(data):
    with av.open(io.BytesIO(data)) as container:
        return b"".join(bytes(frame.planes[0])[: 4 * frame.samples]
                        for frame in container.decode(audio=0))  # fmt: skip


def decoded(data, kind):
    """Count the frames of a track; every packet of it must do."""
    with av.open(io.BytesIO(data)) as film:
        return sum(len(packet.decode()) for packet in film.demux(**{kind: 0}))


def grows(numbers):
    return all(one < other for one, other in zip(numbers, numbers[1:], strict=False))


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_packets_of_the_same_time_follow_each_other(codec):
    options = {"x265-params": "log-level=none"} if codec == "libx265" else {}
    film = samples_av.film("mp4", codec, "aac", options=options)
    data = rewritten(film, "mp4", {"movflags": "frag_every_frame+empty_moov+default_base_moof"})
    assert not grows(times(data, "audio", cut=True))
    report, clean = scrubbed(data)
    assert report.changed == ()
    for kind in ("video", "audio"):
        assert len(times(clean, kind)) == len(times(data, kind, cut=True))
        assert grows(times(clean, kind))
        told = [times(each, kind, cut=True) for each in (clean, data)]
        lasts, asked = (each[-1] - each[0] for each in told)
        assert lasts == pytest.approx(asked, abs=0.05)
    heard = times(clean, "audio")
    assert min(later - one for one, later in zip(heard, heard[1:], strict=False)) > 0.02


def test_parts_that_were_joined_follow_each_other():
    part = samples_av.film("mpegts", "libx264", "aac")
    report, clean = scrubbed(part + part)
    assert report.changed == ()
    seen, heard = times(clean, "video"), times(clean, "audio")
    assert decoded(clean, "video") == len(seen) == 2 * len(times(part, "video"))
    assert len(heard) == 2 * len(times(part, "audio"))
    assert grows(seen)
    assert grows(heard)
    half = len(seen) // 2, len(heard) // 2
    assert seen[half[0]] - heard[half[1]] == pytest.approx(seen[0] - heard[0], abs=0.002)
    assert seen[half[0]] - seen[half[0] - 1] < 0.15


def test_what_a_second_part_repeats_of_the_sound_is_heard_once():
    part = samples_av.film("mpegts", "libx264", "aac", options={"bf": "0"})
    end = times(part, "audio")[-1] - times(part, "audio")[0]

    def later(number, packet):
        shift = round((end - 0.08) / packet.time_base)
        packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
        return packet

    report, clean = scrubbed(part + rewritten(part, "mpegts", change=later))
    assert report.changed == ()
    seen, heard = times(clean, "video"), times(clean, "audio")
    assert grows(seen)
    assert grows(heard)
    assert 3 <= 2 * len(times(part, "audio")) - len(heard) <= 5
    assert len(seen) == 2 * len(times(part, "video"))
    assert heard[-1] - seen[-1] == pytest.approx(
        times(part, "audio")[-1] - times(part, "video")[-1], abs=0.01)  # fmt: skip


def test_a_film_whose_head_changes_on_the_way_is_encoded_again_whole():
    first = samples_av.film("flv", "libx264", "aac", options={"x264-params": "cabac=1"})
    second = samples_av.film("flv", "libx264", "aac", options={"x264-params": "cabac=0:ref=2"})
    head = first[:13]
    assert second.startswith(head)
    report, clean = scrubbed(first + second[13:])
    assert report.changed == (Change.TRANSCODED,)
    assert decoded(clean, "video") == 2 * len(times(first, "video"))
    assert grows(times(clean, "video"))


def test_a_stream_that_appears_at_the_end_does_not_stop_a_film():
    film = samples_av.film("flv", "libx264", "aac")
    words = b"\x02\0\x03onX\x08\0\0\0\1\0\5place\x02\0\4MARK\0\0\x09"
    tag = b"\x12" + len(words).to_bytes(3, "big") + bytes(7) + words
    report, clean = scrubbed(film + 3 * film[13:] + tag + len(tag).to_bytes(4, "big"))
    assert report.changed == ()
    assert len(times(clean, "video")) == 4 * len(times(film, "video"))
    assert b"MARK" not in clean


@pytest.mark.parametrize("missing", [1, 100, 187])
def test_a_broadcast_that_begins_within_a_packet_is_taken(missing):
    film = samples_av.film("mpegts", "libx264", "aac", options={"g": "6"})
    report, clean = scrubbed(film[188 * 4 :][missing:])  # the tables come again
    assert report.changed == ()
    assert len(times(clean, "video")) > 12


@pytest.mark.parametrize("form", ["mp4", "mpegts", "matroska", "flv"])
def test_the_pictures_of_a_film_are_counted_or_told_from_its_length(form):
    data = samples_av.film(form, "libx264", "aac")
    with av.open(io.BytesIO(data)) as film:
        pictures = _recode._pictures(film.streams.video[0])
    assert pictures == pytest.approx(samples_av.SECONDS * samples_av.RATE, abs=3)
