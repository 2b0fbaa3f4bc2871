"""Sheets of an OpenDocument that were hidden are called by their names nowhere."""

import io
import re

import pytest

from tests.samples_odf import content
from tests.samples_office import packed
from tests.tips.scrub.test_office import members
from tests.tips.scrub.test_open_documents import cleaned as plainly
from tests.tips.scrub.test_open_documents import sheet, written
from tips.scrub import Kind, odf

HIDES = (
    '<style:style style:name="ta9" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)
CELL = (
    '<table:table-row><table:table-cell office:value-type="string"{}><text:p>{}</text:p>'
    "</table:table-cell></table:table-row>"
)
CHART = (
    '<chart:chart chart:class="chart:bar"><chart:plot-area '
    'table:cell-range-address="{0}.A1:{0}.B4"><chart:series '
    'chart:values-cell-range-address="{0}.B1:.B4" chart:label-cell-address="{0}.$A$1">'
    '<chart:domain table:cell-range-address="Uno.B1:Uno.B4"/></chart:series></chart:plot-area>'
    f'<table:table table:name="local-table">{CELL.format("", "enero")}</table:table></chart:chart>'
)
FRAME = (
    '<table:shapes><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></table:shapes>'
)


def cleaned(name, inside="", told=""):
    """Return all parts of a clean spreadsheet with a hidden sheet, and a chart of its cells."""
    body = (
        f'<table:table table:name="{name}" table:style-name="ta9">{CELL.format("", "x")}'
        f'</table:table><table:table table:name="Uno"{told}>{FRAME}'
        f"{inside or CELL.format('', 'Hola')}</table:table>"
    )
    parts = members(written("spreadsheet", body, automatic=HIDES))
    said = f"'{name.replace(chr(39), chr(39) * 2)}'" if re.search(r"\W", name) else name
    chart = content("spreadsheet", CHART.format(said)).replace(
        "office:spreadsheet>", "office:chart>"
    )
    report = odf.scrub(
        io.BytesIO(packed(parts | {"Object 1/content.xml": chart})), out := io.BytesIO()
    )
    assert odf.inspect(out) == {}
    made = members(out.getvalue())
    return made["content.xml"].decode(), made["Object 1/content.xml"].decode(), report


@pytest.mark.parametrize("name", ["MARK", "MARK de Ana", "MARK d'Ana", "3 MARK.x"])
def test_a_chart_keeps_its_values_and_not_where_they_were(name):
    text, chart, _report = cleaned(name)
    assert "MARK" not in text + chart
    assert re.findall(r'-address="([^"]*)"', chart) == [
        "Gone_1.A1:Gone_1.B4", "Gone_1.B1:.B4", "Gone_1.$A$1", "Uno.B1:Uno.B4"
    ]  # fmt: skip
    assert "enero" in chart


def test_a_sheet_that_was_deleted_before_is_not_named_either():
    rule = '<calcext:condition calcext:apply-style-name="Bad" calcext:value="[$MARK.A1]=1"/>'
    rules = (
        f"{CELL.format('', 'Hola')}<calcext:conditional-formats><calcext:conditional-format "
        f'calcext:target-range-address="Uno.A1:.A9">{rule}</calcext:conditional-format>'
        "</calcext:conditional-formats>"
    )
    text = cleaned("Otra", rules)[0]
    assert 'calcext:value="[$Gone_1.A1]=1"' in text
    assert 'calcext:target-range-address="Uno.A1:.A9"' in text


def test_rules_and_what_is_printed_do_not_name_it_either():
    rules = (
        f"{CELL.format('', 'Hola')}<calcext:conditional-formats><calcext:conditional-format "
        'calcext:target-range-address="Uno.A1:Uno.A9"><calcext:condition '
        'calcext:apply-style-name="Bad" calcext:value="formula-is([$MARK.A1]=[.A1]+MARKS.b)" '
        'calcext:base-cell-address="MARK.A1"/></calcext:conditional-format>'
        "</calcext:conditional-formats>"
    )
    text = cleaned("MARK", rules, ' table:print-ranges="MARK.A1:MARK.B2 Uno.A1:Uno.B2"')[0]
    assert 'table:print-ranges="Gone_1.A1:Gone_1.B2 Uno.A1:Uno.B2"' in text
    assert 'calcext:value="formula-is([$Gone_1.A1]=[.A1]+MARKS.b)"' in text
    assert text.count("MARK") == 1


@pytest.mark.parametrize(
    ("value", "shown", "stays"),
    [("Hola", "Hola", True), ("a  b", "a <text:s/>b", True), ("MARK", "Hola", False)],
)
def test_a_cell_has_no_words_but_those_that_it_shows(value, shown, stays):
    told = f' office:string-value="{value}"'
    text, _chart, report = cleaned("Otra", CELL.format(told, shown))
    assert (told in text) == stays
    assert "MARK" not in text
    assert report.removed[Kind.HIDDEN] == 1 + (not stays)


READS = "of:=['{}'#$Hoja1.A1]"


@pytest.mark.parametrize("place", ["MARK.ods", "../de Ana/MARK.ods", "file:///home/MARK.ods"])
def test_a_formula_that_reads_another_file_goes(place):
    text = plainly("spreadsheet", sheet(READS.format(place)))[0]
    assert "table:formula" not in text
    assert "MARK" not in text


@pytest.mark.parametrize(
    ("formula", "missing"),
    [("of:=[$Uno.A1]", 0), ("of:=[$Otra.A1]", 1), ("of:=[.A1]", 0), ("of:=[$Gone_1.A1]+1.5", 0),
     (READS.format("a.ods"), 2), ("of:=['Ana''s'.A1]", 1)],
)  # fmt: skip
def test_a_sheet_that_is_not_there_is_residue(formula, missing):
    paper = written("spreadsheet", sheet(formula))
    usual = odf.inspect(io.BytesIO(written("spreadsheet", sheet("of:=1"))))
    assert odf.inspect(io.BytesIO(paper))[Kind.HIDDEN] == usual[Kind.HIDDEN] + missing
