"""Sheets of an OpenDocument that go, and what still calls them by their names.

A chart keeps the values of its cells, and where those were; a rule for looks, or what is printed,
may lead to such a sheet too. They lead to a number in its place, and so to nothing as before.
"""

import re
from collections.abc import Iterable

from lxml import etree

from tips.scrub._odf_hidden import said, tag
from tips.scrub._ooxml_names import Names

_REFER = {
    tag(name)
    for name in (
        "table:cell-range-address", "table:base-cell-address", "table:print-ranges",
        "table:expression", "table:end-cell-address", "chart:values-cell-range-address",
        "chart:label-cell-address", "chart:error-lower-range", "chart:error-upper-range",
        "calcext:target-range-address", "calcext:base-cell-address", "calcext:value",
        "style:condition", "table:formula",
    )
}  # fmt: skip


def called(root: etree._Element) -> set[str]:
    """Return what the sheets of a part are called."""
    return {said(table).get("table:name", "") for table in root.iter(tag("table:table"))}


class Gone:
    """The names of sheets that are not there any more."""

    def __init__(self, names: Names, sheets: Iterable[str] = ()) -> None:
        self._names = names
        some = sorted(filter(None, sheets), key=len, reverse=True)
        quoted = "|".join(re.escape(name.replace("'", "''")) for name in some)
        plain = "|".join(map(re.escape, some))
        one = rf"'({quoted})'(?=\.)|(?<![\w.'])({plain})(?=\.)"
        self._one = re.compile(one, re.I) if some else None

    def settle(self, roots: Iterable[etree._Element]) -> None:
        """Write numbers for these names in all that refers to cells."""
        if self._one is None:
            return
        for node in [node for root in roots for node in root.iter()]:
            for key in _REFER & set(node.attrib):
                node.set(key, self._one.sub(self._number, str(node.get(key))))

    def _number(self, found: re.Match[str]) -> str:
        name = (found[1] or found[2]).replace("''", "'")
        return self._names.given("gone sheet", name.casefold(), "Gone_{}".format)
