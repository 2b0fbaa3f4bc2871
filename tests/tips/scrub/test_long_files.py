"""What only many packets, parts or pages in a row bring about."""

import io

import av
import pytest
from PIL import Image

from tests import samples_sound as samples
from tests.samples_av import SECONDS
from tips.scrub import Kind, Unscrubbable, _filters, _frames, _ogg, _parts, _xiph, sound, tiff
from tips.scrub._report import Reason
from tips.scrub._streams import Unfit

WORDS = b"MARKaboutMARK, and what it says"


@pytest.mark.parametrize("before", [0, 3, 5, 9, 14])
@pytest.mark.parametrize("behind", [0, 3, 6])
def test_words_are_found_among_more_characters_than_chance_mostly_puts_around_them(before, behind):
    end = before + len(WORDS) + behind
    asked = []

    def same(first, last):
        asked.append((first, last))
        return first >= before and last <= end - behind

    assert _parts.widest(same, 0, end) == (before, end - behind)
    assert len(asked) < 50


def test_a_few_characters_of_chance_are_asked_about_seldom():
    asked = []
    assert _parts.widest(lambda *part: asked.append(part), 0, 12) is None
    assert len(asked) == 1
    assert _parts.widest(lambda *part: asked.append(part), 0, 16) is None
    assert len(asked) == 4


def test_a_long_run_that_is_heard_is_asked_about_once():
    asked = []
    assert _parts.widest(lambda *part: asked.append(part), 0, 60) is None
    assert len(asked) == 1


@pytest.mark.parametrize("before", [0, 3, 9, 15])
@pytest.mark.parametrize("behind", [0, 40])
def test_words_that_reach_to_the_end_are_found_behind_what_chance_put_before_them(before, behind):
    end = 7 + before + len(WORDS) + behind
    assert _parts.earliest(lambda place: place >= 7 + before, 7, end) == 7 + before


@pytest.mark.parametrize("length", [7, 9, 12, 14, 30, 128])
def test_characters_of_chance_at_the_end_are_asked_about_once(length):
    asked = []
    assert _parts.earliest(asked.append, 50, 50 + length) is None
    assert len(asked) == 1
    # What follows the picture's last bit is no sign of words.
    assert 50 + length - asked[0] >= _parts.SLACK or length < 2 * _parts.SLACK


def frames_of(data):
    return [data[one.start : one.start + one.size] for one in _frames.mp3_frames(data)]


def test_an_mp3_with_tags_between_all_frames_keeps_all_of_them():
    plain = frames_of(samples.raw("libmp3lame", "mp3"))
    tag = samples.id3(lambda _: WORDS)
    assert len(plain) > 20
    dirty = b"".join(tag + frame for frame in plain) + b"TAG" + WORDS.ljust(125)
    assert frames_of(dirty) == plain
    sink = io.BytesIO()
    sound.scrub(io.BytesIO(dirty), sink)
    assert len(frames_of(sink.getvalue())) >= len(plain) - 1
    assert b"MARK" not in sink.getvalue()


def scrubbed(data):
    sink = io.BytesIO()
    return sink, sound.scrub(io.BytesIO(data), sink)


def length(data):
    data.seek(0)
    with av.open(data) as container:
        return sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0))


def test_words_in_the_padding_of_all_opus_packets_go_and_the_sound_is_copied():
    source = io.BytesIO(samples.raw("libopus", "ogg"))
    serial = next(_ogg.pages(source)).serial
    writer = _ogg.Writer(sink := io.BytesIO())
    told = list(_ogg.packets(source, serial))
    for number, (packet, time) in enumerate(told):
        if number > 1:
            packet = bytes([packet[0] | 3, 0x41, len(WORDS)]) + packet[1:] + WORDS
        writer.write(packet, time, last=number == len(told) - 1)
    assert sink.getvalue().count(WORDS) > 20
    clean, report = scrubbed(sink.getvalue())
    assert (report.media_type, report.changed) == ("audio/ogg", ())
    assert b"MARK" not in clean.getvalue()


def test_words_behind_an_opus_packet_of_a_film_are_not_copied():
    head = b"OpusHead\x01\x01" + bytes(9)
    through, _ = _filters.filter_of("opus", head, fixed=False, full=False)
    assert through(b"\x03\x41\x1fsound" + WORDS) == b"\x03\x01sound"
    with pytest.raises(Unfit):
        through(b"\x00sound" + WORDS)


@pytest.mark.parametrize("same", [True, False])
def test_all_parts_of_a_recorded_broadcast_are_heard(same):
    parts = [samples.raw("libopus", "ogg", title=b"MARK%dMARK" % number) for number in range(3)]
    if same:
        parts = [parts[0], parts[0], parts[0]]
    clean, report = scrubbed(b"".join(parts))
    assert (report.media_type, report.changed) == ("audio/ogg", ())
    assert length(clean) == pytest.approx(3 * SECONDS, abs=0.2)
    assert b"MARK" not in clean.getvalue()
    assert report.removed[Kind.EMBEDDED] == 2
    assert not sound.inspect(clean)


def vorbis(setup, *sounds):
    """Return an Ogg file of Vorbis, as far as who only copies packets can tell."""
    heads = [b"\x01vorbis" + bytes(23), b"\x03vorbis" + WORDS, b"\x05vorbis" + setup]
    writer = _ogg.Writer(sink := io.BytesIO())
    for number, packet in enumerate(heads):
        writer.write(packet, -1 if number == 1 else 0)
    for number, packet in enumerate(sounds, 1):
        writer.write(packet, number * 100, last=number == len(sounds))
    return sink.getvalue()


def test_parts_of_vorbis_are_joined_and_their_times_go_on():
    parts = vorbis(b"set", b"one", b"two"), vorbis(b"set", b"three"), vorbis(b"set", b"four")
    _xiph.copy(io.BytesIO(b"".join(parts)), sink := io.BytesIO())
    assert list(_ogg.packets(sink, 1))[3:] == [
        (b"one", 100), (b"two", 200), (b"three", 300), (b"four", 400)]  # fmt: skip
    assert WORDS not in sink.getvalue()


def test_parts_that_do_not_fit_together_are_not_copied_as_one():
    for other in (vorbis(b"another", b"two"), samples.raw("libopus", "ogg")):
        with pytest.raises(Unfit):
            _xiph.copy(io.BytesIO(vorbis(b"set", b"one") + other), io.BytesIO())


def pages(mode, number, size):
    image = Image.new(mode, size)
    sink = io.BytesIO()
    more = [image] * (number - 1)
    image.save(sink, "TIFF", save_all=True, append_images=more, compression="tiff_lzw")
    return sink


def test_a_long_fax_may_have_more_pixels_than_a_book_of_colours(monkeypatch):
    monkeypatch.setattr(tiff, "MOST_PIXELS", 10 * 100 * 100)
    report = tiff.scrub(pages("1", 30, (100, 100)), sink := io.BytesIO())
    assert report.media_type == "image/tiff"
    with Image.open(sink) as image:
        assert image.n_frames == 30
    for mode, number in (("1", 31), ("L", 11), ("RGB", 11)):
        with pytest.raises(Unscrubbable) as refused:
            tiff.scrub(pages(mode, number, (100, 100)), io.BytesIO())
        assert refused.value.reason is Reason.PIXELS
