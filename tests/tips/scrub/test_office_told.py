"""A workbook that worked out its own path says it nowhere after cleaning, and stays whole."""

import re

import pytest

from tests.tips.scrub.test_office_parts import calculated

FIRST, SECOND = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
PATH = r"C:\Users\marta\[MARK.xlsx]Uno"
ASKS = "CELL(&quot;filename&quot;,A1)"


def words(place, value, formula=""):
    return f'<c r="{place}" t="str">{formula}<v>{value}</v></c>'


def sheet(*cells):
    rows = (f'<row r="{number}">{cell}</row>' for number, cell in enumerate(cells, 1))
    return f"<sheetData>{''.join(rows)}</sheetData>"


@pytest.mark.parametrize("cells", [
    [words("A1", PATH, f'<f t="shared" ref="A1:A2" si="0">{ASKS}</f>'),
     words("A2", PATH, '<f t="shared" si="0"/>')],
    [words("A1", PATH, f'<f t="array" ref="A1:A2">{ASKS}</f>'), words("A2", PATH)],
    [words("A1", PATH, "<f>Ruta_1</f>"), words("A2", f"See {PATH}", "<f>A3&amp;Ruta_1</f>")],
    [words("A1", PATH, f"<f>{ASKS}</f>"), words("A2", "marta", "<f>MID(A1,10,5)</f>")],
])  # fmt: skip
def test_the_path_goes_wherever_it_was_worked_out(cells):
    cells += [words("A3", "Total", "<f>B1</f>"), words("A4", "Uno", "<f>MID(A1,27,3)</f>")]
    other = sheet(words("A1", "Users", "<f>MID(Uno!A1,4,5)</f>"))
    names = f'<definedName name="Ruta_1">{ASKS}</definedName>'
    shown = ("Uno", "visible", sheet(*cells)), ("Dos", "visible", other)
    made, _report = calculated(*shown, names=names)
    said = b"".join(made.values())
    assert b"marta" not in said
    assert b"MARK" not in said
    assert b"Users" not in made[SECOND]
    assert re.findall(rb"<x:v>([^<]*)", made[FIRST]) == [b"Total", b"Uno"]
    assert b"shared" not in made[FIRST]


def test_cells_that_share_a_formula_keep_their_values_without_it():
    """Excel calls a file damaged in which nothing spells the formula out."""
    cells = [
        '<c r="A1"><f t="shared" ref="A1:A3" si="0">CELL("width",A1)</f><v>11</v></c>',
        '<c r="A2"><f t="shared" si="0"/><v>12</v></c>',
        '<c r="A3"><f t="shared" ref="A3:A4" si="1">A1+1</f><v>13</v></c>',
        '<c r="A4"><f t="shared" si="1"/><v>14</v></c>',
    ]
    made, _report = calculated(("Uno", "visible", sheet(*cells)))
    assert re.findall(rb"<x:v>(\d+)", made[FIRST]) == [b"11", b"12", b"13", b"14"]
    assert re.findall(rb'si="(\d)"', made[FIRST]) == [b"1", b"1"]


def test_a_workbook_with_very_many_paths_ends():
    many = [words(f"A{n}", f"C:\\{n}]", f"<f>{ASKS}</f>") for n in range(1, 3_000)]
    made, _report = calculated(("Uno", "visible", sheet(*many, words("A3000", "Yes", "<f>B1</f>"))))
    assert b"<x:v>" not in made[FIRST]
