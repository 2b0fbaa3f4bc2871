"""Words behind a picture are told from words that chance made of it, and at what cost."""

import io

import av
import pytest

from tests import samples_av
from tips.scrub import _h26x, _heads, _proof

WORDS = b"MARKbehindMARK"
SIZE = 160 * 96  # pixels of a picture
QUIET = {"libx264": {}, "libx265": {"x265-params": "log-level=none:pools=none:frame-threads=1"}}
CODECS = [("h264", "libx264"), ("hevc", "libx265")]


@pytest.fixture(scope="module", params=CODECS, ids=lambda names: names[0])
def coded(request):
    """Return a codec, the head of a film, and its packets, each with lengths before its units."""
    codec, encoder = request.param
    data = samples_av.film("mp4", encoder, "aac", options=QUIET[encoder])
    with av.open(io.BytesIO(data)) as container:
        stream = container.streams.video[0]
        head = stream.codec_context.extradata
        packets = [bytes(packet) for packet in container.demux(stream) if packet.size]
    return codec, head, packets


def longer(packet, words):
    """Return a packet whose last unit has words behind it."""
    units = _h26x._cut(packet, _heads.SIZE)
    units[-1] += words
    return b"".join(len(unit).to_bytes(_heads.SIZE, "big") + unit for unit in units)


def cut(packet, change):
    """Return a packet of which the last unit is changed."""
    units = _h26x._cut(packet, _heads.SIZE)
    units[-1] = change(units[-1])
    return b"".join(len(unit).to_bytes(_heads.SIZE, "big") + unit for unit in units)


def test_words_behind_any_picture_of_a_row_go(coded):
    codec, head, packets = coded
    through = _h26x.Pictures(codec, head)
    clean = [through(packet) for packet in packets]
    for number, packet in enumerate(packets):
        again = _h26x.Pictures(codec, head)
        assert [again(earlier) for earlier in packets[:number]] == clean[:number]
        bare = again(cut(packet, lambda unit: unit + WORDS))
        assert WORDS[:4] not in bare
        # Characters that chance put before the words may go with them: see _proof.SLACK.
        assert clean[number][4 : -_proof.SLACK].startswith(bare[4 : -_proof.SLACK])
        assert len(bare) >= len(clean[number]) - _proof.SLACK


def test_what_chance_made_of_a_picture_costs_little_and_nothing_the_second_time(coded):
    codec, head, packets = coded
    through = _h26x.Pictures(codec, head)
    *before, last = map(through, packets)
    proof = _proof.Proof(codec, through.extradata)
    whole = proof._left
    shorter = cut(last, lambda unit: unit[: len(unit) // 2])
    assert not proof.same(before, [last], [shorter])
    spent = whole - proof._left
    assert 0 < spent <= 6 * SIZE < len(packets) * SIZE
    assert not proof.same(before, [last], [shorter])
    assert whole - proof._left == spent
