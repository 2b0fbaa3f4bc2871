"""Documents that keep words where no page, sheet or slide shows them."""

from tests.samples_office import (
    OFFICE,
    A,
    Paper,
    R,
    Says,
    W,
    packed,
    paragraph,
    relations,
    run,
    types,
)
from tests.samples_sheets import SHEET, X
from tests.samples_slides import SHOW, shape, slide, theme, tree
from tests.samples_word import WORD, field

V, MC = (
    "urn:schemas-microsoft-com:vml",
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
)
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def wordprocessing(root, inside):
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="{V}" xmlns:mc="{MC}" xmlns:wp="{WP}"'
    return f'<w:{root} {spaces} xmlns:a="{A}" xmlns:wps="{WPS}">{inside}</w:{root}>'


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def table(*rows):
    grid = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>'
    return f"<w:tbl>{grid}{''.join(rows)}</w:tbl>"


def box(words, style=""):
    inside = f"<w:txbxContent>{paragraph(run(words))}</w:txbxContent>"
    return f'<w:pict><v:rect style="{style}"><v:textbox>{inside}</v:textbox></v:rect></w:pict>'


def frame_that_is_off(says):
    """Return a frame that is hidden in its new form, with the old one that programs also write."""
    drawing = (
        '<w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="7" name="" hidden="1"/>'
        f'<a:graphic><a:graphicData uri="{WPS}"><wps:wsp><wps:txbx><w:txbxContent>'
        f"{paragraph(run(says('newform')))}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing>"
    )
    older = box(says("oldform"))
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def dirty_docx(different="", facing=""):
    says = Says()
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    heads = "".join(
        f'<w:headerReference w:type="{kind}" r:id="rId{kind}"/>'
        for kind in ("default", "first", "even")
    )
    listed_in = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = [
        paragraph(run("Sin nada encima"), frame_that_is_off(says)),
        paragraph(f"<w:r>{box(says('vmlhidden'), 'width:9pt;visibility:hidden')}</w:r>"),
        paragraph(f"<w:r>{box('marco visible', 'width:9pt')}</w:r>"),
        paragraph(field(" PRIVATE ", says("private"))),
        paragraph(run("solo en papel", "<w:rPr><w:webHidden/></w:rPr>")),
        paragraph(run("en lista"), properties=listed_in),
        table(f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell(says('hiddenrow'))}</w:tr>",
              f"<w:tr>{cell('arriba', down)}</w:tr>",
              f"<w:tr>{cell(says('covered'), on)}</w:tr>",
              f"<w:tr>{cell('a la par')}{cell(says('beside'), '<w:hMerge/>')}</w:tr>"),
        table(f"<w:tr>{cell('sin nada arriba', on)}</w:tr>"),
        f"<w:sectPr>{heads}{different}</w:sectPr>",
    ]  # fmt: skip
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{text} %1"/></w:lvl></w:abstractNum>'
        for number, text in ((0, "Punto"), (1, says("oldlist")))
    ) + "".join(
        f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(2)
    )
    inside = {
        "document": f"<w:body>{''.join(body)}</w:body>",
        "numbering": lists,
        "settings": facing,
        "fontTable": f'<w:font w:name="{says("typeface")}"/>',
    }
    roots = {"fontTable": "fonts"}
    parts = {
        f"word/{name}.xml": wordprocessing(roots.get(name, name), text)
        for name, text in inside.items()
    }
    kinds = {"default": "Cabecera", "first": says("firsthead"), "even": says("evenhead")}
    for kind, words in kinds.items():
        parts[f"word/{kind}.xml"] = wordprocessing("hdr", paragraph(run(words)))
    listed = [(f"word/{kind}.xml", f"{WORD}header+xml") for kind in kinds]
    listed += [(f"word/{name}.xml", f"{WORD}{name}+xml") for name in list(inside)[1:]]
    parts |= {
        "[Content_Types].xml": types(("word/document.xml", f"{WORD}document.main+xml"), *listed),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(
            *[(f"rId{kind}", "header", f"{kind}.xml") for kind in kinds],
            *[(f"rId{name}", name, f"{name}.xml") for name in list(inside)[1:]],
        ),
    }
    keeps = ("Sin nada encima", "marco visible", "solo en papel", "en lista", "arriba", "a la par",
             "sin nada arriba", "Cabecera")  # fmt: skip
    return Paper("informe.docx", packed(parts, says), WORD + "document", says.marks, keeps)


def dirty_xlsx():
    says = Says()

    def text(place, words, more=""):
        return f'<c r="{place}" t="inlineStr"{more}><is><t>{words}</t></is></c>'

    rows = (
        f'<row r="1">{text("A1", "junto")}{text("B1", says("covered"))}{text("D1", "aparte")}</row>'
        f'<row r="2" ht="0" customHeight="1">{text("A2", says("flatrow"))}</row>'
        f'<row r="3">{text("A3", "filtrado")}{text("G3", says("thincolumn"))}'
        '<c r="C3" s="1"><v>7</v></c></row>'
        f'<row r="4"><c r="A4" t="str"><f>CELL("filename")</f><v>{says("path")}</v></c>'
        '<c r="B4"><f>CELL("row")</f><v>4</v></c></row>'
    )
    heads = (
        f"<headerFooter><oddHeader>Cabeza</oddHeader><evenHeader>{says('evenhead')}</evenHeader>"
        f"<firstFooter>{says('firstfoot')}</firstFooter></headerFooter>"
    )
    sheet = (
        f'<worksheet xmlns="{X}" xmlns:r="{R}"><cols><col min="7" max="7" width="0"/></cols>'
        f'<sheetData>{rows}</sheetData><autoFilter ref="A1:A3"><filterColumn colId="0"><filters>'
        f'<filter val="{says("filter")}"/></filters></filterColumn></autoFilter>'
        f'<mergeCells><mergeCell ref="A1:B1"/></mergeCells>{heads}</worksheet>'
    )
    forms = (("170", "0.0&quot; cajas&quot;"), ("171", f"0&quot;{says('oldform')}&quot;"))
    styles = (
        f'<styleSheet xmlns="{X}"><numFmts>'
        + "".join(f'<numFmt numFmtId="{key}" formatCode="{form}"/>' for key, form in forms)
        + '</numFmts><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf xfId="0"/>'
        '<xf xfId="0" numFmtId="170"/><xf xfId="0" numFmtId="171"/></cellXfs></styleSheet>'
    )
    book = (
        f'<workbook xmlns="{X}" xmlns:r="{R}"><sheets><sheet name="Pagos" sheetId="1" r:id="rId1"/>'
        f'</sheets><definedNames><definedName name="{says("oldname")}">Pagos!$A$1</definedName>'
        "</definedNames></workbook>"
    )
    parts = {
        "[Content_Types].xml": types(
            ("xl/workbook.xml", SHEET + "sheet.main+xml"),
            ("xl/styles.xml", SHEET + "styles+xml"),
            ("xl/worksheets/sheet1.xml", SHEET + "worksheet+xml"),
        ),
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book,
        "xl/styles.xml": styles,
        "xl/worksheets/sheet1.xml": sheet,
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")
        ),
    }
    keeps = ("junto", "aparte", "filtrado", "Cabeza", "7")
    return Paper("pagos.xlsx", packed(parts, says), SHEET + "sheet", says.marks, keeps)


def dirty_pptx():
    says = Says()

    def words(text):
        return f"<a:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody>"

    def place(text):
        mark = '<p:ph type="body" idx="1"/>'
        return shape(says, text, 5).replace("<p:custDataLst>", f"{mark}<p:custDataLst>")

    cells = f'<a:tc gridSpan="2">{words("celda")}</a:tc>'
    cells += f'<a:tc hMerge="1">{words(says("covered"))}</a:tc>'
    grid = (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="9" name=""/><p:cNvGraphicFramePr/>'
        "<p:nvPr/></p:nvGraphicFramePr><p:xfrm/><a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tr h="9">'
        f"{cells}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    code = f'<a:fld id="{says("fieldid")}" type="{says("fieldtype")}"><a:t>campo</a:t></a:fld>'
    shown = shape(says, "Primera lamina", 4).replace("</a:r></a:p>", f"</a:r>{code}</a:p>")
    layouts = "".join(
        f'<p:sldLayoutId id="214748365{number}" r:id="rId{number}"/>' for number in (1, 2)
    )
    parts = {
        "[Content_Types].xml": types(
            ("ppt/presentation.xml", SHOW + "presentation.main+xml"),
            ("ppt/slides/slide1.xml", SHOW + "slide+xml"),
            ("ppt/slideMasters/slideMaster1.xml", SHOW + "slideMaster+xml"),
            *[(f"ppt/slideLayouts/slideLayout{n}.xml", SHOW + "slideLayout+xml") for n in (1, 2)],
            ("ppt/theme/theme1.xml", OFFICE + "theme+xml"),
        ),
        "_rels/.rels": relations(("rId1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": slide(
            "presentation",
            '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
            '<p:sldIdLst><p:sldId id="256" r:id="rId2"/></p:sldIdLst>',
        ),
        "ppt/slides/slide1.xml": slide("sld", tree(shown + grid)),
        "ppt/slideLayouts/slideLayout1.xml": slide(
            "sldLayout", tree(place(says("prompt")) + shape(says, "Pie de la clase", 6))
        ),
        "ppt/slideLayouts/slideLayout2.xml": slide(
            "sldLayout", tree(shape(says, says("oldlayout"), 6))
        ),
        "ppt/slideMasters/slideMaster1.xml": slide(
            "sldMaster",
            tree(place(says("masterprompt")) + shape(says, "Pie comun", 8))
            + f"<p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst>",
        ),
        "ppt/theme/theme1.xml": theme(says),
        "ppt/_rels/presentation.xml.rels": relations(
            ("rId1", "slideMaster", "slideMasters/slideMaster1.xml"),
            ("rId2", "slide", "slides/slide1.xml"),
        ),
        "ppt/slides/_rels/slide1.xml.rels": relations(
            ("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml")
        ),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            ("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"),
            ("rId2", "slideLayout", "../slideLayouts/slideLayout2.xml"),
            ("rId3", "theme", "../theme/theme1.xml"),
        ),
    } | {
        f"ppt/slideLayouts/_rels/slideLayout{n}.xml.rels": relations(
            ("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")
        )
        for n in (1, 2)
    }
    keeps = ("Primera lamina", "campo", "celda", "Pie de la clase", "Pie comun")
    return Paper("laminas.pptx", packed(parts, says), SHOW + "presentation", says.marks, keeps)


DIRTY = {"docx": dirty_docx, "xlsx": dirty_xlsx, "pptx": dirty_pptx}
