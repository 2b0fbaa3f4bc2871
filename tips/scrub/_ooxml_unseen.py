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
_WORD = re.compile(r"[^\W\d_]{3,}")  # in a label; fewer letters are a number or a dot


def is_on(node: etree._Element | None) -> bool:
    """Tell whether a property that may be switched off is there and on."""
    return node is not None and str(node.get(_VAL, "1")).lower() not in _OFF


def learn(settings: etree._Element, names: Names) -> None:
    """Note whether even pages have heads of their own."""
    names.facing = is_on(settings.find(f"{_W}evenAndOddHeaders"))


def settle(root: etree._Element, names: Names) -> int:
    """Take it out of one part; return how many of its pieces said something."""
    lost = 0
    if root.tag == f"{_W}numbering":
        _drop_lists(root, names.lists)
        lost = _blank_levels(root, names.levels)
    elif root.tag == f"{_W}fonts":
        fonts = root.findall(f"{_W}font")
        kept = {face for face in names.faces if is_common(face)}
        _drop(font for font in fonts if font.get(f"{_W}name") not in kept)
    names.lists |= {str(node.get(_VAL)) for node in root.iter(f"{_W}numId")}
    names.levels |= set(_levels(root))
    for node in root.iter(f"{_W}rFonts"):
        names.faces |= {str(node.get(f"{_W}{face}")) for face in _FACES}
    if root.tag == f"{_W}document":
        _drop_heads(root, names.facing)
    rows = [row for row in root.iter(f"{_W}tr") if is_on(row.find(f"{_W}trPr/{_W}hidden"))]
    frames = [
        shape for shape in root.iter(f"{_V}*") if _INVISIBLE.search(str(shape.get("style", "")))
    ]
    lost += sum(map(_says, rows)) + sum(map(_says, frames)) + _drop_undrawn(root)
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


def _levels(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the levels of lists that a part uses: (list, level); "" and "*" stand for any."""
    for node in root.iter(f"{_W}numPr"):
        told = [node.find(f"{_W}{name}") for name in ("numId", "ilvl")]
        number, level = ("" if one is None else one.get(_VAL, "") for one in told)
        yield number, level or "0"
    codes = [node.text or "" for node in root.iter(f"{_W}instrText")]
    codes += [node.get(f"{_W}instr", "") for node in root.iter(f"{_W}fldSimple")]
    if any("LISTNUM" in code for code in codes):
        yield "", "*"


def _blank_levels(root: etree._Element, used: set[tuple[str, str]]) -> int:
    """Take the words out of levels that no paragraph is in; return how many had some."""
    found = [level.find(f"{_W}lvlText") for level in _unused(root, used)]
    worded = [text for text in found if text is not None and _WORD.search(text.get(_VAL, ""))]
    for text in worded:
        text.set(_VAL, "")
    return len(worded)


def _unused(root: etree._Element, used: set[tuple[str, str]]) -> Iterator[etree._Element]:
    lists: dict[str, set[str]] = {}  # of each form, those that have it
    for one in root.findall(f"{_W}num"):
        for form in one.iterfind(f"{_W}abstractNumId"):
            lists.setdefault(form.get(_VAL, ""), set()).add(one.get(f"{_W}numId", ""))
    for holder in root.findall(f"{_W}abstractNum") + root.findall(f"{_W}num"):
        of_form = lists.get(holder.get(f"{_W}abstractNumId", ""), set())
        numbers = {"", holder.get(f"{_W}numId", ""), *of_form}
        for level in holder.iter(f"{_W}lvl"):
            places = {(number, at) for number in numbers for at in (level.get(f"{_W}ilvl"), "*")}
            # Others may use a form, or a level, by the name of a style.
            named = holder.find(f"{_W}styleLink"), level.find(f"{_W}pStyle")
            if named == (None, None) and used.isdisjoint(places):
                yield level


def _says(node: etree._Element) -> bool:
    return next(node.iter(f"{_W}t", f"{_W}drawing", f"{_V}imagedata"), None) is not None


def _drop(nodes: Iterable[etree._Element]) -> None:
    for node in list(nodes):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
