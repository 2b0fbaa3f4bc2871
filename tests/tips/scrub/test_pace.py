"""Sound that is encoded again is heard when its times say, whatever is late, lost or rounded."""

import io
import struct
from fractions import Fraction

import av
import pytest

from tests.samples_av import frames
from tips.scrub import Change, video

RATE, SECONDS = 48_000, 2
FRAME = 1152 / RATE  # seconds of one packet of MP2
KNOCK = 1.2  # seconds until something is heard


def coded(rate=RATE, layout="mono"):
    """Return packets of MP2, silent until the knock."""
    encoder = av.CodecContext.create("mp2", "w")
    encoder.sample_rate, encoder.layout, encoder.format = rate, layout, "s16"
    encoder.time_base = Fraction(1, rate)
    found = []
    for number in range(SECONDS * rate // 1152):
        frame = av.AudioFrame("s16", layout, 1152)
        times = range(number * 1152, number * 1152 + 1152)
        loud = [12_000 * (-1) ** (time // 30) if time >= KNOCK * rate else 0 for time in times]
        loud = [level for level in loud for _ in range(encoder.channels)]
        frame.planes[0].update(struct.pack(f"<{len(loud)}h", *loud))
        frame.sample_rate, frame.pts = rate, number * 1152
        found += map(bytes, encoder.encode(frame))
    return found


def film(packets, container="matroska"):
    """Return a film of packets of sound, each with its time in seconds."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as writer:
        pictures = writer.add_stream("libx264", rate=24)
        pictures.width, pictures.height, pictures.thread_count = 160, 96, 1
        voices = writer.add_stream("mp2", rate=RATE)
        voices.layout = "mono"
        for frame in (*frames(), None):
            writer.mux(pictures.encode(frame))
        for data, time in packets:
            packet = av.Packet(data)
            packet.time_base, packet.stream = Fraction(1, 1000), voices
            packet.pts = packet.dts = round(time * 1000)
            writer.mux(packet)
    return out.getvalue()


def scrubbed(data):
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert report.changed == (Change.TRANSCODED,)
    return sink.getvalue()


def heard(data):
    """Return the sound of a film: when each frame of it begins, and its levels."""
    form = av.AudioResampler("flt", "mono", RATE)
    with av.open(io.BytesIO(data)) as container:
        return [(frame.time, list(memoryview(form.resample(frame)[0].planes[0]).cast("f")[
            : frame.samples])) for frame in container.decode(audio=0)]  # fmt: skip


def knocks(data, after=0):
    """Return the second at which the first loud sample is heard."""
    return next(time + place / RATE for time, levels in heard(data) if time >= after
                for place, level in enumerate(levels) if abs(level) > 0.1)  # fmt: skip


def timed(late):
    """Return packets of sound with their times, which may be late; None loses a packet."""
    times = [late(number) for number in range(SECONDS * RATE // 1152)]
    return [(data, number * FRAME + time) for number, (data, time) in enumerate(
        zip(coded(), times, strict=True)) if time is not None]  # fmt: skip


@pytest.mark.parametrize("late", [0.0, 0.02, 0.06, 0.095, 0.7])
def test_sound_that_begins_late_is_heard_late(late):
    data = film(timed(lambda _: late))
    assert knocks(scrubbed(data)) == pytest.approx(knocks(data), abs=0.006)


@pytest.mark.parametrize("lost", [2, 3, 20])
def test_lost_sound_is_silence_of_its_length(lost):
    data = film(timed(lambda number: None if 20 <= number < 20 + lost else 0.0))
    clean = scrubbed(data)
    assert knocks(clean) == pytest.approx(knocks(data), abs=0.006)
    length = sum(len(levels) for _, levels in heard(clean))
    assert length == pytest.approx(SECONDS * RATE, abs=2_000)


def test_times_that_are_not_exact_leave_the_sound_alone():
    exact = scrubbed(film(timed(lambda _: 0.0)))
    rounded = timed(lambda number: (0.0, 0.045, 0.03, 0.015)[number % 4])
    assert heard(scrubbed(film(rounded))) == heard(exact)


@pytest.mark.parametrize(("drift", "most"), [(0.06, 0.03), (-0.2, 0.13)])
def test_sound_of_another_clock_keeps_near_the_pictures(drift, most):
    data = film(timed(lambda number: number * FRAME * drift))
    assert knocks(scrubbed(data)) == pytest.approx(knocks(data), abs=most)


@pytest.mark.parametrize(("rate", "layout"), [(RATE, "stereo"), (32_000, "mono"), (RATE, "mono")])
def test_sound_may_change_its_form_in_the_middle(rate, layout):
    more = [(data, SECONDS + 1 + number * 1152 / rate)
            for number, data in enumerate(coded(rate, layout))]  # fmt: skip
    clean = scrubbed(film([*timed(lambda _: 0.0), *more], "mpegts"))
    assert knocks(clean) == pytest.approx(KNOCK, abs=0.02)
    assert knocks(clean, SECONDS + 1.1) == pytest.approx(SECONDS + 1 + KNOCK, abs=0.03)
