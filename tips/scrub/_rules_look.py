"""A second look at the rules for how cells look: words that no cell of the spreadsheet says."""

from collections.abc import Mapping

from tips.scrub import _package_look
from tips.scrub._rules import LITERAL, is_needed, is_place

_WORDED = frozenset(("t", "v", "f", "p", "span", "h", "a"))
_HOLDS = (b"cfRule", b"condition")


def unmatched(parts: Mapping[str, bytes]) -> int:
    """Count the words of rules, among the parts of a package, that no cell says."""
    if not any(word in data for data in parts.values() for word in _HOLDS):
        return 0
    reader = _Reader()
    for name, data in parts.items():
        if name.endswith(".xml"):
            reader.read(data)
    said = "\n".join(reader.said).casefold()
    asked = (piece.strip() for word in reader.asked for piece in _pieces(word))
    return sum(piece.casefold() not in said for piece in asked if not is_needed(piece))


def _pieces(word: str) -> list[str]:
    return word.replace("~", "*").replace("?", "*").split("*")


class _Reader:
    """What the cells of a spreadsheet say, line by line, and what its rules look for."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.asked: set[str] = set()
        self._path: list[str] = []
        self._line: list[str] = []
        self._formula = ""

    def read(self, data: bytes) -> None:
        _package_look.events(data, self._start, self._end, self._text)

    def _start(self, tag: str, told: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._path.append(name)
        if name in {"sheet", "table"}:
            self.said += [value for key, value in told.items() if key.endswith("name")]
        if name == "cfRule" and told.get("text"):
            self.asked.add(told["text"])
        elif name in {"map", "condition"}:
            for key, value in told.items():
                if key.rpartition(" ")[2] in {"condition", "value"}:
                    self._ask(value)

    def _end(self, tag: str) -> None:
        name = self._path.pop()
        if name == "formula":
            self._ask(self._formula)
            self._formula = ""
        elif name in {"si", "c", "p", "h"}:
            self.said.append("".join(self._line))
            self._line.clear()

    def _text(self, text: str) -> None:
        if self._path[-1] == "formula":
            self._formula += text
        elif self._path[-1] in _WORDED:
            self._line.append(text)

    def _ask(self, formula: str) -> None:
        words = (found[1].replace('""', '"') for found in LITERAL.finditer(formula) if found[1])
        self.asked.update(word for word in words if not is_place(formula, word))
