"""What an OpenDocument hides: sheets, rows, columns, slides, sections and words."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from tips.scrub._odf_elements import NAMESPACES
from tips.scrub._odf_rebuild import short
from tips.scrub._report import Kind

_MOST_REPEATS = 1_024  # cells with something in them that are written out one by one
_HIDING = {
    "text:display": ("none", "condition"),
    "table:display": ("false",),
    "presentation:visibility": ("hidden",),
}
_SHOWN = {
    "text": ("text:span", "text:p", "text:h", "text:section"),
    "table": ("table:table",),
    "drawing-page": ("draw:page",),
}
_CONDITIONAL = ("text:section", "text:hidden-text", "text:variable-set", "text:user-field-get")
# The number of a line is worked out anew; what the file says of it is read by nobody.
_NUMBER = re.compile(r"[\W\d]*(?:[ivxlcdm]+|[a-z]{1,2})?[\W\d]*", re.I)
_NOW = "text:is-hidden"  # as the condition was when the file was saved
_KEPT = frozenset(
    ("table:style-name", "table:number-columns-repeated", "table:number-columns-spanned",
     "table:number-rows-spanned")
)  # fmt: skip
_CELLS = ("table:table-cell", "table:covered-table-cell")


@dataclass
class Hidden:
    """Names of the styles that hide, and whether something hidden goes from a spreadsheet."""

    styles: set[str] = field(default_factory=set)
    values_only: bool = False

    def learn(self, root: etree._Element) -> None:
        """Note the styles of one part; `values_only` once anything in it is hidden."""
        for node in root.iter():
            told = said(node)
            hides = any(told.get(key) in values for key, values in _HIDING.items())
            style = node.getparent()
            if hides and style is not None and short(str(style.tag)) == "style:style":
                self.styles.add(said(style).get("style:name", ""))
            self.values_only |= told.get("table:visibility") in ("collapse", "filter")
            if short(str(node.tag)) == "table:table":
                self.values_only |= told.get("table:style-name") in self.styles


def _paragraph(node: etree._Element) -> etree._Element:
    """Return the paragraph around a mark that hides it."""
    outer = node.iterancestors(tag("text:p"), tag("text:h"))
    return next(outer, node)


def settle(root: etree._Element, hidden: Hidden, lost: Counter[Kind]) -> None:
    """Take what is hidden out of one part, and tables that only mirror another file."""
    for node in list(root.iter()):
        name, told = short(str(node.tag)), said(node)
        styles = {told.get(f"{prefix}:style-name") for prefix in ("text", "table", "draw")}
        hides = (name in _CONDITIONAL and _is_hidden(name, told)) or (
            name == "text:number" and not _NUMBER.fullmatch("".join(map(str, node.itertext())))
        )
        if hides or (styles & hidden.styles and any(name in names for names in _SHOWN.values())):
            lost[Kind.HIDDEN] += remove(node)
        elif name == "text:hidden-paragraph" and told.get(_NOW) == "true":
            lost[Kind.HIDDEN] += remove(_paragraph(node))
        elif name == "table:table-source" and (parent := node.getparent()) is not None:
            lost[Kind.SCRIPT] += remove(parent)
    for table in root.iter(tag("table:table")):
        _blank_hidden_cells(table, lost)
    for node in root.iter(tag("table:table-cell")) if hidden.values_only else ():
        node.attrib.pop(tag("table:formula"), None)


def _is_hidden(name: str, told: dict[str, str]) -> bool:
    """Tell whether a section, a field or some words are hidden: no condition itself is asked."""
    if name == "text:hidden-text":
        return told.get(_NOW) != "false"
    on_condition = told.get("text:display") == "condition"
    return told.get("text:display") == "none" or (on_condition and told.get(_NOW) == "true")


def _blank_hidden_cells(table: etree._Element, lost: Counter[Kind]) -> None:
    columns = list(_hidden_columns(table))
    for row in table.iter(tag("table:table-row")):
        all_gone = said(row).get("table:visibility") in ("collapse", "filter")
        place = 0
        for cell in [node for node in row if short(str(node.tag)) in _CELLS]:
            width = repeats(cell)
            inside = [start < place + width and place < end for start, end in columns]
            if all_gone or any(inside):
                lost[Kind.HIDDEN] += _blank(cell, place, columns, all_gone)
            place += width


def _blank(cell: etree._Element, place: int, columns: list[tuple[int, int]], whole: bool) -> bool:
    """Empty a cell; one that is repeated past the hidden columns is split first."""
    if not len(cell) and not any(key.startswith("office:") for key in said(cell)):
        return False
    width = repeats(cell)
    covered = any(start <= place and place + width <= end for start, end in columns)
    if not whole and not covered and width <= _MOST_REPEATS:
        for at in range(place, place + width):
            single = etree.fromstring(etree.tostring(cell, with_tail=False))
            single.attrib.pop(tag("table:number-columns-repeated"), None)
            if any(start <= at < end for start, end in columns):
                empty(single)
            cell.addprevious(single)
        remove(cell)
    else:
        empty(cell)
    return True


def empty(cell: etree._Element) -> None:
    """Leave of a cell how wide it is and how it looks."""
    del cell[:]
    for key in list(cell.attrib):
        if short(str(key)) not in _KEPT:
            del cell.attrib[key]


def _hidden_columns(table: etree._Element) -> Iterable[tuple[int, int]]:
    place = 0
    for column in table.iter(tag("table:table-column")):
        width = repeats(column)
        if said(column).get("table:visibility") in ("collapse", "filter"):
            yield place, place + width
        place += width


def repeats(node: etree._Element) -> int:
    """Return how many columns a column or a cell stands for."""
    number = said(node).get("table:number-columns-repeated", "1")
    return int(number) if number.isdecimal() and len(number) < 8 else 1


def said(node: etree._Element) -> dict[str, str]:
    """Return the attributes of an element by their short names."""
    return {short(str(key)): str(value) for key, value in node.attrib.items()}


def tag(name: str) -> str:
    """Return the name in braces of a short one."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def remove(node: etree._Element) -> bool:
    """Take a node out and leave the words that follow it."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return False
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)
    return True
