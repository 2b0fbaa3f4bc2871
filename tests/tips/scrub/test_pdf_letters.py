"""Letters that are drawings (Type 3): those that a text shows stay, the others leave nothing."""

import re
import zlib
from io import BytesIO

import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Object

from tests import samples_pdf_letters
from tests.samples_pdf import mark, plain, renumbered, saved
from tests.samples_pdf_letters import letters
from tips.scrub import pdf


def scrubbed(data):
    pdf.scrub(BytesIO(data), sink := BytesIO())
    return sink.getvalue()


def pages(data):
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=1).to_pil().convert("L") for page in document]


def laid_open(data):
    streams = re.findall(rb"stream\n(.*?)\nendstream", data, re.S)
    return data + b"\n".join(map(zlib.decompress, streams))


@pytest.mark.parametrize("build", samples_pdf_letters.ALL, ids=lambda build: build.__name__)
def test_letters_that_nothing_shows_are_gone_and_all_looks_the_same(build):
    dirty = build()
    clean = scrubbed(dirty)
    inside = laid_open(clean)
    assert b"CANARY" not in inside
    assert b"CANARY".hex().encode() not in inside
    assert not pdf.inspect(BytesIO(clean))
    for before, after in zip(pages(dirty), pages(clean), strict=True):
        assert before.tobytes() == after.tobytes()
        assert before.getextrema() == (0, 255)
    assert scrubbed(clean) == clean


@pytest.mark.parametrize("build", samples_pdf_letters.ALL, ids=lambda build: build.__name__)
def test_the_second_look_sees_letters_that_nothing_shows(build):
    clean = scrubbed(build())
    assert pdf.inspect(BytesIO(_with_code(clean, b"67")))
    assert pdf.inspect(BytesIO(_without_code(clean)))
    assert not pdf.inspect(BytesIO(renumbered(clean)))


def test_drawn_letters_that_their_names_alone_tell_can_still_be_read():
    pdf_file = plain()
    shape = pdf_file.make_stream(b"600 0 0 0 500 700 d1 0 0 500 700 re f")
    names = ["A", "eacute", "ntilde", "uni20AC", "quoteright", "one", "CANARY", "Z"]
    face = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 600, 700], FirstChar=1, LastChar=8,
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], Widths=[600] * 8,
        CharProcs=Dictionary({f"/{name}": shape for name in names}),
        Encoding=Dictionary(Differences=[1, *(Name("/" + name) for name in names)]),
    )  # fmt: skip
    pdf_file.pages[0].obj.Resources.Font = Dictionary(F3=face)
    pdf_file.pages[0].obj.Contents = pdf_file.make_stream(
        b"BT /F3 20 Tf 20 60 Td <01020304050607> Tj ET"
    )
    clean = scrubbed(saved(pdf_file))
    assert not pdf.inspect(BytesIO(clean))
    assert scrubbed(clean) == clean
    with pypdfium2.PdfDocument(clean) as document:
        assert document[0].get_textpage().get_text_bounded()[:6] == "Aéñ€’1"
    inside = laid_open(clean)
    assert b"CANARY" not in inside
    assert b"<08>" not in inside


def test_texts_without_letters_are_shown_like_others():
    """Forms of Acrobat show such a text where a field is empty."""
    pdf_file = plain()
    pdf_file.pages[0].obj.Contents = pdf_file.make_stream(
        b"BT /F1 24 Tf 20 20 Td () Tj [() 5 ()] TJ <> ' (All) Tj ET"
    )
    clean = scrubbed(dirty := saved(pdf_file))
    assert not pdf.inspect(BytesIO(clean))
    for before, after in zip(pages(dirty), pages(clean), strict=True):
        assert before.tobytes() == after.tobytes()


def test_names_that_are_no_unicode_are_names():
    """Old programs in China, Russia and the West name fonts in the letters of their machine."""
    pdf_file, odd = plain(), Object.parse(b"/#ba#da#cc#e5")
    fonts, face = pdf_file.pages[0].obj.Resources.Font, letters(pdf_file, letters="AB")
    procs = face.CharProcs
    procs[bytes(odd).decode(errors="surrogateescape")] = procs[f"/{mark('ANAME')}"]
    face.Encoding.Differences[1] = odd
    fonts["/F\udcba"] = face
    fonts.F1.BaseFont = fonts.F1.Encoding = odd
    pdf_file.pages[0].obj.Contents = pdf_file.make_stream(
        b"BT /F\xba 40 Tf 20 60 Td (A) Tj /F#ba 40 Tf (B) Tj ET BT 9 300 Td /F1 12 Tf (words) Tj ET"
    )
    box = pdf_file.make_stream(b"0 0 50 50 re f", Subtype=Name.Form, BBox=[0, 0, 50, 50])
    states = Dictionary()
    states[bytes(odd).decode(errors="surrogateescape")] = box
    note = Dictionary(Subtype=Name.Stamp, Rect=[200, 20, 250, 70], AS=odd, F=4)
    note.AP = Dictionary(N=states)
    pdf_file.pages[0].obj.Annots = Array([note])
    clean = scrubbed(dirty := saved(pdf_file))
    assert not pdf.inspect(BytesIO(clean))
    (before,), (after,) = pages(dirty), pages(clean)
    drawn = (0, 200, 300, 400)  # the words are in a stand-in, which may look otherwise
    assert before.crop(drawn).tobytes() == after.crop(drawn).tobytes()
    assert after.crop((0, 0, 300, 200)).getextrema()[0] < 100


def _with_code(data, code):
    """Return a file with one more code for a letter that it has."""
    return renumbered(re.sub(rb"/Differences \[(\d+) (/g\d+)", rb"\g<0> %b \2" % code, data))


def _without_code(data):
    """Return a file with a letter that no code stands for."""
    return renumbered(re.sub(rb"/Differences \[\d+ /g\d+ ?", b"/Differences [", data))


@pytest.mark.parametrize(
    "encoding",
    [
        Name.WinAnsiEncoding,
        Name.MacRomanEncoding,
        Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=[65, Name.one]),
        Dictionary(Differences=[66, Name.one]),
    ],
    ids=["windows", "macintosh", "changed", "unsaid"],
)
def test_letters_whose_codes_a_known_table_names_are_drawn(encoding):
    """Programs for bank statements name the table, and no letter of it."""
    pdf_file = plain()
    shape = pdf_file.make_stream(b"1000 0 0 0 500 700 d1 0 0 500 700 re f")
    names = ["A", "eacute", "quotesingle", "space", "one"]
    face = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 600, 700], FirstChar=0, LastChar=255,
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], Widths=[1000] * 256, Encoding=encoding,
        CharProcs=Dictionary({f"/{name}": shape for name in names}),
    )  # fmt: skip
    pdf_file.pages[0].obj.Resources.Font = Dictionary(F3=face)
    pdf_file.pages[0].obj.Contents = pdf_file.make_stream(
        b"BT /F3 20 Tf 0 60 Td <41e98e27b020a031> Tj ET"
    )
    dirty = saved(pdf_file)
    clean = scrubbed(dirty)
    before, after = pages(dirty)[0], pages(clean)[0]
    assert before.tobytes() == after.tobytes()
    assert before.getextrema() == (0, 255)
    assert not pdf.inspect(BytesIO(clean))
