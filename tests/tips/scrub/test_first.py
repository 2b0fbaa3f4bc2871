"""The first picture is decoded while the rest is written, and a film that shows none is found."""

import io
import subprocess
import sys

import av
import pytest

from tests import samples_av
from tests.tips.scrub.test_proof import FILMS
from tips.scrub import _first
from tips.scrub._streams import Unfit

SHOWS_NOTHING = {"h264": b"\x65\xff", "hevc": b"\x26\x01\xff"}
LET_GO = """
import io, sys, av
from tips.scrub import _first
with av.open(io.BytesIO(sys.stdin.buffer.read())) as film:
    stream = film.streams.video[0]
    packet = bytes(next(film.demux(stream)))
    for _ in range(200):
        _first.Ahead(stream, packet)._packet = None
print("done")
"""


def blank(codec, data):
    unit = SHOWS_NOTHING[codec]
    return len(unit).to_bytes(4, "big") + unit


@pytest.fixture(scope="module", params=FILMS)
def film(request):
    """Return a codec, a film, and the same without one picture that can be decoded."""
    codec, encoder, options = FILMS[request.param]
    whole = samples_av.film("mp4", encoder, "aac", options=options)
    bare = bytearray(whole)
    with av.open(io.BytesIO(whole)) as container:
        for packet in container.demux(video=0):
            if packet.size:
                unit = blank(codec, packet)
                rest = packet.size - len(unit) - 4
                filler = rest.to_bytes(4, "big") + bytes(rest)
                bare[packet.pos : packet.pos + packet.size] = unit + filler
    return codec, whole, bytes(bare)


def ahead_of(data):
    with av.open(io.BytesIO(data)) as container:
        stream = container.streams.video[0]
        return _first.Ahead(stream, bytes(next(container.demux(stream))))


def test_a_picture_that_was_decoded_ahead_is_not_asked_for_again(film):
    _codec, whole, bare = film
    assert ahead_of(whole).is_seen()
    assert not ahead_of(bare).is_seen()
    # Only the picture ahead can be why nothing is said of a file that shows none.
    _first.look(io.BytesIO(bare), "mov", True, ahead_of(whole), glance=True)


def test_a_film_that_shows_nothing_is_found_with_and_without_a_look_ahead(film):
    _codec, whole, bare = film
    for ahead in (None, ahead_of(bare)):
        with pytest.raises(Unfit, match="picture"):
            _first.look(io.BytesIO(bare), "mov", True, ahead, glance=True)
        _first.look(io.BytesIO(whole), "mov", True, ahead, glance=True)


def test_a_decoder_that_nobody_asks_lets_go(film):
    _codec, whole, _bare = film
    command = [sys.executable, "-c", LET_GO]
    done = subprocess.run(command, input=whole, capture_output=True, timeout=60, check=True)
    assert done.stdout.strip() == b"done"
