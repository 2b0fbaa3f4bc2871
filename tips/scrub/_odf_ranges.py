"""Names of ranges and of expressions in an OpenDocument: those that a formula mentions stay."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from tips.scrub._odf_elements import ELEMENTS
from tips.scrub._odf_hidden import remove, said
from tips.scrub._odf_rebuild import UNWRAPPED, short
from tips.scrub._ooxml_values import FOREIGN
from tips.scrub._report import Kind

_NAMES = frozenset(("table:named-range", "table:named-expression"))
FORMULAS = frozenset(("table:formula", "table:expression", "calcext:value", "style:condition"))
CELLS = re.compile(r"\[(?:'[^']*'|[^\[\]'])*\]")  # "[$Sheet.A1:.B2]" mentions no name
_WORD = re.compile(r"\w+")
_POINTS = re.compile(r"\bINDIRECT\s*\(", re.I)  # finds a range by what a cell says


@dataclass
class _Name:
    """A name, those of its words that nothing has mentioned yet, and the words that it mentions."""

    node: etree._Element
    missing: set[str]
    mentions: set[str]


def settle(roots: Iterable[etree._Element], lost: Counter[Kind]) -> None:
    """Take out names that nothing else of one document mentions, now that the rest is settled."""
    parts = list(roots)
    names: list[_Name] = []
    mentioned: set[str] = set()
    points = False
    for node in [node for root in parts for node in _staying(root)]:
        formula = " ".join(_formulas(node))
        if short(str(node.tag)) in _NAMES:
            name = said(node).get("table:name", "")
            names.append(_Name(node, _words(name), _words(formula)))
        elif formula:
            mentioned |= _words(formula)
            points = points or bool(_POINTS.search(formula))
    if names and points:
        mentioned |= _words(" ".join(text for root in parts for text in root.itertext()))
    for unused in _unused(names, mentioned):
        lost[Kind.HIDDEN] += remove(unused.node)


def _unused(names: list[_Name], mentioned: set[str]) -> list[_Name]:
    """Return the names that neither the words nor the names among them mention."""
    waiting: dict[str, list[_Name]] = {}
    for name in names:
        for word in name.missing:
            waiting.setdefault(word, []).append(name)
    unused = {id(name): name for name in names}
    words = list(mentioned)
    while words:
        word = words.pop()
        for name in waiting.pop(word, ()):
            name.missing.discard(word)
            if not name.missing:
                words.extend(name.mentions)
                del unused[id(name)]
    return list(unused.values())


def _staying(root: etree._Element) -> Iterator[etree._Element]:
    """Yield what is on the list, and not in what goes with all that it holds."""
    stack = [root]
    while stack:
        node = stack.pop()
        name = short(str(node.tag))
        if name in ELEMENTS or name in UNWRAPPED:
            yield node
            stack.extend(node)


def _formulas(node: etree._Element) -> Iterator[str]:
    """Yield those formulas of an element that stay."""
    for key, value in said(node).items():
        if key in FORMULAS and not FOREIGN.search(value):
            yield value


def _words(formula: str) -> set[str]:
    return set(_WORD.findall(CELLS.sub(" ", formula).casefold()))
