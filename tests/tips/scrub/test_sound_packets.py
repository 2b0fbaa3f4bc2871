"""Words in packets of sound are told from words that chance made of it, at whatever bit."""

import contextlib
import io
import itertools
import math
import random
import struct
from array import array
from functools import partial

import av
import pytest

from tests import samples_av
from tests.tips.scrub.test_hidden_words import filled
from tests.tips.scrub.test_hidden_words import spelled as is_spelled
from tips.scrub import Kind, _aac, _aac_ends, _proof, _samples, video
from tips.scrub._streams import Unfit, doubtful, is_language, spelled

WORDS = b"MARK-of-a-place-17"
CHANCE = random.Random(11)  # noqa: S311  the same sound every time, no secret


@pytest.fixture(scope="module", params=["0", "1"], ids=["coded noise", "made noise"])
def coded(request):
    """Return the head of noise in AAC, and its packets.

    What a decoder makes up of noise that is only said to be there, it never makes up twice.
    """
    with av.open(io.BytesIO(), "w", format="adts") as container:
        options = {"aac_pns": request.param}
        stream = container.add_stream("aac", 48000, options, layout="mono", bit_rate=64_000)
        stream.open()
        packets = []
        for number in range(12):
            frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
            frame.planes[0].update(
                array("f", [CHANCE.uniform(-0.2, 0.2) for _ in range(1024)]).tobytes()
            )
            frame.sample_rate, frame.pts = 48000, 1024 * number
            packets += map(bytes, stream.encode(frame))
    return stream.codec_context.extradata, packets[1:]  # the first names its encoder


def test_words_in_any_packet_go_and_the_sound_stays(coded):
    head, packets = coded
    for number, packet in enumerate(packets):
        through = _aac.Sound(head, known=True)
        for earlier in packets[:number]:
            through(earlier)
        told = filled(packet, WORDS)
        clean = through(told)
        assert len(clean) == len(told)
        assert not is_spelled(clean, WORDS[4:-4])
        after = packets[number : number + 1]
        sound = _proof.Proof("aac", head).ending(packets[:number], [packet, *after])
        assert sound == _proof.Proof("aac", head).ending(packets[:number], [clean, *after])


@pytest.mark.parametrize("places", [(), (0,), (5,), (9,), (3, 4)])
def test_packets_are_the_same_together_as_one_by_one(coded, places):
    head, packets = coded
    told = [filled(packet, WORDS) if number in places else packet
            for number, packet in enumerate(packets)]  # fmt: skip
    alone, together = _aac.Sound(head, known=True), _aac.Sound(head, known=True)
    clean = [*map(alone, told)]
    assert together.several(told[:7]) + together.several(told[7:]) == clean
    assert [number for number, packet in enumerate(clean) if packet != told[number]] == [*places]
    assert (together.found, together._before) == (alone.found, alone._before)


def test_words_amid_the_sound_of_one_of_several_packets_are_seen(coded):
    head, packets = coded
    told, words = [*packets], b"Calle Ocho 1742, portal 3, MX"
    told[4] = packets[4][:40] + words + packets[4][40 + len(words) :]
    with contextlib.suppress(Unfit):  # the sound needs them: the track is encoded again
        assert words not in b"".join(_aac.Sound(head, known=True).several(told))


def test_words_are_found_in_the_right_one_of_several_packets():
    for _ in range(200):
        packets = [CHANCE.randbytes(CHANCE.randrange(3, 90)) for _ in range(5)]
        number, shift = CHANCE.randrange(5), CHANCE.randrange(8)
        noise = (CHANCE.randbytes(CHANCE.randrange(1, 30)) + b"\xff" for _ in range(2))
        bits = int.from_bytes(WORDS.join(noise), "big") << shift
        packets[number] = bits.to_bytes(bits.bit_length() + 7 >> 3, "big")
        found = [bool(spelled(int.from_bytes(packet, "big"), 12)) for packet in packets]
        assert _aac._worded(packets) == found
        assert found[number]


def test_what_is_sound_is_heard_of_a_packet_alone_where_a_decoder_repeats_itself(coded):
    head, packets = coded
    proof = _proof.Heard("aac", head)
    for before, packet in zip(packets, packets[1:], strict=False):
        other = bytes([*packet[:40], packet[40] ^ 1, *packet[41:]])
        _, first, second = (proof._alone(packet) for _ in range(3))  # one depends on that before
        left = proof._left
        assert not proof.same([before], [packet, before], [other, before])
        assert (left - proof._left <= 3 * _proof._PER_PACKET) == (first == second)


PLACE = struct.pack("<ddd", 25.869, -97.5027, 1.7e9)


@pytest.mark.parametrize("aligned", [False, True])
@pytest.mark.parametrize("told", [b"MARK7", b"MARK-0017", PLACE, PLACE * 12])
def test_what_an_element_of_data_behind_the_sound_holds_goes(coded, told, aligned):
    head, packets = coded
    for number, packet in enumerate(packets):
        through = _aac.Sound(head, known=True)
        for earlier in packets[:number]:
            through(earlier)
        longer = with_data(packet, told, aligned)
        clean = through(longer)
        assert is_spelled(longer, told)
        assert not is_spelled(clean, told)
        assert len(clean) == len(longer)
        after = packets[number : number + 1]
        sound = _proof.Proof("aac", head).ending(packets[:number], [packet, *after])
        assert sound == _proof.Proof("aac", head).ending(packets[:number], [clean, *after])


def with_data(packet, told, aligned=False):
    """Return a packet with an element of data before its end mark."""
    bits = f"{int.from_bytes(packet, 'big'):0{8 * len(packet)}b}".rstrip("0").removesuffix("111")
    count = f"{len(told):08b}" if len(told) < 255 else f"11111111{len(told) - 255:08b}"
    bits += f"1000000{aligned:d}{count}"
    bits += "0" * (-len(bits) % 8 if aligned else 0)
    bits += "".join(f"{byte:08b}" for byte in told) + "111"
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


@pytest.mark.parametrize("count", [4, 9, 15, 254, 255, 256, 300])
@pytest.mark.parametrize("add", [with_data, partial(with_data, aligned=True), filled])
def test_elements_behind_the_sound_of_several_packets_are_all_looked_at(count, add):
    for number in range(40):
        packets = [CHANCE.randbytes(CHANCE.choice((1, 40, 700))) for _ in range(5)]
        told = CHANCE.randbytes(count) if add is not filled else bytes([65 + count % 26]) * count
        packets[number % 5] = add(packets[number % 5], told[:269])
        listed = [bool(_aac_ends.elements(packet)) for packet in packets]
        assert listed[number % 5] or add is filled
        assert all(itertools.compress(_aac_ends.suspected(packets), listed))


@pytest.mark.parametrize("length", [5, 12, 28])
def test_words_are_found_at_every_bit_and_nowhere_else(length):
    for count in range(4, 34):
        for form in ("ascii", "utf-16-le", "utf-16-be"):
            word = "".join(CHANCE.choices("QZ7k~ !x", k=count)).encode(form)
            body = CHANCE.randbytes(CHANCE.randrange(3)) + word + CHANCE.randbytes(2)
            number = int.from_bytes(body, "big") << CHANCE.randrange(8)
            assert spelled(number, length) == one_by_one(number, length)


def one_by_one(number, length):
    """Find the same by looking at one place after the other."""

    def bits(place, count):
        return [number >> each & 1 if each >= 0 else 0 for each in range(place, place - count, -1)]

    def row(place, step, count, beside=None):
        return all(
            bits(each, 1) == [0] and any(bits(each, 3)) and (
                beside is None or not any(bits(each + beside, 8)))
            for each in range(place, place - step * count, -step)
        )  # fmt: skip

    wide = max(8, -(-length // 2))
    return sum(1 << place for place in range(number.bit_length() + 2)
               if row(place, 8, length) or row(place, 16, wide, -8)
               or row(place, 16, wide, 8))  # fmt: skip


def test_the_look_at_a_film_finds_words_in_any_packet_of_its_sound():
    sink = io.BytesIO()
    video.scrub(io.BytesIO(samples_av.film("mp4", "libx264", "aac")), sink)
    clean = sink.getvalue()
    assert not video.inspect(sink)
    with av.open(sink) as container:
        places = [(packet.pos, packet.size) for packet in container.demux(audio=0) if packet.size]
    words = b"MARK, and what it says of a place"
    roomy = [place for place, size in places if size > 2 * len(words)]
    assert len(roomy) > 2 * _samples._SOUNDS
    for place in roomy:
        told = clean[: place + 30] + words + clean[place + 30 + len(words) :]
        assert video.inspect(io.BytesIO(told)) == {Kind.SOFTWARE: 1}


def test_a_tone_that_comes_and_goes_is_copied_and_found_clean():
    times = [number / 44_100 for number in range(8 * 44_100)]
    wave = array("f", [math.sin(2 * math.pi * time * (200 + 100 * math.sin(time))) * 0.3
                       * (math.sin(3 * time) > 0) for time in times])  # fmt: skip
    with av.open(io.BytesIO(), "w", format="adts") as container:
        stream = container.add_stream("aac", 44_100, layout="mono", bit_rate=32_000)
        packets = []
        for start in range(0, len(wave) - 1023, 1024):
            frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
            frame.planes[0].update(wave[start : start + 1024].tobytes())
            frame.sample_rate, frame.pts = 44_100, start
            packets += map(bytes, stream.encode(frame))
    assert sum(any(doubtful(packet, 28)) for packet in packets) > 2
    through = _aac.Sound(stream.codec_context.extradata, known=True)
    clean = [through(packet) for packet in packets[1:]]
    assert not _aac.tells(clean)


REPEATED = (b"y7ggggggggggggggggggggggb7gggggg7ggggggb7ggggggb>m", b"LY1" + b"g" * 40 + b"22222#",
            b"C&@&C.@.W6T>W>LFONT6W>TFONLVw^ta04")  # fmt: skip


@pytest.mark.parametrize("shift", range(8))
def test_what_tones_make_is_no_language_and_words_are(shift):
    for told, language in [
        *((run, False) for run in REPEATED),
        (b"MARK, and what it says of a place", True),
    ]:
        number = int.from_bytes(told, "big") << shift
        data = b"\xff" + number.to_bytes(len(told) + 1, "big") + b"\xff"
        runs = list(doubtful(data, 28))
        assert runs
        assert any(is_language(data, *run, *_aac._CERTAIN) for run in runs) == language


def test_a_packet_of_more_channels_than_can_be_listed_is_like_no_other(coded):
    """What is blanked in a packet may make the rest of it say anything, such as 31 channels."""
    head, packets = coded
    fronts = "00000" + "".join(f"1{tag:04b}" for tag in range(14))
    said = f"101000001{3:04b}{15:04b}{0:04b}{1:04b}000000000000{fronts}1{14:04b}"
    said += "0" * (-len(said) % 8) + "0" * 8
    bits = said + f"{int.from_bytes(packets[2], 'big'):0{8 * len(packets[2])}b}"
    many = int(bits, 2).to_bytes(len(bits) // 8, "big")
    decoder = av.CodecContext.create("aac", "r")
    decoder.extradata = head
    assert decoder.decode(av.Packet(many))[0].layout.nb_channels == 31
    proof = _proof.Proof("aac", head)
    assert proof.ending([], [many]) != proof.ending([], [many])
    assert not _proof.Heard("aac", head).same([], [many], [many[:-1] + b"\1"])


def test_one_character_again_and_again_is_no_run():
    for told in (b"MO" + b"!" * 44 + b")f", b"3=O" + b"v" * 90, b"6." * 11 + b"(" + b"H" * 20):
        assert not [*doubtful(b"\xff" + told + b"\xff", 12)]
        assert [*doubtful(b"\xff" + told + WORDS + b"\xff", 12)]
