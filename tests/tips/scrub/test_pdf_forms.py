"""Fields of a form show on the page what a viewer that draws them again would show."""

from io import BytesIO

import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.samples_pdf import plain, saved
from tests.tips.scrub.test_pdf import pages, scrubbed
from tips.scrub import pdf

LEFT, RIGHT, CELLS, FOLDED = 30.0, 230.0, 1 << 24, 1 << 17
OTHER_LETTERS = "\u041f\u0440\u0438\u0432\u0435\u0442"


def form(look=b"", **entries):
    """Return a form of one field that asks viewers to draw it; `look` is drawn already."""
    document = plain()
    document.pages[0].obj.Contents = document.make_stream(b"")
    fonts = Dictionary(Helv=document.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))  # fmt: skip
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", F=4,
        Rect=[LEFT, 350, RIGHT, 370], DA=String("/Helv 0 Tf 0 0 1 rg"),
    )  # fmt: skip
    for key, value in entries.items():
        field["/" + key] = value
    if look:
        field.AP = Dictionary(N=document.make_stream(
            look, Subtype=Name.Form, BBox=[0, 0, 200, 20],
            Resources=Dictionary(Font=fonts)))  # fmt: skip
    fields = Array([document.make_indirect(field)])
    document.pages[0].obj.Annots = fields
    document.Root.AcroForm = Dictionary(Fields=fields, NeedAppearances=True)
    return saved(document)


def letters(data):
    """Return each letter of the page with its left and right edge."""
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        found = [
            (text.get_text_range(n, 1), text.get_charbox(n)) for n in range(text.count_chars())
        ]
        return [(letter, box[0], box[2]) for letter, box in found if letter.strip()]


def shown(data):
    clean, _ = scrubbed(data)
    assert not pdf.inspect(BytesIO(clean))
    return clean


def test_a_letter_for_each_cell_stands_in_its_cell():
    found = letters(shown(form(V="PEPJ800101AB0", Ff=CELLS, MaxLen=20)))
    assert "".join(letter for letter, _, _ in found) == "PEPJ800101AB0"
    for cell, (_, left, right) in enumerate(found):
        assert LEFT + 10 * cell < left < right < LEFT + 10 * (cell + 1)


@pytest.mark.parametrize(("side", "middle"), [(0, 60), (1, 130), (2, 200)])
def test_a_value_stands_at_its_side(side, middle):
    found = letters(shown(form(V="$ 12,345.67", Q=side)))
    assert abs((found[0][1] + found[-1][2]) / 2 - middle) < 4


def test_a_long_value_is_made_to_fit():
    found = letters(shown(form(V="ocho letras " * 6)))
    assert found[-1][2] < RIGHT


def test_a_choice_says_its_words_and_not_its_code():
    pairs = Array([Array([String("14"), String("Jalisco")])])
    found = letters(shown(form(FT=Name.Ch, V="14", Opt=pairs, Ff=FOLDED)))
    assert "".join(letter for letter, _, _ in found) == "Jalisco"


def test_the_frame_and_the_ground_of_a_field_stay():
    (page,) = pages(
        shown(form(V="x", MK=Dictionary(BC=[1, 0, 0], BG=[0, 1, 0]), BS=Dictionary(W=4)))
    )
    assert page.getpixel((31, 400 - 360)) == (255, 0, 0)
    assert page.getpixel((200, 400 - 360)) == (0, 255, 0)


def test_a_turned_field_reads_upward():
    found = letters(shown(form(V="abcd", Rect=[30, 200, 50, 390], MK=Dictionary(R=90))))
    assert len(found) == 4
    assert all(30 < left < right < 50 for _, left, right in found)


def test_a_good_drawing_stays_as_it_is():
    look = b"/Tx BMC q BT 1 0 0 rg /Helv 18 Tf 100 3 Td (M) Tj <6d> Tj ET Q EMC"
    (page,) = pages(shown(form(look, V="Mm")))
    colours = {colour for _, colour in page.getcolors()}
    assert (255, 0, 0) in colours
    assert (0, 0, 255) not in colours


def test_letters_that_we_cannot_set_stay_as_they_are_drawn():
    (page,) = pages(shown(form(b"1 0 0 rg 0 0 50 20 re f", V=OTHER_LETTERS)))
    assert page.getpixel((40, 400 - 360)) == (255, 0, 0)


@pytest.mark.parametrize("look", [b"/Tx BMC EMC", b"BT /Helv 9 Tf (Nombre) Tj ET"])
def test_a_drawing_of_another_value_gives_way(look):
    found = letters(shown(form(look, V="Ana")))
    assert "".join(letter for letter, _, _ in found) == "Ana"


@pytest.mark.parametrize("value", [{}, {"V": ""}])
def test_what_stood_in_an_emptied_field_is_not_shown(value):
    assert not letters(shown(form(b"BT /Helv 9 Tf (Nombre) Tj ET", **value)))


def test_a_list_of_which_nothing_is_chosen_stays_as_it_is_drawn():
    found = letters(shown(form(b"BT /Helv 9 Tf 2 5 Td (Uno) Tj ET", FT=Name.Ch)))
    assert "".join(letter for letter, _, _ in found) == "Uno"


SQUARE = [50, 300, 70, 320]


@pytest.mark.parametrize(("entries", "sign"), [
    ({"AS": Name.Yes}, "✔"), ({"V": Name.Yes, "MK": Dictionary(CA="8")}, "✘"),
    ({"AS": Name.a, "Ff": 1 << 15}, "●"), ({"AS": Name.a, "MK": Dictionary(CA="CANARY")}, "✔"),
    ({"AS": Name.Off, "V": Name.Yes}, ""), ({"V": Name.a, "Ff": 1 << 15}, ""), ({}, ""),
])  # fmt: skip
def test_a_box_that_nobody_drew_shows_whether_it_is_ticked(entries, sign):
    clean = shown(form(**{"FT": Name.Btn, "Rect": SQUARE, **entries}))
    found = letters(clean)
    assert "".join(letter for letter, _, _ in found) == sign
    assert all(50 < left < right < 70 for _, left, right in found)
    assert b"CANARY" not in clean


def test_a_button_that_nobody_drew_shows_its_words_and_ground():
    look = Dictionary(CA="Enviar", BG=[0.5])
    clean = shown(form(FT=Name.Btn, Ff=1 << 16, MK=look))
    found = letters(clean)
    assert "".join(letter for letter, _, _ in found) == "Enviar"
    middle = (found[0][1] + found[-1][2]) / 2
    assert abs(middle - (LEFT + RIGHT) / 2) < 5
    assert pages(clean)[0].convert("L").getpixel((40, 40)) < 200


def test_a_box_that_is_drawn_stays_as_it_is():
    clean = shown(form(b"BT /Helv 9 Tf 3 5 Td (mark) Tj ET", FT=Name.Btn, AS=Name.Yes))
    assert "".join(letter for letter, _, _ in letters(clean)) == "mark"
