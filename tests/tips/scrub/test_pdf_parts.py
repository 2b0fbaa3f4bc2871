"""The parts of the PDF scrubber: packings, filters, layers, colours, words of drawing."""

import base64
import struct
import zlib
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageChops

from tests import samples_pdf
from tips.scrub import (
    Reason,
    Unscrubbable,
    _pdf_cff,
    _pdf_filters,
    _pdf_jpeg,
    _pdf_packings,
    _pdf_profiles,
    pdf,
)
from tips.scrub._pdf_content import Content
from tips.scrub._pdf_layers import Layers


class Anything:
    """A scope in which everything exists under its own name and nothing costs."""

    def use(self, place, name):
        return f"/{place[0]}1".encode()

    def cost(self, place, name):
        return 0

    def is_off(self, name):
        return name == "off"

    def inline(self, head, data):
        self.seen = bytes(data)
        return b"/X9"


def drawn(text):
    return Content(text, Anything()).rewritten()


@pytest.mark.parametrize(("text", "plain"), [
    (b"1.500 0 0 +01 -.50 0 cm % note", b"1.5 0 0 1 -0.5 0 cm\n"),
    (b"(a\\(b\\051 (nested) \\101\\\n)Tj", b"<%b> Tj\n" % b"a(b) (nested) A".hex().encode()),
    (b"[(A) -20(B)/Odd]TJ", b"[<41> -20 <42>] TJ\n"),
    (b"<4 1> Tj <4> Tj", b"<41> Tj\n<40> Tj\n"),
    (b"/Span <</ActualText (x)>> BDC (y) Tj EMC /M MP", b"<79> Tj\n"),
    (b"/OC /off BDC (y) Tj 0 0 9 9 re f 1 w EMC 2 w", b"\n1 w\n2 w\n"),
    (b"/OC /off BDC 0 0 9 9 re W n EMC", b"0 0 9 9 re\nW\nn\n"),
    (b"q q 1 w Q", b"q\nq\n1 w\nQ\nQ\n"),
    (b"Q Q 1 w", b"1 w\n"),
    (b"/A#42C gs /Perceptual ri /Bad ri", b"/E1 gs\n/Perceptual ri\n"),
    (b"1 2 secret (words) unknown 3 w", b"3 w\n"),
    (b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x07 EI Q 5 w", b"/X9 Do\n5 w\n"),
    (b"--5 0 0 0 re .5. w", b"5 0 0 0 re\n0.5 w\n"),
])  # fmt: skip
def test_drawing_is_written_in_plain_words(text, plain):
    assert drawn(text).replace(b"\n\n", b"\n").lstrip(b"\n") == plain.lstrip(b"\n")


def test_too_many_open_states_are_refused():
    with pytest.raises(Unscrubbable):
        drawn(b"q " * 100_000)


def steps(*names):
    return [(name, {}) for name in names]


def test_filters_are_undone():
    words = b"some words, some words, some words"
    for name, packed in (
        ("FlateDecode", zlib.compress(words)),
        ("ASCII85Decode", base64.a85encode(words) + b"~>"),
        ("ASCIIHexDecode", words.hex().encode() + b">"),
        ("RunLengthDecode", bytes([len(words) - 1]) + words + b"\x80"),
    ):
        assert _pdf_filters.unpacked(packed, steps(name)) == words
    packed = base64.a85encode(zlib.compress(words))
    assert _pdf_filters.unpacked(packed, steps("ASCII85Decode", "FlateDecode")) == words


def test_lzw_is_undone_as_the_standard_shows_it():
    packed = bytes.fromhex("800b6050220c0c8501")
    words = bytes([45, 45, 45, 45, 45, 65, 45, 45, 45, 66])
    assert _pdf_filters.unpacked(packed, steps("LZWDecode")) == words


@pytest.mark.parametrize("kind", range(5))
def test_rows_are_restored_from_every_png_filter(kind):
    picture = Image.linear_gradient("L").resize((16, 16))
    raw = picture.tobytes()
    rows = [raw[place : place + 16] for place in range(0, 256, 16)]
    parms = {"/Predictor": 12, "/Columns": 16}
    packed = zlib.compress(b"".join(_filtered(kind, rows)))
    assert _pdf_filters.unpacked(packed, [("FlateDecode", parms)]) == raw


def _filtered(kind, rows):
    above = bytes(16)
    for row in rows:
        left, corner = b"\0" + row[:-1], b"\0" + above[:-1]
        guesses = {
            0: bytes(16), 1: left, 2: above,
            3: bytes((a + b) // 2 for a, b in zip(left, above, strict=True)),
            4: bytes(map(_paeth, left, above, corner)),
        }  # fmt: skip
        yield bytes([kind]) + bytes((a - b) & 255 for a, b in zip(row, guesses[kind], strict=True))
        above = row


def _paeth(left, above, corner):
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))


@pytest.mark.parametrize(("name", "packed"), [
    ("FlateDecode", zlib.compress(bytes(100_000))), ("RunLengthDecode", b"\x81\0" * 1000),
    ("LZWDecode", bytes.fromhex("800b6050220c0c8501")),
])  # fmt: skip
def test_filters_stop_at_a_bound(name, packed):
    with pytest.raises(Unscrubbable) as refusal:
        _pdf_filters.unpacked(packed, steps(name), 5)
    assert refusal.value.reason is Reason.BOMB


def test_jpeg_2000_keeps_its_picture_and_nothing_else():
    bare = _pdf_packings.bare_jpeg_2000(samples_pdf.jpeg_2000())
    assert b"CANARY" not in bare
    with Image.open(BytesIO(bare)) as after, Image.open(BytesIO(samples_pdf.jpeg_2000())) as before:
        assert not ImageChops.difference(before, after).getbbox()


def test_jpeg_keeps_its_picture_and_nothing_else():
    bare = _pdf_jpeg.bare_jpeg(samples_pdf.jpeg())
    assert b"CANARY" not in bare
    with Image.open(BytesIO(bare)) as after, Image.open(BytesIO(samples_pdf.jpeg())) as before:
        assert not ImageChops.difference(before, after).getbbox()


def test_jbig2_comments_and_tails_are_left_out():
    def segment(number, kind, body):
        return struct.pack(">IBBBI", number, kind, 0, 1, len(body)) + body

    page, words = segment(0, 48, bytes(19)), segment(1, 62, b"CANARY")
    end = segment(2, 51, b"")
    assert _pdf_packings.bare_jbig2(page + words + b"CANARY" * 9) == page
    assert _pdf_packings.bare_jbig2(page + words + end + bytes(99)) == page


def compact(*, behind=b"", between=b""):
    """Return a font of one letter in compact form, with bytes that no part of it holds."""

    def index(*members):
        ends = [1 + sum(map(len, members[:number])) for number in range(len(members) + 1)]
        head = struct.pack(">HB", len(members), 1) if members else b"\0\0"
        return head + bytes(ends if members else ()) + b"".join(members)

    def top(charset, shapes, private):
        numbers = (b"\x1d" + struct.pack(">i", value) for value in (charset, shapes, 0, private))
        one, two, three, four = numbers
        return one + b"\x0f" + two + b"\x11" + three + four + b"\x12"

    start = b"\1\0\4\1" + index(b"CANARY-NAME")
    end = index(b"CANARY-TEXT", b"letter") + index()
    begin = len(start + index(top(0, 0, 0)) + end + between)
    charset, shapes = b"\0" + struct.pack(">H", 392), index(b"\x0e", b"\x0e")
    places = begin, begin + len(charset), begin + len(charset + shapes)
    return start + index(top(*places)) + end + between + charset + shapes + behind


def test_a_compact_font_keeps_its_letters_and_no_word():
    dirty = compact(between=b"CANARY-BETWEEN", behind=b"CANARY-BEHIND")
    plain = _pdf_cff.plain_cff(dirty)
    assert b"CANARY" not in plain
    assert b"letter" in plain
    assert len(plain) == len(dirty) - len(b"CANARY-BEHIND")
    assert _pdf_cff.plain_cff(plain) == plain


def test_a_compact_font_that_points_nowhere_is_no_font():
    with pytest.raises((IndexError, ValueError)):
        _pdf_cff.plain_cff(compact()[:40])


def test_layers_are_judged_as_a_screen_shows_them():
    with pikepdf.new() as document:
        on, off = (
            document.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in "ab"
        )
        document.Root.OCProperties = Dictionary(D=Dictionary(OFF=Array([off])))
        layers = Layers(document.Root)
        rule = Dictionary(Type=Name.OCMD, OCGs=Array([on, off]))
        assert (layers.off(on), layers.off(off), layers.off(rule)) == (False, True, False)
        for policy, hidden in (("AllOn", True), ("AnyOff", False), ("AllOff", True)):
            rule.P = Name("/" + policy)
            assert layers.off(rule) is hidden
        rule.VE = Array([Name.Not, Array([Name.Or, on, off])])
        assert layers.off(rule)


def test_wide_colours_stay_wide_without_the_profile_of_the_device():
    profile = _pdf_profiles.OURS["P3", 0.0].ljust(600, b"\0") + b"CANARY"
    document = samples_pdf.plain()
    space = Array([Name.ICCBased, document.make_stream(profile, N=3)])
    document.pages[0].obj.Resources.ColorSpace = Dictionary(P=space)
    document.pages[0].obj.Contents = document.make_stream(b"/P cs 1 0.2 0 sc 0 0 200 200 re f")
    dirty = samples_pdf.saved(document)
    pdf.scrub(BytesIO(dirty), sink := BytesIO())
    assert not pdf.inspect(BytesIO(sink.getvalue()))
    assert b"CANARY" not in sink.getvalue()
    assert b"ICCBased" in sink.getvalue()
    assert _shown(dirty) == _shown(sink.getvalue())


@pytest.mark.parametrize(("name", "curve"), _pdf_profiles.OURS)
def test_a_common_space_is_known_again_whoever_wrote_its_profile(name, curve):
    profile = _pdf_profiles.OURS[name, curve]
    plain = name == "sRGB" and curve in {0.0, 2.2}
    assert _pdf_profiles.like(profile) == (None if plain else profile)
    assert _pdf_profiles.like(profile[:200]) is None


def test_tone_curves_in_tables_are_known():
    for exponent in (1.0, 1.8, 2.2):
        table = [round(65535 * (place / 1023) ** exponent) for place in range(1024)]
        body = b"curv" + bytes(4) + struct.pack(">I1024H", 1024, *table)
        assert _pdf_profiles._curve(body) == exponent
    values = [place / 1023 for place in range(1024)]
    srgb = [v / 12.92 if v < 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
    table = [round(65535 * value) for value in srgb]
    assert _pdf_profiles._curve(b"curv" + bytes(4) + struct.pack(">I1024H", 1024, *table)) == 0


def _shown(data):
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render().to_pil().tobytes()
