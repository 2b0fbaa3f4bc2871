"""Forms of numbers in OpenDocument: those that no cell shows lose their words."""

import re

import pytest

from tests.samples_odf import style
from tests.tips.scrub.test_open_documents import cleaned
from tips.scrub import Kind


def form(name, word, more="", kind="number"):
    return (
        f'<number:{kind}-style style:name="{name}"><number:text>{word}</number:text>'
        f"<number:number/>{more}</number:{kind}-style>"
    )


def hands_on(to, limit):
    return f'<style:map style:condition="value(){limit}" style:apply-style-name="{to}"/>'


FORMS = (
    form("N1P0", "yes ")
    + form("N1P1", "none ")
    + form("N1", "MARK", hands_on("N1P0", "&gt;0") + hands_on("N1P1", "=0"))
    + form("N2P0", "many ")
    + form("N2", "say ", hands_on("N2P0", "&gt;=100"), "text")
    + form("N9", "MARKunused")
)


def look(name, more):
    return style(name, "table-cell", "").replace("<style:style ", f"<style:style {more} ")


LOOKS = (
    look("ce1", 'style:data-style-name="N1"')
    + look("ce2", 'style:data-style-name="N2"')
    + look("ce3", 'style:parent-style-name="ce1"')
)


def cell(value="", kind="float", look="ce1", more=""):
    more += f' office:value="{value}"' if value else ""
    more += f' table:style-name="{look}"' if look else ""
    return f'<table:table-cell office:value-type="{kind}" {more}/>'


def left(*cells, before=""):
    """Return the words that the forms of a sheet with these cells have, and the report."""
    rows = f"<table:table-row>{''.join(cells)}</table:table-row>"
    table = f'<table:table table:name="Uno">{before}{rows}</table:table>'
    made, _styles, report = cleaned("spreadsheet", table, "", FORMS + LOOKS)
    return re.findall(r"<number:text>([^<]+)<", made), report


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([cell("5")], ["yes ", "-"]),
        ([cell("-5")], ["MARK"]),
        ([cell("0")], ["none ", "-"]),
        ([cell("0.2")], ["yes ", "none ", "-"]),
        ([cell("5", look="ce3")], ["yes ", "-"]),
        ([cell("150", look="ce2")], ["-", "many "]),
        ([cell("", "string", "ce2")], ["-", "say "]),
        ([cell("", "string")], ["-"]),
        ([cell(more='table:formula="of:=[.B1]"')], ["yes ", "none ", "MARK"]),
        ([], ["-"]),
    ],
)
def test_what_cells_show_is_left(cells, words):
    assert left(*cells)[0] == words


def test_a_look_may_be_that_of_the_column():
    columns = (
        '<table:table-column table:number-columns-repeated="2" '
        'table:default-cell-style-name="ce2"/>'
        '<table:table-column table:default-cell-style-name="ce1"/>'
    )
    cells = [cell("1", look="", more='table:number-columns-repeated="2"'), cell("-1", look="")]
    words, report = left(*cells, before=columns)
    assert words == ["MARK", "say "]
    assert report.removed[Kind.HIDDEN] >= 4


def test_a_form_that_a_rule_may_bring_in_keeps_its_words():
    ruled = style("ce4", "table-cell", hands_on("ce5", "&gt;7"))
    ruled += look("ce5", 'style:data-style-name="N9"')
    table = '<table:table table:name="Uno"><table:table-row/></table:table>'
    made = cleaned("spreadsheet", table, "", FORMS + ruled)[0]
    assert "MARKunused" in made
