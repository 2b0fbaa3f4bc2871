"""Tables of fonts: what they say of letters that a text shows stays, and nothing else."""

import re
import zlib
from io import BytesIO

import pypdfium2
import pytest
from pikepdf import Dictionary, Name

from tests import samples_pdf_faces
from tests.samples_pdf import mark, plain, renumbered, saved
from tests.tips.scrub.test_pdf_letters import laid_open, pages, scrubbed
from tips.scrub import Reason, Unscrubbable, pdf


def said(data):
    with pypdfium2.PdfDocument(data) as document:
        return document[0].get_textpage().get_text_bounded()


def spellings(text):
    yield text.encode()
    yield text.encode("utf-16-be").hex().encode()
    yield b" ".join(b"%d" % byte for byte in text.encode())


@pytest.mark.parametrize("build", samples_pdf_faces.ALL, ids=lambda build: build.__name__)
def test_all_looks_and_reads_the_same(build):
    clean = scrubbed(dirty := build())
    assert not pdf.inspect(BytesIO(clean))
    for before, after in zip(pages(dirty), pages(clean), strict=True):
        assert before.tobytes() == after.tobytes()
        assert before.getextrema() == (0, 255)
    assert said(clean) == said(dirty)
    assert "AB C" in said(clean)
    assert scrubbed(clean) == clean


@pytest.mark.parametrize("build", samples_pdf_faces.LEAN, ids=lambda build: build.__name__)
def test_letters_that_nothing_shows_are_not_spoken_of(build):
    inside, before = laid_open(scrubbed(build())), laid_open(build())
    words = samples_pdf_faces.BEHIND, *map(mark, ("WIDTHS", "WIDE", "GLYPHS")), "CANARYGLYPH17"
    for word in words:
        assert not [form for form in spellings(word) if form in inside]
        assert [form for form in spellings(word) if form in before]


@pytest.mark.parametrize(("place", "odd"), [
    (rb"/Widths \[600 600", b"/Widths [600 67"),
    (rb"/Differences \[", b"/Differences [90 /B "),
    (rb"/W \[", b"/W [65 [78]"),
])  # fmt: skip
def test_the_second_look_sees_what_nothing_shows(place, odd):
    clean = scrubbed(samples_pdf_faces.on_a_page())
    changed = renumbered(re.sub(place, odd, clean))
    assert pdf.inspect(BytesIO(changed))
    assert not pdf.inspect(BytesIO(renumbered(clean)))


@pytest.mark.parametrize(("old", "new"), [
    (b"<20> <0020>", b"<20> <0020>\n<30> <0041>"),
    (b"<0024> <0041>", b"<0024> <0041>\n<4142> <0043>"),
])  # fmt: skip
def test_the_second_look_reads_what_codes_mean(old, new):
    clean = scrubbed(samples_pdf_faces.on_a_page())

    def with_more(found):
        body = zlib.compress(zlib.decompress(found[2]).replace(old, new))
        return b"/Length %d>>\nstream\n%b\nendstream" % (len(body), body)

    stream = rb"/Length (\d+)>>\nstream\n(.*?)\nendstream"
    changed = renumbered(re.sub(stream, with_more, clean, flags=re.S))
    assert pdf.inspect(BytesIO(changed))


def test_ranges_that_mean_everything_again_and_again_are_refused():
    with pytest.raises(Unscrubbable) as refusal:
        scrubbed(samples_pdf_faces.ranges_of_everything())
    assert refusal.value.reason is Reason.BOMB


@pytest.mark.parametrize(("said", "new"), [
    ("Times New Roman", "Times#20New#20Roman"), ("ArialMT", "ArialMT"),
    ("Montserrat-SemiBold", "Montserrat-SemiBold"), ("KozMinPro-Regular-Acro",) * 2,
    ("Milenio Titular", "Helvetica"), ("Firma-AnaBold", "Helvetica-Bold"),
])  # fmt: skip
def test_letters_that_are_not_in_the_file_have_names_that_viewers_know(said, new):
    document = plain()
    document.pages[0].obj.Resources.Font.F1 = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/" + said)
    )
    clean = scrubbed(saved(document))
    assert f"/BaseFont /{new}>>".encode() in clean
    assert not pdf.inspect(BytesIO(clean))
    spoilt = renumbered(clean.replace(f"/BaseFont /{new}".encode(), b"/BaseFont /Milenio"))
    assert pdf.inspect(BytesIO(spoilt))
