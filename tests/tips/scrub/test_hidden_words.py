"""Words in the coded data itself, where no list of fields looks: they go, the film stays."""

import io
import random

import av
import pytest

from tests import samples_av as samples
from tests import samples_sound
from tips.scrub import Change, Kind, _frames, _h26x, _heads, _samples, _streams, sound, video

LENGTHS = (b"MARK-17", b"MARK-GPS-17", b"MARK-of-a-much-longer-place-17")
ACCENTED = ["María Núñez".encode(), "Núñez".encode("utf-16-le"), "Пётр".encode() * 2]
SPELLED = (*LENGTHS, b"MARKED7\x80", "MARK".encode("utf-16-le"), *ACCENTED)
# No zeros: in coded pictures those are parted by threes.
NOISE = bytes(random.Random(17).choices(range(1, 256), k=2_000))  # noqa: S311  the same each time


def disguised(words, codec):
    """Return user data that says it is a slice."""
    head = b"\x41" if codec == "libx264" else b"\x02\x01"
    return b"\0\0\0\1" + head + b"\x05\x1d" + bytes([7]) * 16 + words + b"\x80"


def scrubbed(data, words):
    assert spelled(data, words)
    report = video.scrub(io.BytesIO(data), sink := io.BytesIO())
    assert not spelled(sink.getvalue(), words)
    assert report.changed == ()
    assert not video.inspect(sink)
    return sink.getvalue()


def spelled(data, words):
    """Tell whether words are in data, at whatever bit of a byte they begin."""
    number, size = int.from_bytes(data, "big"), len(data) + 1
    return any(words in (number << shift).to_bytes(size, "big") for shift in range(8))


def film(codec, **changes):
    options = (
        {"x265-params": "log-level=none:pools=none:frame-threads=1"} if codec == "libx265" else {}
    )
    return samples.film("mp4", codec, "aac", options=options, **changes)


def filled(data, words):
    """Return a packet of AAC with an element of fill before its end mark."""
    bits = f"{int.from_bytes(data, 'big'):0{8 * len(data)}b}".rstrip("0").removesuffix("111")
    count = f"{len(words):04b}" if len(words) < 15 else f"1111{len(words) - 14:08b}"
    bits += f"110{count}" + "".join(f"{byte:08b}" for byte in words) + "111"
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def seen(data):
    with av.open(io.BytesIO(data)) as container:
        return [frame.to_image().tobytes() for frame in container.decode(video=0)]


def heard(data):
    with av.open(io.BytesIO(data)) as container:
        return [bytes(frame.planes[0]) for frame in container.decode(audio=0)]


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
@pytest.mark.parametrize("words", SPELLED)
def test_words_behind_a_picture_go_and_the_picture_stays(codec, words):
    dirty = film(codec, seen=lambda data: data + words)
    assert seen(scrubbed(dirty, words)) == seen(dirty)


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
@pytest.mark.parametrize("words", SPELLED)
def test_user_data_that_says_it_is_a_picture_goes(codec, words):
    dirty = film(codec, seen=lambda data: data + disguised(words, codec))
    assert seen(scrubbed(dirty, words)) == seen(dirty)


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
@pytest.mark.parametrize("words", [b"MARK-of-the-place-17", "MARK-place".encode("utf-16-le")])
def test_words_behind_a_picture_that_other_bytes_follow_go(codec, words):
    padding, rest = b"\xff" + b"U" * 20 + b"\xff", NOISE[:420]
    dirty = film(codec, seen=lambda data: data + padding + words + rest)
    assert seen(scrubbed(dirty, words)) == seen(dirty)


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_long_words_that_a_picture_needs_have_the_film_encoded_again(codec, monkeypatch):
    """What a proof takes for picture is not written when chance never makes it."""
    monkeypatch.setattr(_h26x, "earliest", lambda *_: None)
    for words, rest in ((b"MARK-of-a-much-longer-place-17", 420), (b"{MARK|(of)|a|place}17", 40)):
        dirty = film(codec, seen=lambda data, more=words + NOISE[:rest]: data + more)
        report = video.scrub(io.BytesIO(dirty), sink := io.BytesIO())
        assert report.changed == (Change.TRANSCODED,)
        assert not spelled(sink.getvalue(), words)


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_the_second_look_finds_words_that_other_bytes_follow(codec):
    for rest in (b"", NOISE[:60], NOISE[:420]):
        dirty = film(codec, seen=lambda data, more=rest: data + LENGTHS[2] + more)
        assert video.inspect(io.BytesIO(dirty))[Kind.HIDDEN]
    assert not video.inspect(io.BytesIO(film(codec)))[Kind.HIDDEN]


def test_text_is_what_people_write_and_chance_does_not():
    assert _streams.text(NOISE + b"\xffMARK-of-the-place-17" + NOISE, 16, 5) == len(NOISE) + 1
    assert _streams.text(NOISE + "MARK-of-a".encode("utf-16-be") + NOISE, 24, 12) is not None
    for harmless in (NOISE, b"abcdabcd" * 8, b"{}[]<>!?&%$" * 4, bytes(64), b"MARK-of-the"):
        assert _streams.text(harmless, 16, 5) is None
    repeated = b"U" * 40 + b"\x80" + b"MARK-of-the-place-where-I-am"
    assert _streams.text(repeated, 24, 12) == 41


def test_words_of_two_bytes_a_letter_are_words_whatever_follows():
    for more in ("иванов", "", "\uabab" * 9):
        words = "device: ".encode("utf-16-le") + more.encode("utf-16-le")
        assert _streams.wordy(NOISE[:60] + words + b"\xff", 14)
    assert not _streams.wordy("device:".encode("utf-16-le"), 14)


def test_a_picture_of_one_colour_repeats_characters_and_holds_no_words():
    black = b"\x65\x88" + NOISE[:100] + b"M-----------------------,W22\x90"
    assert not _h26x._is_certain(black)
    assert not _samples._worded([black])
    told = b"\x65\x88" + NOISE[:100] + b"19.4326,-99.1332 25 W\x90"
    assert _h26x._is_certain(told)
    assert _samples._worded([told])


def test_long_words_at_the_head_of_a_picture_are_no_chance():
    """As in a head's extension, which HEVC leaves to later editions: no decoder reads it."""
    head, words = b"\x26\x01" + NOISE[:60], b"MARK-of-the-place-where-I-am-17"
    assert _h26x._is_certain(head + words + NOISE)
    assert not _h26x._is_certain(head + b"MARK-of-the-pla" + NOISE)


def swallowed(data):
    """Let the last picture of each packet claim the unit behind it."""
    film = bytearray(data)
    with av.open(io.BytesIO(data)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    for packet in packets:
        last, place = packet.pos, packet.pos
        while (after := place + 4 + int.from_bytes(film[place : place + 4], "big")) < (
            packet.pos + packet.size
        ):
            last, place = place, after
        film[last : last + 4] = (packet.pos + packet.size - last - 4).to_bytes(4, "big")
    return bytes(film)


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_a_picture_that_claims_user_data_has_the_film_encoded_again(codec):
    user = b"\0\0\0\1" + (b"\x06\x05" if codec == "libx264" else b"\x4e\x01\x05") + b"\x0bMARK-17"
    dirty = swallowed(film(codec, seen=lambda data: data + user + NOISE[:150] + b"\x80"))
    assert spelled(dirty, b"MARK-17")
    report = video.scrub(io.BytesIO(dirty), sink := io.BytesIO())
    assert report.changed == (Change.TRANSCODED,)
    assert not spelled(sink.getvalue(), b"MARK-17")


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_what_encoders_never_write_is_not_copied_but_zeros_at_an_end_are(codec):
    with av.open(io.BytesIO(film(codec))) as container:
        stream = container.streams.video[0]
        through = _h26x.Pictures(stream.name, stream.codec_context.extradata)
        packet = next(bytes(packet) for packet in container.demux(stream) if packet.is_keyframe)
    *first, last = map(bytes, _heads.by_lengths(packet, 4))
    for rest in (b"\0\0\0\1\x80", b"\0\0\1\x80", b"\0\0\2\x80"):
        with pytest.raises(_streams.Unfit):
            through(_h26x._joined([*first, last + rest]))
    assert through(_h26x._joined([*first, last + bytes(40)]))


@pytest.mark.parametrize("words", ACCENTED)
def test_accents_behind_the_end_of_sound_go_and_the_sound_stays(words):
    dirty = film("libx264", heard=lambda data: data + words)
    assert heard(scrubbed(dirty, words)) == heard(film("libx264"))


@pytest.mark.parametrize("words", ["José Antonio Hernández", "محمد علي", "日本太郎です"])
def test_words_at_an_end_begin_with_their_first_letter_of_whatever_alphabet(words):
    place = _streams.words_at_end(b"\xff" + NOISE + b"\xff" + words.encode())
    assert place == len(NOISE) + 2
    assert _streams.wordy_end(NOISE + words.encode())
    assert not _streams.wordy_end(NOISE + b"\xc3\xb1" * 20)
    assert _streams.words_at_end(NOISE + words.encode()[1:9] + b"\xff") is None


@pytest.mark.parametrize("words", [*LENGTHS, *ACCENTED[:2]])
def test_words_behind_the_sound_of_a_film_go_and_the_sound_stays(words):
    dirty = film("libx264", heard=lambda data: filled(data, words))
    assert heard(scrubbed(dirty, words)) == heard(dirty)


def test_words_that_a_broken_mp3_frame_claims_go():
    """A frame says that its sound is longer than it is: what lies behind counts as sound."""
    data = samples_sound.raw("libmp3lame", "mp3")
    frames = list(_frames.mp3_frames(data))[1:]
    before, start, end = gap(frames)
    broken = bytearray(data)
    place = frames[before].start + frames[before].data - 17
    side = int.from_bytes(broken[place : place + 17], "big")
    side += (end - start) << 17 * 8 - 18 - 59 - 12  # the length of the second granule
    broken[place : place + 17] = side.to_bytes(17, "big")
    places = [byte for frame in frames for byte in range(
        frame.start + frame.data, frame.start + frame.size)]  # fmt: skip
    for byte, letter in zip(
        places[start // 8 + 4 :], b"MARK-of-the-place-where-I-am", strict=False
    ):
        broken[byte] = letter
    assert b"MARK-of-the-place-where-I-am" in stream(broken, frames)
    sound.scrub(io.BytesIO(bytes(broken)), sink := io.BytesIO())
    frames = list(_frames.mp3_frames(sink.getvalue()))
    assert b"MARK-of-the-place" not in stream(sink.getvalue(), frames)
    assert len(heard(sink.getvalue())) == len(frames)


def gap(frames):
    """Return a frame, and from where to where the bits behind its sound are no frame's."""
    place = reached = 0
    for index, frame in enumerate(frames):
        start = (place - frame.back) * 8
        if start - reached > 240:
            return index - 1, reached, start
        reached, place = start + frame.bits, place + frame.size - frame.data
    raise AssertionError("no gap")


def stream(data, frames):
    return b"".join(data[frame.start + frame.data : frame.start + frame.size] for frame in frames)
