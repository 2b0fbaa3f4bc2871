"""A dirty workbook."""

from tests.samples_office import (
    OFFICE,
    A,
    Paper,
    R,
    Says,
    packed,
    planted_jpeg,
    properties,
    relations,
    types,
)
from tests.samples_slides import theme

SHEET = OFFICE + "spreadsheetml."
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
AC = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"


def workbook(says):
    return (
        f'<workbook xmlns="{X}" xmlns:r="{R}" xmlns:x15ac="{AC}">'
        f'<fileVersion appName="xl" codeName="{says("codename")}"/>'
        f'<fileSharing userName="{says("filesharing")}" reservationPassword="CC1A"/>'
        f'<workbookPr codeName="{says("wbcodename")}"/><x15ac:absPath '
        f'url="C:\\Users\\{says("abspath")}\\"/>'
        f'<workbookProtection workbookHashValue="{says("wbhash")}"/>'
        '<bookViews><workbookView activeTab="1"/></bookViews><sheets><sheet '
        'name="Oculta" sheetId="1" state="hidden" r:id="rId1"/>'
        '<sheet name="Pagos" sheetId="2" r:id="rId2"/></sheets>'
        '<externalReferences><externalReference r:id="rId7"/></externalReferences><definedNames>'
        f'<definedName name="Total" comment="{says("namecomment")}">Pagos!$B$2</definedName>'
        f'<definedName name="x{says("hiddenname")}" hidden="1">Pagos!$B$2</definedName>'
        f'<definedName name="Fuera">[1]{says("externalname")}!$A$1</definedName>'
        "</definedNames></workbook>"
    )


def sheet(says):
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c '
        'r="C1" t="s"><v>4</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>en linea</t></is></c><c r="B2"><f>'
        f'SUM(B3:B9)</f><v>77</v></c><c r="C2" t="str"><f>"{says("hiddencolumn")}"</f>'
        "<v>x</v></c></row>"
        f'<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>{says("hiddenrow")}</t>'
        "</is></c></row>"
        f'<row r="4"><c r="A4"><f>[1]{says("externalformula")}!A1</f><v>88</v></c></row>'
    )
    return (
        f'<worksheet xmlns="{X}" xmlns:r="{R}"><sheetPr '
        f'codeName="{says("sheetcode")}"/><cols><col min="3" max="3" width="9" '
        'hidden="1"/></cols>'
        f'<sheetData>{rows}</sheetData><sheetProtection hashValue="{says("sheethash")}" sheet="1"/>'
        f'<protectedRanges><protectedRange name="{says("rangename")}" '
        f'securityDescriptor="{says("descriptor")}" sqref="A1"/></protectedRanges>'
        f'<scenarios><scenario name="{says("scenario")}" '
        f'user="{says("scenariouser")}"/></scenarios>'
        f'<customSheetViews><customSheetView guid="{says("viewguid")}"/></customSheetViews>'
        '<dataValidations><dataValidation type="list" '
        f'promptTitle="{says("prompt")}" sqref="A1"><formula1>"{says("choices")}"</formula1>'
        "</dataValidation></dataValidations>"
        '<hyperlinks><hyperlink ref="A1" r:id="rId9" '
        f'tooltip="{says("celltooltip")}"/></hyperlinks>'
        '<pageSetup r:id="rId3"/><headerFooter><oddFooter>Pie de hoja</oddFooter>'
        '</headerFooter><drawing r:id="rId1"/><legacyDrawing r:id="rId4"/>'
        "</worksheet>"
    )


def drawing(says):
    return (
        f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}" xmlns:r="{R}"><xdr:oneCellAnchor>'
        "<xdr:from><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff>"
        "<xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext "
        'cx="914400" cy="609600"/><xdr:pic><xdr:nvPicPr>'
        f'<xdr:cNvPr id="2" name="{says("xdrname")}" descr="{says("xdrdescr")}"/>'
        '<xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/>'
        "<a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom "
        'prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/>'
        "</xdr:oneCellAnchor></xdr:wsDr>"
    )


def dirty_xlsx():
    says = Says()
    about, made = properties(says)
    strings = [
        "Concepto",
        "Importe",
        says("deletedstring"),
        says("hiddensheetstring"),
        says("hiddencolumnstring"),
    ]
    hidden = (
        f'<worksheet xmlns="{X}"><sheetData><row r="1"><c r="A1" t="s"><v>3</v></c><c '
        f'r="B1" t="inlineStr"><is><t>{says("hiddensheet")}</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    parts = {
        "[Content_Types].xml": types(
            ("xl/workbook.xml", SHEET + "sheet.main+xml"),
            ("xl/styles.xml", SHEET + "styles+xml"),
            ("xl/worksheets/sheet1.xml", SHEET + "worksheet+xml"),
            ("xl/worksheets/sheet2.xml", SHEET + "worksheet+xml"),
            ("xl/sharedStrings.xml", SHEET + "sharedStrings+xml"),
            ("xl/drawings/drawing1.xml", OFFICE + "drawing+xml"),
            ("xl/theme/theme1.xml", OFFICE + "theme+xml"),
        ),
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml"), *made),
        "xl/workbook.xml": workbook(says),
        "xl/worksheets/sheet1.xml": hidden,
        "xl/worksheets/sheet2.xml": sheet(says),
        "xl/theme/theme1.xml": theme(says),
        "xl/drawings/drawing1.xml": drawing(says),
        "xl/sharedStrings.xml": (
            f'<sst xmlns="{X}">' + "".join(f"<si><t>{text}</t></si>" for text in strings) + "</sst>"
        ),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{X}"><fonts><font><sz val="11"/></font></fonts><fills>'
            '<fill><patternFill patternType="none"/></fill><fill><patternFill '
            'patternType="gray125"/></fill></fills><borders><border/></borders>'
            '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf xfId="0"/></cellXfs>'
            f'<cellStyles><cellStyle name="{says("cellstyle")}" xfId="0" builtinId="0"/>'
            "</cellStyles></styleSheet>"
        ),
        "xl/media/image1.jpeg": planted_jpeg(says),
        "xl/calcChain.xml": f'<calcChain xmlns="{X}"/>',
        "xl/comments1.xml": (
            f'<comments xmlns="{X}"><authors><author>{says("cellauthor")}</author>'
            '</authors><commentList><comment ref="A1" authorId="0"><text><t>'
            f"{says('cellcomment')}</t></text></comment></commentList></comments>"
        ),
        "xl/persons/person.xml": f"<personList>{says('persons')}</personList>",
        "xl/threadedComments/threadedComment1.xml": f"<a>{says('threaded')}</a>",
        "xl/drawings/vmlDrawing1.vml": f'<xml><shape alt="{says("vmlalt")}"/></xml>',
        "xl/printerSettings/printerSettings1.bin": says("printer").encode("utf-16-le"),
        "xl/externalLinks/externalLink1.xml": f"<a>{says('externallink')}</a>",
        "xl/connections.xml": (
            f'<connections><connection odcFile="{says("connection")}"/></connections>'
        ),
        "xl/pivotCache/pivotCacheDefinition1.xml": f'<p refreshedBy="{says("refreshedby")}"/>',
        "xl/revisions/userNames.xml": f"<users>{says('usernames')}</users>",
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "worksheet", "worksheets/sheet2.xml"),
            ("rId3", "styles", "styles.xml"),
            ("rId4", "sharedStrings", "sharedStrings.xml"),
            ("rId5", "theme", "theme/theme1.xml"),
            ("rId6", "connections", "connections.xml"),
            ("rId7", "externalLink", "externalLinks/externalLink1.xml"),
            ("rId8", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
            ("rId9", "calcChain", "calcChain.xml"),
        ),
        "xl/worksheets/_rels/sheet2.xml.rels": relations(
            ("rId1", "drawing", "../drawings/drawing1.xml"),
            ("rId2", "comments", "../comments1.xml"),
            ("rId3", "printerSettings", "../printerSettings/printerSettings1.bin"),
            ("rId4", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("rId9", "hyperlink", f"file:///C:/{says('celllink')}", "External"),
        ),
        "xl/drawings/_rels/drawing1.xml.rels": relations(("rId1", "image", "../media/image1.jpeg")),
        **about,
    }
    keeps = ("Concepto", "Importe", "en linea", "77", "88", "Pie de hoja")
    return Paper("pagos.xlsx", packed(parts, says), SHEET + "sheet", says.marks, keeps)


DIRTY = {"xlsx": dirty_xlsx}
