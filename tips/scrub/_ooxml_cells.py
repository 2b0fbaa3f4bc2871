"""What a workbook keeps where no sheet shows it: covered cells, heads that are off, names of ranges
that nothing uses, formulas that lost their first cell."""

import bisect
import re
from collections.abc import Iterable

from lxml import etree

from tips.scrub._ooxml_elements import NAMESPACES
from tips.scrub._report import Reason, Unscrubbable

_X = "{" + NAMESPACES["x"] + "}"
_TRUE = frozenset(("1", "true", "on"))
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([A-Z]+\d+:[A-Z]+\d+)["']""")
_FILLED = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]+\d+)["'][^>]*>\s*<(?:\w+:)?(?:v|is|f)\b"""
)
_TABLE = re.compile(rb"""\b(?:displayName|name)\s*=\s*(?:"[^"]*"|'[^']*')""")
_MOST_MERGED = 2_000_000  # columns of all joined cells of a sheet together
_LAST_ROW = 1 << 24
_NO_HEADS = {"differentOddEven": "even", "differentFirst": "first"}
_BUILT_IN = "_xlnm."
_LONGEST = 8_192  # characters of a formula, as Excel allows
_WORDS = re.compile(r'"(?:[^"]|"")*"|#REF!')
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*(?::[\w.]+)?))!")


class Merged:
    """Which cells of a sheet are drawn over by another one, with which they are joined.

    Raises Unscrubbable for more than a sheet can have without two of them sharing cells.
    """

    def __init__(self, ranges: Iterable[str]) -> None:
        self._columns: dict[int, list[tuple[int, int, int]]] = {}  # top, bottom, leftmost column
        width = 0
        for corners in filter(None, map(_RANGE.fullmatch, ranges)):
            left, right = sorted((column(corners[1]), column(corners[3])))
            top, bottom = sorted((int(corners[2]), int(corners[4])))
            width += right - left + 1
            if width > _MOST_MERGED:
                raise Unscrubbable(Reason.BOMB)
            for at in range(left, right + 1):
                self._columns.setdefault(at, []).append((top, bottom, left))
        for found in self._columns.values():
            found.sort()

    def __bool__(self) -> bool:
        return bool(self._columns)

    def covers(self, row: int, at: int) -> bool:
        """Tell whether a cell lies under another one."""
        found = self._columns.get(at, [])
        place = bisect.bisect(found, (row, _LAST_ROW, at))
        top, bottom, left = found[place - 1] if place else (0, 0, 0)
        return row <= bottom and (row, at) != (top, left)


def merged(sheet: etree._Element) -> Merged:
    """Return the joined cells of a sheet."""
    merges = sheet.iterfind(f"{_X}mergeCells/{_X}mergeCell")
    return Merged(str(merge.get("ref", "")) for merge in merges)


def hides(data: bytes) -> bool:
    """Tell whether a sheet, as its bytes are, has a value in a cell that another one covers."""
    joined = Merged(found[1].decode() for found in _MERGED.finditer(data))
    filled = _FILLED.finditer(data) if joined else ()
    places = (_PLACE.fullmatch(found[1].decode()) for found in filled)
    return any(place and joined.covers(int(place[2]), column(place[1])) for place in places)


def column(letters: str) -> int:
    """Return the number of a column, 1 for A."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def child(cell: etree._Element, name: str) -> etree._Element | None:
    """Return what a cell holds of one name, faster than `find` does; there may be a million."""
    return next(cell.iterchildren(_X + name), None)


def has_value(cell: etree._Element) -> bool:
    """Tell whether a cell says something beside its formula."""
    value = child(cell, "v")
    said = value is not None and (cell.get("t") == "str" or bool((value.text or "").strip()))
    return said or child(cell, "is") is not None


def part(sheet: etree._Element) -> int:
    """Take shared formulas from cells where the one cell that spells them out has lost it.

    Excel calls such a file damaged. Values stay; return how many cells had none and are blank.
    """
    shares = [node for node in sheet.iter(f"{_X}f") if node.get("t") == "shared"]
    spelt = {node.get("si") for node in shares if node.text}
    blank = 0
    for node in shares:
        cell = node.getparent()
        if node.get("si") not in spelt and cell is not None:
            cell.remove(node)
            blank += not has_value(cell)
    return blank


def drop_heads(sheet: etree._Element) -> None:
    """Take out heads and feet for pages that are printed like all others."""
    for heads in sheet.iter(f"{_X}headerFooter"):
        for switch, pages in _NO_HEADS.items():
            for part in ("Header", "Footer"):
                line = heads.find(f"{_X}{pages}{part}")
                if line is not None and heads.get(switch) not in _TRUE:
                    heads.remove(line)


def stays(formula: str, sheets: set[str]) -> bool:
    """Tell whether all sheets that a formula names are among some, in small letters."""
    if len(formula) > _LONGEST:
        return False
    for quoted, plain in _SHEET.findall(_WORDS.sub("", formula)):
        called = quoted.replace("''", "'") or plain
        if called.casefold() not in sheets and not {*called.casefold().split(":")} <= sheets:
            return False
    return True


def unused(names: Iterable[str], parts: Iterable[bytes]) -> set[str]:
    """Return which names of ranges no part mentions."""
    left = {name for name in names if name and not name.startswith(_BUILT_IN)}
    for data in parts if left else ():
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return set()
        said = _TABLE.sub(b"", data)  # what a table or a shape is called, mentions none
        left = {name for name in left if name.encode() not in said}
    return left
