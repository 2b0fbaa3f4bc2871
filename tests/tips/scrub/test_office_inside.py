"""Pictures that lie inside cells of a workbook lie over them when it is clean."""

import io
import re

import pytest
from PIL import Image

from tests.samples_office import A, R, relations
from tests.samples_sheets import XDR, X
from tests.samples_stills import encoded, picture
from tests.tips.scrub.test_office_parts import calculated
from tips.scrub._office_xml import parse
from tips.scrub._ooxml_laid import _Grid

RICH = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
OWN = "http://schemas.microsoft.com/office/2017/06/relationships/"
FOLDER = "xl/richData/"
EXTENT = (r'ext cx="(\d+)"', r'ext cx="\d+" cy="(\d+)"')
SIZES = {"a": (80, 40), "b": (30, 60), "c": (10, 10)}


def numbered(*places):
    """Return cells of one row each, which show the pictures of values 1, 2 and so on."""
    rows = "".join(
        f'<row r="{place[1:]}"><c r="{place}" t="e" vm="{number}"><v>#VALUE!</v></c></row>'
        for number, place in enumerate(places, 1)
    )
    return f"<sheetData>{rows}</sheetData>"


def of_excel():
    """Return the parts by which Excel finds pictures in cells; the last value is a stock."""
    blocks = "".join(f'<bk><ext><r:rvb xmlns:r="{RICH}" i="{at}"/></ext></bk>' for at in range(4))
    records = "".join(f'<bk><rc t="2" v="{at}"/></bk>' for at in range(4))
    values = "".join(f'<rv s="1"><v>{at}</v><v>5</v><v>MARKalt</v></rv>' for at in range(3))
    links = [(f"rId{at}", "image", f"../media/{name}.png") for at, name in enumerate(SIZES)]
    return {
        "xl/metadata.xml": f'<metadata xmlns="{X}"><metadataTypes><metadataType name="XLDAPR"/>'
        f'<metadataType name="XLRICHVALUE"/></metadataTypes><futureMetadata name="XLRICHVALUE">'
        f"{blocks}</futureMetadata><valueMetadata>{records}</valueMetadata></metadata>",
        f"{FOLDER}rv.xml": f'<rvData xmlns="{RICH}">{values}<rv s="0"><v>1</v></rv></rvData>',
        f"{FOLDER}shapes.xml": f'<rvStructures xmlns="{RICH}"><s t="MARKstock"><k n="Price"/></s>'
        '<s t="_localImage"><k n="_rvRel:LocalImageIdentifier"/><k n="CalcOrigin"/>'
        '<k n="Text"/></s></rvStructures>',
        f"{FOLDER}rels.xml": f'<richValueRels xmlns="urn:x" xmlns:r="{R}">'
        + "".join(f'<rel r:id="rId{at}"/>' for at in range(3))
        + "</richValueRels>",
        f"{FOLDER}_rels/rels.xml.rels": relations(*links),
    }


def of_wps():
    """Return the part in which WPS Office keeps them."""
    return {
        "xl/cellimages.xml": f'<cellImages xmlns="urn:x" xmlns:a="{A}" xmlns:r="{R}"><cellImage>'
        f'<xdr:pic xmlns:xdr="{XDR}"><xdr:cNvPr name="ID_7F" descr="MARKalt"/>'
        '<a:blip r:embed="rId1"/></xdr:pic></cellImage></cellImages>',
        "xl/_rels/cellimages.xml.rels": relations(("rId1", "image", "media/a.png")),
    }


def placed(rows, more, parts=()):
    """Return the clean parts of a workbook of one sheet with pictures in its cells."""
    links = relations(
        ("rId1", "worksheet", "s1.xml"), ("rId2", "sheetMetadata", "metadata.xml"),
        ("rId3", f"{OWN}rdRichValue", "richData/rv.xml"),
        ("rId4", f"{OWN}rdRichValueStructure", "richData/shapes.xml"),
        ("rId5", f"{OWN.replace('2017/06', '2022/10')}richValueRel", "richData/rels.xml"),
        ("rId6", "http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml"),
    )  # fmt: skip
    images = {f"xl/media/{name}.png": encoded(picture(size), "PNG") for name, size in SIZES.items()}
    parts = {"xl/_rels/workbook.xml.rels": links, **images, **more, **dict(parts)}
    made, report = calculated(("Uno", "visible", rows), parts=parts)
    assert not any(b"MARK" in data for data in made.values())
    return made, report


def shown(made):
    """Return where pictures lie, as row, column and size, and the sizes of those in the file."""
    drawing = made.get("xl/drawings/drawing1.xml", b"").decode()
    laid = [
        tuple(int(re.search(form, anchor)[1]) for form in (r"col>(\d+)", r"row>(\d+)", *EXTENT))
        for anchor in re.findall("<xdr:from>.*?</xdr:pic>", drawing)
    ]
    data = [data for name, data in made.items() if "/media/" in name]
    return laid, [Image.open(io.BytesIO(one)).size for one in data]


def test_pictures_of_excel_lie_over_their_cells_as_large_as_fits():
    rows = numbered("B2", "C9").replace('r="2"', 'r="2" ht="90"')
    made, _report = placed(f'<cols><col min="2" max="2" width="40"/></cols>{rows}', of_excel())
    laid, sizes = shown(made)
    assert sizes == [SIZES["a"], SIZES["b"]]
    assert [one[:2] for one in laid] == [(1, 1), (2, 8)]
    assert laid[0][2:] == (2 * 90 * 12_700, 90 * 12_700)
    assert laid[1][2] == pytest.approx(laid[1][3] / 2, abs=1)
    sheet = made["xl/worksheets/sheet1.xml"].decode()
    assert "VALUE" not in sheet
    assert sheet.index("</x:sheetData>") < sheet.index('<x:drawing r:id="rId')


def test_pictures_of_wps_office_do_too():
    cell = '<c r="A3" t="str"><f>_xlfn.DISPIMG("ID_7F",1)</f><v>=DISPIMG("ID_7F",1)</v></c>'
    made, _report = placed(f'<sheetData><row r="3">{cell}</row></sheetData>', of_wps())
    laid, sizes = shown(made)
    assert ([one[:2] for one in laid], sizes) == ([(0, 2)], [SIZES["a"]])
    assert b"ID_7F" not in made["xl/worksheets/sheet1.xml"]


def test_a_drawing_that_is_there_is_used():
    rows = f'{numbered("A1")}<drawing xmlns:r="{R}" r:id="rId1"/>'
    own = (
        f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}" xmlns:r="{R}"><xdr:oneCellAnchor><xdr:from>'
        "<xdr:col>5</xdr:col><xdr:row>5</xdr:row></xdr:from><xdr:ext cx='9' cy='9'/><xdr:pic>"
        '<xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic></xdr:oneCellAnchor>'
        "</xdr:wsDr>"
    )
    made, _report = placed(rows, of_excel(), {
        "xl/_rels/s1.xml.rels": relations(("rId1", "drawing", "d.xml")), "xl/d.xml": own,
        "xl/_rels/d.xml.rels": relations(("rId1", "image", "media/c.png")),
    })  # fmt: skip
    laid, sizes = shown(made)
    assert [one[:2] for one in laid] == [(5, 5), (0, 0)]
    assert sizes == [SIZES["c"], SIZES["a"]]


@pytest.mark.parametrize("rows", [
    numbered("A1").replace("<row ", '<row hidden="1" '),
    '<cols><col min="1" max="1" width="9" hidden="1"/></cols>' + numbered("A1"),
    numbered("A2") + '<mergeCells><mergeCell ref="A1:A3"/></mergeCells>',
])  # fmt: skip
def test_a_picture_in_a_cell_that_nobody_sees_goes(rows):
    assert shown(placed(rows, of_excel())[0]) == ([], [])


@pytest.mark.parametrize("number", ["4", "5", "0", "-1", "x", "9" * 99])
def test_other_values_stay_what_the_cell_says(number):
    made, _report = placed(numbered("A1").replace('vm="1"', f'vm="{number}"'), of_excel())
    assert shown(made) == ([], [])
    assert b"<x:v>#VALUE!</x:v>" in made["xl/worksheets/sheet1.xml"]


def test_a_cell_is_as_large_as_those_that_it_is_joined_with():
    sheet = (
        f'<worksheet xmlns="{X}"><sheetFormatPr defaultRowHeight="20" defaultColWidth="10"/>'
        '<cols><col min="2" max="3" width="30"/></cols><sheetData><row r="2" ht="50"/></sheetData>'
        '<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="Z"/></mergeCells></worksheet>'
    )
    grid = _Grid(parse(sheet.encode()))
    assert grid.size(1, 1) == (70 * 7 * 9525, 70 * 12_700)
    assert grid.size(5, 5) == (10 * 7 * 9525, 20 * 12_700)
