"""What a Word document keeps where no page shows it: covered cells, rows and frames that are off,
heads for pages that are not different, lists and typefaces that nothing uses."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from tips.scrub._ooxml_elements import NAMESPACES
from tips.scrub._ooxml_names import Names
from tips.scrub._typefaces import is_common

_W, _V = ("{" + NAMESPACES[prefix] + "}" for prefix in "wv")
_VAL, _TYPE = f"{_W}val", f"{_W}type"
_OFF = frozenset(("0", "false", "off"))
_BLOCKS = (f"{_W}p", f"{_W}tbl", f"{_W}sdt", f"{_W}customXml")
_INVISIBLE = re.compile(r"(?:^|;)\s*visibility\s*:\s*hidden", re.I)
_REFERENCES = (f"{_W}headerReference", f"{_W}footerReference")
_FACES = ("ascii", "hAnsi", "eastAsia", "cs")


def is_on(node: etree._Element | None) -> bool:
    """Tell whether a property that may be switched off is there and on."""
    return node is not None and str(node.get(_VAL, "1")).lower() not in _OFF


def learn(settings: etree._Element, names: Names) -> None:
    """Note whether even pages have heads of their own."""
    names.facing = is_on(settings.find(f"{_W}evenAndOddHeaders"))


def settle(root: etree._Element, names: Names) -> int:
    """Take it out of one part; return how many of its pieces said something."""
    if root.tag == f"{_W}numbering":
        _drop_lists(root, names.lists)
    elif root.tag == f"{_W}fonts":
        fonts = root.findall(f"{_W}font")
        kept = {face for face in names.faces if is_common(face)}
        _drop(font for font in fonts if font.get(f"{_W}name") not in kept)
    names.lists |= {str(node.get(_VAL)) for node in root.iter(f"{_W}numId")}
    for node in root.iter(f"{_W}rFonts"):
        names.faces |= {str(node.get(f"{_W}{face}")) for face in _FACES}
    if root.tag == f"{_W}document":
        _drop_heads(root, names.facing)
    rows = [row for row in root.iter(f"{_W}tr") if is_on(row.find(f"{_W}trPr/{_W}hidden"))]
    frames = [
        shape for shape in root.iter(f"{_V}*") if _INVISIBLE.search(str(shape.get("style", "")))
    ]
    lost = sum(map(_says, rows)) + sum(map(_says, frames)) + _drop_undrawn(root)
    _drop([*rows, *frames])
    return lost + sum(_covered(table) for table in root.iter(f"{_W}tbl"))


def _drop_heads(root: etree._Element, facing: bool) -> None:
    """Drop heads of first pages where no section has any, and those of even pages likewise."""
    unused = set() if facing else {"even"}
    if not any(is_on(mark) for mark in root.iter(f"{_W}titlePg")):
        unused.add("first")
    _drop(node for node in root.iter(*_REFERENCES) if node.get(_TYPE) in unused)


def _drop_undrawn(root: etree._Element) -> int:
    """Drop the words of drawn ones that are off."""
    off = [path for path in root.iter(f"{_V}textpath") if path.get("on") in ("f", *_OFF)]
    return sum(path.attrib.pop("string", None) is not None for path in off)


def _covered(table: etree._Element) -> int:
    """Empty the cells that the one above, or to the left, is drawn over; return how many spoke."""
    lost = 0
    joined: set[int] = set()  # columns whose cell in the row above may go on
    for row in table.iterfind(f"{_W}tr"):
        above, joined = joined, set()
        for number, (column, cell) in enumerate(_cells(row)):
            down, across = (_merge(cell, f"{_W}{way}Merge") for way in "vh")
            if down:
                joined.add(column)
            if (down == "continue" and column in above) or (across == "continue" and number):
                lost += _says(cell)
                _drop(node for node in cell if node.tag in _BLOCKS)
    return lost


def _cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield the cells of a row with the column of the grid that each begins in."""
    column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
    for cell in row.iterfind(f"{_W}tc"):
        yield column, cell
        column += _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)


def _merge(cell: etree._Element, tag: str) -> str:
    mark = cell.find(f"{_W}tcPr/{tag}")
    return "" if mark is None else str(mark.get(_VAL, "continue"))


def _number(node: etree._Element | None, usual: int) -> int:
    said = "" if node is None else str(node.get(_VAL, ""))
    return int(said) if said.isdecimal() and len(said) < 6 else usual


def _drop_lists(root: etree._Element, used: set[str]) -> None:
    """Keep the lists that some paragraph or style names: of others, the words may be old."""
    lists = root.findall(f"{_W}num")
    _drop(one for one in lists if one.get(f"{_W}numId") not in used)
    kept = {str(node.get(_VAL)) for node in root.iterfind(f"{_W}num/{_W}abstractNumId")}
    forms = root.findall(f"{_W}abstractNum")
    _drop(form for form in forms if form.get(f"{_W}abstractNumId") not in kept)


def _says(node: etree._Element) -> bool:
    return next(node.iter(f"{_W}t", f"{_W}drawing", f"{_V}imagedata"), None) is not None


def _drop(nodes: Iterable[etree._Element]) -> None:
    for node in list(nodes):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
