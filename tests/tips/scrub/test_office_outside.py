"""A formula that asks another program (DDE) goes in every place where a workbook has formulas."""

import io
import re

import pytest

from tests.samples_office import packed
from tests.tips.scrub.test_office_parts import calculated
from tips.scrub import Kind, ooxml

FIRST, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
ASKS = [
    "MARKprog|topic!item",
    "MARKprog|'topic'!item",
    "'MARKprog'|topic!'item'",
    "'MARKprog|topic'!item",
    "-MARKprog|&quot;/c x&quot;!A1",
    "&quot;a&quot;&amp;MARKprog|t!i&amp;&quot;b&quot;",
    "'x&quot;'!A1+MARKprog|t!i+'y&quot;'!A1",
]
SPEAKS = [
    "A1&amp;&quot; | &quot;&amp;B1",
    "&quot;a|&quot;&quot;b|&quot;",
    "'a&quot;b'!A1&amp;&quot;|&quot;",
]
PLACES = {
    "cell": '<sheetData><row r="1"><c r="A1"><f>{}</f><v>7</v></c></row></sheetData>',
    "format": '<sheetData><row r="1"><c r="B1"><v>7</v></c>'
    '<c r="C1" t="str"><v>a|"b| | </v></c></row></sheetData>'
    '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1">'
    "<formula>{}</formula></cfRule></conditionalFormatting>",
}
asked = pytest.mark.parametrize("formula", ASKS)
each = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
SCALE = (
    '<conditionalFormatting sqref="A1"><cfRule type="dataBar" priority="1"><dataBar>'
    '<cfvo type="formula" val="{}"/><cfvo type="max"/></dataBar></cfRule></conditionalFormatting>'
)


@asked
@each
def test_it_goes_from_a_sheet(formula, place):
    made, _report = calculated(("Uno", "visible", place.format(formula)))
    assert b"MARK" not in made[FIRST]
    assert (b"<x:v>7</x:v>" in made[FIRST]) == (b"sheetData" in made[FIRST])


@asked
def test_it_goes_from_a_name(formula):
    names = f'<definedName name="Uno">{formula}</definedName>'
    rows = '<sheetData><row r="1"><c r="A1"><f>Uno</f><v>7</v></c></row></sheetData>'
    made, _report = calculated(("Uno", "visible", rows), names=names)
    assert b"MARK" not in made[BOOK]


@pytest.mark.parametrize("formula", [ASKS[0], ASKS[1]])
def test_it_goes_from_the_ends_of_a_scale(formula):
    made, _report = calculated(("Uno", "visible", SCALE.format(formula)))
    assert b"MARK" not in made[FIRST]
    made, _report = calculated(("Uno", "visible", SCALE.format("$B$1*2")))
    assert b'val="$B$1*2"' in made[FIRST]


@pytest.mark.parametrize("formula", SPEAKS)
@each
def test_a_line_among_words_asks_nobody(formula, place):
    made, _report = calculated(("Uno", "visible", place.format(formula)))
    assert re.search(rb"<x:f(?:ormula)?>[^<]*\|", made[FIRST])


@pytest.mark.parametrize("formula", [*ASKS, *SPEAKS])
def test_one_that_stayed_is_residue(formula):
    made, _report = calculated(("Uno", "visible", PLACES["cell"].format("A2")))
    left = made[FIRST].replace(b"<x:f>A2", f"<x:f>{formula}".encode())
    assert left != made[FIRST]
    found = ooxml.inspect(io.BytesIO(packed(made | {FIRST: left})))
    assert found[Kind.SCRIPT] == (formula in ASKS)


def test_one_that_stayed_at_the_end_of_a_scale_is_residue():
    made, _report = calculated(("Uno", "visible", SCALE.format("$B$1*2")))
    left = made[FIRST].replace(b"$B$1*2", ASKS[0].encode())
    assert ooxml.inspect(io.BytesIO(packed(made | {FIRST: left})))[Kind.SCRIPT] == 1
