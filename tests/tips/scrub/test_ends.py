"""Words behind pictures of VP8, VP9 and AV1, and behind Vorbis, go; what chance made stays."""

import io
import random

import av
import pytest

from tests import samples_av
from tips.scrub import Change, Kind, _ends, _filters, _obu, _ogg, _opus, _proof, _vpx, sound, video
from tips.scrub._streams import Unfit

NOISE = random.Random(17).randbytes(6_000)  # noqa: S311  the same each time
WORDS = [b"MARKED-017", b"MARK-behind-17\x80\x00", b"MARK-of-the-place-where-I-am",
         b"MARK-of-the-place-17" + bytes(range(128, 248)),
         b"U" * 16 + b"\xff" + b"MARK-of-the-place-17" + NOISE[:900],
         "MARK-place".encode("utf-16-le") + NOISE[:800],
         "María Núñez".encode(), "José Núñez".encode("utf-16-le")]  # fmt: skip
OPUS_HEAD = b"OpusHead\1\1" + bytes(9)
FAR = b"MARK-of-the-place-where-I-am" + NOISE
# With a positive number, libvpx's VP8 goes by the clock: the same film is not the same twice.
FAST = {"deadline": "realtime", "cpu-used": "-8", "lag-in-frames": "0"}
FILMS = {
    "vp8": ("webm", "libvpx", FAST),
    "vp9": ("webm", "libvpx-vp9", FAST),
    "av1": ("mp4", "libsvtav1", {"preset": "12", "svtav1-params": "lp=1"}),
}


def longer(codec, data, words, kept=None):
    """Return a packet with words behind its last picture, or behind as many bytes of that."""
    if codec != "av1":
        return data[:kept] + words
    place = 0
    while place < len(data):
        start, (_, first, end) = place, _obu._unit(data, place)
        place = end
    return data[:start] + _obu._written(data[start], data[start + 1], data[first:][:kept] + words)


def film(codec, words=b""):
    container, encoder, options = FILMS[codec]
    number = iter(range(1 << 10))
    return samples_av.film(container, encoder, "libopus" if container == "webm" else "aac",
                           options=options, seen=lambda data: longer(codec, data, words)
                           if words and next(number) % 5 in (0, 3) else data)  # fmt: skip


def seen(data):
    with av.open(io.BytesIO(data)) as container:
        return [frame.to_image().tobytes() for frame in container.decode(video=0)]


@pytest.mark.parametrize("words", WORDS, ids=len)
@pytest.mark.parametrize("codec", FILMS)
def test_words_behind_pictures_go_and_the_pictures_stay(codec, words):
    data = film(codec, words)
    assert data.count(words[:8]) > 5
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert report.changed == ()
    assert words.lstrip(b"U\xff")[:4] not in sink.getvalue()
    assert seen(sink.getvalue()) == seen(film(codec))
    assert not video.inspect(sink)


@pytest.mark.parametrize("codec", FILMS)
def test_words_far_from_the_end_have_the_film_encoded_again(codec):
    report = video.scrub(io.BytesIO(film(codec, FAR)), sink := io.BytesIO())
    assert report.changed == (Change.TRANSCODED,)
    assert FAR[:5] not in sink.getvalue()
    assert not video.inspect(sink)


@pytest.mark.parametrize("codec", FILMS)
def test_words_far_from_the_end_are_found_by_the_second_look(codec):
    assert video.inspect(io.BytesIO(film(codec, FAR)))[Kind.HIDDEN]
    assert not video.inspect(io.BytesIO(film(codec)))[Kind.HIDDEN]


@pytest.fixture(scope="module", params=FILMS)
def coded(request):
    """Return a codec, what makes a filter for a film in it, and its packets."""
    codec = request.param
    with av.open(io.BytesIO(film(codec))) as container:
        stream = container.streams.video[0]
        head = stream.codec_context.extradata
        packets = [bytes(packet) for packet in container.demux(stream) if packet.size]
    return codec, lambda: _obu.Pictures(head) if codec == "av1" else _vpx.Pictures(codec), packets


def chance(patch):
    """Take the end of each picture for words, as where chance made some."""
    patch.setattr(_ends, "_words", lambda _, part: max(part[1] - 12, part[0]))


def test_what_chance_made_of_a_picture_stays(coded, monkeypatch):
    _, made, packets = coded
    plain = made()
    bare = [plain(packet) for packet in packets]
    chance(monkeypatch)
    for number in (0, 1, len(packets) - 1):
        through = made()
        monkeypatch.setattr(_ends, "_words", lambda *_: None)
        assert [through(packet) for packet in packets[:number]] == bare[:number]
        chance(monkeypatch)
        left = through._row._proof._left
        assert through(packets[number]) == bare[number]
        assert 0 < left - through._row._proof._left <= 2 * (number + 1) * 160 * 96
        assert not through._row._wary


def test_padding_is_not_asked_about(coded):
    codec, made, packets = coded
    through = made()
    for padding in (b"U" * 40, b"-=" * 20 + b"\x80"):
        dirty = longer(codec, packets[0], padding)
        left = through._row._proof._left
        assert padding in through(dirty)
        assert through._row._proof._left == left


def test_pictures_that_cost_too_much_stay_until_words_were_found(coded, monkeypatch):
    codec, made, packets = coded
    through = made()
    through._row._proof._left = 0
    dirty = longer(codec, packets[0], WORDS[0])
    assert WORDS[0] in through(dirty)
    through._row._wary = True
    with pytest.raises(_proof.Costly):
        through(dirty)


def test_likely_words_that_nothing_proves_are_not_copied(coded):
    codec, made, packets = coded
    through = made()
    through._row._proof._left = 0
    with pytest.raises(Unfit):
        through(longer(codec, packets[0], WORDS[2]))


def test_a_broken_packet_that_ends_in_words_is_not_copied(coded):
    codec, made, packets = coded
    with pytest.raises(Unfit) as misfit:
        made()(longer(codec, packets[0], WORDS[0], kept=40))
    assert misfit.type is Unfit


def test_a_row_that_is_too_long_proves_nothing(coded, monkeypatch):
    codec, made, packets = coded
    monkeypatch.setattr(_ends, "_MOST_BEFORE", 3)
    through = made()
    for packet in packets[:6]:
        through(packet)
    assert WORDS[0] in through(longer(codec, packets[6], WORDS[0]))
    assert len(through._row._before) == 4


def test_words_stand_before_the_index_of_a_packet_of_several_pictures():
    first, last = bytes([0x82]) + bytes(40), bytes([0x86]) + bytes(20)
    index = bytes([0xC1, len(first), len(last), 0xC1])
    assert _vpx._last(first + last + index) == (len(first), len(first) + len(last))
    assert _vpx._last(first) == (0, len(first))


def test_words_in_a_picture_that_is_not_shown_are_not_copied():
    first, last = bytes([0x82]) + FAR[:250], bytes([0x86]) + bytes(20)
    index = bytes([0xC1, len(first), len(last), 0xC1])
    with pytest.raises(Unfit):
        _vpx.Pictures("vp9")(first + last + index)


def test_words_within_opus_are_not_copied_and_are_found_by_the_second_look():
    head = bytes([0xFC])  # one frame, of 20 ms
    through, _ = _filters.filter_of("opus", OPUS_HEAD, False, True)
    assert through(head + NOISE[:400]) == head + NOISE[:400]
    with pytest.raises(Unfit):
        through(head + FAR[:400])
    for packet, found in ((head + NOISE[:400], False), (head + FAR[:400], True)):
        writer = _ogg.Writer(written := io.BytesIO())
        for number, part in enumerate((OPUS_HEAD, _opus.OPUS_TAGS, packet)):
            writer.write(part, 0, last=number == 2)
        assert (Kind.HIDDEN in sound.inspect(written)) == found


@pytest.mark.parametrize("words", WORDS, ids=len)
def test_words_behind_vorbis_go_and_the_sound_stays(words):
    source = io.BytesIO(vorbis())
    serial = next(_ogg.pages(source)).serial
    packets = list(_ogg.packets(source, serial))
    writer = _ogg.Writer(dirty := io.BytesIO())
    for number, (packet, time) in enumerate(packets):
        more = words if number > 3 and number % 3 == 1 else b""
        writer.write(packet + more, time, last=number == len(packets) - 1)
    assert dirty.getvalue().count(words[:8]) > 5
    report = sound.scrub(dirty, sink := io.BytesIO())
    assert (report.media_type, report.changed) == ("audio/ogg", ())
    assert words.lstrip(b"U\xff")[:4] not in sink.getvalue()
    assert not sound.inspect(sink)
    assert (Kind.HIDDEN in sound.inspect(dirty)) == (words in (WORDS[2], WORDS[5]))
    assert heard(sink.getvalue()) == heard(source.getvalue())


def vorbis():
    with av.open(out := io.BytesIO(), "w", format="ogg") as writer:
        stream = writer.add_stream("vorbis", 48_000, {"strict": "-2"}, layout="stereo")
        form = av.AudioResampler("fltp", "stereo", 48_000)
        for frame in samples_av.tone():
            for piece in form.resample(frame):
                writer.mux(stream.encode(piece))
        writer.mux(stream.encode(None))
    return out.getvalue()


def heard(data):
    with av.open(io.BytesIO(data)) as container:
        return [bytes(frame.planes[0]) for frame in container.decode(audio=0)]
