"""Sheets of an OpenDocument that go, and what still calls them by their names.

A chart keeps the values of its cells, and where those were; a rule for looks, or what is printed,
may lead to such a sheet too, or to one that was deleted before. They lead to a number in its place,
and so to nothing as before.
"""

import re
from collections.abc import Iterable

from lxml import etree

from tips.scrub._odf_hidden import said, tag
from tips.scrub._odf_ranges import CELLS, FORMULAS
from tips.scrub._ooxml_names import Names

_ADDRESSES = {
    tag(name)
    for name in (
        "table:cell-range-address", "table:base-cell-address", "table:print-ranges",
        "table:end-cell-address", "chart:values-cell-range-address", "chart:label-cell-address",
        "chart:error-lower-range", "chart:error-upper-range", "calcext:target-range-address",
        "calcext:base-cell-address",
    )
}  # fmt: skip
_FORMULAS = {tag(name) for name in FORMULAS}
_REFER = _ADDRESSES | _FORMULAS
_SHEET = re.compile(r"'((?:[^']|'')+)'(?=\.)|(?<![\w.'#-])([\w-]+)(?=\.)")
_ABROAD = re.compile(r"'#\$")  # "'other.ods'#$Sheet.A1", in another file
_OWN = "local-table"  # of a chart


def called(root: etree._Element) -> set[str]:
    """Return what the sheets of a part are called."""
    return {said(table).get("table:name", "") for table in root.iter(tag("table:table"))}


class Gone:
    """The names of sheets that are not there (any more): all but the `kept` ones."""

    def __init__(self, names: Names, kept: Iterable[str]) -> None:
        self._names = names
        self._kept = {name.casefold() for name in kept} | {_OWN}

    def settle(self, roots: Iterable[etree._Element]) -> None:
        """Write numbers for these names in all that refers to cells; leave out other files."""
        for node in [node for root in roots for node in root.iter(etree.Element)]:
            for key in [key for key in node.attrib if key in _REFER]:
                value = str(node.get(key))
                if _ABROAD.search(value):
                    del node.attrib[key]
                else:
                    new = self._formula(value) if key in _FORMULAS else self._address(value)
                    node.set(key, new)

    def _formula(self, formula: str) -> str:
        return CELLS.sub(lambda cells: self._address(cells[0]), formula)

    def _address(self, address: str) -> str:
        return _SHEET.sub(self._named, address)

    def _named(self, found: re.Match[str]) -> str:
        name = (found[1] or found[2]).replace("''", "'").casefold()
        if name in self._kept:
            return found[0]
        return self._names.given("gone sheet", name, "Gone_{}".format)
