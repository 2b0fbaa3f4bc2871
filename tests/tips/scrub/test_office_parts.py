"""Single things in Office documents: what is hidden goes, what it stood in stays in order."""

import io
import re
import zipfile

import pytest
from PIL import Image

from tests.samples_office import A, R, packed, relations, types
from tests.samples_sheets import SHEET, X
from tests.samples_word import SPACES, WORD, field
from tests.tips.planted import encoded, picture
from tips.scrub import Kind, ooxml


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cleaned(parts):
    report = ooxml.scrub(io.BytesIO(packed(parts)), out := io.BytesIO())
    assert ooxml.inspect(out) == {}
    return members(out.getvalue()), report


TABLE = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"


def written(body, links="", **parts):
    """Return the clean text of a Word document with this body."""
    made, report = cleaned(
        {
            "[Content_Types].xml": types(("word/document.xml", WORD + "document.main+xml")),
            "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": links or relations(),
            **parts,
        }
    )
    return made["word/document.xml"].decode(), made, report


def calculated(*sheets, names="", more="", strings="", parts=()):
    """Return the clean parts of a workbook with these (name, state, rows) sheets, and parts."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{place}" state="{state}" r:id="rId{place}"/>'
        for place, (name, state, _rows) in enumerate(sheets, 1)
    )
    return cleaned(
        {
            "[Content_Types].xml": types(("xl/workbook.xml", SHEET + "sheet.main+xml")),
            "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{X}" xmlns:r="{R}"><sheets>{listed}</sheets>'
            f"<definedNames>{names}</definedNames>{more}</workbook>",
            "xl/_rels/workbook.xml.rels": relations(
                *[
                    (f"rId{place}", "worksheet", f"s{place}.xml")
                    for place in range(1, 1 + len(sheets))
                ],
                ("rId0", "sharedStrings", "strings.xml"),
            ),
            "xl/strings.xml": strings and f'<sst xmlns="{X}">{strings}</sst>',
            **{
                f"xl/s{place}.xml": f'<worksheet xmlns="{X}">{rows}</worksheet>'
                for place, (_name, _state, rows) in enumerate(sheets, 1)
            },
            **dict(parts),
        }
    )


def words(xml):
    return re.sub(r"<[^>]+>", "", xml)


SUM = (
    '<sheetData><row r="1"><c r="A1"><v>5</v></c><c r="B1"><f>A1*2</f><v>10</v>'
    "</c></row></sheetData>"
)


def test_formulas_stay_where_nothing_is_hidden():
    made, _report = calculated(("Uno", "visible", SUM))
    assert b"<x:f>A1*2</x:f><x:v>10</x:v>" in made["xl/worksheets/sheet1.xml"]


def test_formulas_give_way_to_their_values_where_something_is_hidden():
    secret = SUM.replace("5", "4242")
    made, report = calculated(("Oculta", "veryHidden", secret), ("Uno", "visible", SUM))
    assert list(made).count("xl/worksheets/sheet1.xml") == 1
    assert "xl/worksheets/sheet2.xml" not in made
    assert b"<x:f>" not in made["xl/worksheets/sheet1.xml"]
    assert b"<x:v>10</x:v>" in made["xl/worksheets/sheet1.xml"]
    assert report.removed[Kind.HIDDEN] >= 1
    assert b"Oculta" not in b"".join(made.values())


def test_names_of_sheets_keep_their_place_when_one_before_them_goes():
    names = (
        '<definedName name="A" localSheetId="0">x</definedName><definedName name="B" '
        'localSheetId="1">y</definedName>'
    )
    made, _report = calculated(("Oculta", "hidden", SUM), ("Uno", "visible", SUM), names=names)
    assert b'localSheetId="0">y<' in made["xl/workbook.xml"]
    assert b">x<" not in made["xl/workbook.xml"]


@pytest.mark.parametrize(
    "formula",
    [
        "[1]Hoja!A1",
        "'C:\\Users\\ana\\[x.xlsx]H'!A1",
        'HYPERLINK("https://a.example")',
        "Prog|'x'!y",
    ],
)
def test_formulas_that_reach_outside_give_way_to_their_values(formula):
    rows = f'<sheetData><row r="1"><c r="A1"><f>{formula}</f><v>7</v></c></row></sheetData>'
    made, _report = calculated(("Uno", "visible", rows))
    assert b"<x:f>" not in made["xl/worksheets/sheet1.xml"]
    assert b"<x:v>7</x:v>" in made["xl/worksheets/sheet1.xml"]


def test_a_structured_reference_is_no_other_file():
    rows = '<sheetData><row r="1"><c r="A1"><f>SUM(Tabla1[2020])</f><v>7</v></c></row></sheetData>'
    made, _report = calculated(("Uno", "visible", rows))
    assert b"SUM(Tabla1[2020])" in made["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    ("code", "shown", "stays"),
    [
        (" PAGE ", "3", "PAGE"),
        (' TOC \\o "1-3" \\h \\z \\u ', "Indice", "TOC"),
        (" HYPERLINK \\l lugar ", "lugar", "HYPERLINK"),
        (' HYPERLINK "https://a.example/yo" ', "enlace", ""),
        (" MERGEFIELD Nombre ", "campo", ""),
        (" AUTONUMLGL ", "", "AUTONUMLGL"),
    ],
)
def test_fields_that_count_stay_and_others_leave_what_they_show(code, shown, stays):
    text, _made, _report = written(f"<w:p>{field(code, shown)}</w:p>")
    assert shown in words(text)
    assert ("instrText" in text) == bool(stays)
    assert "example" not in text
    assert text.count("fldChar ") == (3 if stays else 0)


def test_a_field_that_names_the_writer_goes_with_what_it_shows():
    simple = '<w:fldSimple w:instr="AUTHOR"><w:r><w:t>Ana</w:t></w:r></w:fldSimple>'
    text, _made, report = written(f"<w:p>{field(' FILENAME ', 'ana.docx')}{simple}</w:p>")
    assert words(text).strip() == ""
    assert report.removed[Kind.AUTHOR] == 2


def test_old_form_boxes_show_their_state_as_text():
    box = '<w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>'
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{box}</w:fldChar></w:r>'
    end = (
        "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar "
        'w:fldCharType="end"/></w:r>'
    )
    assert "\u2612" in words(written(f"<w:p>{begin}{end}</w:p>")[0])


def test_the_sides_that_a_frame_hides_are_cut_off_the_picture():
    frame = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="x"/>'
        "<a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rId5"/>'
        '<a:srcRect l="50000" b="25000"/></pic:blipFill><pic:spPr/></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    links = relations(("rId5", "image", "media/a.png"))
    image = encoded(picture((80, 40)), "PNG")
    text, made, report = written(frame, links, **{"word/media/a.png": image})
    (data,) = [data for name, data in made.items() if "/media/" in name]
    assert Image.open(io.BytesIO(data)).size == (40, 30)
    assert "srcRect/>" in text
    assert report.removed[Kind.HIDDEN] == 1


def test_the_strict_form_is_read_too():
    strict = (
        f"<w:document {SPACES}><w:body><w:p><w:r><w:t>hola</w:t></w:r></w:p></w:body></w:document>"
    )
    strict = strict.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    text, _made, _report = written("", **{"word/document.xml": strict})
    assert "<w:t>hola</w:t>" in text
    assert "purl" not in text


def test_a_cell_always_ends_with_a_paragraph():
    gone = '<w:trPr><w:del w:id="1" w:author="x"/></w:trPr>'
    inner = f"<w:tbl><w:tr>{gone}<w:tc><w:p/></w:tc></w:tr></w:tbl>"
    text, _made, _report = written(
        f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl><w:p><w:r><w:t>fin</w:t></w:r></w:p>"
    )
    assert text.count("<w:tbl>") == 1
    assert "<w:tc><w:p/></w:tc>" in text


def test_a_picture_that_cannot_be_cleaned_is_blank_and_told():
    shape = (
        '<w:p><w:r><w:pict><v:shape type="#_x0000_t75"><v:imagedata r:id="rId5"/>'
        "</v:shape></w:pict></w:r></w:p>"
    )
    links = relations(("rId5", "image", "media/a.emf"))
    text, made, report = written(shape, links, **{"word/media/a.emf": b"\1\0\0\0 EMF"})
    assert 'r:id="rId1"' in text
    assert made["word/media/image1.png"].startswith(b"\x89PNG")
    assert report.removed[Kind.EMBEDDED] == 1


def test_the_newer_form_of_a_drawing_is_kept_in_word():
    wps = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    drawn = (
        f'<mc:AlternateContent><mc:Choice xmlns:wps="{wps}" Requires="wps"><w:drawing>'
        '<wp:inline><wp:extent cx="9" cy="9"/>'
        f'<wp:docPr id="1" name="x"/><a:graphic xmlns:a="{A}"><a:graphicData '
        f'uri="{wps}"><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>caja</w:t>'
        "</w:r></w:p>"
        "</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></mc:Choice>"
        '<mc:Fallback><w:pict><v:rect style="width:9pt"/></w:pict></mc:Fallback>'
        "</mc:AlternateContent>"
    )
    text, _made, _report = written(f"<w:p><w:r>{drawn}</w:r></w:p>")
    assert words(text).count("caja") == 1
    assert 'Requires="wps"' in text
    assert f'xmlns:wps="{wps}"' in text
    assert "<v:rect" not in text


@pytest.mark.parametrize(
    ("inside", "after"),
    [(TABLE, TABLE), (f'{TABLE}<w:p><w:ins w:id="1"/></w:p>', f"{TABLE}<w:p/>"), ("", "<w:p/>")],
)
def test_a_head_ends_in_a_table_where_it_did_before(inside, after):
    body = '<w:p/><w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    head = {"word/header1.xml": f"<w:hdr {SPACES}>{inside}</w:hdr>"}
    made = written(body, relations(("rId1", "header", "header1.xml")), **head)[1]
    assert f">{after}</w:hdr>" in made["word/header1.xml"].decode()
