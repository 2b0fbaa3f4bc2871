"""Single things in OpenDocument files: what fits together still does, what nothing uses goes."""

import io
import re

import pytest

from tests.samples_odf import OPEN, SPACES, content, style
from tests.samples_office import packed
from tests.tips.scrub.test_office import members
from tips.scrub import odf

CELL = '<style:table-cell-properties fo:background-color="#ffff00"/>'


def cleaned(kind, body, styles="", automatic=""):
    """Return the text and the styles of a clean document with this body, and the report."""
    head = f'<office:document-styles {SPACES} office:version="1.3">'
    parts = {
        "mimetype": OPEN + kind,
        "content.xml": content(kind, body, automatic),
        "styles.xml": f"{head}<office:styles>{styles}</office:styles></office:document-styles>",
        "META-INF/manifest.xml": "<manifest/>",
    }
    report = odf.scrub(io.BytesIO(packed(parts)), out := io.BytesIO())
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
