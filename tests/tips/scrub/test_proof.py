"""Words behind a picture are told from words that chance made of it, and at what cost."""

import io

import av
import pytest

from tests import samples_av
from tips.scrub import _h26x, _heads, _parts, _proof

WORDS = b"MARKbehindMARK"
SIZE = 160 * 96  # pixels of a picture
QUIET = "log-level=none:pools=none:frame-threads=1"
OPEN = ":keyint=8:min-keyint=8:open-gop=1:bframes=3:b-adapt=0:scenecut=0"
FILMS = {
    "H.264": ("h264", "libx264", {}),
    "HEVC": ("hevc", "libx265", {"x265-params": QUIET}),
    "HEVC in open rows": ("hevc", "libx265", {"x265-params": QUIET + OPEN}),
}


@pytest.fixture(scope="module", params=FILMS)
def coded(request):
    """Return a codec, the head of a film, and its packets, each with lengths before its units."""
    codec, encoder, options = FILMS[request.param]
    data = samples_av.film("mp4", encoder, "aac", options=options)
    with av.open(io.BytesIO(data)) as container:
        stream = container.streams.video[0]
        head = stream.codec_context.extradata
        packets = [bytes(packet) for packet in container.demux(stream) if packet.size]
    return codec, head, packets


def longer(packet, words):
    """Return a packet whose last unit has words behind it."""
    units = [bytes(unit) for unit in _heads.by_lengths(packet, _heads.SIZE)]
    units[-1] += words
    return b"".join(len(unit).to_bytes(_heads.SIZE, "big") + unit for unit in units)


def cut(packet, change):
    """Return a packet of which the last unit is changed."""
    units = [bytes(unit) for unit in _heads.by_lengths(packet, _heads.SIZE)]
    units[-1] = change(units[-1])
    return b"".join(len(unit).to_bytes(_heads.SIZE, "big") + unit for unit in units)


def left(proof):
    return proof._left + proof._short._left


def test_words_behind_any_picture_of_a_row_go(coded):
    codec, head, packets = coded
    through = _h26x.Pictures(codec, head)
    clean = [through(packet) for packet in packets]
    for number, packet in enumerate(packets):
        again = _h26x.Pictures(codec, head)
        assert [again(earlier) for earlier in packets[:number]] == clean[:number]
        judge(again(cut(packet, lambda unit: unit + WORDS)), clean[number])


def judge(bare, clean):
    """See that words are gone, and no more than characters that chance put before them."""
    assert WORDS[:4] not in bare
    assert clean[4:].startswith(bare[4 : -_parts.SLACK])
    assert len(bare) >= len(clean) - _parts.SLACK


def test_words_go_where_the_row_before_them_is_too_long_to_be_kept(coded, monkeypatch):
    codec, head, packets = coded
    most = len(packets[0]) + sum(map(len, packets[1:])) // 3
    monkeypatch.setattr(_h26x, "_MOST_BEFORE", most)
    through = _h26x.Pictures(codec, head)
    clean = [through(packet) for packet in packets]
    assert len(through._before) < len(packets) / 2
    again = _h26x.Pictures(codec, head)
    assert [again(packet) for packet in packets[:-1]] == clean[:-1]
    judge(again(cut(packets[-1], lambda unit: unit + WORDS)), clean[-1])


def test_pictures_that_we_encode_are_not_taken_for_words(coded):
    codec, head, packets = coded
    through = _h26x.Pictures(codec, head, ours=True)
    likely = cut(packets[0], lambda unit: unit + WORDS)
    assert through(likely).endswith(WORDS)


@pytest.mark.parametrize("words", [WORDS, b"MARKends"])
def test_words_go_where_a_proof_cannot_be_afforded(coded, words):
    codec, head, packets = coded
    through = _h26x.Pictures(codec, head)
    clean = [through(packet) for packet in packets]
    again = _h26x.Pictures(codec, head)
    assert [again(packet) for packet in packets[:-1]] == clean[:-1]
    again._proof._left = 10 * SIZE
    judge(again(cut(packets[-1], lambda unit: unit + words)), clean[-1])


def test_a_picture_is_not_cut_for_a_few_characters_that_nothing_proves(coded):
    codec, head, packets = coded
    through = _h26x.Pictures(codec, head)
    for packet in packets[:-1]:
        through(packet)
    through._wary, through._proof._left = True, 10 * SIZE
    with pytest.raises(_proof.Costly):
        through(cut(packets[-1], lambda unit: unit + b"\xffMARK"))


def test_a_row_begins_with_each_picture_of_old_cameras_that_needs_no_other():
    options = {"x264-params": "open-gop=1:keyint=6:min-keyint=6:bframes=2:b-adapt=0:scenecut=0"}
    data = samples_av.film("mpegts", "libx264", "aac", options=options)
    with av.open(io.BytesIO(data)) as container:
        stream = container.streams.video[0]
        through = _h26x.Pictures("h264", stream.codec_context.extradata)
        packets = [bytes(packet) for packet in container.demux(stream) if packet.size]
    lengths = [through(packet) and len(through._before) for packet in packets]
    assert sum(b"\x00\x00\x01\x65" in packet for packet in packets) == 1
    assert max(lengths) <= 8 < len(packets)
    assert WORDS[:4] not in through(packets[-1] + WORDS)


def test_what_chance_made_of_a_picture_costs_little_and_nothing_the_second_time(coded):
    codec, head, packets = coded
    through = _h26x.Pictures(codec, head)
    *before, last = map(through, packets)
    proof = _proof.Rows(codec, through.extradata)
    whole = left(proof)
    shorter = cut(last, lambda unit: unit[: len(unit) // 2])
    assert not proof.same(before, [last], [shorter])
    spent = whole - left(proof)
    assert 0 < spent <= 3 * SIZE < len(packets) * SIZE
    assert not proof.same(before, [last], [shorter])
    assert whole - left(proof) == spent


def test_a_picture_that_a_decoder_would_fill_in_is_not_cut():
    with av.open(film := io.BytesIO(), "w", format="mp4") as writer:
        stream = writer.add_stream("libx264", rate=25, options={"bf": "0"})
        stream.width, stream.height, stream.pix_fmt, stream.thread_count = 640, 480, "yuv420p", 1
        grey = av.VideoFrame(640, 480, "yuv420p")
        for plane, level in zip(grey.planes, (100, 128, 128), strict=True):
            plane.update(bytes([level]) * plane.buffer_size)
        writer.mux(stream.encode(grey))
        writer.mux(stream.encode(None))
    with av.open(io.BytesIO(film.getvalue())) as source:
        head = source.streams.video[0].codec_context.extradata
        through = _h26x.Pictures("h264", head)
        whole = through(bytes(next(source.demux(video=0))))
    rows = _proof.Rows("h264", through.extradata)
    assert not rows.same([], [whole], [cut(whole, lambda unit: unit[:-7])])
    assert rows.same([], [cut(whole, lambda unit: unit + WORDS)], [whole])
