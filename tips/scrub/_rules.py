"""Words that the rules of a spreadsheet look for ("cells that contain 'Ana'") and no cell has.

Such a word may be of a cell that was deleted long since. In its place stands a sign that no cell
has either, so that every cell looks as it did.
"""

import itertools
import re
from collections.abc import Callable, Iterable
from html import unescape

from tips.scrub._office_xml import words

LITERAL = re.compile(r"""'(?:[^']|'')*'|"((?:[^"]|"")*)\"""")  # the name of a sheet, or words
_WILD = re.compile(r"[*?~]+")
# A sign, a unit of DATEDIF, a form of numbers or dates, a date, a year: needed, and tells nothing.
_NEEDED = re.compile(
    r".{0,2}|(?:AM/PM|A/P|General|a{3,4}(?!a)|[dmyhs0#?@.,:;/ %+$()\\-])+"
    r"|\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d\d){1,2}|\d{1,4}",
    re.I | re.S,
)
_POINTS = re.compile(r"\b(?:INDIRECT|ADDRESS)\s*\(", re.I)
_CELLS = re.compile(r"\$?[A-Z]{0,3}\$?\d{0,7}(?::\$?[A-Z]{0,3}\$?\d{0,7})?", re.I)
_MOST = 4 << 30  # characters of cells to be searched for the words of all rules
_FIRST_SIGN = 0xA4

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# In parts as we write them: what stands before the words of a rule, and the words.
_TEXT = re.compile(rb'(<x:cfRule\b[^>]*? text=")([^"]*)')
_FORMULA = re.compile(rb"(<x:formula>)([^<]*)")
_CONDITION = re.compile(rb'( (?:style:condition|calcext:value)=")([^"]*)')
_REST = re.compile(rb"<x:formula>[^<]*|<[^>]*>")
_ENDS = re.compile(rb"</(?:x:(?:c|si)|text:(?:p|h))>")
_CALLED = re.compile(rb'<(?:x:sheet|table:table)\b[^>]*? (?:table:)?name="([^"]*)"')


def is_needed(word: str) -> bool:
    """Tell whether words are a sign, a form or a date, which a formula may need."""
    return bool(_NEEDED.fullmatch(word))


def is_place(formula: str, word: str) -> bool:
    """Tell whether words of a formula lead to cells."""
    return bool(_POINTS.search(formula) and _CELLS.fullmatch(word))


class Shown:
    """What the cells of a document say, and what becomes of words of rules."""

    def __init__(self, said: str) -> None:
        self._said = said.casefold()
        signs = map(chr, itertools.count(_FIRST_SIGN))
        self._sign = next(sign for sign in signs if sign not in self._said)
        self._left = _MOST
        self._known: dict[str, str] = {}

    def formula(self, formula: str) -> str:
        """Return a formula without words that no cell says."""

        def new(found: re.Match[str]) -> str:
            old = found[1] and found[1].replace('""', '"')
            if not old or is_place(formula, old) or self.word(old) == old:
                return found[0]
            return f'"{self._sign}"'

        return LITERAL.sub(new, formula)

    def word(self, word: str) -> str:
        """Return a word of a rule, or a sign in its place."""
        if word not in self._known:
            stays = is_needed(word) or self._is_said(word)
            self._known[word] = word if stays else self._sign
        return self._known[word]

    def _is_said(self, word: str) -> bool:
        self._left -= len(self._said)
        return self._left >= 0 and all(
            piece.strip() in self._said for piece in _WILD.split(word.casefold())
        )


def of_workbook(members: dict[str, bytes]) -> int:
    """Settle the rules of a workbook that was built; return how many said such words."""
    sheets = [name for name in members if _SHEET.fullmatch(name)]
    if not any(b"<x:cfRule" in members[name] for name in sheets):
        return 0
    texts = [members[name] for name in ("xl/sharedStrings.xml", *sheets) if name in members]
    shown = Shown(_said(members["xl/workbook.xml"], texts))
    return sum(
        _settle(members, name, _TEXT, shown.word) + _settle(members, name, _FORMULA, shown.formula)
        for name in sheets
    )


def of_spreadsheet(members: dict[str, bytes]) -> int:
    """Settle the rules of an OpenDocument that was built; return how many said such words."""
    parts = [name for name in ("content.xml", "styles.xml") if name in members]
    if not any(_CONDITION.search(members[name]) for name in parts):
        return 0
    text = members["content.xml"]
    shown = Shown(_said(text, [text]))
    return sum(_settle(members, name, _CONDITION, shown.formula) for name in parts)


def _said(book: bytes, texts: Iterable[bytes]) -> str:
    """Return what cells say, each on a line of its own, and what the sheets are called.

    The words of a cell's own formula count too: they stay.
    """
    lines = [_REST.sub(b"", _ENDS.sub(b"\n", text)) for text in texts]
    return unescape(b"\n".join([*_CALLED.findall(book), *lines]).decode())


def _settle(
    members: dict[str, bytes], name: str, rule: re.Pattern[bytes], settled: Callable[[str], str]
) -> int:
    changed = 0

    def write(found: re.Match[bytes]) -> bytes:
        nonlocal changed
        old = unescape(found[2].decode())
        new = settled(old)
        changed += new != old
        return found[1] + words(new).encode() if new != old else found[0]

    members[name] = rule.sub(write, members[name])
    return changed
