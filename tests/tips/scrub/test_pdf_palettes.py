"""Palettes in a PDF: every pixel stays, and no colour stays that none of them has."""

import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name

from tests import samples_pdf, samples_pdf_palettes
from tips.scrub import pdf

LETTERS = b"CANARY-PALETTE-17"
PIECES = [LETTERS[start : start + 3].hex().encode() for start in range(len(LETTERS) - 2)]


def scrubbed(data):
    pdf.scrub(BytesIO(data), sink := BytesIO())
    return sink.getvalue()


def shown(data):
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=1).to_pil().convert("RGB")


@pytest.mark.parametrize("build", samples_pdf_palettes.SAME, ids=lambda build: build.__name__)
def test_colours_that_nothing_has_are_gone_and_pixels_are_the_same(build):
    dirty = build()
    clean = scrubbed(dirty)
    tables = re.findall(rb"/Indexed [^<>]*(?:<<[^<>]*>>)?[^<>]*<([0-9a-f]*)>", clean)
    assert tables
    assert not [piece for piece in PIECES for table in tables if piece in table]
    assert not pdf.inspect(BytesIO(clean))
    assert shown(dirty).tobytes() == shown(clean).tobytes()
    assert len(shown(clean).getcolors(9999)) > 1
    assert scrubbed(clean) == clean


@pytest.mark.parametrize("build", samples_pdf_palettes.OTHERS, ids=lambda build: build.__name__)
def test_what_is_not_whole_keeps_no_other_colours_either(build):
    clean = scrubbed(build())
    assert not [piece for piece in PIECES if piece in clean]
    assert not pdf.inspect(BytesIO(clean))
    assert len(shown(clean).getcolors(9999)) > 1


@pytest.mark.parametrize("build", samples_pdf_palettes.SAME, ids=lambda build: build.__name__)
def test_the_second_look_sees_colours_that_nothing_has(build):
    clean = scrubbed(build())
    space = re.search(rb"(/Indexed [^\0]*?) (\d+) <([0-9a-f]*)>\]", clean)
    table = b"%b %d <%b>]" % (space[1], int(space[2]) + 1, space[3] + b"43414e")
    longer = _replaced(clean, space, table)
    with pypdfium2.PdfDocument(longer) as document:
        assert len(document)
    assert pdf.inspect(BytesIO(longer))


@pytest.mark.parametrize("build", [
    samples_pdf_palettes.two_bits, samples_pdf_palettes.eight_bits,
    samples_pdf_palettes.turned_round, samples_pdf_palettes.of_inks,
    samples_pdf_palettes.chosen_by_number, samples_pdf_palettes.shared,
], ids=lambda build: build.__name__)  # fmt: skip
def test_the_second_look_sees_a_colour_between_those_that_are_used(build):
    clean = scrubbed(build())
    space = re.search(rb"(/Indexed [^\0]*?) (\d+) <([0-9a-f]*?0000)(00)([0-9a-f]*)>\]", clean)
    table = b"%b %b <%b43%b>]" % (space[1], space[2], space[3], space[5])
    assert pdf.inspect(BytesIO(_replaced(clean, space, table)))
    same = b"%b %b <%b00%b>]" % (space[1], space[2], space[3], space[5])
    assert not pdf.inspect(BytesIO(_replaced(clean, space, same)))


def test_the_second_look_sees_the_table_of_a_jpeg_2000():
    with pikepdf.open(BytesIO(samples_pdf_palettes.in_jpeg_2000_of_its_own())) as document:
        brought = document.pages[0].obj.Resources.XObject.I.read_raw_bytes()
    plain = samples_pdf_palettes.picture(
        Name.DeviceGray, samples_pdf.jpeg_2000(), BitsPerComponent=8, Filter=Name.JPXDecode
    )
    clean = scrubbed(plain)
    assert not pdf.inspect(BytesIO(clean))
    stream = re.search(rb"/JPXDecode/Length (\d+)>>\nstream\n", clean)
    length = b"/JPXDecode/Length %d>>\nstream\n" % len(brought)
    rest = clean[stream.end() + int(stream[1]) :]
    other = clean[: stream.start()] + length + brought + rest
    assert pdf.inspect(BytesIO(_replaced(other, re.search(rb"\Z", other), b"")))


def _replaced(data, found, text):
    """Put a text in the place of another, and count the places of objects anew."""
    return samples_pdf.renumbered(data[: found.start()] + text + data[found.end() :])
