"""What only workbooks have: hidden sheets, rows and columns, formulas that reach for files."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from tips.scrub import _ooxml_cells, _ooxml_tables, _ooxml_told
from tips.scrub._ooxml_elements import NAMESPACES
from tips.scrub._ooxml_forms import Forms
from tips.scrub._ooxml_tables import Places, is_shown
from tips.scrub._ooxml_values import reaches_out
from tips.scrub._report import Kind
from tips.scrub._told import Told

KINDS = _ooxml_told.KINDS | {
    "workbook", "worksheet", "chartsheet", "sharedStrings", "styles", "table"
}  # fmt: skip

_X, _C = ("{" + NAMESPACES[prefix] + "}" for prefix in "xc")
_ID = "{" + NAMESPACES["r"] + "}id"
_HIDES = re.compile(
    rb"""<(?:\w+:)?(?:row|col)\s[^>]*?\b(?:hidden\s*=\s*["'](?:1|true|on)"""
    rb"""|(?:ht|width)\s*=\s*["']0(?:\.0*)?)["']"""
)
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>[^<]*</")
_READS = re.compile(rb"\bPHONETIC\(", re.I)
_TRUE = frozenset(("1", "true", "on"))
_NOTHING = re.compile(r"0(?:\.0*)?")  # the height or the width of what is folded away
_COLUMN = re.compile(r"[A-Za-z]{1,3}")


@dataclass
class Facts:
    """What one part of a workbook must know of the others."""

    hidden_sheets: frozenset[str] = frozenset()  # their names
    values_only: bool = False  # something hidden goes, so no formula may be worked out again
    strings: set[int] = field(default_factory=set)  # shared strings that a cell shows
    forms: Forms = field(default_factory=lambda: Forms(None))
    unused: set[str] = field(default_factory=set)  # names of ranges that no formula mentions
    spoken: set[int] = field(default_factory=set)  # shared strings whose reading a cell shows
    readings: bool = False  # a formula asks for the readings of words
    told: Told = field(default_factory=Told)
    places: Places | None = None
    # Row and column of formulas that may stay all the same, by part.
    whole: dict[str, set[tuple[int, int]]] = field(default_factory=dict)


def facts(
    workbook: etree._Element,
    sheets: Iterable[bytes],
    others: Iterable[bytes],
    styles: etree._Element | None,
) -> Facts:
    """Find what is hidden before anything is built. `others` are parts that have formulas too."""
    sheets_listed = workbook.iter(f"{_X}sheet")
    hidden = {str(sheet.get("name")) for sheet in sheets_listed if not is_shown(sheet)}
    ranges = list(workbook.iter(f"{_X}definedName"))
    said, more = " ".join(name.text or "" for name in ranges).encode(), list(others)
    names = {str(name.get("name", "")) for name in ranges} | _ooxml_tables.names(more)
    some, read, ruled = bool(hidden), False, names  # those that nothing but formulas mentions
    told = Told((str(name.get("name", "")), name.text or "") for name in ranges)
    for data in sheets:
        _ooxml_told.learn(told, data)
        read = read or bool(_READS.search(data))
        some = some or bool(_HIDES.search(data)) or _ooxml_cells.hides(data)
        names = _ooxml_cells.unused(names, [data])
        ruled = _ooxml_cells.unused(ruled, [_FORMULA.sub(b"", data) if ruled else b""])
    names = _ooxml_cells.unused(ruled if some else names, [said, *more])
    called = set() if some else _ooxml_tables.names(more)
    to = Places(workbook, called, names)
    return Facts(frozenset(hidden), some, set(), Forms(styles), names, set(), read, told, to)


def settle(kind: str, root: etree._Element, known: Facts, lost: Counter[Kind], part: str) -> bool:
    """Take out of one part what is hidden and what reaches outside; False leaves the part out."""
    if kind in _ooxml_told.KINDS:
        _ooxml_told.settle(root, known.told)
    if kind == "workbook":
        _workbook(root, known.unused, lost)
    elif kind == "styles":
        lost[Kind.HIDDEN] += known.forms.settle(root)
    elif kind == "chartsheet":
        _ooxml_cells.drop_heads(root)
    elif kind == "worksheet":
        _sheet(root, known, lost, known.whole.get(part, set()))
    elif kind == "sharedStrings":
        _strings(root, known)
    elif kind == "chart":
        _chart(root, known.hidden_sheets)
    elif kind == "table":
        _ooxml_tables.settle(root, known.unused)
        return not known.values_only
    return True


def _workbook(root: etree._Element, unused: set[str], lost: Counter[Kind]) -> None:
    sheets = list(root.iter(f"{_X}sheet"))
    places: dict[str, str] = {}
    for old, sheet in enumerate(sheets):
        if is_shown(sheet):
            places[str(old)] = str(len(places))
        else:
            _drop(sheet)
            lost[Kind.HIDDEN] += 1
    gone = len(places) < len(sheets)
    kept = {str(sheet.get("name", "")).casefold() for sheet in root.iter(f"{_X}sheet")}
    for name in list(root.iter(f"{_X}definedName")):
        local = name.get("localSheetId")
        aside = name.get("hidden") in _TRUE or name.get("name") in unused
        astray = local is not None and local not in places
        if aside or astray or not _ooxml_cells.stays(name.text or "", kept):
            _drop(name)
        elif local is not None:
            name.set("localSheetId", places[local])
    if gone:
        for view in root.iter(f"{_X}workbookView"):
            for key in ("activeTab", "firstSheet"):
                view.attrib.pop(key, None)


def _sheet(
    root: etree._Element, known: Facts, lost: Counter[Kind], whole: set[tuple[int, int]]
) -> None:
    hidden, joined = hidden_columns(root), _ooxml_cells.merged(root)
    known.forms.looks |= {str(look.get("style")) for look in root.iterfind(f"{_X}cols/{_X}col")}
    for line, row in enumerate(root.iterfind(f"{_X}sheetData/{_X}row"), 1):
        known.forms.looks.add(str(row.get("s")))
        if is_folded(row, "ht") and len(row):
            lost[Kind.HIDDEN] += 1
            del row[:]
        said = str(row.get("r", line))
        number = int(said) if said.isdecimal() else 0
        for place, cell in enumerate(list(row), 1):
            column = column_of(cell, place) if hidden or joined or whole else 0
            if column in hidden:
                row.remove(cell)
                lost[Kind.HIDDEN] += 1
                continue
            if joined and number and joined.covers(number, column):
                lost[Kind.HIDDEN] += len(cell) > 0
                del cell[:]
            lost[Kind.HIDDEN] += _cell(cell, known, (number, column) in whole)
    lost[Kind.HIDDEN] += _ooxml_cells.part(root)
    _ooxml_cells.drop_heads(root)
    _rules(root, known)


def is_folded(node: etree._Element, size: str) -> bool:
    """Tell whether a row or a column is hidden, or has no size at all."""
    return node.get("hidden") in _TRUE or bool(_NOTHING.fullmatch(str(node.get(size, ""))))


def _cell(cell: etree._Element, known: Facts, whole: bool) -> bool:
    """Settle the formula of a cell; tell whether that leaves a blank because of what is hidden."""
    formula = _ooxml_cells.child(cell, "f")
    said = "" if formula is None else formula.text or ""
    gives_way, blank = known.values_only and not whole, False
    if _ooxml_told.tells(known.told, cell):
        del cell[:]
    elif formula is not None and (gives_way or reaches_out(said)):
        cell.remove(formula)
        if not _ooxml_cells.has_value(cell):
            del cell[:]
            blank = gives_way
    known.forms.use(cell)
    _say(cell, known)
    return blank


def _say(cell: etree._Element, known: Facts) -> None:
    """Note which shared string a cell shows, and drop a reading of its own that it does not."""
    reads = cell.get("ph") in _TRUE or known.readings
    value = _ooxml_cells.child(cell, "v") if cell.get("t") == "s" else None
    number = "" if value is None else value.text or ""
    if number.isdecimal():
        known.strings.add(int(number))
        if reads:
            known.spoken.add(int(number))
    for words in cell.iterchildren(f"{_X}is") if not reads else ():
        _silence(words)


def hidden_columns(root: etree._Element) -> set[int]:
    hidden: set[int] = set()
    for column in root.iterfind(f"{_X}cols/{_X}col"):
        first, last = str(column.get("min", "")), str(column.get("max", ""))
        if is_folded(column, "width") and first.isdecimal() and last.isdecimal():
            hidden.update(range(int(first), min(int(last), 16_384) + 1))
    return hidden


def column_of(cell: etree._Element, place: int) -> int:
    letters = _COLUMN.match(str(cell.get("r", "")))
    return _ooxml_cells.column(letters[0]) if letters else place


def _rules(root: etree._Element, known: Facts) -> None:
    """Take out rules whose formula would point to what is not there any more."""
    for rule in list(root.iter(f"{_X}cfRule")):
        said = [str(text) for text in rule.itertext()]
        said += [str(end.get("val", "")) for end in rule.iter(f"{_X}cfvo")]
        away = known.hidden_sheets and any("!" in text for text in said)
        if away or any(map(reaches_out, said)):
            _drop(rule)
    for block in list(root.iter(f"{_X}conditionalFormatting")):
        if block.find(f"{_X}cfRule") is None:
            _drop(block)
    if known.places:
        known.places.settle(root)
    if known.values_only:
        for parts in list(root.iter(f"{_X}tableParts")):
            _drop(parts)


def _strings(root: etree._Element, known: Facts) -> None:
    """Blank the strings that no cell shows: what was deleted or hidden stays in the list."""
    for number, item in enumerate(root.findall(f"{_X}si")):
        if number not in known.strings:
            del item[:]
            etree.SubElement(item, f"{_X}t")
        elif number not in known.spoken and not known.readings:
            _silence(item)


def _silence(words: etree._Element) -> None:
    """Take out how words are read aloud, which East Asian programs keep as they were typed."""
    for reading in words.findall(f"{_X}rPh"):
        _drop(reading)


def _chart(root: etree._Element, hidden: frozenset[str]) -> None:
    for formula in root.iter(f"{_C}f"):
        said = (formula.text or "").replace("''", "'")
        if any(name in said for name in hidden):
            formula.text = "#REF!"


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
