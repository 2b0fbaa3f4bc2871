"""What a workbook worked out of the place where it lies, and formulas that lost their first cell.

`CELL("filename")` may stand in a name of a range, or in one cell for others that share it, and
other formulas take the path apart. All their values tell it, and they are in no formula's words.
"""

import re
from collections.abc import Iterable

from lxml import etree

from tips.scrub._office_xml import parse
from tips.scrub._ooxml_cells import TELLS, has_value
from tips.scrub._ooxml_elements import NAMESPACES

_X = "{" + NAMESPACES["x"] + "}"
_PATH = re.compile(r"[\\/\]]")  # other answers (a colour, an address) tell nothing of the file
_SHORTEST = 3  # letters of a piece of a path
_MOST = 1_000  # paths; of a workbook that says more, all words that were worked out go


class Told:
    """The paths that formulas of a workbook told; `names` are its ranges, each with its formula."""

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        asking = [re.escape(name) for name, formula in names if name and TELLS.search(formula)]
        words = rf"|(?<![\w.])(?:{'|'.join(asking)})(?![\w.(])" if asking else ""
        self._asks = re.compile(TELLS.pattern + words, re.I)
        self._paths: set[str] = set()

    def learn(self, sheet: bytes) -> None:
        """Note the paths that the cells of a sheet say."""
        if not self._asks.search(sheet.decode("utf-8", "replace")):
            return
        for cell in parse(sheet).iter(f"{_X}c"):
            said = cell.findtext(f"{_X}v") or ""
            if self._asks.search(cell.findtext(f"{_X}f") or "") and _PATH.search(said):
                path, mark, _sheet = said.rpartition("]")
                self._paths.add((path + mark or said).strip().casefold())

    def tells(self, cell: etree._Element) -> bool:
        """Tell whether the words that a cell worked out are a path, a piece of it, or more."""
        if cell.get("t") != "str":
            return False
        said = (cell.findtext(f"{_X}v") or "").strip().casefold()
        if len(self._paths) > _MOST or self._asks.search(cell.findtext(f"{_X}f") or ""):
            return True
        short = len(said) < _SHORTEST
        return any(path in said or (said in path and not short) for path in self._paths)


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
