"""Memory for what the desk opens, out of the same budget as what sources send."""

import weakref

from tips.uploads import BUDGET, RamFile


class Full(Exception):
    """No memory for this file now; later there will be."""


class Borrowed(RamFile):
    """An opened file, within the budget of memory until it is closed. Raises Full."""

    def __init__(self, size: int) -> None:
        if not BUDGET.take(size):
            raise Full
        super().__init__()
        self._give_back = weakref.finalize(self, BUDGET.give, size)  # once, closed or forgotten

    def close(self) -> None:
        super().close()
        self._give_back()
