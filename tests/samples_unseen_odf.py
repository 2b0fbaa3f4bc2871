"""The same in OpenDocument: covered cells, frames and heads that are off, pages nobody uses."""

from tests.samples_odf import OPEN, SPACES, content
from tests.samples_office import Paper, Says, packed


def opened(kind, says, body, masters, keeps):
    page = '<style:page-layout style:name="pm1"/>'
    parts = {
        "mimetype": OPEN + kind,
        "content.xml": content(kind, body),
        "styles.xml": (
            f'<office:document-styles {SPACES} office:version="1.3"><office:automatic-styles>{page}'
            f"</office:automatic-styles><office:master-styles>{masters}</office:master-styles>"
            "</office:document-styles>"
        ),
    }
    data = packed(parts, says, ("mimetype",))
    return Paper(f"hoja.{kind}", data, OPEN + kind, says.marks, keeps)


def covered(says):
    cell = "table:table-cell"
    return (
        f'<table:table table:name="Pagos"><table:table-row><{cell} office:value-type="string" '
        f'table:number-columns-spanned="2"><text:p>junto</text:p></{cell}>'
        "<table:covered-table-cell "
        f'office:value-type="string" office:string-value="{says("value")}"><text:p>'
        f"{says('covered')}</text:p></table:covered-table-cell></table:table-row></table:table>"
    )


def master(name, inside, more=""):
    said = f'style:name="{name}" style:page-layout-name="pm1"{more}'
    return f"<style:master-page {said}>{inside}</style:master-page>"


def frame(words, more=""):
    return (
        f'<draw:frame draw:layer="layout" svg:width="9cm" svg:height="2cm"{more}><draw:text-box>'
        f"<text:p>{words}</text:p></draw:text-box></draw:frame>"
    )


def fields(says):
    """Return fields that show nothing, and what a file says of the number of a line."""
    line = (
        "<text:list-item><text:number>{}</text:number><text:p>a la vista</text:p></text:list-item>"
    )
    return (
        f'<text:p><text:variable-set text:name="v" text:display="none">{says("set")}'
        f'</text:variable-set><text:user-field-get text:name="u" text:display="none">{says("got")}'
        f"</text:user-field-get></text:p><text:list>{line.format(says('number'))}"
        f"{line.format('IV.')}</text:list>"
    )


def dirty_odt():
    says = Says()
    head = "<style:header><text:p>Cabeza</text:p></style:header>"
    off = f"<text:p>{says('off')}</text:p>"
    off = f'<style:header-left style:display="false">{off}</style:header-left>'
    masters = master("Standard", head + off, ' style:next-style-name="Siguiente"')
    masters += master("Siguiente", "<style:footer><text:p>Pie</text:p></style:footer>")
    old = f"<style:header><text:p>{says('oldpage')}</text:p></style:header>"
    masters += master("Otra", old, ' style:next-style-name="Otra"')
    body = f"<text:p>Texto</text:p>{covered(says)}{fields(says)}"
    return opened(
        "text", says, body, masters, ("Texto", "junto", "Cabeza", "Pie", "a la vista", "IV.")
    )


def dirty_ods():
    says = Says()
    path = (
        '<table:table table:name="Rutas"><table:table-row><table:table-cell '
        f'table:formula="of:=CELL(&quot;FILENAME&quot;)" office:string-value="{says("path")}" '
        f'office:value-type="string"><text:p>{says("shownpath")}</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
    names = (
        f'<table:named-range table:name="{says("rangename")}" '
        'table:cell-range-address="$Pagos.$A$1"/><table:named-expression '
        f'table:name="{says("name")}" table:expression="&quot;{says("constant")}&quot;"/>'
    )
    names = f"<table:named-expressions>{names}</table:named-expressions>"
    return opened("spreadsheet", says, covered(says) + path + names, "", ("junto",))


def dirty_odp():
    says = Says()
    ours = ' xmlns:drawooo="http://openoffice.org/2010/draw" drawooo:display="none"'
    body = (
        '<draw:page draw:name="p1" draw:master-page-name="Comun">'
        + frame("Primera lamina")
        + frame("solo en papel", ' draw:display="printer"')
        + frame(says("frameoff"), ' draw:display="none"')
        + frame(says("ours"), ours)
        + frame(says("layeroff")).replace('draw:layer="layout"', 'draw:layer="Notas"')
        + "</draw:page>"
    )
    layers = (
        '<draw:layer-set><draw:layer draw:name="layout"/>'
        '<draw:layer draw:name="Notas" draw:display="none"/></draw:layer-set>'
    )
    places = frame(says("prompt"), ' presentation:class="title"')
    places += frame(f"<text:span>{says('levels')}</text:span>", ' presentation:class="outline"')
    places += frame("Pie de todas", ' presentation:class="footer"')
    masters = layers + master("Comun", frame("Pie comun") + places)
    masters += master("Vieja", frame(says("oldpage")))
    keeps = ("Primera lamina", "solo en papel", "Pie comun", "Pie de todas")
    return opened("presentation", says, body, masters, keeps)


DIRTY = {"odt": dirty_odt, "ods": dirty_ods, "odp": dirty_odp}
