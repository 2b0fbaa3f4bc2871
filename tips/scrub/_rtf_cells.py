"""Which cell of a row of an RTF is being read, and whether the one above it is drawn over it.

Words of cells that are joined across (clmrg) stay: some programs show them.
"""

_WAYS = frozenset(("clvmgf", "clvmrg"))


class Cells:
    """Follows the words of a page; `covered` tells of what stands where the last one was."""

    def __init__(self) -> None:
        self._form: list[bool] = []  # of each cell of a row, whether another is drawn over it
        self._above: set[int] = set()  # right edges of cells that the row below may go on with
        self._open: set[int] = set()
        self._said: set[str] = set()
        self._is_row = self._is_inner = False
        self._at = 0

    @property
    def covered(self) -> bool:
        return self._is_row and self._at < len(self._form) and self._form[self._at]

    def word(self, word: str, number: int | None) -> None:
        """Take a word. A row is described before its cells, and perhaps once more behind them."""
        if word in ("nestcell", "nestrow"):  # a table in a cell is described behind its cells
            self._is_inner = word == "nestcell"
        elif word in ("intbl", "pard"):
            self._is_row = word == "intbl"
        elif word == "cell":
            self._at += 1
        elif word == "row":  # the next one may be described behind its cells only
            self._above, self._form, self._at = self._open, [], 0
        elif not self._is_inner:
            self._describe(word, number or 0)

    def _describe(self, word: str, number: int) -> None:
        if word == "trowd":
            self._form, self._open, self._said = [], set(), set()
        elif word in _WAYS:
            self._said.add(word)
        elif word == "cellx":
            goes_on = "clvmrg" in self._said and number in self._above
            if goes_on or "clvmgf" in self._said:
                self._open.add(number)
            self._form.append(goes_on)
            self._said = set()
