"""A second look at an OpenDocument: sheets that something refers to, and that are not there."""

import re
from collections.abc import Mapping

_ADDRESS = re.compile(
    r"table:(?:cell-range|base-cell|end-cell)-address|table:print-ranges|chart:[\w-]+-address"
    r"|chart:error-\w+-range|calcext:(?:target-range|base-cell)-address"
)
_FORMULAS = ("table:formula", "table:expression", "calcext:value", "style:condition")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_OWNER = re.compile(r"'((?:[^']|'')*)'[.#]|([\w-]+)\.")
_OURS = re.compile(r"local-table|gone_\d{1,9}")


class Sheets:
    """Takes the elements of all parts of a spreadsheet, each with its attributes."""

    def __init__(self) -> None:
        self._there: set[str] = set()
        self._meant: set[str] = set()

    def take(self, element: str, told: Mapping[str, str]) -> None:
        if element == "table:table":
            self._there.add(told.get("table:name", "").casefold())
        for key, value in told.items():
            if _ADDRESS.fullmatch(key):
                self._read(value)
            elif key in _FORMULAS:
                for cells in _BRACKETS.findall(value):
                    self._read(cells)

    def _read(self, cells: str) -> None:
        for quoted, plain in _OWNER.findall(cells):
            self._meant.add((quoted.replace("''", "'") or plain).casefold())

    def missing(self) -> int:
        """Return how many names are of no sheet that is there."""
        return sum(not _OURS.fullmatch(name) for name in self._meant - self._there)
