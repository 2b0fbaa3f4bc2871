"""What OpenDocument files show by ways of LibreOffice's own stays: outlines, feet, fields."""

import io
import re
import time

import pytest

from tests.samples_odf import style
from tests.tips.scrub.test_open_documents import cleaned, written
from tips.scrub import Kind, _odf_shapes, odf
from tips.scrub._ooxml_names import Names

OUTLINE = (
    '<draw:custom-shape draw:name="MARKshape" svg:width="4cm" svg:height="3cm">'
    "<text:p>Paso</text:p>"
    '<draw:enhanced-geometry draw:type="ooxml-chevron" svg:viewBox="0 0 0 0" '
    'draw:text-areas="0 0 ?MARKx ?f2" draw:enhanced-path="{}" '
    'drawooo:sub-view-size="900000 900000" draw:modifiers="50000">'
    '<draw:equation draw:name="MARKx" draw:formula="logwidth*cos(?f2)/2 +$0"/>'
    '<draw:equation draw:name="f2" draw:formula="{}"/>'
    '<draw:handle draw:handle-position="?f2 top" draw:handle-range-x-maximum="?MARKx"/>'
    "</draw:enhanced-geometry></draw:custom-shape>"
)


def shape(path="M 0 0 L ?MARKx 0 ?f2 .5e3 Z N", formula="logheight"):
    body = f"<draw:page>{OUTLINE.format(path, formula)}</draw:page>"
    return cleaned("presentation", body)[0]


def test_a_shape_keeps_its_outline_under_other_names():
    made = shape()
    assert 'draw:enhanced-path="M 0 0 L ?f1 0 ?f2 .5e3 Z N"' in made
    assert '<draw:equation draw:name="f1" draw:formula="logwidth*cos(?f2)/2 +$0"/>' in made
    assert '<draw:equation draw:name="f2" draw:formula="logheight"/>' in made
    assert 'draw:text-areas="0 0 ?f1 ?f2"' in made
    assert 'draw:handle-position="?f2 top" draw:handle-range-x-maximum="?f1"' in made
    assert 'drawooo:sub-view-size="900000 900000"' in made
    assert "MARK" not in made


@pytest.mark.parametrize("odd", ["MARK 0 0", "M 0 0 (Ana)", "widthMARK", "0;1", "M 0 'a'"])
def test_an_outline_is_no_place_for_words(odd):
    assert odd not in shape(odd)
    assert odd not in shape(formula=odd)


def test_a_long_outline_that_ends_in_a_word_takes_no_time():
    begun = time.process_time()
    assert _odf_shapes.outline(Names(), "1" * 300_000 + "!") is None
    assert _odf_shapes.outline(Names(), "M 1 1 ?f1 " * 40_000 + "Ana") is None
    assert time.process_time() - begun < 2


def test_a_name_in_an_outline_that_stayed_is_residue():
    paper = written("presentation", f"<draw:page>{OUTLINE.format('M 0 0', 'width')}</draw:page>")
    odf.scrub(io.BytesIO(paper), out := io.BytesIO())
    assert odf.inspect(out) == {}
    assert odf.inspect(io.BytesIO(paper))[Kind.COMMENT] >= 2  # the shape's and a sum's


def test_cells_of_tables_on_slides_and_words_keep_their_colours():
    look = '<loext:graphic-properties draw:fill="solid" draw:fill-color="#d0d8e7"/>'
    faint = '<style:text-properties loext:opacity="40%"/>'
    automatic = style("ce1", "table-cell", look) + style("T1", "text", faint)
    made = cleaned("presentation", "", "", automatic)[0]
    assert look in made
    assert faint in made


FEET = (
    '<presentation:header-decl presentation:name="hdr1">MARKhead</presentation:header-decl>'
    '<presentation:footer-decl presentation:name="ftr1">Pie</presentation:footer-decl>'
    '<presentation:footer-decl presentation:name="ftr2">MARKold</presentation:footer-decl>'
    '<presentation:footer-decl presentation:name="ftr3">MARKoff</presentation:footer-decl>'
    '<presentation:date-time-decl presentation:name="dtd1" presentation:source="fixed">Mayo'
    '</presentation:date-time-decl><presentation:date-time-decl presentation:name="dtd2" '
    'presentation:source="current-date">MARKsaved</presentation:date-time-decl>'
)
PAGE = (
    '<draw:page draw:style-name="dp{}" presentation:use-header-name="hdr1" '
    'presentation:use-footer-name="ftr{}" presentation:use-date-time-name="dtd{}"/>'
)


def test_slides_keep_the_feet_and_dates_that_they_show():
    off = '<style:drawing-page-properties presentation:display-footer="false"/>'
    away = '<style:drawing-page-properties presentation:visibility="hidden"/>'
    automatic = style("dp2", "drawing-page", off) + style("dp3", "drawing-page", away)
    pages = PAGE.format(1, 1, 1) + PAGE.format(2, 3, 2) + PAGE.format(3, 2, 1)
    made, _styles, report = cleaned("presentation", FEET + pages, "", automatic)
    assert "MARK" not in made
    assert '<presentation:footer-decl presentation:name="ftr1">Pie<' in made
    assert 'presentation:name="dtd1" presentation:source="fixed">Mayo<' in made
    assert 'presentation:name="dtd2" presentation:source="current-date"/>' in made
    assert 'use-footer-name="ftr1" presentation:use-date-time-name="dtd1"' in made
    assert dict(report.removed)[Kind.HIDDEN] >= 3


MASTER = (
    '</office:styles><office:master-styles><style:master-page style:name="Rojo">'
    '<draw:frame presentation:class="title"><draw:text-box/></draw:frame>'
    "<draw:custom-shape><text:p>Lema</text:p></draw:custom-shape>"
    '<draw:frame presentation:class="footer"><draw:text-box><text:p>Pie</text:p></draw:text-box>'
    "</draw:frame></style:master-page></office:master-styles><office:styles>"
)


@pytest.mark.parametrize(("looks", "stays"), [("12", True), ("1", True), ("22", False)])
def test_what_stands_behind_slides_goes_where_all_leave_it_out(looks, stays):
    alone = "<style:drawing-page-properties presentation:background-objects-visible='false'/>"
    page = '<draw:page draw:style-name="dp{}" draw:master-page-name="Rojo"/>'
    pages = "".join(map(page.format, looks))
    automatic = style("dp2", "drawing-page", alone)
    _text, made, report = cleaned("presentation", pages, MASTER, automatic)
    assert (">Lema<" in made, ">Pie<" in made) == (stays, stays)
    assert 'presentation:class="title"' in made
    assert report.removed[Kind.HIDDEN] == (0 if stays else 2)


@pytest.mark.parametrize(
    ("field", "left"),
    [
        ('<text:dde-connection text:connection-name="MARK">Rea</text:dde-connection>', "Rea"),
        ('<text:execute-macro text:name="MARK">Pulse</text:execute-macro>', "Pulse"),
        ('<text:table-formula text:formula="ooow:MARK">42</text:table-formula>', "42"),
        ('<text:hidden-text text:string-value="MARK" text:is-hidden="false">Hoy</text:hidden-text>',
         "Hoy"),
        ('<text:hidden-text text:string-value="x" text:is-hidden="true">MARK</text:hidden-text>',
         ""),
        ('<text:hidden-text text:string-value="x">MARK</text:hidden-text>', ""),
        ("<text:page-count>9</text:page-count>", "<text:page-count>9</text:page-count>"),
    ],
)  # fmt: skip
def test_a_field_leaves_what_it_shows(field, left):
    assert f"<text:p>a {left} b</text:p>" in cleaned("text", f"<text:p>a {field} b</text:p>")[0]


@pytest.mark.parametrize("state", ["true", "false"])
def test_a_paragraph_or_a_section_is_hidden_as_it_was_when_saved(state):
    condition = f'text:condition="ooow:MARKwhen" text:is-hidden="{state}"'
    body = (
        f"<text:p>Antes</text:p><text:p>Secreto<text:hidden-paragraph {condition}/></text:p>"
        f'<text:section text:name="MARK" text:display="condition" {condition}>'
        "<text:p>Aparte</text:p></text:section>"
    )
    made, _styles, report = cleaned("text", body)
    assert ("Secreto" in made, "Aparte" in made) == (state == "false",) * 2
    assert "Antes" in made
    assert "MARK" not in made
    assert dict(report.removed)[Kind.HIDDEN] >= (2 if state == "true" else 0)


def test_a_section_with_a_condition_that_did_not_hide_it_stays():
    section = '<text:section text:condition="x" text:display="condition"><text:p>Hoy</text:p>'
    made = cleaned("text", section + "</text:section>")[0]
    assert re.search("<text:section[^>]*><text:p>Hoy", made)


@pytest.mark.parametrize(
    ("number", "left"), [("IV.", 0), ("1.2 b)", 0), ("(viii)", 0), ("casa", 1), ("IV. nota", 1)]
)
def test_words_where_the_number_of_a_line_stands_are_residue(number, left):
    line = f"<text:list-item><text:number>{number}</text:number><text:p>Uno</text:p>"
    paper = written("text", f"<text:list>{line}</text:list-item></text:list>")
    assert odf.inspect(io.BytesIO(paper))[Kind.HIDDEN] == left
    assert cleaned("text", f"<text:list>{line}</text:list-item></text:list>")
