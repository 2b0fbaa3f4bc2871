"""Single things in OpenDocument files: what fits together still does, what nothing uses goes."""

import io
import re

import pytest

from tests.samples_odf import OPEN, SPACES, content, style
from tests.samples_office import packed
from tests.tips.scrub.test_office import members
from tips.scrub import Kind, odf

CELL = '<style:table-cell-properties fo:background-color="#ffff00"/>'


def written(kind, body, styles="", automatic=""):
    """Return a document with this body."""
    head = f'<office:document-styles {SPACES} office:version="1.3">'
    parts = {
        "mimetype": OPEN + kind,
        "content.xml": content(kind, body, automatic),
        "styles.xml": f"{head}<office:styles>{styles}</office:styles></office:document-styles>",
        "META-INF/manifest.xml": "<manifest/>",
    }
    return packed(parts)


def cleaned(*paper, **more):
    """Return the text and the styles of a clean document, and the report."""
    report = odf.scrub(io.BytesIO(written(*paper, **more)), out := io.BytesIO())
    assert odf.inspect(out) == {}
    made = members(out.getvalue())
    return made["content.xml"].decode(), made["styles.xml"].decode(), report


def ruled(*names):
    """Return a sheet with a conditional format for each of these styles."""
    rules = "".join(
        f'<calcext:condition calcext:apply-style-name="{name}" calcext:value="&gt;{place}"'
        ' calcext:base-cell-address="Uno.A1"/>'
        for place, name in enumerate(names)
    )
    return (
        '<table:table table:name="Uno"><table:table-row><table:table-cell/></table:table-row>'
        '<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="'
        f'Uno.A1:Uno.A9">{rules}</calcext:conditional-format></calcext:conditional-formats>'
        "</table:table>"
    )


@pytest.mark.parametrize(
    ("name", "shown", "more"),
    [
        ("ConditionalStyle_5f_1", "ConditionalStyle_1", ' style:display-name="ConditionalStyle_1"'),
        ("Muy_20_malo", "Muy malo", ""),
        ("Heading_20_1", "Heading 1", ' style:display-name="Heading 1"'),
        ("a", "Pagos de Ana", ' style:display-name="Pagos de Ana"'),
        ("Malo", "Malo", ""),
    ],
)
def test_a_conditional_format_finds_its_style_by_the_name_that_programs_show(name, shown, more):
    decoy = style("Ce_20_1", "table-cell", "", ' style:display-name="Ce 1"')
    styles = decoy + style(name, "table-cell", CELL, more)
    for called in (name, shown):
        text, made, _report = cleaned("spreadsheet", ruled(called), styles)
        applied = re.findall(r'apply-style-name="([^"]*)"', text)
        looks = re.search(r'<style:style style:name="([^"]*)"([^>]*)><style:table-cell-prop', made)
        told = re.search(r'style:display-name="([^"]*)"', looks[2])
        assert applied == [told[1] if told else looks[1]]


@pytest.mark.parametrize("condition", ["cell-content()&gt;4", "is-true-formula([.A1]&gt;4)"])
def test_a_style_that_stands_in_for_another_keeps_its_condition(condition):
    rule = f'<style:map style:condition="{condition}" style:apply-style-name="x"/>'
    text, _styles, _report = cleaned("spreadsheet", "", "", style("ce1", "table-cell", rule))
    assert f'style:condition="{condition}"' in text


def test_a_style_is_found_under_both_its_names_and_lists_of_styles_lose_theirs():
    styles = style("Ana_20_P", "paragraph", "", ' style:display-name="Ana P"')
    body = (
        '<text:p text:style-name="Ana_20_P">a</text:p><text:p text:style-name="Ana P">b</text:p>'
        '<text:p text:style-name="otro" text:class-names="otro Ana_20_P">c</text:p>'
    )
    text, made, _report = cleaned("text", body, styles)
    new = re.search(r'style:name="([^"]*)"', made)[1]
    names = re.findall(r'text:(?:style-name|class-names)="([^"]*)"', text)
    assert names == [new, new, names[2], f"{names[2]} {new}"]
    assert not {"Ana", "otro"} & set(re.findall(r"\w+", text + made))


@pytest.mark.parametrize(("name", "stays"), [
    ("P1", True), ("Mgr12", True), ("ce3", True), ("Table1", True), ("N100", True),
    ("Ana1", False), ("Marta2", False), ("leak7", False), ("ACME2024", False),
    ("Endnote_20_Ana", False),
])  # fmt: skip
def test_a_short_name_with_a_number_is_a_programs_only_where_programs_give_it(name, stays):
    body = f'<text:p text:style-name="{name}">a</text:p>'
    text, _made, _report = cleaned("text", body, automatic=style(name, "paragraph", ""))
    assert (f'"{name}"' in text) == stays
    assert len(set(re.findall(r'(?:style:name|text:style-name)="([^"]*)"', text))) == 1


def named(name, meaning=None):
    """Return a name for a cell, or for what a formula says."""
    told = f'table:name="{name}" table:base-cell-address="$Uno.$A$1"'
    if meaning is None:
        return f'<table:named-range {told} table:cell-range-address="$Uno.$A$1"/>'
    return f'<table:named-expression {told} table:expression="{meaning}"/>'


def sheet(formula="of:=1", names="", local="", inside="<text:p>1</text:p>", more=""):
    """Return a sheet with one formula and names, of the whole book and of its own."""
    local = f"<table:named-expressions>{local}</table:named-expressions>"
    return (
        f'<table:table table:name="Uno">{more}<table:table-row><table:table-cell'
        f' table:formula="{formula}" office:value-type="float" office:value="1">{inside}'
        f"</table:table-cell></table:table-row>{local}</table:table>"
        f"<table:named-expressions>{names}</table:named-expressions>"
    )


def names_left(*body, automatic="", **more):
    text, _styles, report = cleaned("spreadsheet", sheet(*body, **more), automatic=automatic)
    assert report.removed[Kind.HIDDEN] or text.count("<table:named-") > 1
    return set(re.findall(r'named-(?:range|expression) table:name="([^"]*)"', text))


SECRET = "&quot;clave&quot;"


def test_names_that_no_formula_mentions_go_with_what_they_say():
    names = named("vieja") + named("secreta", SECRET) + named("dos.tres") + named(".", SECRET)
    body = sheet("of:=SUM([.A1:.A9])+dos", names, named("local"), "<text:p>secreta</text:p>")
    text, _styles, report = cleaned("spreadsheet", body)
    assert "named-range" not in text
    assert "named-expression " not in text
    assert "clave" not in text
    assert report.removed[Kind.HIDDEN] == 5


@pytest.mark.parametrize(
    "formula",
    ["of:=IVA*2", "of:=SUM(iva;[.A1])", "of:=$Uno.IVA", "of:=[$'a]['.A1]+IVA", "of:=[.A1]*IVA^2"],
)
def test_a_name_that_a_formula_mentions_stays(formula):
    assert names_left(formula, named("IVA") + named("otra")) == {"IVA"}


@pytest.mark.parametrize("formula", ["of:=[$IVA.A1]", "of:=[$'el IVA'.A1]", "of:=IVAS+1"])
def test_a_sheet_and_a_longer_name_are_no_mention(formula):
    assert names_left(formula, named("IVA")) == set()


def test_a_name_that_a_used_name_mentions_stays_and_one_that_an_unused_one_mentions_goes():
    names = named("b", "of:=c+1") + named("a", "of:=b+1") + named("c") + named("x", "of:=y")
    assert names_left("of:=a", names + named("y", "of:=x")) == {"a", "b", "c"}


def test_a_name_that_a_conditional_format_mentions_stays():
    rule = '<style:map style:condition="is-true-formula([.A1]&gt;uno)" style:apply-style-name="x"/>'
    automatic = style("ce1", "table-cell", rule)
    shown = ruled("x").replace("&gt;0", "formula-is(A1=dos)")
    assert names_left("of:=1", named("uno"), automatic=automatic) == {"uno"}
    text, _styles, _report = cleaned("spreadsheet", shown + sheet(names=named("dos")))
    assert 'table:name="dos"' in text


def test_a_name_that_a_cell_says_stays_where_a_formula_finds_ranges_by_words():
    names = named("norte") + named("sur")
    assert names_left("of:=INDIRECT([.A1])", names, inside="<text:p>Norte</text:p>") == {"norte"}


def test_formulas_that_go_mention_nothing():
    elsewhere = "of:=['file:///a.ods'#$Uno.A1]+IVA"
    assert names_left(elsewhere, named("IVA")) == set()
    hides = '<table:table-column table:visibility="collapse"/>'
    assert names_left("of:=IVA", named("IVA"), more=hides) == set()
    check = (
        '<table:content-validations><table:content-validation table:name="v" '
        'table:condition="of:cell-content()=IVA" table:formula="of:=IVA"/>'
        "</table:content-validations>"
    )
    text, _styles, _report = cleaned("spreadsheet", check + sheet(names=named("IVA")))
    assert "IVA" not in text


@pytest.mark.parametrize(
    ("names", "unused"),
    [
        (named("a") + named("b") + named("c.d", "of:=b"), 2),
        (named("a", "of:=b") + named("a", "of:=c") + named("b") + named("c"), 0),
        (named("."), 1),
    ],
)
def test_the_second_look_finds_a_name_that_nothing_mentions(names, unused):
    data = members(written("spreadsheet", sheet("of:=a", names)))
    clean = {name: data[name] for name in ("mimetype", "content.xml")}
    clean["content.xml"] = clean["content.xml"].replace(b"<office:scripts/>", b"")
    assert odf.inspect(io.BytesIO(packed(clean)))[Kind.HIDDEN] == unused


def test_the_words_of_a_letter_from_a_database_stay_without_their_source():
    source = 'text:database-name="Socios" text:table-name="Altas" text:column-name="nombre"'
    inside = '<form:connection-resource xlink:href="file:///home/ana/socios.odb"/>'
    body = (
        f"<text:p>Para <text:database-display {source}>{inside}Rea</text:database-display>, "
        f"n.º <text:database-row-number {source}>7</text:database-row-number>"
        f"<text:database-name {source}>Socios</text:database-name></text:p>"
    )
    text, _styles, _report = cleaned("text", body)
    assert "Para Rea, n.º 7</text:p>" in text
    assert not re.search("Socios|Altas|nombre|ana", text)


def test_a_gradient_keeps_its_place_and_not_what_a_person_called_it():
    drawn = 'draw:name="Cielo_20_de_20_Ana" draw:display-name="Cielo de Ana" draw:style="linear"'
    automatic = style("gr1", "graphic", '<style:graphic-properties draw:fill-gradient-name="%s"/>')
    for called in ("Cielo_20_de_20_Ana", "Cielo de Ana"):
        text, made, _report = cleaned(
            "presentation", "", f"<draw:gradient {drawn}/>", automatic % called
        )
        new = re.search(r'draw:gradient draw:name="([^"]*)"', made)[1]
        assert f'draw:fill-gradient-name="{new}"' in text
        assert "Ana" not in made + text


@pytest.mark.parametrize(("version", "left"), [("1.3", ["1.3"]), ("1.2", ["1.2"]), ("1.1", [])])
def test_the_list_of_parts_is_of_the_version_of_the_text(version, left):
    paper = members(written("text", "<text:p>Hola</text:p>"))
    paper["content.xml"] = paper["content.xml"].replace(
        b'version="1.3"', f'version="{version}"'.encode()
    )
    odf.scrub(io.BytesIO(packed(paper)), out := io.BytesIO())
    manifest = members(out.getvalue())["META-INF/manifest.xml"].decode()
    assert re.findall(r'manifest:version="([^"]*)"', manifest) == left
