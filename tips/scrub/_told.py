"""What a spreadsheet worked out of the place where it lies.

`CELL("filename")` may stand in a name of a range, or in one cell for others that share it, and
other formulas take the path apart. All their values tell it, and they are in no formula's words.
"""

import re
from collections.abc import Iterable

# What tells where the file lies, or of the program, in words that were worked out there.
TELLS = re.compile(r"\b(?:CELL|INFO)\(", re.I)

_PATH = re.compile(r"[\\/\]]")  # other answers (a colour, an address) tell nothing of the file
_SHEET = re.compile(
    r"\]|'#\$?"
)  # what stands before the sheet: "C:\[a.xlsx]b", "'file:///a.ods'#$b"
_SHORTEST = 3  # letters of a piece of a path
_MOST = 1_000  # paths; of a workbook that says more, all words that were worked out go


class Told:
    """The paths that formulas of a workbook told; `names` are its ranges, each with its formula."""

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        asking = [re.escape(name) for name, formula in names if name and TELLS.search(formula)]
        words = rf"|(?<![\w.])(?:{'|'.join(asking)})(?![\w.(])" if asking else ""
        self._asks = re.compile(TELLS.pattern + words, re.I)
        self._paths: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._paths)

    def asks(self, formula: str) -> bool:
        """Tell whether a formula, or any in a longer text, asks for the path."""
        return bool(self._asks.search(formula))

    def learn(self, formula: str, said: str) -> None:
        """Note the path that a cell says by its formula."""
        if self.asks(formula) and _PATH.search(said):
            ends = [found.end() for found in _SHEET.finditer(said)]
            self._paths.add(said[: ends[-1] if ends else None].strip().casefold())

    def tells(self, formula: str, said: str) -> bool:
        """Tell whether words that a formula worked out are a path, a piece of it, or more."""
        return len(self._paths) > _MOST or self.asks(formula) or self._is_piece(said)

    def repeats(self, said: str) -> bool:
        """Tell whether words that were taken from some cell hold a path."""
        said = said.casefold()
        return len(self._paths) > _MOST or any(path in said for path in self._paths)

    def _is_piece(self, said: str) -> bool:
        said = said.strip().casefold()
        short = len(said) < _SHORTEST
        return any(path in said or (said in path and not short) for path in self._paths)
