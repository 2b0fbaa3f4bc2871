"""Forms of numbers keep the words for such numbers as are shown, and lose those for others."""

import re

import pytest

from tests.samples_office import A, R, relations, types
from tests.samples_sheets import X
from tests.tips.scrub.test_office_parts import SHEET, cleaned, written
from tests.tips.scrub.test_office_unseen import DRAWN, LABEL, C
from tips.scrub import Kind
from tips.scrub._ooxml_forms import Form

STYLES = (
    f'<styleSheet xmlns="{X}"><numFmts><numFmt numFmtId="170" formatCode="{{0}}"/></numFmts>'
    '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf xfId="0"/><xf xfId="0" numFmtId="170"/>'
    '</cellXfs><dxfs><dxf><numFmt numFmtId="171" formatCode="{0}"/></dxf></dxfs></styleSheet>'
)
WAYS = '0"yes";0"MARK";0"none";"say "@'


def settled(code, *values):
    form = Form(code)
    for value in values:
        form.text() if isinstance(value, str) else form.number(value)
    return form.settled()


@pytest.mark.parametrize(
    ("code", "values", "left"),
    [
        (WAYS, (1, 0.0, "x"), '0"yes";-0;0"none";"say "@'),
        (WAYS, (-1,), '0;0"MARK";0;@'),
        (WAYS, (0.2,), '0"yes";-0;0"none";@'),  # programs differ in what they round first
        ('0;"MARK"', (5,), "0;-General"),
        ('0" a";[Red]-0" a"', (5,), '0" a";[Red]-0" a"'),  # the same words are seen
        ('[>100]"big "0;[<0]"MARK"0;"small "0', (200, 3), '[>100]"big "0;[<0]0;"small "0'),
        (r"0;(0)\M\A\R\K", (5,), "0;(0)"),
        ('0.00 [$EUR-2];"-"??', (-5,), '0.00 ;"-"??'),
        ('"MARK"0', (), "0"),
        ('"a;b"0', (5,), '"a;b"0'),
        ('"to "@', ("x",), '"to "@'),
        ("yyyy\\-mm\\-dd;@", (5,), "yyyy\\-mm\\-dd;@"),
        ("", (5,), ""),
        (";;;", (5,), ";;;"),
    ],
)
def test_words_that_no_value_shows_go(code, values, left):
    assert settled(code, *values) == left


def test_a_value_that_is_not_known_keeps_all_words():
    form = Form(WAYS)
    form.anything()
    assert form.settled() == WAYS


def formatted(cells):
    """Return the forms that are left in a workbook with these cells, and the report."""
    made, report = cleaned(
        {
            "[Content_Types].xml": types(("xl/workbook.xml", SHEET + "sheet.main+xml")),
            "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{X}" xmlns:r="{R}"><sheets>'
            '<sheet name="Uno" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                ("rId1", "worksheet", "s.xml"), ("rId2", "styles", "st.xml")
            ),
            "xl/s.xml": f'<worksheet xmlns="{X}"><sheetData><row r="1">{cells}</row></sheetData>'
            "</worksheet>",
            "xl/st.xml": STYLES.format(WAYS.replace('"', "&quot;")),
        }
    )
    codes = re.findall(r'formatCode="([^"]*)"', made["xl/styles.xml"].decode())
    return [code.replace("&quot;", '"') for code in codes], report


def test_the_cells_of_a_workbook_say_which_words_show():
    codes, report = formatted('<c r="A1" s="1"><v>5</v></c><c r="B1"><v>-5</v></c>')
    assert codes == ['0"yes";-0;0;@', '0"yes";0"MARK";0;@']  # a rule may concern any cell
    assert dict(report.removed)[Kind.HIDDEN] == 2
    assert formatted('<c r="A1" s="1" t="str"><v>5</v></c>')[0] == ['0;-0;0;"say "@'] * 2


def test_a_sum_that_nobody_worked_out_may_show_any_word():
    assert formatted('<c r="A1" s="1"><f>A2-1</f></c>')[0] == [WAYS] * 2
    assert formatted('<c r="A1" s="1"/>')[0] == ["0;-0;0;@"] * 2


def test_a_chart_keeps_the_words_for_numbers_that_it_has():
    code = WAYS.replace('"', "&quot;")
    chart = (
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}"><c:chart><c:plotArea><c:barChart><c:ser><c:val>'
        f"<c:numRef><c:numCache><c:formatCode>{code}</c:formatCode>"
        f'<c:ptCount val="1"/><c:pt idx="0" formatCode="{code}"><c:v>4</c:v></c:pt></c:numCache>'
        f"</c:numRef></c:val></c:ser></c:barChart><c:valAx>"
        f'<c:numFmt formatCode="{code}"/></c:valAx>'
        "</c:plotArea></c:chart></c:chartSpace>"
    )
    links = relations(("rId5", "chart", "charts/a.xml"))
    made = written(LABEL, links, **{"word/charts/a.xml": chart})[1][DRAWN].decode()
    assert "MARK" not in made
    assert made.count(";yes&") == 3
    below = chart.replace("<c:v>4<", "<c:v>-4<")
    made = written(LABEL, links, **{"word/charts/a.xml": below})[1][DRAWN].decode()
    assert made.count("MARK") == 3
