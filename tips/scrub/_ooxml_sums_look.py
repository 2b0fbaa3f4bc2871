"""A second look at formulas: the degrees, limits and letters that are there and not shown."""

import re
from collections.abc import Mapping, Sequence

_HIDING = {"m:degHide": "m:deg", "m:subHide": "m:sub", "m:supHide": "m:sup"}  # and what is hidden
_SHOW, _PHANTOM, _WORDS = "m:show", "m:e", "m:t"
_NO = frozenset(("0", "false", "off"))
_LETTER = re.compile(r"[^\Wx]")  # a phantom of ours has no other letter


class Sums:
    """Follows the formulas of one part; `text` tells whether what is met there is not shown.

    `path` are the names of the elements that are open, the innermost last.
    """

    def __init__(self) -> None:
        self._hidden: set[tuple[int, str]] = set()  # where in the path, and what is there

    def start(self, path: Sequence[str], said: Mapping[str, str]) -> None:
        name, place = path[-1], len(path) - 2  # of what stands beside the properties
        self._hidden = {mark for mark in self._hidden if mark[0] <= place + 1}
        is_on = _value(said) not in _NO
        if name in _HIDING and is_on:
            self._hidden.add((place, _HIDING[name]))
        elif name == _SHOW and not is_on:
            self._hidden.add((place, _PHANTOM))

    def text(self, path: Sequence[str], text: str) -> bool:
        """Tell whether letters stand in a place that is hidden, or in a phantom."""
        if path[-1] != _WORDS:
            return False
        names = {name for at, name in self._hidden if at < len(path) and path[at] == name}
        return bool(names - {_PHANTOM}) or _PHANTOM in names and bool(_LETTER.search(text))


def _value(said: Mapping[str, str]) -> str:
    return next((value.lower() for key, value in said.items() if key.endswith(" val")), "1")
