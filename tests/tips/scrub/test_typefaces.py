"""Typefaces that everybody has keep their names; any other is named again as one of its family."""

import io
import time

import pytest

from tips.scrub import Kind, rtf
from tips.scrub._typefaces import common, family, is_common, is_style, told


@pytest.mark.parametrize("name", [
    "Arial", "ARIAL", "Calibri Light", "Helvetica Neue Medium", "Noto Sans CJK JP", "Menlo-Regular",
    "TimesNewRomanPSMT", "Arial-BoldItalicMT", "Arial,Bold", "Segoe UI Semibold", "@SimSun",
    "\uff2d\uff33 \uff30ゴシック", "HGｺﾞｼｯｸM", "游ゴシック Light", "맑은 고딕", "宋体",
    "Angsana New", "Franklin Gothic Demi Cond", "Gill Sans MT", "Wingdings 2", "MT Extra",
    "Segoe UI Emoji", "OpenSymbol", "Aptos Display", "Roboto Condensed", "Carlito", "+mn-lt", "",
    "Arial (Arabic)", "'Liberation Sans', Arial, sans-serif", '"Liberation Serif"',
    "Noto Sans:liga=0&onum",
    "Liberation Serif;Times New Roman",
])  # fmt: skip
def test_a_typeface_that_everybody_has_keeps_its_name(name):
    assert is_common(name)
    assert common(name, "roman") == name


@pytest.mark.parametrize(("name", "said", "new"), [
    ("Milenio Titular", "roman", "Times New Roman"), ("Milenio Titular", "swiss", "Arial"),
    ("Milenio Titular", "", "Arial"), ("Firma Ana López", "script", "Comic Sans MS"),
    ("ACME Corporate Serif", "", "Times New Roman"), ("ACME Mono", "", "Courier New"),
    ("ACME Dingbats", "", "Wingdings"), ("Milenio Titular", "decorative", "Arial"),
    ("Arial Ana López", "", "Arial"), ("Ana Gothic", "", "Arial"),
    ("南方宋", "", "Times New Roman"), ("BCDEEE+Calibri", "", "Calibri"),
    ("Calibri (Cuerpo)", "", "Calibri"), ("Milenio, 'Open Sans', serif", "", "Open Sans, serif"),
    ("Milenio;Georgia", "swiss", "Georgia"), ("Milenio, serif", "", "Times New Roman"),
    ("Arial:ana", "", "Arial"), ("Arial\u200b", "", "Arial"),
])  # fmt: skip
def test_any_other_becomes_one_of_its_family(name, said, new):
    assert not is_common(name)
    assert common(name, said) == new


@pytest.mark.parametrize(("said", "kind"), [
    ({"generic": "roman"}, "roman"), ({"generic": "modern", "pitch": "fixed"}, "modern"),
    ({"generic": "modern", "pitch": "variable"}, ""), ({"generic": "auto"}, ""),
    ({"generic": "swiss", "panose": "02040503050406030204"}, "roman"),
    ({"generic": "", "panose": "020B0609020204030204"}, "modern"),
    ({"generic": "", "panose": "020b0604020202020204"}, "swiss"),
    ({"generic": "", "panose": "03010101010201010101"}, "script"),
    ({"generic": "auto", "panose": "05000000000000000000"}, "symbol"),
    ({"generic": "modern", "pitch": "variable", "panose": "00000000000000000000"}, ""),
    ({"generic": "roman", "signs": True}, "symbol"),
])  # fmt: skip
def test_a_family_is_told_in_several_ways(said, kind):
    assert told(**said) == kind


def test_a_style_is_no_name():
    assert is_style("Negrita Cursiva")
    assert is_style("Light Condensed")
    assert is_style("Negra")
    assert not is_style("Ana")


def test_long_names_take_no_time():
    begun = time.process_time()
    for name in (
        "extrabold" * 9 + "!",
        "Arial" + "demibold" * 9 + "x",
        "Arial:" + "liga=liga" * 9_999,
        "Arial" * 100_000,
        "Arial;" * 100_000,
        " " * 400_000 + "!",
    ):
        common(name)
        family(name)
        is_style(name)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("name", ["Montserrat SemiBold", "Segoe UI", "Noto Sans"])
def test_rtf_keeps_the_same_typefaces(name):
    said = rf"{{\rtf1{{\fonttbl{{\f0\fnil {name};}}{{\f1\fmodern\fprq2 Milenio;}}}}\f0 a}}".encode()
    report = rtf.scrub(io.BytesIO(said), out := io.BytesIO())
    assert rf"{{\f0\fswiss {name};}}{{\f1\fswiss Arial;}}".encode() in out.getvalue()
    assert report.removed == {Kind.SOFTWARE: 1}
    spoilt = out.getvalue().replace(b"Arial", b"Milenio")
    assert rtf.inspect(io.BytesIO(spoilt)) == {Kind.SOFTWARE: 1}
