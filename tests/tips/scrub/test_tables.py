"""Tables of a workbook, and links inside it, say no names of what no sheet shows."""

import re

import pytest

from tests.samples_office import R, relations
from tests.samples_sheets import X
from tests.tips.scrub.test_office_parts import calculated

FIRST, TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"
ROWS = '<sheetData><row r="1"><c r="A1" t="str">{}<v>Hola</v></c></row></sheetData>'
PART = f'<tableParts count="1"><tablePart xmlns:r="{R}" r:id="rId1"/></tableParts>'
COLUMN = (
    '<tableColumn id="1" name="MARKname" totalsRowLabel="MARKlabel" totalsRowFunction="custom">'
    '<calculatedColumnFormula>"MARKadded"</calculatedColumnFormula>'
    '<totalsRowFormula>"MARKtotal"</totalsRowFormula></tableColumn>'
)


def table(told, formula="", columns=COLUMN, more=""):
    """Return the clean table of a sheet of which one cell has a formula."""
    part = (
        f'<table xmlns="{X}" id="1" name="T" displayName="T" ref="A1:A2" {told}>'
        f'<tableColumns count="1">{columns}</tableColumns>{more}</table>'
    )
    parts = {
        "xl/_rels/s1.xml.rels": relations(("rId1", "table", "tables/t.xml")),
        "xl/tables/t.xml": part,
    }
    made, _report = calculated(("Uno", "visible", ROWS.format(formula) + PART), parts=parts)
    return made[TABLE].decode()


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("", {"name"}),
        ('headerRowCount="1" totalsRowCount="0"', {"name"}),
        ('totalsRowCount="1"', {"name", "label", "total"}),
        ('headerRowCount="0"', set()),
    ],
)
def test_columns_say_what_the_rows_of_heads_and_totals_show(told, left):
    assert set(re.findall(r"MARK(\w+)", table(told))) == left


def test_a_column_without_a_head_keeps_a_name_that_a_formula_mentions():
    told, named = 'headerRowCount="0"', COLUMN.replace("MARKname", "Peso")
    assert 'name="Peso"' in table(told, "<f>SUM(T[Peso])</f>", named)
    assert 'name="Column1"' in table(told, "<f>SUM(T[#Data])</f>", named)


def test_a_look_of_tables_that_a_person_named_is_numbered():
    info = '<tableStyleInfo name="{}" showRowStripes="1"/>'
    assert "TableStyleMedium2" in table("", more=info.format("TableStyleMedium2"))
    assert 'name="Table style 1"' in table("", more=info.format("MARK de Ana"))


LINKS = {
    "Uno!A1": True,
    "#'Dos tres'!$A$1:B2": True,
    "'O''Brien'!A1": True,
    "A9": True,
    "Suma": True,
    "Uno!Suma": True,
    "Oculta!A1": False,
    "Oculta": False,
    "1 MARK!A1": False,
    "'Borrada'!A1": False,
    "Privada": False,
    "Aparte": False,
    "Uno!MARK!A1": False,
    "": False,
}


@pytest.mark.parametrize("location", LINKS)
def test_links_lead_to_what_is_there(location):
    links = f'<hyperlinks><hyperlink ref="A1" location="{location}"/></hyperlinks>'
    sheets = [("Oculta", "hidden", ""), ("Uno", "visible", ROWS.format("") + links)]
    sheets += [("Dos tres", "visible", ""), ("O'Brien", "visible", "")]
    names = (
        '<definedName name="Suma">Uno!$A$1</definedName><definedName name="Privada" hidden="1">'
        'Uno!$A$1</definedName><definedName name="Aparte">Oculta!$A$1</definedName>'
    )
    made, _report = calculated(*sheets[LINKS[location] :], names=names)
    assert (b"<x:hyperlink " in made[FIRST]) == LINKS[location]
    assert b"MARK" not in made[FIRST]
