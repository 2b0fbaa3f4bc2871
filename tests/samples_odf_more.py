"""A dirty spreadsheet and a dirty presentation of OpenDocument."""

from tests.samples_odf import OPEN, annotation, around, content, frame, style
from tests.samples_office import Paper, Says, packed, planted_jpeg


def cell(text, more=""):
    return (
        f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def dirty_ods():
    says = Says()
    repeated = ' table:number-columns-repeated="3"'
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        "<table:table-column/>"
        "<table:table-row>"
        f"{cell('Concepto' + annotation(says))}{cell(says('hiddencolumn'))}{cell('Importe')}"
        "</table:table-row><table:table-row>"
        f"{cell('igual', repeated)}</table:table-row>"
        f'<table:table-row table:visibility="filter">{cell(says("hiddenrow"))}</table:table-row>'
        '<table:table-row><table:table-cell office:value-type="float" '
        'office:value="77" '
        f"table:formula=\"of:=['file:///{says('external')}.ods'#$S.A1]\" "
        'table:content-validation-name="v1"><text:p>77</text:p></table:table-cell>'
        "</table:table-row>"
    )
    body = (
        "<table:tracked-changes><table:deletion><office:change-info><dc:creator>"
        f"{says('changer')}</dc:creator></office:change-info></table:deletion>"
        "</table:tracked-changes>"
        '<table:content-validations><table:content-validation table:name="v1">'
        f'<table:help-message table:title="{says("help")}"/>'
        "</table:content-validation></table:content-validations>"
        '<table:table table:name="Oculta" table:style-name="ta9"><table:table-row>'
        f"{cell(says('hiddensheet'))}</table:table-row></table:table>"
        f"<table:table table:name=\"'file:///{says('cachename')}'#$S\">"
        f'<table:table-source xlink:href="file:///{says("tablesource")}"/>'
        f"<table:table-row>{cell(says('cachedcell'))}</table:table-row></table:table>"
        '<table:table table:name="Pagos" table:style-name="ta1" '
        f'table:protection-key="{says("key")}"><table:shapes>'
        f"{frame(says)}</table:shapes>{rows}</table:table>"
        "<table:database-ranges><table:database-range "
        f'table:name="{says("dbrange")}"/></table:database-ranges>'
    )
    automatic = style("ta1", "table", '<style:table-properties table:display="true"/>') + style(
        "ta9", "table", '<style:table-properties table:display="false"/>'
    )
    pictures = {"Pictures/foto.jpg": planted_jpeg(says)}
    parts = around(says, "spreadsheet", content("spreadsheet", body, automatic), pictures)
    keeps = ("Concepto", "Importe", "77", "igual")
    return Paper(
        "pagos.ods", packed(parts, says, ("mimetype",)), OPEN + "spreadsheet", says.marks, keeps
    )


def dirty_odp():
    says = Says()

    def page(name, inside, look):
        return (
            f'<draw:page draw:name="{says(name)}" draw:style-name="{look}" '
            f'draw:master-page-name="Standard">{inside}</draw:page>'
        )

    def box(text, name):
        return (
            f'<draw:frame draw:name="{says(name)}" svg:width="9cm" svg:height="2cm">'
            f"<draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"
        )

    notes = f"<presentation:notes>{box(says('notes'), 'notesframe')}</presentation:notes>"
    events = (
        "<office:event-listeners><presentation:event-listener "
        f'xlink:href="file:///{says("event")}"/></office:event-listeners>'
    )
    body = page(
        "slide1",
        box("Primera lamina", "box1") + frame(says) + events + notes + annotation(says),
        "dp1",
    )
    body += page("slide2", box(says("hiddenslide"), "box2"), "dp9")
    automatic = style("dp1", "drawing-page", "<style:drawing-page-properties/>") + style(
        "dp9", "drawing-page", '<style:drawing-page-properties presentation:visibility="hidden"/>'
    )
    pictures = {"Pictures/foto.jpg": planted_jpeg(says)}
    parts = around(says, "presentation", content("presentation", body, automatic), pictures)
    keeps = ("Primera lamina",)
    data = packed(parts, says, ("mimetype",))
    return Paper("laminas.odp", data, OPEN + "presentation", says.marks, keeps)


DIRTY = {"ods": dirty_ods, "odp": dirty_odp}
