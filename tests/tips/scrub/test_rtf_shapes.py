"""Drawings in RTF: a picture that floats stays, without the sides that its frame hides."""

import io
import re

import pytest
from PIL import Image

from tests.samples import dirty_png
from tests.tips.scrub.test_rtf import cleaned, said, words
from tips.scrub import Kind, png

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}"


def value(name, said):
    return rf"{{\sp{{\sn {name}}}{{\sv {said}}}}}"


def drawing(*values, text=""):
    return rf"antes{{\shp{{\*\shpinst\shpleft9{''.join(values)}{text}}}}}despu\'e9s"


def plain(size=(40, 30)):
    """Return a picture whose left half is blue, in digits, and its measures."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    image.save(out := io.BytesIO(), "PNG")
    return out.getvalue().hex()


def pict(digits, more=""):
    return rf"{{\pict\pngblip\picw40\pich30\picwgoal800\pichgoal600{more} {digits}}}"


def drawn(body):
    """Return the words that are left, and the pictures with their measures."""
    text, report = cleaned(HEAD + body + "}")
    found = re.findall(r"\{\\pict\\pngblip([^ ]*) ([0-9a-f]+)\}", text)
    pictures = [(more, Image.open(io.BytesIO(bytes.fromhex(digits)))) for more, digits in found]
    return words(text), pictures, report


def test_a_picture_that_floats_stays_clean_and_in_its_place():
    dirty = dirty_png()
    floating = drawing(value("wzName", "MARKname"), value("pib", pict(dirty.data.hex())))
    text, pictures, _report = drawn(floating)
    assert text == "antesdespu\u00e9s"
    assert len(pictures) == 1
    assert not png.inspect(io.BytesIO(pictures[0][1].fp.getvalue()))


def test_other_pictures_of_a_drawing_do_not():
    for name in ("fillBlip", "lineFillBlip", "pibName", ""):
        assert drawn(drawing(value(name, pict(plain()))))[1] == []


@pytest.mark.parametrize(("state", "stays"), [("0", True), ("1", False), ("-1", False)])
def test_a_hidden_drawing_goes_with_its_words_and_picture(state, stays):
    inner = r"{\shptxt \pard dentro\par}"
    hides = drawing(value("pib", pict(plain())), value("fHidden", state), text=inner)
    text, pictures, report = drawn(hides)
    assert ("dentro" in text, len(pictures) == 1) == (stays, stays)
    assert text.startswith("antes")
    assert text.endswith("despu\u00e9s")
    assert (report.removed[Kind.HIDDEN] == 1) != stays


def test_a_drawing_inside_a_drawing_is_hidden_alone():
    inner = r"{\shptxt dentro {\shp{\*\shpinst" + value("fHidden", "1") + r"{\shptxt MARK}}}}"
    assert said(drawing(text=inner)) == "antesdentro despu\u00e9s"


@pytest.mark.parametrize(
    "body",
    [
        drawing(value("cropFromLeft", "32768"), value("pib", pict(plain()))),
        pict(plain(), r"\piccropl400\piccropr0\piccropt-20"),
    ],
)
def test_the_sides_that_a_frame_hides_are_cut_off(body):
    ((measures, image),) = drawn(body)[1]
    assert image.size == (20, 30)
    assert image.convert("RGB").getcolors() == [(600, (255, 0, 0))]
    assert r"\picwgoal400\pichgoal600" in measures


def test_a_picture_of_which_nothing_is_left_goes():
    _words, pictures, report = drawn(pict(plain(), r"\piccropl400\piccropr400"))
    assert pictures == []
    assert report.removed[Kind.EMBEDDED] == 1


@pytest.mark.parametrize(
    ("name", "face"),
    [("Courier", "Courier New"), ("Milenio-Mono", "Courier New"),
     ("Milenio Serif", "Times New Roman"), ("TimesNewRomanPSMT", "Times New Roman"),
     ("Milenio Sans", "Arial"), ("Ana", "Arial")],
)  # fmt: skip
def test_a_typeface_without_a_family_becomes_one_that_is_like_it(name, face):
    text = cleaned(rf"{{\rtf1{{\fonttbl{{\f0\fnil {name};}}}}\f0 a}}")[0]
    assert f" {face};" in text


def test_a_note_at_the_end_stays_at_the_end():
    text = cleaned(HEAD + r"\fet2 a{\super\chftn}{\footnote\ftnalt\pard nota}}")[0]
    assert r"\fet2 " in text
    assert r"{\footnote \ftnalt " in text
