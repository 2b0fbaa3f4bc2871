"""Forms of numbers: of the sections of each, those that some cell shows keep their words.

A form such as `0" euros";"owed to Ana "0` has words for positive numbers, negative ones, nought and
texts, or for numbers that meet a condition. Which of them shows is said by the values alone.
"""

import math
import operator
import re
from collections.abc import Callable, Iterable

from lxml import etree

from tips.scrub._ooxml_elements import NAMESPACES

_X = "{" + NAMESPACES["x"] + "}"
_PIECE = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\[\]]*\]|;|[^"\\_*\[;]+|.', re.S)
_LIMIT = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_SIGN = re.compile(r"\[\$([^\]-]*)[^\]]*\]")  # of a currency, with its language
_DRAWN = re.compile(r"[0#?@dmyhs]|General", re.I)
_HEAD = re.compile(r"^(?:\[[^\]]*\])+")
_BELOW = re.compile(r"[-(]")  # how a form without words marks what is less than nought
_APART = frozenset('"\\_*[')  # what such a piece begins with is no place for a value
_Compared = Callable[[float, float], bool]
_COMPARED: dict[str, _Compared] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_NO_NUMBER = frozenset(("b", "e"))
_TEXTS = frozenset(("s", "str", "inlineStr"))


class Form:
    """One form of numbers; `number`, `text` and `anything` note what a cell shows by it."""

    def __init__(self, code: str) -> None:
        self._sections = _sections(code)
        last = [piece for piece in self._sections[-1] if piece[0] not in _APART]
        self._has_text = len(self._sections) > 3 or any("@" in piece for piece in last)
        self._limits = _limits(self._sections[: len(self._sections) - self._has_text])
        self._shown: set[int] = set()

    def number(self, value: float) -> None:
        """Note a number; one that may be rounded to nought could be shown in two ways."""
        for way in {value, 0.0} if -1 < value < 1 else {value}:
            meets = (at for at, (sign, than) in enumerate(self._limits) if sign(way, than))
            self._shown.add(next(meets, 0))

    def text(self) -> None:
        if self._has_text:
            self._shown.add(len(self._sections) - 1)

    def anything(self) -> None:
        self._shown = set(range(len(self._sections)))

    def settled(self) -> str:
        """Return the form without words that nothing shows."""
        seen = {word for at in self._shown for word in _words(self._sections[at])}
        return ";".join(
            "".join(pieces)
            if at in self._shown or set(_words(pieces)) <= seen
            else self._plain(at, pieces)
            for at, pieces in enumerate(self._sections)
        )

    def _plain(self, at: int, pieces: list[str]) -> str:
        kept = "".join(piece for piece in pieces if not _words([piece]))
        rest = _HEAD.sub("", kept, count=1)
        head = kept[: len(kept) - len(rest)]
        is_text = self._has_text and at == len(self._sections) - 1
        if not _DRAWN.search(rest):
            rest = "@" if is_text else "General"
        is_negative = at == 1 and not is_text and self._limits[0][1] == 0
        return head + ("-" if is_negative and not _BELOW.search(rest) else "") + rest


class Forms:
    """The forms of numbers of a workbook, by the looks that its cells name."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._codes: dict[str, Form] = {}
        self._by_look: dict[str, Form] = {}
        self._ruled: list[Form] = []  # those of rules, which any cell may come under
        self.looks: set[str] = set()  # numbers of the looks that something has
        if styles is None:
            return
        for code in styles.iterfind(f"{_X}numFmts/{_X}numFmt"):
            self._codes[str(code.get("numFmtId"))] = Form(str(code.get("formatCode", "")))
        for number, look in enumerate(styles.iterfind(f"{_X}cellXfs/{_X}xf")):
            form = self._codes.get(str(look.get("numFmtId")))
            if form is not None:
                self._by_look[str(number)] = form
        self._ruled = [Form(str(one.get("formatCode", ""))) for one in _ruled(styles)]

    def use(self, cell: etree._Element) -> None:
        """Note the look of a cell, and which words its value shows."""
        look = str(cell.get("s", "0"))
        self.looks.add(look)
        own = self._by_look.get(look)
        for form in self._ruled if own is None else (own, *self._ruled):
            _show(form, cell)

    def settle(self, styles: etree._Element) -> int:
        """Take out forms that no cell uses, and words that none shows. Returns how many changed."""
        changed = sum(map(_set, _ruled(styles), self._ruled))
        kept = self._kept(styles)
        for formats in styles.findall(f"{_X}numFmts"):
            for one in list(formats):
                number = str(one.get("numFmtId"))
                if number in kept and number in self._codes:
                    changed += _set(one, self._codes[number])
                else:
                    formats.remove(one)
                    changed += 1
            if not len(formats):
                styles.remove(formats)
        return changed

    def _kept(self, styles: etree._Element) -> set[str]:
        """Return the numbers of the forms that something has; give others the plainest."""
        cells = styles.findall(f"{_X}cellXfs/{_X}xf")
        below = styles.findall(f"{_X}cellStyleXfs/{_X}xf")
        kept = [look for at, look in enumerate(cells) if not at or str(at) in self.looks]
        wanted = {str(look.get("xfId", "0")) for look in kept}
        kept += [look for at, look in enumerate(below) if str(at) in wanted]
        for look in (*cells, *below):
            if look not in kept and "numFmtId" in look.attrib:
                look.set("numFmtId", "0")
        return {str(look.get("numFmtId")) for look in kept}


def _set(one: etree._Element, form: Form) -> bool:
    new = form.settled()
    is_new = str(one.get("formatCode", "")) != new
    one.set("formatCode", new)
    return is_new


def _ruled(styles: etree._Element) -> list[etree._Element]:
    return list(styles.iterfind(f"{_X}dxfs/{_X}dxf/{_X}numFmt"))


def _show(form: Form, cell: etree._Element) -> None:
    """Note what a cell shows by a form; a sum that nobody worked out may be anything."""
    kind = cell.get("t", "n")
    if kind in _TEXTS:
        form.text()
    elif kind not in _NO_NUMBER and len(cell):
        try:
            form.number(float(next(cell.itertext(f"{_X}v"), "")))
        except ValueError:
            form.anything()


def _sections(code: str) -> list[list[str]]:
    sections: list[list[str]] = [[]]
    for piece in _PIECE.findall(code):
        if piece == ";":
            sections.append([])
        else:
            sections[-1].append(piece)
    return sections


def _limits(sections: list[list[str]]) -> list[tuple[_Compared, float]]:
    """Return what a number must meet for each section; the last one takes all others."""
    usual = [(">=", 0.0)] if len(sections) == 2 else [(">", 0.0), ("<", 0.0)]
    limits = []
    for at, section in enumerate(sections[:-1]):
        said = next(filter(None, map(_LIMIT.fullmatch, section)), None)
        sign, than = (said[1], float(said[2])) if said else usual[min(at, len(usual) - 1)]
        limits.append((_COMPARED[sign], than))
    return [*limits, (operator.ge, -math.inf)] if sections else []


def _word(piece: str) -> str:
    """Return what a piece of a section says, if it is a word and no place for digits."""
    if piece[0] in '"\\_*' and len(piece) > 1:
        return piece[1:].rstrip('"') if piece[0] == '"' else piece[1:]
    sign = _SIGN.fullmatch(piece)
    return sign[1] if sign else ""


def _words(pieces: Iterable[str]) -> list[str]:
    """Return what a section says in letters or digits; signs and spaces tell nothing."""
    return [word for word in map(_word, pieces) if any(map(str.isalnum, word))]
