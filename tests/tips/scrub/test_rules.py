"""Rules for how cells look seek no words that no cell says, and every cell looks as before."""

import io
import re
from html import unescape

import pytest

from tests.samples_office import packed
from tests.tips.scrub.test_office_parts import calculated
from tests.tips.scrub.test_open_documents import CELL, cleaned, style
from tests.tips.scrub.test_open_documents import written as opened
from tips.scrub import Kind, odf, ooxml

FIRST = "xl/worksheets/sheet1.xml"
SAYS = {"A1": "Mañana &amp; más", "A2": "Pagado", "A3": "Luis Paz"}
RULE = (
    '<conditionalFormatting sqref="A1:A9"><cfRule type="containsText" dxfId="0" priority="1" '
    'operator="containsText" text="{0}"><formula>NOT(ISERROR(SEARCH("{0}",A1)))</formula></cfRule>'
    '<cfRule type="expression" dxfId="0" priority="2"><formula>{1}</formula></cfRule>'
    "</conditionalFormatting>"
)
LOST = [
    '$A1="MARK"',
    'OR(A1="Pagado",A1="MARK Paz")',
    'COUNTIF(A1:A9,"MARK*")',
    'A1="MARK ""el Gordo"""',
    'A1="915-12-3456"',
    "INDIRECT(\"'MARK'!A1\")=1",
    'A1="Pagado"&amp;\'Uno\'!A1&amp;"MARK"',
]
NEEDED = [
    'A1="Pagado"',
    'SEARCH("?aña*",A1)',
    'TEXT(A1,"dd/mm/yyyy")="01/02/2024"',
    'DATEDIF(A1,TODAY(),"ym")&gt;2',
    'A1&lt;DATEVALUE("2024-05-01")',
    'INDIRECT("$B$1:$B$9")=1',
    "'He said \"MARK\"'!A1=1",
    'A1&lt;&gt;""',
    'A1="Mañana &amp; más"',
]


def ruled(word, formula, **more):
    """Return what the two rules of a clean workbook say: the word, and both formulas."""
    cells = "".join(
        f'<row r="{place[1]}"><c r="{place}" t="inlineStr"><is><t>{said}</t></is></c></row>'
        for place, said in (SAYS | more).items()
    )
    rules = RULE.format(word, formula)
    made, report = calculated(("Uno", "visible", f"<sheetData>{cells}</sheetData>{rules}"))
    text = made[FIRST].decode()
    said = re.search(r' text="([^"]*)"', text)[1], *re.findall(r"<x:formula>([^<]*)", text)
    return [unescape(words) for words in said], report, made


@pytest.mark.parametrize("formula", LOST)
def test_a_word_that_no_cell_says_goes_from_a_formula(formula):
    said, report, _made = ruled("Luis", formula)
    assert "MARK" not in said[2]
    assert "3456" not in said[2]
    assert "¤" in said[2]
    assert said[2].count('"') == (2 * ("Pagado" in formula)) + 2
    assert said[:2] == ["Luis", 'NOT(ISERROR(SEARCH("Luis",A1)))']
    assert report.removed[Kind.HIDDEN] == 1


@pytest.mark.parametrize("formula", NEEDED)
def test_what_a_cell_says_and_what_a_formula_needs_stays(formula):
    said, report, _made = ruled("AGADO", formula)
    assert said[2] == unescape(formula)
    assert said[0] == "AGADO"
    assert report.removed[Kind.HIDDEN] == 0


def test_a_word_that_a_rule_names_twice_goes_twice():
    said, _report, made = ruled("MARK", "A1=1")
    assert said[:2] == ["¤", 'NOT(ISERROR(SEARCH("¤",A1)))']
    assert b"MARK" not in b"".join(made.values())


def test_the_sign_in_its_place_is_one_that_no_cell_has():
    assert ruled("MARK", "A1=1")[0][0] == "¤"
    assert ruled("MARK", "A1=1", A4="a ¤ b")[0][0] == "¥"


def test_the_words_of_a_hidden_row_keep_no_rule():
    rows = (
        '<sheetData><row r="1" hidden="1"><c r="A1" t="str"><v>MARK</v></c></row><row r="2">'
        '<c r="A2" t="str"><v>Paz</v></c></row></sheetData>'
    )
    made, _report = calculated(("Uno", "visible", rows + RULE.format("MARK", 'A1="Paz"')))
    assert b"MARK" not in made[FIRST]
    assert b"A1=&quot;Paz&quot;" in made[FIRST]


@pytest.mark.parametrize("left", [b' text="Luis"', b"(&quot;Luis&quot;"])
def test_one_that_stayed_is_residue(left):
    made = ruled("Luis", "A1=1")[2]
    assert left in made[FIRST]
    assert ooxml.inspect(io.BytesIO(packed(made)))[Kind.HIDDEN] == 0
    other = made[FIRST].replace(left, left.replace(b"Luis", b"MARK"))
    assert ooxml.inspect(io.BytesIO(packed(made | {FIRST: other})))[Kind.HIDDEN] == 1


def conditions(*values, text="Luis Paz"):
    """Return what the rules of a clean spreadsheet of OpenDocument say."""
    rules = "".join(
        f'<calcext:condition calcext:apply-style-name="Bad" calcext:value="{value}" '
        'calcext:base-cell-address="Uno.A1"/>'
        for value in values
    )
    rows = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>'
        f"{text}</text:p></table:table-cell></table:table-row>"
    )
    body = (
        f'<table:table table:name="Uno">{rows}<calcext:conditional-formats>'
        f'<calcext:conditional-format calcext:target-range-address="Uno.A1:Uno.A9">{rules}'
        "</calcext:conditional-format></calcext:conditional-formats></table:table>"
    )
    kept = style("Bad", "table-cell", CELL)
    made, _styles, _report = cleaned("spreadsheet", body, kept)
    return [unescape(said) for said in re.findall(r'calcext:value="([^"]*)"', made)]


def test_rules_of_open_documents_lose_such_words_too():
    values = ["=&quot;Luis Paz&quot;", "contains-text(&quot;MARK&quot;)", "&gt;5"]
    assert conditions(*values) == ['="Luis Paz"', 'contains-text("¤")', ">5"]
    whole = '<text:span>Lu</text:span>is<text:a xlink:href="http://a.invalid">a</text:a>'
    assert conditions("=&quot;Luisa&quot;", text=whole) == ['="Luisa"']


def test_a_style_of_open_documents_that_gives_way_on_a_condition_too():
    rule = (
        '<style:map style:condition="cell-content()=&quot;{}&quot;" '
        'style:apply-style-name="Bad" style:base-cell-address="Uno.A1"/>'
    )
    body = (
        '<table:table table:name="Uno"><table:table-row><table:table-cell '
        'office:value-type="string"><text:p>Paz</text:p></table:table-cell></table:table-row>'
        "</table:table>"
    )
    looks = style("Bad", "table-cell", CELL)
    for word, left in (("Paz", "Paz"), ("MARK", "¤")):
        kept = looks + style("ce1", "table-cell", CELL + rule.format(word))
        report = cleaned("spreadsheet", body, kept)
        assert f"&quot;{left}&quot;" in report[1]
        assert "MARK" not in report[1]


def test_a_word_that_stayed_in_an_open_document_is_residue():
    conditions_left = (
        '<table:table table:name="Uno"><calcext:conditional-formats>'
        '<calcext:conditional-format calcext:target-range-address="Uno.A1:Uno.A9">'
        '<calcext:condition calcext:apply-style-name="Bad" calcext:value="=&quot;MARK&quot;" '
        'calcext:base-cell-address="Uno.A1"/></calcext:conditional-format>'
        "</calcext:conditional-formats></table:table>"
    )
    found = odf.inspect(io.BytesIO(opened("spreadsheet", conditions_left)))
    clean = odf.inspect(io.BytesIO(opened("spreadsheet", conditions_left.replace("MARK", "Uno"))))
    assert found[Kind.HIDDEN] == clean[Kind.HIDDEN] + 1
