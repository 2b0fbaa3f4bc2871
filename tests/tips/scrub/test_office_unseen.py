"""Small things that no sheet, chart or slide shows: readings, labels that are off, old numbers."""

import io
import re

import pytest

from tests.samples_office import A, packed, relations
from tests.samples_slides import dirty_pptx
from tests.tips.scrub.test_office import members, scrubbed
from tests.tips.scrub.test_office_parts import calculated, written
from tips.scrub import Kind, ooxml

FIRST, SLIDE = "xl/worksheets/sheet1.xml", "ppt/slides/slide1.xml"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
READING = '<t>東京</t><rPh sb="0" eb="2"><t>MARKreading</t></rPh>'


def inline(more="", formula=""):
    cells = f'<c r="A1" t="inlineStr"{more}><is>{READING}</is></c>{formula}'
    return calculated(("Uno", "visible", f'<sheetData><row r="1">{cells}</row></sheetData>'))[0]


def test_a_reading_that_no_cell_shows_goes():
    assert "東京" in inline()[FIRST].decode()
    assert b"MARK" not in inline()[FIRST]
    assert b"rPh" not in inline()[FIRST]


def test_a_reading_that_a_cell_shows_or_a_formula_asks_for_stays():
    assert b"MARKreading" in inline(' ph="1"')[FIRST]
    asks = '<c r="B1" t="str"><f>PHONETIC(A1)</f><v>x</v></c>'
    assert b"MARKreading" in inline("", asks)[FIRST]
    assert b"MARK" not in inline(' ph="0"')[FIRST]


def shared(more):
    """Return the clean list of strings, of which the first has a reading, for one cell's sake."""
    made = calculated(
        (
            "Uno",
            "visible",
            f'<sheetData><row r="1"><c r="A1" t="s"{more}><v>0</v></c></row></sheetData>',
        ),
        strings=f"<si>{READING}</si>",
    )[0]
    return made["xl/sharedStrings.xml"]


def test_a_reading_in_the_list_of_strings_goes_unless_a_cell_shows_it():
    assert "東京" in shared("").decode()
    assert b"MARK" not in shared("")
    assert b"MARKreading" in shared(' ph="true"')


def test_a_reading_that_stayed_is_residue():
    made = inline(' ph="1"')
    assert ooxml.inspect(io.BytesIO(packed(made)))[Kind.HIDDEN] == 0
    left = made[FIRST].replace(b' ph="1"', b"")
    assert ooxml.inspect(io.BytesIO(packed(made | {FIRST: left})))[Kind.HIDDEN] == 1


CHART = (
    f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}"><c:chart><c:plotArea><c:barChart><c:ser><c:dLbls>'
    '<c:dLbl><c:idx val="0"/><c:delete val="{}"/><c:tx><c:rich><a:p><a:r><a:t>MARKlabel</a:t></a:r>'
    "</a:p></c:rich></c:tx></c:dLbl></c:dLbls><c:cat><c:multiLvlStrRef><c:multiLvlStrCache>"
    '<c:ptCount val="1"/><c:lvl><c:pt idx="0"><c:v>uno</c:v></c:pt><c:pt idx="1"><c:v>MARKlevel'
    "</c:v></c:pt></c:lvl></c:multiLvlStrCache></c:multiLvlStrRef></c:cat><c:val><c:numLit>"
    '<c:ptCount val="2"/><c:pt idx="1"><c:v>4</c:v></c:pt><c:pt idx="2"><c:v>MARKpoint</c:v></c:pt>'
    '</c:numLit></c:val></c:ser></c:barChart><c:catAx><c:delete val="1"/><c:title><c:tx><c:rich>'
    "<a:p><a:r><a:t>Eje</a:t></a:r></a:p></c:rich></c:tx></c:title></c:catAx></c:plotArea></c:chart>"
    "<c:printSettings><c:headerFooter><c:oddHeader>MARKhead</c:oddHeader></c:headerFooter>"
    "</c:printSettings></c:chartSpace>"
)
LABEL = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="x"/>'
    f'<a:graphic><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="rId5"/></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
DRAWN = "word/charts/chart1.xml"


def charted(deleted):
    links = relations(("rId5", "chart", "charts/a.xml"))
    made = written(LABEL, links, **{"word/charts/a.xml": CHART.format(deleted)})[1]
    return made, made[DRAWN].decode()


def test_a_chart_loses_labels_that_are_off_and_points_that_it_does_not_count():
    _made, chart = charted(1)
    assert "MARK" not in chart
    assert "<c:v>uno</c:v>" in chart
    assert "<c:v>4</c:v>" in chart
    assert '<c:dLbl><c:idx val="0"/><c:delete val="1"/></c:dLbl>' in chart


def test_a_label_that_is_on_stays_and_so_does_the_title_of_an_axis_without_a_line():
    chart = charted(0)[1]
    assert "MARKlabel" in chart
    assert "Eje" in chart


@pytest.mark.parametrize(
    ("old", "new"),
    [('<c:delete val="0"/>', '<c:delete val="1"/>'), ('<c:pt idx="1">', '<c:pt idx="2">'),
     ('<c:pt idx="0">', '<c:pt idx="1">')],
)  # fmt: skip
def test_what_a_chart_does_not_show_is_residue(old, new):
    made, chart = charted(0)
    before = ooxml.inspect(io.BytesIO(packed(made)))
    assert before[Kind.HIDDEN] == 0
    left = packed(made | {DRAWN: chart.replace(old, new, 1)})
    assert ooxml.inspect(io.BytesIO(left))[Kind.HIDDEN] == 1


def numbered(text, kind="slidenum"):
    """Return the clean parts of a show whose first slide has a field with this text."""
    paper = dirty_pptx()
    parts = members(paper.data)
    code = f'<a:fld id="{{0}}" type="{kind}"><a:rPr/><a:t>{text}</a:t></a:fld></a:p>'
    parts[SLIDE] = parts[SLIDE].replace(b"</a:p>", code.encode(), 1)
    paper.data = packed(parts)
    return members(scrubbed(paper)[0])


@pytest.mark.parametrize("kind", ["datetime", "datetime1", "datetimeFigureOut"])
def test_a_field_of_the_date_does_not_say_when_the_show_was_saved(kind):
    made = numbered("MARK 3/14/2025", kind)
    assert f'type="{kind}"'.encode() in made[SLIDE]
    assert b"MARK 3" not in made[SLIDE]
    other = re.sub(rb"(<a:fld [^>]*date.*?)<a:t ?/>", rb"\1<a:t>MARKold</a:t>", made[SLIDE])
    before, after = (
        ooxml.inspect(io.BytesIO(packed(parts))) for parts in (made, made | {SLIDE: other})
    )
    assert after[Kind.HIDDEN] == before[Kind.HIDDEN] + 1


@pytest.mark.parametrize(
    ("said", "left"), [("MARKold", "‹#›"), ("‹Nº›", "‹#›"), ("12", "12"), ("‹#›", "‹#›")]
)
def test_the_number_of_a_slide_is_a_number(said, left):
    made = numbered(said)
    assert f"<a:t>{left}</a:t></a:fld>" in made[SLIDE].decode()
    other = made[SLIDE].replace(f"<a:t>{left}<".encode(), b"<a:t>MARKold<")
    before, after = (
        ooxml.inspect(io.BytesIO(packed(parts))) for parts in (made, made | {SLIDE: other})
    )
    assert after[Kind.HIDDEN] == before[Kind.HIDDEN] + 1
