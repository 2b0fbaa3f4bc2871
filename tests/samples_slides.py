"""A dirty presentation, and a theme with marks for its names."""

from tests.samples_office import (
    OFFICE,
    A,
    Paper,
    R,
    Says,
    packed,
    planted_png,
    properties,
    relations,
    types,
)

SHOW = OFFICE + "presentationml."
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
THEME = (
    f'<a:theme xmlns:a="{A}" name="%s"><a:themeElements><a:clrScheme name="%s">'
    + "".join(
        f'<a:{name}><a:srgbClr val="336699"/></a:{name}>'
        for name in (
            "dk1",
            "lt1",
            "dk2",
            "lt2",
            "accent1",
            "accent2",
            "accent3",
            "accent4",
            "accent5",
            "accent6",
            "hlink",
            "folHlink",
        )
    )
    + '</a:clrScheme><a:fontScheme name="%s">'
    + "".join(
        f'<a:{name}><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/></a:{name}>'
        for name in ("majorFont", "minorFont")
    )
    + '</a:fontScheme><a:fmtScheme name="%s">'
    + "".join(
        f"<a:{name}>{inside * 3}</a:{name}>"
        for name, inside in (
            ("fillStyleLst", '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'),
            ("lnStyleLst", '<a:ln><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>'),
            ("effectStyleLst", "<a:effectStyle><a:effectLst/></a:effectStyle>"),
            ("bgFillStyleLst", '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'),
        )
    )
    + "</a:fmtScheme></a:themeElements></a:theme>"
)


def theme(says):
    return THEME % tuple(says(f"theme{place}") for place in range(4))


def shape(says, text, number):
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{says(f"shapename{number}")}" '
        f'descr="{says(f"shapedescr{number}")}"><a:hlinkClick r:id="rId9" '
        f'tooltip="{says(f"sltip{number}")}"/></p:cNvPr><p:cNvSpPr/><p:nvPr>'
        '<p:custDataLst><p:tags r:id="rId8"/></p:custDataLst></p:nvPr></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="900000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        '<p:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="es-MX" dirty="0"/><a:t>'
        f"{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def tree(inside=""):
    return (
        '<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/>'
        "<p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"
        f"{inside}</p:spTree></p:cSld>"
    )


def slide(root, inside, more=""):
    return f'<p:{root} xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}"{more}>{inside}</p:{root}>'


def dirty_pptx():
    says = Says()
    about, made = properties(says)
    movie = (
        f'<p:pic><p:nvPicPr><p:cNvPr id="5" name="{says("moviename")}"/><p:cNvPicPr/>'
        '<p:nvPr><a:videoFile r:link="rId4"/></p:nvPr></p:nvPicPr>'
        '<p:blipFill><a:blip r:embed="rId3"/><a:stretch><a:fillRect/></a:stretch>'
        '</p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" '
        'cy="609600"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</p:spPr></p:pic>"
    )
    secret = shape(says, says("hiddenshape"), 6).replace("<p:cNvPr ", '<p:cNvPr hidden="1" ')
    colours = (
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" '
        'accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" '
        'accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
    )
    parts = {
        "[Content_Types].xml": types(
            ("ppt/presentation.xml", SHOW + "presentation.main+xml"),
            ("ppt/slides/slide1.xml", SHOW + "slide+xml"),
            ("ppt/slides/slide2.xml", SHOW + "slide+xml"),
            ("ppt/slideLayouts/slideLayout1.xml", SHOW + "slideLayout+xml"),
            ("ppt/slideMasters/slideMaster1.xml", SHOW + "slideMaster+xml"),
            ("ppt/theme/theme1.xml", OFFICE + "theme+xml"),
        ),
        "_rels/.rels": relations(("rId1", "officeDocument", "ppt/presentation.xml"), *made),
        "ppt/presentation.xml": slide(
            "presentation",
            (
                '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/>'
                '</p:sldMasterIdLst><p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId '
                'id="257" r:id="rId3"/></p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/>'
                '<p:notesSz cx="6858000" cy="9144000"/>'
            )
            + (
                f'<p:modifyVerifier hashData="{says("verifier")}"/><p:extLst><p:ext '
                f'uri="{says("sections")}"/></p:extLst>'
            ),
        ),
        "ppt/slides/slide1.xml": slide(
            "sld",
            tree(shape(says, "Primera lamina", 4) + movie + secret)
            + f"<p:timing><p:bldLst><p:x>{says('timing')}</p:x></p:bldLst></p:timing>",
        ),
        "ppt/slides/slide2.xml": slide(
            "sld", tree(shape(says, says("hiddenslide"), 3)), ' show="0"'
        ),
        "ppt/slideLayouts/slideLayout1.xml": slide(
            "sldLayout", tree().replace("<p:cSld>", f'<p:cSld name="{says("layoutname")}">')
        ),
        "ppt/slideMasters/slideMaster1.xml": slide(
            "sldMaster",
            tree(shape(says, "Pie comun", 9))
            + colours
            + ('<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>'),
        ),
        "ppt/theme/theme1.xml": theme(says),
        "ppt/media/image1.png": planted_png(says),
        "ppt/media/media1.mp4": says("movie").encode(),
        "ppt/notesSlides/notesSlide1.xml": slide("notes", tree(shape(says, says("notes"), 2))),
        "ppt/commentAuthors.xml": slide("cmAuthorLst", f'<p:cmAuthor name="{says("cmauthor")}"/>'),
        "ppt/comments/comment1.xml": slide(
            "cmLst", f"<p:cm><p:text>{says('slidecomment')}</p:text></p:cm>"
        ),
        "ppt/tags/tag1.xml": slide(
            "tagLst", f'<p:tag name="{says("tagname")}" val="{says("tagval")}"/>'
        ),
        "ppt/revisionInfo.xml": f"<a>{says('revisioninfo')}</a>",
        "ppt/embeddings/book1.xlsx": says("embedded").encode(),
        "ppt/_rels/presentation.xml.rels": relations(
            ("rId1", "slideMaster", "slideMasters/slideMaster1.xml"),
            ("rId2", "slide", "slides/slide1.xml"),
            ("rId3", "slide", "slides/slide2.xml"),
            ("rId4", "commentAuthors", "commentAuthors.xml"),
            ("rId5", "theme", "theme/theme1.xml"),
        ),
        "ppt/slides/_rels/slide1.xml.rels": relations(
            ("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"),
            ("rId2", "notesSlide", "../notesSlides/notesSlide1.xml"),
            ("rId3", "image", "../media/image1.png"),
            ("rId4", "video", "../media/media1.mp4"),
            ("rId5", "package", "../embeddings/book1.xlsx"),
            ("rId6", "comments", "../comments/comment1.xml"),
            ("rId8", "tags", "../tags/tag1.xml"),
            ("rId9", "hyperlink", f"file:///{says('slidelink')}", "External"),
        ),
        "ppt/slides/_rels/slide2.xml.rels": relations(
            ("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml")
        ),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations(
            ("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")
        ),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            ("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"),
            ("rId2", "theme", "../theme/theme1.xml"),
        ),
        **about,
    }
    keeps = ("Primera lamina", "Pie comun")
    return Paper("laminas.pptx", packed(parts, says), SHOW + "presentation", says.marks, keeps)


DIRTY = {"pptx": dirty_pptx}
