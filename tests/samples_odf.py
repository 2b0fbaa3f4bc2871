"""Dirty OpenDocument files: a text, a spreadsheet and a presentation."""

from tests.samples_office import Paper, Says, packed, planted_jpeg, planted_png
from tips.scrub._odf_elements import NAMESPACES

OPEN = "application/vnd.oasis.opendocument."
META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items() if prefix != "xml"
) + (
    f' xmlns:meta="{META}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:officeooo="http://openoffice.org/2009/office"'
    ' xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" '
    'xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0"'
)


def annotation(says):
    return (
        f'<office:annotation office:name="{says("annotationname")}"><dc:creator>'
        f"{says('annotator')}</dc:creator>"
        f"<dc:date>{says('annotated')}</dc:date><text:p>{says('annotation')}</text:p>"
        "</office:annotation>"
    )


def frame(says, target="Pictures/foto.jpg"):
    return (
        f'<draw:frame draw:name="{says("framename")}" draw:style-name="fr1" '
        'svg:width="3cm" svg:height="2cm" text:anchor-type="as-char">'
        f'<draw:image xlink:href="{target}" xlink:type="simple" draw:mime-type="{says("mime")}"/>'
        f"<svg:title>{says('svgtitle')}</svg:title><svg:desc>"
        f"C:\\Users\\{says('svgdesc')}</svg:desc></draw:frame>"
    )


def content(kind, body, automatic="", root="content"):
    return (
        f'<?xml version="1.0"?><office:document-{root} {SPACES} office:version="1.3">'
        "<office:scripts/>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-{root}>"
    )


def style(name, family, properties, more=""):
    return (
        f'<style:style style:name="{name}" style:family="{family}"{more}>{properties}</style:style>'
    )


def styles(says):
    named = style(
        says("stylename"), "paragraph", "", f' style:display-name="{says("displayname")}"'
    )
    page = (
        '<style:page-layout style:name="pm1"><style:page-layout-properties '
        'fo:page-width="21cm" fo:page-height="29.7cm"/></style:page-layout>'
    )
    master = (
        '<style:master-page style:name="Standard" style:page-layout-name="pm1">'
        "<style:footer><text:p>Pie "
        f'<text:file-name text:display="full">{says("filename")}</text:file-name>'
        f"<text:author-name>{says('authorname')}</text:author-name>"
        f"<text:sender-email>{says('senderemail')}</text:sender-email>"
        "<text:page-number>1</text:page-number></text:p></style:footer>"
        "</style:master-page>"
    )
    return (
        f'<?xml version="1.0"?><office:document-styles {SPACES} office:version="1.3">'
        f"<office:styles>{named}</office:styles>"
        f"<office:automatic-styles>{page}</office:automatic-styles>"
        f"<office:master-styles>{master}</office:master-styles>"
        "</office:document-styles>"
    )


def around(says, kind, body, pictures):
    """Return all members of a package: the text and everything that tells about it."""
    meta = (
        f"<office:document-meta {SPACES}><office:meta><meta:generator>"
        f"{says('generator')}</meta:generator>"
        f"<meta:initial-creator>{says('initialcreator')}</meta:initial-creator>"
        f"<dc:creator>{says('creator')}</dc:creator>"
        f"<dc:date>{says('date')}</dc:date><meta:user-defined>"
        f"{says('userdefined')}</meta:user-defined></office:meta>"
        "</office:document-meta>"
    )
    return {
        "mimetype": OPEN + kind,
        "content.xml": body,
        "styles.xml": styles(says),
        "meta.xml": meta,
        "settings.xml": f"<settings>{says('printername')}</settings>",
        "manifest.rdf": f"<rdf>{says('rdf')}</rdf>",
        "Thumbnails/thumbnail.png": planted_png(says),
        "Configurations2/accelerator/current.xml": f"<a>{says('config')}</a>",
        "Basic/Standard/Module1.xml": f"<a>{says('basic')}</a>",
        "layout-cache": says("layoutcache").encode(),
        "Versions/Version1": says("version").encode(),
        "Object 9": says("oleobject").encode(),
        "META-INF/documentsignatures.xml": f"<a>{says('signature')}</a>",
        "META-INF/manifest.xml": (
            "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/{says("manifest")}"/>'
            "</manifest:manifest>"
        ),
        **pictures,
    }


def dirty_odt():
    says = Says()
    changed = (
        '<text:tracked-changes><text:changed-region text:id="ct1"><text:deletion>'
        f"<office:change-info><dc:creator>{says('changer')}</dc:creator>"
        "</office:change-info>"
        f"<text:p>{says('deletedtext')}</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes>"
    )
    body = (
        f'{changed}<text:h text:outline-level="1" xml:id="{says("xmlid")}">'
        "Informe del puente</text:h>"
        '<text:p text:style-name="P1">Texto <text:change text:change-id="ct1"/>'
        f'llano{annotation(says)} y <text:span text:style-name="T1" '
        f'officeooo:rsid="{says("rsid")}">resaltado</text:span> final</text:p>'
        f'<text:p>Un <text:a xlink:href="file:///home/{says("href")}" '
        f'office:name="{says("linkname")}">enlace</text:a> y <text:bookmark '
        f'text:name="{says("bookmark")}"/>marca'
        f'<text:date text:date-value="{says("datevalue")}"> de mayo</text:date> '
        f"<text:creation-date>{says('creationdate')}</text:creation-date></text:p>"
        f'<text:p><text:span text:style-name="T9">{says("hiddenspan")}</text:span>a '
        f'la vista<text:hidden-text text:string-value="{says("hiddentext")}">'
        f"{says('hiddenshown')}</text:hidden-text></text:p>"
        f'<text:section text:name="{says("sectionname")}" text:display="none"><text:p>'
        f"{says('hiddensection')}</text:p></text:section>"
        f'<text:section text:name="{says("opensection")}"><text:p>dentro</text:p></text:section>'
        f'<table:table table:name="{says("tablename")}"><table:table-column/><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>celda</text:p>'
        "</table:table-cell></table:table-row></table:table>"
        f'<text:p>{frame(says)}<draw:frame draw:name="{says("olename")}">'
        '<draw:object-ole xlink:href="./Object 9"/></draw:frame></text:p>'
        '<text:p>nota<text:note text:note-class="footnote"><text:note-citation>'
        "1</text:note-citation><text:note-body><text:p>Nota al pie</text:p>"
        "</text:note-body></text:note></text:p>"
        f'<office:forms><form:form form:name="{says("formname")}"/></office:forms>'
    )
    automatic = (
        style(
            "P1",
            "paragraph",
            (
                '<style:paragraph-properties fo:margin-left="1cm"/><style:text-properties '
                'fo:language="es" fo:country="MX" '
                f'officeooo:paragraph-rsid="{says("prsid")}"/>'
            ),
        )
        + style("T1", "text", '<style:text-properties fo:font-weight="bold"/>')
        + style("T9", "text", '<style:text-properties text:display="none"/>')
    )
    parts = around(
        says, "text", content("text", body, automatic), {"Pictures/foto.jpg": planted_jpeg(says)}
    )
    keeps = (
        "Informe del puente",
        "Texto llano y resaltado final",
        "Un enlace y marca de mayo",
        "a la vista",
        "dentro",
        "celda",
        "Nota al pie",
        "Pie 1",
    )
    data = packed(parts, says, ("mimetype",))
    return Paper("informe.odt", data, OPEN + "text", says.marks, keeps)


DIRTY = {"odt": dirty_odt}
