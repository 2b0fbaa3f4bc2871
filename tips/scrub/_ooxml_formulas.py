"""Formulas without a value in a workbook that hides something.

Where something is hidden, formulas give way to their values. Some programs write none and leave the
sums to Excel: such a formula stays where all that it reads stays, and its cell is blank otherwise.
"""

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from tips.scrub import _ooxml_sheets
from tips.scrub._office_xml import parse
from tips.scrub._ooxml_cells import has_value, merged
from tips.scrub._ooxml_elements import NAMESPACES
from tips.scrub._ooxml_references import Area, read
from tips.scrub._told import TELLS

MOST = 1_000_000  # columns that all formulas together may read
_ROUNDS = 100  # passes over all formulas until no cell turns blank any more

_X = "{" + NAMESPACES["x"] + "}"
_ID = "{" + NAMESPACES["r"] + "}id"
_VALUELESS = re.compile(
    rb"<(?:\w+:)?f\b[^<]*(?:/>|</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</|</(?:\w+:)?c>)"
)

Place = tuple[int, int]  # row and column, from 1


class _NotClearError(Exception):
    """Cells are in an order or of a kind that is not understood."""


@dataclass
class _Sheet:
    """What a sheet loses, and what each of its valueless formulas reads."""

    columns: list[int]  # hidden ones, in order
    rows: list[int] = field(default_factory=list)  # likewise
    blanks: dict[int, list[int]] = field(default_factory=dict)  # rows in order, by column
    formulas: dict[Place, list[Area] | None] = field(default_factory=dict)

    def blank(self, place: Place) -> None:
        bisect.insort(self.blanks.setdefault(place[1], []), place[0])

    def lacks(self, area: Area) -> bool:
        """Tell whether something in an area is not there any more."""
        across = range(area.left, area.right + 1)
        return (
            _meets(self.rows, area.top, area.bottom)
            or _meets(self.columns, area.left, area.right)
            or any(_meets(self.blanks.get(at, ()), area.top, area.bottom) for at in across)
        )


def stay(
    workbook: etree._Element, parts: Mapping[str, str], get: Callable[[str], bytes]
) -> dict[str, set[Place]]:
    """Return the places of formulas that may stay, by the name of their part.

    `parts` tells the part of a relationship, `get` its bytes.
    """
    again = any(
        sums.get("fullCalcOnLoad") in ("1", "true") for sums in workbook.iter(f"{_X}calcPr")
    )
    shown = {
        str(sheet.get("name", "")).casefold(): parts[str(sheet.get(_ID))]
        for sheet in workbook.iter(f"{_X}sheet")
        if sheet.get("state", "visible") == "visible" and sheet.get(_ID) in parts
    }
    if len(set(shown.values())) < len(shown):
        return {}
    if not again and not any(_VALUELESS.search(get(part)) for part in shown.values()):
        return {}
    try:
        sheets = {name: _sheet(parse(get(part)), name, again) for name, part in shown.items()}
    except _NotClearError:
        return {}
    return {shown[name]: places for name, places in _sound(sheets).items()}


def _meets(numbers: list[int] | tuple[()], first: int, last: int) -> bool:
    place = bisect.bisect_left(numbers, first)
    return place < len(numbers) and numbers[place] <= last


def _sheet(root: etree._Element, name: str, again: bool) -> _Sheet:
    """Read one sheet; where values are worked out `again`, formulas with one are read too."""
    sheet = _Sheet(sorted(_ooxml_sheets.hidden_columns(root)))
    hidden, joined = set(sheet.columns), merged(root)
    for row, place, cell in _cells(root, sheet):
        if place in hidden:
            continue
        formula = cell.find(f"{_X}f")
        said = "" if formula is None else formula.text or ""
        tells = cell.get("t") == "str" and TELLS.search(said)
        if tells or (len(cell) and joined.covers(row, place)):
            sheet.blank((row, place))
        elif formula is not None and (again or not has_value(cell)):
            if formula.get("t", "normal") != "normal" or (row, place) in sheet.formulas:
                raise _NotClearError
            sheet.formulas[row, place] = read(said, name)
    sheet.rows.sort()
    return sheet


def _cells(root: etree._Element, sheet: _Sheet) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield row, column and node of each cell of the rows that show; note those that do not."""
    for line, row in enumerate(root.iterfind(f"{_X}sheetData/{_X}row"), 1):
        number = str(row.get("r", line))
        if not number.isdecimal():
            raise _NotClearError
        if _ooxml_sheets.is_folded(row, "ht"):
            sheet.rows.append(int(number))
            continue
        for place, cell in enumerate(row, 1):
            yield int(number), _ooxml_sheets.column_of(cell, place), cell


def _sound(sheets: Mapping[str, _Sheet]) -> dict[str, set[Place]]:
    """Return which formulas stay; one that reads a cell left blank leaves its own cell blank."""
    waiting = [(name, place) for name, sheet in sheets.items() for place in sheet.formulas]
    for _round in range(_ROUNDS if _extent(sheets.values()) <= MOST else 0):
        left = [(name, place) for name, place in waiting if _is_whole(sheets, name, place)]
        if len(left) == len(waiting):
            found: dict[str, set[Place]] = {}
            for name, place in left:
                found.setdefault(name, set()).add(place)
            return found
        waiting = left[::-1]  # chains run down as often as up
    return {}


def _is_whole(sheets: Mapping[str, _Sheet], name: str, place: Place) -> bool:
    """Tell whether all that a formula reads is there; where it is not, its cell is blank."""
    areas = sheets[name].formulas[place]
    whole = areas is not None and all(
        area.sheet in sheets and not sheets[area.sheet].lacks(area) for area in areas
    )
    if not whole:
        sheets[name].blank(place)
    return whole


def _extent(sheets: Iterable[_Sheet]) -> int:
    areas = (area for sheet in sheets for areas in sheet.formulas.values() for area in areas or ())
    return sum(area.right - area.left + 1 for area in areas)
