"""Documents that name typefaces of a house, or of a person, wherever one can be named."""

from tests.samples_odf import OPEN, SPACES, content, style
from tests.samples_office import A, Paper, R, Says, packed, paragraph, relations, run, types
from tests.samples_sheets import SHEET, X
from tests.samples_slides import SHOW, shape, slide, theme, tree
from tests.samples_unseen import wordprocessing
from tests.samples_word import WORD

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
KINDS = {
    "document": WORD + "document.main+xml", "workbook": SHEET + "sheet.main+xml",
    "presentation": SHOW + "presentation.main+xml",
}  # fmt: skip


def latin(says, place):
    """Return the typefaces of letters in a drawing."""
    more = f' panose="{says("panose" + place)}" pitchFamily="18" charset="0"'
    return f'<a:latin typeface="{says("latin" + place)}"{more}/>' + "".join(
        f'<a:{name} typeface="{says(name + place)}"/>' for name in ("ea", "cs", "sym")
    )


def themed(says, place):
    scripts = f'<a:font script="Jpan" typeface="{says("script" + place)}"/>'
    old = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    return theme(says).replace(old, latin(says, place).partition("<a:sym")[0] + scripts)


def chart(says, place):
    text = f"<a:p><a:pPr><a:defRPr>{latin(says, place)}</a:defRPr></a:pPr></a:p>"
    head = f'<c:oddHeader>&amp;L&amp;"{says("chartcode")},Bold"Cifras</c:oddHeader>'
    return (
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}"><c:chart><c:plotArea/></c:chart>'
        f"<c:txPr><a:bodyPr/>{text}</c:txPr><c:printSettings><c:headerFooter>{head}"
        "</c:headerFooter></c:printSettings></c:chartSpace>"
    )


def package(main, parts, *made):
    """Return the members of a package from (kind, place, root) of the parts behind the main one."""
    folder = main.rpartition("/")[0]
    kind = main.rpartition("/")[2].removesuffix(".xml")
    return {
        "[Content_Types].xml": types((main, KINDS[kind])),
        "_rels/.rels": relations(("rId1", "officeDocument", main)),
        f"{folder}/_rels/{kind}.xml.rels": relations(
            *[(f"rId{number}", *one) for number, one in enumerate(made, 1)]
        ),
        **parts,
    }


def dirty_docx():
    says = Says()

    def faces(place):
        slots = ("ascii", "hAnsi", "eastAsia", "cs")
        said = " ".join(f'w:{slot}="{says(slot + place)}"' for slot in slots)
        return f"<w:rPr><w:rFonts {said}/></w:rPr>"

    drawn = (
        '<w:r><w:pict><v:shape style="width:90pt;height:20pt;font-family:MARKboxMARK">'
        f'<v:textpath style="font-family:&quot;{says("textpath")}&quot;;font-size:1pt"'
        ' string="Rotulo"/></v:shape></w:pict></w:r>'
    )
    says("box")
    sign = f'<w:r><w:sym w:font="{says("sym")}" w:char="F04A"/></w:r>'
    declared = (
        f'<w:font w:name="MARKasciirunMARK"><w:altName w:val="{says("altname")}"/>'
        f'<w:panose1 w:val="{says("panose")}"/><w:family w:val="roman"/></w:font>'
    )
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="*"/>{faces("list")}</w:lvl>'
    inside = {
        "document": f"<w:body>{paragraph(run('Texto', faces('run')), drawn, sign)}<w:p><w:pPr>"
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p><w:sectPr><w:headerReference '
        'w:type="default" r:id="rId6"/></w:sectPr></w:body>',
        "styles": f"<w:docDefaults><w:rPrDefault>{faces('defaults')}</w:rPrDefault></w:docDefaults>"
        f'<w:style w:type="paragraph" w:styleId="Normal">{faces("style")}</w:style>',
        "settings": f'<m:mathPr><m:mathFont m:val="{says("math")}"/></m:mathPr>',
        "numbering": f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num '
        'w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        "fonts": declared,
        "hdr": paragraph(run("Cabecera", faces("header"))),
    }
    parts = {f"word/{root}.xml": wordprocessing(root, text) for root, text in inside.items()}
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    parts["word/settings.xml"] = parts["word/settings.xml"].replace("xmlns:w=", f"{math}xmlns:w=")
    parts["word/theme.xml"] = themed(says, "theme")
    made = [(name, f"{name}.xml") for name in ("styles", "settings", "numbering", "theme")]
    made += [("fontTable", "fonts.xml"), ("header", "hdr.xml")]
    data = packed(package("word/document.xml", parts, *made), says)
    return Paper("nota.docx", data, WORD + "document", says.marks, ("Texto", "Cabecera"))


def dirty_xlsx():
    says = Says()
    rich = f'<r><rPr><rFont val="{says("string")}"/><family val="1"/></rPr><t>Rico</t></r>'
    here = f'<is><r><rPr><rFont val="{says("cell")}"/></rPr><t>Aqui</t></r></is>'
    code = f'&amp;C&amp;"{says("code")},{says("codestyle")}"&amp;12Cabeza'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{X}" xmlns:r="{R}"><sheets><sheet name="Uno" '
        'sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/sheet.xml": f'<worksheet xmlns="{X}" xmlns:r="{R}"><sheetData><row r="1"><c r="A1" '
        f't="s"><v>0</v></c><c r="B1" t="inlineStr">{here}</c></row></sheetData>'
        f'<headerFooter><oddHeader>{code}</oddHeader></headerFooter><drawing r:id="rId1"/>'
        "</worksheet>",
        "xl/styles.xml": f'<styleSheet xmlns="{X}"><fonts><font><name val="{says("font")}"/>'
        f'<family val="2"/></font></fonts><dxfs><dxf><font><name val="{says("dxf")}"/></font></dxf>'
        "</dxfs></styleSheet>",
        "xl/strings.xml": f'<sst xmlns="{X}"><si>{rich}</si></sst>',
        "xl/theme.xml": themed(says, "theme"),
        "xl/chart.xml": chart(says, "chart"),
        "xl/drawing.xml": '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/'
        f'spreadsheetDrawing" xmlns:a="{A}" xmlns:r="{R}"><xdr:absoluteAnchor><xdr:pos x="0"/>'
        '<xdr:ext cx="9" cy="9"/><xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="2"/>'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm/><a:graphic><a:graphicData "
        f'uri="{C}"><c:chart xmlns:c="{C}" r:id="rId1"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame><xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>",
        "xl/_rels/sheet.xml.rels": relations(("rId1", "drawing", "drawing.xml")),
        "xl/_rels/drawing.xml.rels": relations(("rId1", "chart", "chart.xml")),
    }
    made = [("worksheet", "sheet.xml"), ("styles", "styles.xml"), ("theme", "theme.xml")]
    data = packed(package("xl/workbook.xml", parts, *made, ("sharedStrings", "strings.xml")), says)
    return Paper("pagos.xlsx", data, SHEET + "sheet", says.marks, ("Rico", "Aqui", "Cabeza"))


def dirty_pptx():
    says = Says()
    bullet = f'<a:pPr><a:buFont typeface="{says("bullet")}" charset="2"/></a:pPr>'
    words = shape(says, "Primera lamina", 4).replace("<a:r>", f"{bullet}<a:r>", 1)
    words = words.replace("<a:t>", f"<a:rPr>{latin(says, 'run')}</a:rPr><a:t>", 1)
    usual = f"<a:lvl1pPr><a:defRPr>{latin(says, 'usual')}</a:defRPr></a:lvl1pPr>"
    title = f"<a:lvl1pPr><a:defRPr>{latin(says, 'title')}</a:defRPr></a:lvl1pPr>"
    parts = {
        "ppt/presentation.xml": slide(
            "presentation",
            '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
            '<p:sldIdLst><p:sldId id="256" r:id="rId2"/></p:sldIdLst><p:embeddedFontLst>'
            f'<p:embeddedFont><p:font typeface="{says("embedded")}"/></p:embeddedFont>'
            f"</p:embeddedFontLst><p:defaultTextStyle>{usual}</p:defaultTextStyle>",
        ),
        "ppt/slide.xml": slide("sld", tree(words)),
        "ppt/layout.xml": slide("sldLayout", tree()),
        "ppt/master.xml": slide(
            "sldMaster", tree() + f"<p:txStyles><p:titleStyle>{title}</p:titleStyle></p:txStyles>"
        ),
        "ppt/theme.xml": themed(says, "theme"),
        "ppt/_rels/slide.xml.rels": relations(("rId1", "slideLayout", "layout.xml")),
        "ppt/_rels/layout.xml.rels": relations(("rId1", "slideMaster", "master.xml")),
        "ppt/_rels/master.xml.rels": relations(
            ("rId1", "slideLayout", "layout.xml"), ("rId2", "theme", "theme.xml")
        ),
    }
    made = [("slideMaster", "master.xml"), ("slide", "slide.xml")]
    data = packed(package("ppt/presentation.xml", parts, *made), says)
    return Paper("laminas.pptx", data, SHOW + "presentation", says.marks, ("Primera lamina",))


def dirty_odt():
    says = Says()

    def faces(place):
        said = "".join(
            f' style:font-name{script}="{says(f"name{place}{script}")}"'
            f' style:font-family{script}="{says(f"family{place}{script}")}"'.replace(
                "style:font-family=", "fo:font-family="
            )
            + f' style:font-style-name{script}="{says(f"style{place}{script}")}"'
            for script in ("", "-asian", "-complex")
        )
        return f"<style:text-properties{said}/>"

    declared = (
        f'<office:font-face-decls><style:font-face style:name="{says("declared")}" '
        f'svg:font-family="&apos;{says("family")}&apos;, {says("second")}" '
        f'svg:panose-1="{says("panose")}" style:font-adornments="{says("adornments")}" '
        'style:font-family-generic="roman" style:font-pitch="variable"/></office:font-face-decls>'
    )
    bullets = (
        '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" '
        f'text:bullet-char="•">{faces("bullet")}</text:list-level-style-bullet></text:list-style>'
    )
    text = (
        '<text:p text:style-name="P1">Texto</text:p><text:list text:style-name="L1">'
        "<text:list-item><text:p>punto</text:p></text:list-item></text:list><text:p><draw:frame>"
        '<draw:object xlink:href="./Object 1"/></draw:frame></text:p>'
    )
    plot = '<chart:chart chart:style-name="ch1"><chart:plot-area/></chart:chart>'
    head = "<office:automatic-styles>"
    body = content("text", text, style("P1", "paragraph", faces("text")) + bullets)
    parts = {
        "mimetype": OPEN + "text",
        "content.xml": body.replace(head, declared + head),
        "styles.xml": f"<office:document-styles {SPACES}>{declared}<office:styles>"
        f'<style:default-style style:family="paragraph">{faces("usual")}</style:default-style>'
        "</office:styles></office:document-styles>",
        "Object 1/content.xml": content("chart", plot, style("ch1", "chart", faces("chart"))),
        "META-INF/manifest.xml": "<manifest/>",
    }
    data = packed(parts, says, ("mimetype",))
    return Paper("nota.odt", data, OPEN + "text", says.marks, ("Texto", "punto"))


DIRTY = {"docx": dirty_docx, "xlsx": dirty_xlsx, "pptx": dirty_pptx, "odt": dirty_odt}
