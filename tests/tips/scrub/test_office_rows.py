"""Plain cells and strings are written in one go, and as all other elements are."""

import pytest
from lxml import etree

from tips.scrub import _ooxml_rebuild
from tips.scrub._ooxml_elements import NAMESPACES
from tips.scrub._ooxml_names import Names
from tips.scrub._ooxml_rows import plain

PLAIN = (
    '<c r="A1" s="3" t="s"><v>7</v></c>', '<c r="XFD1048576"/>', '<c><v>-1.5E-7</v></c>',
    '<c r="B2" t="str"><v>a &lt;&amp;&gt; "b" año</v></c>', '<c r="B2" s="4"><v/></c>',
    "<c\n>\n<v>1</v>\n</c>", "<si><t>Núñez</t></si>", "<si><t/></si>",
    '<si><t xml:space="preserve"> a  b </t></si>',
)  # fmt: skip
OTHERS = (
    '<c r="A1"><f>1+1</f><v>2</v></c>', '<c r="A1" cm="1"><v>2</v></c>', '<c r="MORE"><v>2</v></c>',
    '<c r="A1" t="inlineStr"><is><t>a</t></is></c>', '<c r="A1"><v xml:space="preserve"> 2</v></c>',
    '<c r="A1" s="año"><v>2</v></c>', '<c r="A1"><v>2<x/></v></c>', '<c x="MORE"/>', "<row/>",
    "<si/>", "<si><r><t>a</t></r></si>", "<si><t>a</t><rPh><t>b</t></rPh></si>",
    '<si><t xml:space="MORE">a</t></si>', '<si><t x="MORE">a</t></si>', '<si x="1"><t>a</t></si>',
)  # fmt: skip


def parsed(xml):
    """Return an element of a sheet or a list of strings."""
    parent = "sst" if xml.startswith("<si") else "row"
    space = NAMESPACES["x"]
    return etree.fromstring(f'<{parent} xmlns="{space}">{xml}</{parent}>')


def rebuilt(root):
    made = _ooxml_rebuild.Rebuild(Names(), lambda _: None, lambda _: None).part(root)
    return made.decode()


@pytest.mark.parametrize("xml", [*PLAIN, *OTHERS])
def test_both_ways_write_the_same(xml, monkeypatch):
    short = rebuilt(parsed(xml))
    monkeypatch.setattr(_ooxml_rebuild, "plain", lambda _node: "")
    assert rebuilt(parsed(xml)) == short


@pytest.mark.parametrize("xml", PLAIN)
def test_what_is_plain_goes_the_short_way(xml):
    assert plain(parsed(xml)[0])


@pytest.mark.parametrize("xml", OTHERS)
def test_whatever_else_there_is_does_not(xml):
    assert not plain(parsed(xml)[0])
