import functools
import io
import threading

import av
import pytest

from tests import samples_av as samples
from tests.samples_av import told_by_exiftool
from tests.tips.planted import Marks
from tips.scrub import Change, Kind, _boxes, _plans, video
from tips.scrub._sniff import HEAD, sniff

OURS = (b"Lavc", b"Lavf", b"x264", b"x265", b"MARK", b"VideoHandler", b"SoundHandler")
COPIED = ("mp4", "mov-hevc", "mp4-turned", "ts", "webm", "webm-vp8", "mkv", "mkv-av1")
TURNED = {"mp4-turned": -90}


@functools.cache
def cleaned(name):
    data, _ = samples.FILMS[name]()
    sink = io.BytesIO()
    report = video.scrub(io.BytesIO(data), sink)
    return sink.getvalue(), report


def decoded(data, kind):
    with av.open(io.BytesIO(data)) as container:
        return list(container.decode(**{kind: 0}))


def spelled(mark):
    text = mark.decode()
    return mark, text.encode("utf-16-le"), text.encode("utf-16-be"), mark.hex().encode()


@pytest.mark.parametrize("name", samples.FILMS)
def test_no_mark_is_left_and_the_second_look_finds_nothing(name):
    data, marks = samples.FILMS[name]()
    assert all(mark in data for mark in marks)
    clean, report = cleaned(name)
    assert not [mark for mark in marks for form in spelled(mark) if form in clean]
    assert not [word for word in OURS if word in clean]
    assert video.inspect(io.BytesIO(data))
    assert not video.inspect(io.BytesIO(clean))
    assert sniff(clean[:HEAD]) == report.media_type


@pytest.mark.parametrize("name", samples.FILMS)
def test_every_picture_and_sound_is_still_there(name):
    data, _ = samples.FILMS[name]()
    clean, report = cleaned(name)
    before, after = decoded(data, "video"), decoded(clean, "video")
    assert len(before) == len(after) == samples.SECONDS * samples.RATE
    assert {frame.rotation for frame in after} == {TURNED.get(name, 0)}
    assert float(after[-1].pts * after[-1].time_base) == pytest.approx(23 / 24, abs=0.1)
    length = sum(frame.samples / frame.sample_rate for frame in decoded(clean, "audio"))
    assert length == pytest.approx(samples.SECONDS, abs=0.2)
    assert (Change.TRANSCODED in report.changed) == (name not in COPIED)


@pytest.mark.parametrize("name", COPIED)
def test_copied_pictures_are_the_same_to_the_bit(name):
    data, _ = samples.FILMS[name]()
    before, after = decoded(data, "video"), decoded(cleaned(name)[0], "video")
    assert [luma(frame) for frame in before] == [luma(frame) for frame in after]


def luma(frame):
    plane = frame.planes[0]
    rows = range(0, plane.line_size * frame.height, plane.line_size)
    return b"".join(bytes(plane)[row : row + frame.width] for row in rows)


@pytest.mark.parametrize("name", sorted(set(samples.FILMS) - set(COPIED)))
def test_pictures_encoded_again_look_the_same(name):
    data, _ = samples.FILMS[name]()
    before, after = (decoded(film, "video")[9].to_image() for film in (data, cleaned(name)[0]))
    pairs = zip(before.convert("L").tobytes(), after.convert("L").tobytes(), strict=True)
    differences = [abs(one - other) for one, other in pairs]
    assert sum(differences) / len(differences) < 6


@pytest.mark.parametrize("name", ["mp4", "webm", "avi", "3gp"])
def test_the_same_film_gives_the_same_bytes_whatever_lay_in_memory(name):
    data, _ = samples.FILMS[name]()
    sinks = [io.BytesIO() for _turn in range(8)]
    for sink in sinks:  # a new thread has a stack and a heap of its own
        film = io.BytesIO(data)
        worker = threading.Thread(target=video.scrub, args=(film, sink))
        worker.start()
        worker.join()
    assert {sink.getvalue() for sink in sinks} == {cleaned(name)[0]}


def test_the_report_names_kinds():
    removed = cleaned("mp4")[1].removed
    assert {Kind.PLACE, Kind.DEVICE, Kind.SOFTWARE, Kind.THUMBNAIL, Kind.TRAILING} <= set(removed)


def test_what_was_trimmed_away_is_gone():
    data, _ = samples.FILMS["mp4"]()
    whole = len(decoded(cleaned("mp4")[0], "video"))
    # The first of two edits of the movie begins half a second later: the rest stays in the file.
    place = data.index(b"elst") + 16
    time = int.from_bytes(data[place : place + 4], "big") + 12_288 // 2
    trimmed = data[:place] + time.to_bytes(4, "big") + data[place + 4 :]
    sink = io.BytesIO()
    report = video.scrub(io.BytesIO(trimmed), sink)
    assert Change.TRANSCODED in report.changed
    with av.open(io.BytesIO(sink.getvalue())) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    assert len(packets) == len(decoded(trimmed, "video")) < whole


def test_a_long_film_that_was_trimmed_begins_with_a_whole_picture(monkeypatch):
    monkeypatch.setattr(_plans, "_AFFORDABLE", 0)
    data = samples.film("mp4", "libx264", "aac", options={"g": "6", "bf": "0"})
    place = data.index(b"elst") + 16
    trimmed = data[:place] + (12_288 // 2).to_bytes(4, "big") + data[place + 4 :]
    sink = io.BytesIO()
    report = video.scrub(io.BytesIO(trimmed), sink)
    assert report.changed == ()
    assert 6 <= len(decoded(sink.getvalue(), "video")) <= 12
    with av.open(io.BytesIO(sink.getvalue())) as container:
        assert not [packet for packet in container.demux(video=0) if packet.is_discard]


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_the_shape_of_pixels_stays_where_only_the_pictures_tell_it(codec):
    name = codec.removeprefix("lib")
    options = {f"{name}-params": "log-level=none:sar=64\\:45" if name == "x265" else "sar=64/45"}
    data = samples.film("mp4", codec, "aac", options=options)
    assert b"pasp" not in data
    sink = io.BytesIO()
    assert video.scrub(io.BytesIO(data), sink).changed == ()
    told = sink.getvalue().partition(b"pasp")[2][:8]
    assert (told[:4], told[4:]) == ((64).to_bytes(4, "big"), (45).to_bytes(4, "big"))


@pytest.mark.parametrize("copied", [("libvpx-vp9", "aac"), ("libsvtav1", "aac")])
def test_newer_codecs_in_mp4_are_copied(copied):
    options = {"preset": "12"} if "svt" in copied[0] else {"deadline": "realtime", "cpu-used": "8"}
    data = samples.film("mp4", *copied, marks=(marks := Marks()), options=options)
    sink = io.BytesIO()
    report = video.scrub(io.BytesIO(data), sink)
    assert report.changed == ()
    assert not [mark for mark in marks if mark in sink.getvalue()]
    assert not video.inspect(sink)
    assert len(decoded(sink.getvalue(), "video")) == samples.SECONDS * samples.RATE


@pytest.mark.parametrize("name", samples.FILMS)
def test_exiftool_finds_no_identifying_tag(name, tmp_path):
    clean, report = cleaned(name)
    words = told_by_exiftool(clean, video.MEDIA_TYPES[report.media_type][0], tmp_path)
    tags = ("GPS", "Location", "Make", "Model", "Encoder", "Software", "Artist", "Author",
            "Comment", "Title", "Serial", "Writing", "Muxing", "Vendor",
            "HandlerDescription")  # fmt: skip
    told = [line for line in words if any(tag in line for tag in tags)]
    assert [line for line in told if line.partition(":")[2].strip()] == []
    dates = [line for line in words if "Date" in line]
    assert all("0000:00:00 00:00:00" in line for line in dates)


@pytest.mark.parametrize("name", ["mp4", "mov-hevc"])
def test_what_is_taken_out_of_packets_is_counted_as_they_are_copied(name):
    source = io.BytesIO(samples.FILMS[name]()[0])
    report = video.scrub(source, io.BytesIO())
    assert not report.changed
    both = 2  # the pictures' SEI, and what the encoder of sound says of itself
    assert report.removed[Kind.SOFTWARE] == _boxes.around(source)[Kind.SOFTWARE] + both
    assert report.removed[Kind.HIDDEN] >= _boxes.around(source)[Kind.HIDDEN]


def test_the_pictures_of_an_ogg_are_not_taken_for_sound_alone():
    film = samples.film("ogg", "libvpx", "libopus")
    assert sniff(film[:HEAD]) == "video/ogg"
    report = video.scrub(io.BytesIO(film), sink := io.BytesIO())
    assert report.media_type == "video/webm"
    assert len(decoded(sink.getvalue(), "video")) == samples.SECONDS * samples.RATE


def test_what_stands_beside_a_packet_goes_though_the_packet_stays_as_it_is():
    padding = b"\x75\xa2"  # Matroska's DiscardPadding: a number that a sender chooses
    film = samples.film("webm", "libvpx", "libopus")
    assert padding in film
    report = video.scrub(io.BytesIO(film), sink := io.BytesIO())
    assert not report.changed
    assert padding not in sink.getvalue()
