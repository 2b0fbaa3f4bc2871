"""Heads that we write say what the coded pictures and sound need."""

import io

import av
import pytest

from tests import samples_av
from tips.scrub import _aac, _heads, sound, video
from tips.scrub._streams import Unfit

FIXED = 23  # bytes before the lists of sets
UNKNOWN = slice(13, 16)  # of these: about slices, which we do not ask

KINDS = {
    "plain": ("libx265", "yuv420p", ""),
    "of twelve bits": ("libx265", "yuv420p12le", ""),
    "in full colour": ("libx265", "yuv444p", ""),
    "in layers of time": ("libx265", "yuv420p", ":temporal-layers=3:b-adapt=0:bframes=3"),
    "H.264": ("libx264", "yuv420p", ""),
    "H.264 of ten bits": ("libx264", "yuv420p10le", ""),
}


def head(encoder, pixels, more):
    """Return the head that FFmpeg's muxer writes for a few pictures."""
    out = io.BytesIO()
    options = {"x265-params": f"log-level=none:pools=none:frame-threads=1{more}"}
    with av.open(out, "w", format="mp4") as writer:
        stream = writer.add_stream(encoder, rate=24, options=options if "265" in encoder else {})
        stream.width, stream.height, stream.pix_fmt = 160, 96, pixels
        for _ in range(6):
            writer.mux(stream.encode(av.VideoFrame(160, 96, pixels)))
        writer.mux(stream.encode(None))
    out.seek(0)
    with av.open(out) as film:
        return film.streams.video[0].codec_context.extradata


@pytest.mark.parametrize("kind", KINDS)
def test_a_head_says_what_its_sets_say(kind):
    encoder, *_ = KINDS[kind]
    codec = "hevc" if encoder == "libx265" else "h264"
    theirs = head(*KINDS[kind])
    length, units = _heads.read(codec, theirs)
    sets = [unit for unit in units if codec == "h264" or unit[0] >> 1 & 63 in (32, 33, 34)]
    ours = _heads.written(codec, sets, True)
    assert _heads.read(codec, ours) == (length, sets) == (_heads.SIZE, sets)
    if codec == "h264":
        assert ours == theirs
    else:
        assert ours[: UNKNOWN.start] == theirs[: UNKNOWN.start]
        assert ours[UNKNOWN] == b"\xf0\x00\xfc"
        assert ours[UNKNOWN.stop : FIXED - 1] == theirs[UNKNOWN.stop : FIXED - 1]


def test_a_head_says_whether_more_sets_may_come():
    _length, units = _heads.read("hevc", head(*KINDS["plain"]))
    sets = [unit for unit in units if unit[0] >> 1 & 63 in (32, 33, 34)]
    alone, more = (_heads.written("hevc", sets, complete)[FIXED] for complete in (True, False))
    assert (alone, more) == (0x80 | 32, 32)


@pytest.mark.parametrize("codec", ["h264", "hevc"])
def test_a_head_that_is_cut_off_is_unfit(codec):
    whole = head(*KINDS["plain" if codec == "hevc" else "H.264"])
    for size in range(8, min(len(whole) - 8, 80)):
        with pytest.raises((Unfit, IndexError)):
            _heads.written(codec, _heads.read(codec, whole[:size])[1], True)


@pytest.mark.parametrize("form", ["adts", "mpegts"])
def test_aac_that_comes_without_a_head_gets_one(form):
    picture = "libx264" if form == "mpegts" else None
    data = samples_av.film(form, picture, "aac")
    module = video if picture else sound
    report = module.scrub(io.BytesIO(data), clean := io.BytesIO())
    assert report.changed == ()
    clean.seek(0)
    with av.open(clean) as film:
        head = film.streams.audio[0].codec_context.extradata
        assert head == _aac.Kind(2, _aac.RATES.index(48_000), 1).config()
