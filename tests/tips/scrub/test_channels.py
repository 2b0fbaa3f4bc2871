"""Sound that must be encoded again: of many channels in whatever order, and of great length."""

import io

import av
import pytest

from tests.samples_av import SECONDS
from tips import scrub
from tips.scrub import _recode, sound

RATE = 48_000


def around(container, codec, layout, channels):
    """Return noise on that many channels in a file that names each of them."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as writer:
        stream = writer.add_stream(codec, rate=RATE)
        stream.layout = layout
        frame = av.AudioFrame(format="s16", layout=layout, samples=SECONDS * RATE)
        size = 2 * channels * SECONDS * RATE
        frame.planes[0].update(bytes(place * place // 7 % 251 for place in range(size)))
        frame.sample_rate, frame.pts = RATE, 0
        for packet in (*stream.encode(frame), *stream.encode(None)):
            writer.mux(packet)
    return out.getvalue()


# In a process of its own: where memory is given back twice, it dies, and not always at once.
@pytest.mark.parametrize(("container", "codec", "layout", "channels"), [
    ("aiff", "pcm_s16be", "7.1", 8), ("mov", "pcm_s16le", "7.1", 8), ("caf", "pcm_s16le", "7.1", 8),
    ("aiff", "pcm_s16be", "5.1", 6), ("wav", "pcm_s16le", "7.1", 8),
])  # fmt: skip
def test_sound_from_all_around_leaves_as_stereo_or_as_wav(
    tmp_path, container, codec, layout, channels
):
    dirty, clean = tmp_path / "dirty", tmp_path / "clean"
    dirty.write_bytes(around(container, codec, layout, channels))
    with dirty.open("rb") as source, clean.open("w+b") as sink:
        scrub.clean(source, sink, f".{container}")
    with av.open(str(clean)) as film:
        heard = list(film.decode(audio=0))
    left = layout if container == "wav" else "stereo"  # a WAV is not encoded again
    assert {frame.layout.name for frame in heard} == {left}
    length = sum(frame.samples for frame in heard) / RATE
    assert length == pytest.approx(SECONDS, abs=0.05)


def test_long_sound_is_encoded_with_less_effort(monkeypatch):
    dirty, made = around("mov", "pcm_s16le", "stereo", 2), []
    for least in (_recode._LONG_SOUND, 0):
        monkeypatch.setattr(_recode, "_LONG_SOUND", least)
        sound._remuxed("mov")(io.BytesIO(dirty), sink := io.BytesIO())
        made.append(sink.getvalue())
        with av.open(io.BytesIO(sink.getvalue())) as film:
            length = sum(frame.samples for frame in film.decode(audio=0)) / RATE
        assert length == pytest.approx(SECONDS, abs=0.05)
    assert made[0] != made[1]
