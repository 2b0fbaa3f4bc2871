"""What an OpenDocument keeps where no page shows it: covered cells, heads that are off."""

import re
from collections import Counter
from collections.abc import Iterable

from lxml import etree

from tips.scrub._odf_hidden import empty, remove, said, tag
from tips.scrub._odf_rebuild import short
from tips.scrub._report import Kind
from tips.scrub._told import Told

_NONE = frozenset(("none",))
_CELLS = ("table:table-cell", "table:covered-table-cell")
_FORMULA = tag("table:formula")
_SHAPES = ("draw:", "dr3d:")
_PAGES = ("style:master-page-name", "draw:master-page-name")
_USUAL = frozenset(("Standard", "Default"))  # what a text, or a sheet, takes when none is named
_BACKGROUND = "presentation:background-objects-visible"
_PLACES = frozenset(("title", "subtitle", "outline", "text"))
_PROMPTS = ("text:p", "text:h", "text:list", "draw:image")
_DRAWN = frozenset(("header", "footer", "date-time", "page-number"))
_LINES = ("footer", "date-time")
_HEADS = ("loext:header-first", "loext:footer-first") + tuple(
    f"style:{name}{page}" for name in ("header", "footer") for page in ("", "-left", "-first")
)
_NUMBERS = re.compile(r"%\d%(?:[^%]*%\d%)*|%10%")
_LABEL = "loext:num-list-format"  # "%1%-%2%)", of the numbers of the levels


def learn(root: etree._Element) -> Told:
    """Return the paths that the cells of a spreadsheet say; none where there is no sheet."""
    ranges = (said(node) for node in root.iter(tag("table:named-expression")))
    told = Told((name.get("table:name", ""), name.get("table:expression", "")) for name in ranges)
    for cell in root.iter(tag("table:table-cell")):
        formula = str(cell.get(_FORMULA, ""))
        if formula and told.asks(formula):
            told.learn(formula, _words(cell))
    return told


def settle(roots: Iterable[etree._Element], paths: Told, lost: Counter[Kind]) -> None:
    """Take it out of the text and the styles of one document, which name each other.

    `paths` are where the file lies, as cells worked it out.
    """
    parts = list(roots)
    _drop_lines(parts, lost)
    _drop_background(parts, lost)
    _drop_prompts(parts, lost)
    layers, masters = _hidden_layers(parts), _used_masters(parts)
    for node in [node for root in parts for node in root.iter()]:
        name, told = short(str(node.tag)), said(node)
        if name in _CELLS:
            _settle_cell(name, node, told, paths, lost)
        elif name == "style:master-page" and told.get("style:name") not in masters:
            lost[Kind.HIDDEN] += _says(node)
            del node[:]
        elif _LABEL in told and not _is_whole(told):
            del node.attrib[tag(_LABEL)]
        elif name in _HEADS and told.get("style:display") == "false":
            lost[Kind.HIDDEN] += _says(node) and remove(node)
        elif name.startswith(_SHAPES) and (_is_off(told) or told.get("draw:layer") in layers):
            lost[Kind.HIDDEN] += remove(node)


def _settle_cell(
    name: str, cell: etree._Element, told: dict[str, str], paths: Told, lost: Counter[Kind]
) -> None:
    if name == "table:covered-table-cell":
        lost[Kind.HIDDEN] += _says(cell)
        empty(cell)
    elif _tells(cell, told, paths):
        lost[Kind.AUTHOR] += 1
        empty(cell)
    elif _differs(cell, told.get("office:string-value", "")):
        lost[Kind.HIDDEN] += 1
        del cell.attrib[tag("office:string-value")]


def _drop_lines(parts: list[etree._Element], lost: Counter[Kind]) -> None:
    """Leave of the feet and dates of slides those that a slide shows; today's date needs no words.

    Only notes and handouts, which go, show what is declared as a head.
    """
    looks = _looks(parts)
    shown: set[tuple[str, str]] = set()
    for page in [page for root in parts for page in root.iter(tag("draw:page"))]:
        told = said(page)
        look = looks.get(told.get("draw:style-name", ""), {})
        for kind in _LINES if look.get("presentation:visibility") != "hidden" else ():
            if look.get(f"presentation:display-{kind}") != "false":
                shown.add((kind, told.get(f"presentation:use-{kind}-name", "")))
    for kind in _LINES:
        for line in [n for root in parts for n in root.iter(tag(f"presentation:{kind}-decl"))]:
            told = said(line)
            if (kind, told.get("presentation:name", "")) not in shown:
                lost[Kind.HIDDEN] += remove(line)
            elif told.get("presentation:source") == "current-date":
                line.text = None


def _drop_background(parts: list[etree._Element], lost: Counter[Kind]) -> None:
    """Take out the shapes of masters whose slides all leave them out; titles keep their places."""
    looks = _looks(parts)
    drawn: dict[str, bool] = {}
    for page in [page for root in parts for page in root.iter(tag("draw:page"))]:
        told = said(page)
        name = told.get("draw:master-page-name", "")
        leaves = looks.get(told.get("draw:style-name", ""), {}).get(_BACKGROUND) == "false"
        drawn[name] = drawn.get(name, False) or not leaves
    for master in [node for root in parts for node in root.iter(tag("style:master-page"))]:
        for shape in (
            list(master) if not drawn.get(said(master).get("style:name", ""), True) else ()
        ):
            is_shape = short(str(shape.tag)).startswith(_SHAPES)
            if is_shape and said(shape).get("presentation:class") not in _PLACES:
                lost[Kind.HIDDEN] += remove(shape)


def _drop_prompts(parts: list[etree._Element], lost: Counter[Kind]) -> None:
    """Empty the places of masters, as slides show their own words there; heads and feet stay."""
    for master in [node for root in parts for node in root.iter(tag("style:master-page"))]:
        for place in list(master.iter()):
            if said(place).get("presentation:class", "footer") in _DRAWN:
                continue
            lines = [line for name in _PROMPTS for line in place.iter(tag(name))]
            lost[Kind.HIDDEN] += any("".join(map(str, line.itertext())).strip() for line in lines)
            for line in lines:
                remove(line)


def _looks(parts: list[etree._Element]) -> dict[str, dict[str, str]]:
    """Return what the styles of slides say, by their names."""
    return {
        str(style.get(tag("style:name"))): said(look)
        for root in parts
        for style in root.iter(tag("style:style"))
        for look in style.iterfind(tag("style:drawing-page-properties"))
    }


def _is_off(told: dict[str, str]) -> bool:
    """Tell whether a shape is nowhere to be seen; LibreOffice says so in a name of its own."""
    return told.get("draw:display") in _NONE or told.get("drawooo:display") in _NONE


def _tells(cell: etree._Element, told: dict[str, str], paths: Told) -> bool:
    """Tell whether a cell shows where the file lies, in words that were worked out there.

    A chart keeps the values of its cells, without their formulas.
    """
    if told.get("office:value-type") != "string":
        return False
    formula = told.get("table:formula", "")
    if not paths:
        return paths.asks(formula)
    return paths.tells(formula, _words(cell)) if formula else paths.repeats(_words(cell))


def _differs(cell: etree._Element, value: str) -> bool:
    """Tell whether the words of a cell are others than those that its sheet shows."""
    lines = cell.findall(tag("text:p"))
    shown = "".join(str(text) for line in lines for text in line.itertext())
    return bool(lines and value) and "".join(shown.split()) != "".join(value.split())


def _words(cell: etree._Element) -> str:
    return said(cell).get("office:string-value") or "".join(map(str, cell.itertext()))


def _is_whole(told: dict[str, str]) -> bool:
    """Tell whether a label has the words before and behind it that older programs show."""
    before, behind = told.get("style:num-prefix", ""), told.get("style:num-suffix", "")
    inside = told[_LABEL].removeprefix(before).removesuffix(behind)
    return before + inside + behind == told[_LABEL] and bool(_NUMBERS.fullmatch(inside))


def _hidden_layers(parts: list[etree._Element]) -> set[str]:
    """Return the names of layers that are off, and show those layers, with nothing on them."""
    found = set()
    for layer in [layer for root in parts for layer in root.iter(tag("draw:layer"))]:
        if said(layer).get("draw:display") in _NONE:
            found.add(said(layer).get("draw:name", ""))
            del layer.attrib[tag("draw:display")]
    return found


def _used_masters(parts: list[etree._Element]) -> set[str]:
    """Return the names of the kinds of page that some style, slide or other page asks for."""
    used = set(_USUAL)
    for node in [node for root in parts for node in root.iter()]:
        told = said(node)
        used |= {told[key] for key in _PAGES if key in told}
        following = told.get("style:next-style-name")
        if following and short(str(node.tag)) == "style:master-page":
            used |= {following} - {told.get("style:name")}
    return used


def _says(node: etree._Element) -> bool:
    return any(text.strip() for text in node.itertext()) or any(
        short(str(inner.tag)) == "draw:frame" for inner in node.iter()
    )
