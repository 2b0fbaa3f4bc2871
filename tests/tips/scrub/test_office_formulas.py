"""Formulas without a value, in a workbook that hides something, stay where nothing is missing."""

import re
import time

import pytest

from tests.tips.scrub.test_office_parts import calculated
from tips.scrub import Kind, _ooxml_formulas

FIRST = "xl/worksheets/sheet1.xml"
HIDES = (
    '<cols><col min="8" max="8" width="9" hidden="1"/></cols><sheetData>{}<row r="8" hidden="1">'
    '<c r="A8"><v>4242</v></c></row></sheetData><mergeCells><mergeCell ref="A6:B6"/></mergeCells>'
)
COVERED = '<row r="6"><c r="A6"><v>1</v></c><c r="B6"><v>4242</v></c></row>'


def cell(place, formula, value="<v/>", kind=""):
    return f'<c r="{place}"{kind}><f>{formula}</f>{value}</c>'


def rows(*cells):
    """Return a sheet with something hidden in which these cells are the first row."""
    return HIDES.format(f'<row r="1">{"".join(cells)}</row>{COVERED}')


def kept(*sheets, **more):
    """Return the formulas that are left in the first sheet, by cell, and the report."""
    made, report = calculated(*sheets, **more)
    assert b"<x:v>4242" not in b"".join(made.values())
    found = re.findall(r'<x:c r="(\w+)"[^>]*><x:f>([^<]*)</x:f>', made[FIRST].decode())
    return dict(found), report, made[FIRST].decode()


def alone(formula, *others):
    return kept(("Uno", "visible", rows(cell("C1", formula))), *others)[0].get("C1")


OTHERS = (
    ("Dos hojas", "visible", rows()),
    ("Tres", "visible", "<sheetData/>"),
    ("Oculta", "hidden", rows()),
)


@pytest.mark.parametrize(
    "formula",
    ["A1*B1", "SUM($A$1:B5)", "G1&amp;&quot;H1, A8&quot;", "Tres!A8+Tres!H:H",
     "IF('Dos hojas'!A1&gt;1.5E3,TRUE,-.5)", "SUMIF(A1:A4,&quot;x&quot;,B1:B4)",
     "_xlfn.CONCAT({1,2;3,4},A9)", "ROUND(LOG10(C2),2)%", "TODAY()"],
)  # fmt: skip
def test_a_formula_stays_where_all_that_it_refers_to_stays(formula):
    shown = formula.replace("&quot;", '"').replace("&amp;", "&").replace("&gt;", ">")
    assert (
        alone(formula, *OTHERS).replace("&quot;", '"').replace("&amp;", "&").replace("&gt;", ">")
        == shown
    )


@pytest.mark.parametrize(
    "formula",
    ["A8", "SUM(A1:A9)", "SUM(A:A)", "H1", "SUM(G1:I1)", "B6+1", "Oculta!A1", "Nadie!A1",
     "'Dos hojas'!A8", "Nombre*2", "INDIRECT(&quot;A8&quot;)", "OFFSET(A1,7,0)", "Otra(A1)",
     "Tabla[Uno]", "A1#", "A1:INDEX(A1:A9,9)", "1:9", "Uno:Tres!A1", "A1:A3:A9", "[1]Uno!A1",
     "SUMIF(A1:A9,1,B1)", "SUMIF(D1:D4,&quot;x&quot;,D6)", "A1'", "&quot;A1", "XFE1", "A0",
     "a|b!c", "N(&quot;x&quot;)", "\u212a1", "A\u0661"],
)  # fmt: skip
def test_a_formula_that_needs_what_goes_leaves_a_blank_and_is_told(formula):
    found, report, text = kept(("Uno", "visible", rows(cell("C1", formula))), *OTHERS)
    assert found == {}
    assert '<x:c r="C1"/>' in text
    whole = kept(("Uno", "visible", rows()), *OTHERS)[1]
    assert report.removed[Kind.HIDDEN] == whole.removed[Kind.HIDDEN] + 1


def test_what_needs_a_cell_that_is_left_blank_is_blank_too():
    chain = [cell("A1", "B1+1"), cell("B1", "SUM(C1:D1)"), cell("C1", "A8"), cell("D1", "E1")]
    assert kept(("Uno", "visible", rows(*chain)))[0] == {"D1": "E1"}


def test_a_formula_with_a_value_gives_way_to_it():
    with_value = (
        cell("A1", "B1*2", "<v>7</v>"),
        cell("C1", "A1+1"),
        cell("D1", "B1", "", ' t="str"'),
    )
    found, _report, text = kept(("Uno", "visible", rows(*with_value)))
    assert found == {"C1": "A1+1", "D1": "B1"}
    assert '<x:c r="A1"><x:v>7</x:v></x:c>' in text


def test_values_that_are_to_be_worked_out_again_are_as_good_as_none():
    cells = (
        cell("A1", "B1*2", "<v>0</v>"),
        cell("C1", "A8", "<v>0</v>"),
        cell("D1", "C1", "<v>0</v>"),
    )
    found, _report, text = kept(
        ("Uno", "visible", rows(*cells)), more='<calcPr fullCalcOnLoad="1"/>'
    )
    assert found == {"A1": "B1*2"}
    assert text.count("<x:v>0</x:v>") == 3


@pytest.mark.parametrize(
    "odd",
    ['<c r="D1"><f t="array" ref="D1:D9">B1:B9</f></c>', cell("C1", "B1*3")],
    ids=["array", "twice"],
)
def test_an_order_of_cells_that_is_not_understood_leaves_blanks(odd):
    assert kept(("Uno", "visible", rows(cell("C1", "B1*2"), odd)))[0] == {}


def test_long_chains_end():
    def chain(step, *more):
        line = [(n, f"A{n + step}+1") for n in range(10, 3_000)]
        inside = "".join(f'<row r="{n}">{cell(f"A{n}", said)}</row>' for n, said in [*line, *more])
        sheet = HIDES.format("").replace("</sheetData>", f"{inside}</sheetData>")
        return kept(("Uno", "visible", sheet))[0]

    started = time.process_time()
    assert len(chain(-1)) == 2_990
    assert chain(1, (3_000, "A8")) == {}
    assert time.process_time() - started < 10


def test_formulas_that_read_too_much_are_given_up(monkeypatch):
    monkeypatch.setattr(_ooxml_formulas, "MOST", 2)
    assert alone("SUM(A1:B1)") == "SUM(A1:B1)"
    assert alone("SUM(A1:C2)") is None


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Uno!$A$1", True), ("'La otra'!A1+uno!B2", True), ("Uno:Tres!A1", True),
        ("&quot;MARK!&quot;&amp;#REF!", True), ("MARK!$A$1", False), ("'MARK''s'!A1", False),
        ("Uno:MARK!A1", False), ("'Uno:MARK'!A1", False), ("Oculta!A1", False),
        ("'" * 9_999, False),
    ],
)  # fmt: skip
def test_a_name_of_a_range_on_a_sheet_that_is_not_there_goes(text, stays):
    sheets = [(name, "visible", "<sheetData/>") for name in ("Uno", "La otra", "Tres")]
    names = f'<definedName name="_xlnm.Print_Area">{text}</definedName>'
    made, _report = calculated(*sheets, ("Oculta", "hidden", "<sheetData/>"), names=names)
    assert (b"Print_Area" in made["xl/workbook.xml"]) == stays


def test_a_name_that_only_formulas_mention_goes_with_them():
    said = '<sheetData><row r="1"><c r="A1"><f>MARKpay*2</f><v>10</v></c></row>{}</sheetData>'
    names = '<definedName name="MARKpay">Uno!$B$1</definedName>'
    hides = '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>'
    made, _report = calculated(("Uno", "visible", said.format(hides)), names=names)
    assert b"MARK" not in b"".join(made.values())
    made, _report = calculated(("Uno", "visible", said.format("")), names=names)
    assert b"MARKpay*2" in made["xl/worksheets/sheet1.xml"]
    assert b'name="MARKpay"' in made["xl/workbook.xml"]
