"""A dirty Word document: everything that part 4 of the reference names, and more."""

from tests.samples_office import (
    OFFICE,
    SPACES,
    Paper,
    Says,
    packed,
    paragraph,
    picture,
    planted_jpeg,
    planted_png,
    properties,
    relations,
    run,
    types,
)

WORD = OFFICE + "wordprocessingml."
PARTS = ("styles", "settings", "numbering", "footnotes", "comments", "fontTable")
MICROSOFT = "http://schemas.microsoft.com/office/2011/relationships/"


def change(says, place):
    return f'w:id="9" w:author="{says(place)}" w:date="2024-05-31T02:03:04Z"'


def field(code, shown):
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def changes(says):
    """Return paragraphs with every kind of tracked change."""
    gone = f"<w:rPr><w:del {change(says, 'markdel')}/></w:rPr>"
    moved = f"<w:moveFrom {change(says, 'movefrom')}>{run(says('movedaway'))}</w:moveFrom>"
    row = (
        f"<w:tr><w:trPr><w:del {change(says, 'rowdel')}/></w:trPr><w:tc><w:p>"
        f"{run(says('deletedrow'))}</w:p></w:tc></w:tr>"
    )
    return [
        paragraph(
            run("Palabras "),
            f"<w:ins {change(says, 'insauthor')}>{run('insertadas')}</w:ins>",
            f"<w:del {change(says, 'delauthor')}><w:r><w:delText>"
            f"{says('deleted')}</w:delText></w:r></w:del>",
            f"<w:r><w:rPr><w:b/><w:rPrChange {change(says, 'rprchange')}><w:rPr/>"
            "</w:rPrChange></w:rPr><w:t> gruesas</w:t></w:r>",
            properties=(
                f"<w:pPr><w:pPrChange {change(says, 'pprchange')}><w:pPr/></w:pPrChange></w:pPr>"
            ),
        ),
        paragraph(run("Media "), properties=f"<w:pPr>{gone}</w:pPr>"),
        paragraph(run("frase entera")),
        paragraph(moved, f"<w:moveTo {change(says, 'moveto')}>{run('trasladado')}</w:moveTo>"),
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblCaption '
        f'w:val="{says("tblcaption")}"/></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>'
        f"<w:tr><w:tc><w:p>{run('celda visible')}</w:p></w:tc></w:tr>{row}</w:tbl>",
    ]


def wrappers(says):
    """Return paragraphs with controls, fields, links, comments, hidden words, old shapes."""
    control = (
        f'<w:sdt><w:sdtPr><w:alias w:val="{says("alias")}"/><w:tag w:val="{says("tag")}"/>'
        f'<w:dataBinding w:xpath="{says("xpath")}" w:storeItemID="{says("storeitem")}"/></w:sdtPr>'
        f"<w:sdtContent>{run('en control')}</w:sdtContent></w:sdt>"
    )
    shape = (
        '<w:r><w:pict><v:shapetype id="_x0000_t75" coordsize="21600,21600" path="m@4@5l@4@11xe"/>'
        f'<v:shape id="{says("vmlid")}" type="#_x0000_t75" '
        f'style="width:60pt;height:40pt" alt="{says("vmlalt")}" '
        f'o:spid="{says("spid")}">'
        f'<v:imagedata r:id="rIdJpeg" o:title="{says("imagetitle")}"/></v:shape></w:pict></w:r>'
    )
    ole = (
        '<w:r><w:object><v:shape type="#_x0000_t75"/><o:OLEObject '
        f'ProgID="{says("progid")}" r:id="rIdOle"/></w:object></w:r>'
    )
    return [
        paragraph(
            control,
            run(" y "),
            (
                f'<w:hyperlink r:id="rIdLink" w:tooltip="{says("tooltip")}">'
                f"{run('enlace')}</w:hyperlink>"
            ),
        ),
        paragraph(field(f" FILENAME \\p {says('fieldcode')} ", says("filenameresult"))),
        paragraph(field(f" AUTHOR  {says('fieldauthor')} ", says("authorresult"))),
        paragraph(
            run("Hoja "),
            field(" PAGE ", "1"),
            field(f' INCLUDEPICTURE "{says("includepicture")}" ', "incluido"),
        ),
        paragraph(
            '<w:commentRangeStart w:id="1"/>',
            run("comentado"),
            '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
        ),
        paragraph(run(says("vanished"), "<w:rPr><w:vanish/></w:rPr>"), run("a la vista")),
        paragraph(
            f'<w:bookmarkStart w:id="3" w:name="{says("bookmark")}"/>',
            run("marcado"),
            '<w:bookmarkEnd w:id="3"/>',
        ),
        paragraph(run("con nota"), '<w:r><w:footnoteReference w:id="2"/></w:r>', shape, ole),
        paragraph(
            f'<w:smartTag w:uri="{says("smarttag")}" w:element="x">{run("listo")}</w:smartTag>'
        ),
    ]


def settings(says):
    return (
        f'<w:settings {SPACES}><w:writeProtection w:cryptProvider="{says("crypt")}"/>'
        '<w:attachedTemplate r:id="rIdTemplate"/><w:mailMerge><w:query '
        f'w:val="{says("query")}"/></w:mailMerge>'
        '<w:defaultTabStop w:val="708"/><w:docVars><w:docVar '
        f'w:name="{says("docvarname")}" w:val="{says("docvar")}"/></w:docVars>'
        '<w:rsids><w:rsidRoot w:val="00A1B2C3"/></w:rsids><w:themeFontLang '
        f'w:val="es-MX"/><w14:docId w14:val="{says("docid")}"/></w:settings>'
    )


def styles(says):
    def style(identifier, name, more=""):
        return (
            f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name '
            f'w:val="{name}"/>{more}</w:style>'
        )

    return (
        f"<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:lang "
        'w:val="es-MX"/></w:rPr></w:rPrDefault></w:docDefaults>'
        f"{style('Ttulo1', 'heading 1')}"
        f"{style(says('styleid'), says('stylename'), '<w:rPr><w:b/></w:rPr>')}</w:styles>"
    )


def dirty_docx():
    says = Says()
    about, made = properties(says)
    body = [
        paragraph(
            run("Informe sobre el puente"), properties='<w:pPr><w:pStyle w:val="Ttulo1"/></w:pPr>'
        ),
        f'<w:p w:rsidR="00A1B2C3" w14:paraId="{says("paraid")}">{run("Texto llano")}</w:p>',
        *changes(says),
        *wrappers(says),
        paragraph("<w:r>" + picture("rIdPng", says) + "</w:r>"),
        '<w:altChunk r:id="rIdChunk"/><w:sectPr><w:headerReference w:type="default" '
        'r:id="rIdHeader"/><w:printerSettings r:id="rIdPrinter"/></w:sectPr>',
    ]
    note = (
        f'<w:footnote w:id="2">{paragraph(run("Nota al pie"))}</w:footnote>'
        f'<w:footnote w:id="5">{paragraph(run(says("orphannote")))}</w:footnote>'
    )
    comment = (
        f'<w:comment w:id="1" w:author="{says("commentauthor")}" '
        f'w:initials="{says("initials")}">'
        f"{paragraph(run(says('comment')))}</w:comment>"
    )
    header = paragraph(
        run("Cabecera"), f"<w:ins {change(says, 'headerauthor')}>{run(' nueva')}</w:ins>"
    )
    parts = {
        "[Content_Types].xml": types(
            ("word/document.xml", WORD + "document.main+xml"),
            *[(f"word/{name}.xml", f"{WORD}{name}+xml") for name in PARTS],
            ("word/header1.xml", WORD + "header+xml"),
        ),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml"), *made),
        "word/document.xml": f"<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": styles(says),
        "word/settings.xml": settings(says),
        "word/numbering.xml": (
            f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0"><w:nsid '
            f'w:val="1A2B3C4D"/><w:name w:val="{says("listname")}"/></w:abstractNum>'
            "</w:numbering>"
        ),
        "word/fontTable.xml": "",
        "word/footnotes.xml": f"<w:footnotes {SPACES}>{note}</w:footnotes>",
        "word/comments.xml": f"<w:comments {SPACES}>{comment}</w:comments>",
        "word/header1.xml": f"<w:hdr {SPACES}>{header}</w:hdr>",
        "word/people.xml": f"<people><person>{says('person')}</person></people>",
        "word/chunk.html": f"<p>{says('altchunk')}</p>",
        "word/printerSettings1.bin": says("printer").encode("utf-16-le"),
        "word/embeddings/oleObject1.bin": says("ole").encode(),
        "word/glossary/document.xml": f"<glossary>{says('glossary')}</glossary>",
        "word/media/image1.png": planted_png(says),
        "word/media/image2.jpeg": planted_jpeg(says),
        "word/_rels/settings.xml.rels": relations(
            ("rIdTemplate", "attachedTemplate", f"file:///C:/{says('attached')}.dotm", "External")
        ),
        "word/_rels/document.xml.rels": relations(
            *[(f"rIdPart{place}", name, f"{name}.xml") for place, name in enumerate(PARTS)],
            ("rIdHeader", "header", "header1.xml"),
            ("rIdPng", "image", "media/image1.png"),
            ("rIdJpeg", "image", "/word/media/image2.jpeg"),
            ("rIdOle", "oleObject", "embeddings/oleObject1.bin"),
            ("rIdLink", "hyperlink", f"file:///home/{says('link')}/x.docx", "External"),
            ("rIdFile", "image", f"file:///home/{says('linkedpicture')}.jpg", "External"),
            ("rIdPeople", MICROSOFT + "people", "people.xml"),
            ("rIdChunk", "aFChunk", "chunk.html"),
            ("rIdPrinter", "printerSettings", "printerSettings1.bin"),
            ("rIdXml", "customXml", "../customXml/item1.xml"),
            ("rIdGlossary", "glossaryDocument", "glossary/document.xml"),
            ("rIdGone", "theme", "theme/missing.xml"),
        ),
        **about,
    }
    keeps = (
        "Informe sobre el puente",
        "Texto llano",
        "Palabras insertadas gruesas",
        "Media frase entera",
        "trasladado",
        "celda visible",
        "en control y enlace",
        "comentado",
        "a la vista",
        "marcado",
        "con nota",
        "Nota al pie",
        "Cabecera nueva",
        "incluido",
        "listo",
    )
    return Paper("informe.docx", packed(parts, says), WORD + "document", says.marks, keeps)


DIRTY = {"docx": dirty_docx}
