"""Films that a list of edits shows in part: what was cut out stays out, the rest keeps its time."""

import io
import struct

import av
import pytest

from tests import samples_av
from tips.scrub import Change, _plans, sound, video

EDIT = struct.Struct(">IiI")  # thousandths of a second shown, where it begins, its rate
USUAL = 1 << 16
LEAD, STEP = 1024, 512  # of pictures: before the first, and from each to the next
PRIMING, RATE = 1024, 48_000  # of sound
FILM = samples_av.film("mp4", "libx264", "aac", options={"bf": "2", "b-adapt": "0", "g": "6"})
PARTS = [(0, 6), (15, 6)]


def edited(data, seen, heard):
    """Return a film of which each track shows its own parts, each (from picture, number)."""
    pictures = [(count * 1000 // 24, LEAD + first * STEP) for first, count in seen]
    voices = [(count * 1000 // 24, PRIMING + first * RATE // 24) for first, count in heard]
    start = data.rindex(b"moov") - 4
    return data[:start] + _with(data[start:], iter([pictures, voices] if pictures else [voices]))


def _with(data, lists):
    whole = b""
    while data:
        size, name = struct.unpack(">I4s", data[:8])
        body, data = data[8:size], data[size:]
        if name in (b"moov", b"trak"):
            body = _with(body, lists)
        if name == b"edts":
            edits = [EDIT.pack(length, place, USUAL) for length, place in next(lists)]
            body = samples_av.box(b"elst", struct.pack(">II", 0, len(edits)), *edits)
        whole += samples_av.box(name, body)
    return whole


def scrubbed(seen, heard):
    report = video.scrub(io.BytesIO(edited(FILM, seen, heard)), sink := io.BytesIO())
    return report.changed, sink.getvalue()


def pictures(data):
    """List (number, time in steps) of the pictures: their number is in their colour."""
    with av.open(io.BytesIO(data)) as film:
        frames = list(film.decode(video=0))
    return [((bytes(frame.planes[1])[0] - 95) // 2, round(float(frame.pts * frame.time_base) * 24))
            for frame in frames]  # fmt: skip


def heard(data):
    with av.open(io.BytesIO(data)) as film:
        return sum(frame.samples for frame in film.decode(audio=0)) / RATE


def test_what_an_edit_cut_out_is_neither_seen_nor_heard():
    changed, clean = scrubbed(PARTS, PARTS)
    assert changed == (Change.TRANSCODED,)
    assert pictures(clean) == pictures(edited(FILM, PARTS, PARTS))
    assert [number for number, _ in pictures(clean)] == [*range(6), *range(15, 21)]
    assert heard(clean) == pytest.approx(0.5, abs=0.05)


def test_of_a_long_film_no_picture_is_seen_that_was_cut_out(monkeypatch):
    monkeypatch.setattr(_plans, "_AFFORDABLE", 0)
    changed, clean = scrubbed(PARTS, PARTS)
    assert changed == ()
    numbers = [number for number, _ in pictures(clean)]
    assert {*numbers} <= {*range(6), *range(15, 21)}
    assert {*numbers} >= {*range(4), 18}
    assert heard(clean) == pytest.approx(0.5, abs=0.05)


def test_of_a_recording_nothing_is_heard_that_was_cut_out():
    data = edited(samples_av.film("ipod", None, "aac"), [], PARTS)
    report = sound.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert report.changed == ()
    assert heard(sink.getvalue()) == pytest.approx(0.5, abs=0.05)


def test_what_an_edit_shows_twice_is_seen_twice():
    changed, clean = scrubbed([(0, 12), (6, 12)], [(0, 12), (6, 12)])
    assert [number for number, _ in pictures(clean)] == [*range(12), *range(6, 18)]
    assert heard(clean) == pytest.approx(1, abs=0.05)
