"""What tables of a workbook are called, they and their columns; where links inside it may lead."""

import re
from collections.abc import Iterable
from html import unescape

from lxml import etree

from tips.scrub._ooxml_cells import stays
from tips.scrub._ooxml_elements import NAMESPACES

_X, _ID = "{" + NAMESPACES["x"] + "}", "{" + NAMESPACES["r"] + "}id"
_CALLED = re.compile(rb"""<(?:\w+:)?table\s[^>]*?\bdisplayName\s*=\s*["']([^"']+)["']""")
_HEADLESS = re.compile(rb"""<(?:\w+:)?table\s[^>]*?\bheaderRowCount\s*=\s*["']0["']""")
_COLUMN = re.compile(rb"""<(?:\w+:)?tableColumn\s[^>]*?\bname\s*=\s*["']([^"']+)["']""")
_TOTALS = ("totalsRowLabel", "totalsRowFunction")
_NONE = ("", "0")
_AREA = re.compile(r"\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?", re.I)
_PLACE = re.compile(r"#?(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?([^!]+)")


def names(parts: Iterable[bytes]) -> set[str]:
    """Return what the tables among some parts are called, and columns whose names no cell shows."""
    found: set[bytes] = set()
    for data in parts:
        found.update(_CALLED.findall(data))
        if _HEADLESS.search(data):
            found.update(_COLUMN.findall(data))
    return {unescape(called.decode("utf-8", "ignore")) for called in found}


def settle(table: etree._Element, unused: set[str]) -> None:
    """Number a table whose name no formula mentions, and columns likewise that have no head.

    What a row of totals would say goes where there is none.
    """
    if table.get("displayName") in unused:
        for key in ("name", "displayName"):
            table.set(key, f"Table_{table.get('id', '1')}")
    columns = list(table.iter(f"{_X}tableColumn"))
    for place, column in enumerate(columns, 1):
        if table.get("headerRowCount") == "0" and column.get("name") in unused:
            column.set("name", f"Column{place}")
        if table.get("totalsRowCount", "") in _NONE:
            for key in _TOTALS:
                column.attrib.pop(key, None)
            for formula in column.findall(f"{_X}totalsRowFormula"):
                column.remove(formula)


def is_shown(sheet: etree._Element) -> bool:
    """Tell whether a sheet, as the workbook names it, is there to be seen."""
    return str(sheet.get("state", "visible")) == "visible"


class Places:
    """Where links within a workbook may lead: sheets and names that it shows.

    `tables` are the names of those that stay; `unused` are names of ranges that go.
    """

    def __init__(self, workbook: etree._Element, tables: set[str], unused: set[str]) -> None:
        shown = filter(is_shown, workbook.iter(f"{_X}sheet"))
        self._sheets = {str(sheet.get("name", "")).casefold() for sheet in shown}
        ranges = {
            str(name.get("name", ""))
            for name in workbook.iter(f"{_X}definedName")
            if name.get("hidden") not in ("1", "true", "on")
            and stays(name.text or "", self._sheets)
        }
        self._names = {name.casefold() for name in (ranges | tables) - unused}

    def settle(self, sheet: etree._Element) -> None:
        """Drop links of a sheet that lead to another file, or to what is not there any more."""
        for link in list(sheet.iter(f"{_X}hyperlink")):
            parent = link.getparent()
            stays_inside = link.get(_ID) is None and self.has(str(link.get("location", "")))
            if not stays_inside and parent is not None:
                parent.remove(link)

    def has(self, location: str) -> bool:
        """Tell whether a location such as "'Uno dos'!A1" or a name is there."""
        found = _PLACE.fullmatch(location)
        if not found:
            return False
        sheet = found[1].replace("''", "'") if found[1] else found[2]
        known = _AREA.fullmatch(found[3]) or found[3].casefold() in self._names
        return bool(known) and (sheet is None or sheet.casefold() in self._sheets)
