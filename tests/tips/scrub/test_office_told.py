"""A workbook that worked out its own path says it nowhere after cleaning, and stays whole."""

import re

import pytest

from tests.samples_office import A, R, relations
from tests.tips.scrub.test_office_parts import calculated
from tests.tips.scrub.test_open_documents import cleaned as cleaned_open

FIRST, SECOND = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
PATH = r"C:\Users\marta\[MARK.xlsx]Uno"
ASKS = "CELL(&quot;filename&quot;,A1)"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    f'xmlns:a="{A}" xmlns:r="{R}" xmlns:c="{C}"><xdr:absoluteAnchor><xdr:pos x="0" y="0"/>'
    '<xdr:ext cx="9" cy="9"/><xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="b"/>'
    f'</xdr:nvGraphicFramePr><a:graphic><a:graphicData uri="{C}"><c:chart r:id="rId1"/>'
    "</a:graphicData></a:graphic></xdr:graphicFrame></xdr:absoluteAnchor><xdr:absoluteAnchor>"
    '<xdr:pos x="0" y="0"/><xdr:ext cx="9" cy="9"/><xdr:sp textlink="Uno!$A$1"><xdr:nvSpPr>'
    '<xdr:cNvPr id="3" name="c"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/><xdr:txBody><a:bodyPr/><a:p>'
    "<a:r><a:t>{}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:absoluteAnchor></xdr:wsDr>"
)


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


def shown(points, shape):
    """Return a clean chart and a drawing of a workbook with a path, and words that repeat cells."""
    texts = "".join(f'<c:pt idx="{at}"><c:v>{said}</c:v></c:pt>' for at, said in enumerate(points))
    parts = {
        "xl/_rels/s1.xml.rels": relations(("rId1", "drawing", "drawing.xml")),
        "xl/_rels/drawing.xml.rels": relations(("rId1", "chart", "chart.xml")),
        "xl/drawing.xml": DRAWING.format(shape),
        "xl/chart.xml": f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}"><c:chart><c:title><c:tx>'
        f'<c:strRef><c:f>Uno!A2</c:f><c:strCache><c:ptCount val="{len(points)}"/>{texts}'
        "</c:strCache></c:strRef></c:tx></c:title><c:plotArea><c:pieChart><c:ser><c:dLbls><c:dLbl>"
        f"<c:tx><c:rich><a:p><a:r><a:t>de {PATH}</a:t></a:r></a:p></c:rich></c:tx></c:dLbl>"
        "</c:dLbls></c:ser></c:pieChart></c:plotArea></c:chart></c:chartSpace>",
    }
    cells = sheet(words("A1", PATH, f"<f>{ASKS}</f>")) + '<drawing r:id="rId1"/>'
    made, _report = calculated(("Uno", "visible", f'{cells[:-2]} xmlns:r="{R}"/>'), parts=parts)
    return made["xl/charts/chart1.xml"].decode(), made["xl/drawings/drawing1.xml"].decode()


@pytest.mark.parametrize("points", [[PATH], ["marta"], ["enero", f"de {PATH.lower()}", "mayo"]])
def test_a_chart_does_not_repeat_the_path(points):
    chart, _drawing = shown(points, "Total")
    assert "marta" not in chart
    assert "mark" not in chart.lower()
    assert ("enero" in chart) == ("mayo" in chart) == (len(points) > 1)


def test_a_chart_keeps_a_name_that_is_no_piece_of_the_path_and_one_of_many_that_is():
    assert "<c:v>enero</c:v>" in shown(["enero"], "Total")[0]
    assert "<c:v>Users</c:v>" in shown(["Users", "enero"], "Total")[0]


def test_a_shape_that_shows_such_a_cell_is_empty_and_others_keep_their_words():
    assert "MARK" not in shown(["enero"], f"{PATH[:12]}</a:t></a:r><a:r><a:t>{PATH[12:]}")[1]
    assert "<a:t>Total</a:t>" in shown(["enero"], "Total")[1]


def opened(*cells):
    """Return the clean text of a spreadsheet of these (formula, words), one in a row."""
    rows = "".join(
        f'<table:table-row><table:table-cell table:formula="{formula}" office:value-type="string">'
        f"<text:p>{said}</text:p></table:table-cell></table:table-row>"
        for formula, said in cells
    ).replace(' table:formula=""', "")
    names = (
        '<table:named-expressions><table:named-expression table:name="Ruta_1" '
        'table:expression="CELL(&quot;FILENAME&quot;)"/></table:named-expressions>'
    )
    body = f'<table:table table:name="Uno">{rows}</table:table>{names}'
    return re.findall(r"<text:p>([^<]*)", cleaned_open("spreadsheet", body)[0])


@pytest.mark.parametrize("asks", ["of:=CELL(&quot;FILENAME&quot;)", "of:=Ruta_1"])
def test_an_open_document_says_its_path_nowhere(asks):
    path = "'file:///home/marta/MARK.ods'#$Uno"
    cells = [(asks, path), ("of:=MID([.A1];15;5)", "marta"), ("", f"Ver {path}")]
    assert opened(*cells, ("of:=[.B1]", "Total"), ("", "home")) == ["Total", "home"]
