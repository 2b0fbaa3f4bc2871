"""What draws a page, read operator by operator and written again in one plain form.

Comments, marked content with what it says, layers that are off, unknown operators, spare blanks
and spare digits are not written; names become ours; text is written in hexadecimal.
"""

import re
from typing import Any, Protocol

import pikepdf

from tips.scrub import _pdf_words as words
from tips.scrub._pdf_writer import digits
from tips.scrub._report import Reason, Unscrubbable

MOST_NESTED = 512  # q in q
_MOST_OPERANDS = 512

# What each operator takes, last one last: n number, s text, a array, and names of what it uses.
_TAKES = {
    b"q": "", b"Q": "", b"cm": "nnnnnn", b"w": "n", b"J": "n", b"j": "n", b"M": "n", b"d": "an",
    b"ri": "R", b"i": "n", b"gs": "G", b"m": "nn", b"l": "nn", b"c": "nnnnnn", b"v": "nnnn",
    b"y": "nnnn", b"h": "", b"re": "nnnn", b"S": "", b"s": "", b"f": "", b"F": "", b"f*": "",
    b"B": "", b"B*": "", b"b": "", b"b*": "", b"n": "", b"W": "", b"W*": "", b"BT": "", b"ET": "",
    b"Tc": "n", b"Tw": "n", b"Tz": "n", b"TL": "n", b"Tf": "Fn", b"Tr": "n", b"Ts": "n",
    b"Td": "nn", b"TD": "nn", b"Tm": "nnnnnn", b"T*": "", b"Tj": "s", b"TJ": "a", b"'": "s",
    b'"': "nns", b"d0": "nn", b"d1": "nnnnnn", b"CS": "C", b"cs": "C", b"SC": "*", b"SCN": "*",
    b"sc": "*", b"scn": "*", b"G": "n", b"g": "n", b"RG": "nnn", b"rg": "nnn", b"K": "nnnn",
    b"k": "nnnn", b"sh": "H", b"Do": "X",
}  # fmt: skip
_PLACES = {"G": "ExtGState", "F": "Font", "C": "ColorSpace", "H": "Shading", "X": "XObject"}
_ALL_NUMBERS = frozenset(("n", "nn", "nnn", "nnnn", "nnnnnn"))
_INTENTS = frozenset(
    (b"/AbsoluteColorimetric", b"/RelativeColorimetric", b"/Saturation", b"/Perceptual")
)
_SHOWS_TEXT = frozenset((b"Tj", b"TJ", b"'", b'"'))
_PATHS = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re"))
_PAINTS = frozenset((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"n"))


class Scope(Protocol):
    """What a piece of content may name."""

    def use(self, place: str, name: str) -> bytes | None:
        """Return our name, with its slash, for a thing among the resources; None if dropped."""

    def cost(self, place: str, name: bytes) -> int:
        """Return how many operators one use of our name draws."""

    def is_off(self, name: str) -> bool:
        """Tell whether a layer among the properties is not shown."""

    def inline(self, head: Any, data: bytes) -> bytes | None:
        """Take a picture that stood in the content and return our name for it."""


class Content:
    """One reading of one stream; `rewritten` returns the clean one, `cost` what it draws."""

    def __init__(self, data: bytes, scope: Scope) -> None:
        self.cost = 0
        self._data, self._scope = data, scope
        self._out = bytearray()
        self._layers: list[bool] = []  # of each marked content that is open: is it hidden
        self._hidden = 0
        self._path: list[bytes] = []  # of a hidden region: kept only if it clips
        self._nested = 0

    def rewritten(self) -> bytes:
        """Return the content in plain form, every q closed. Raises Unscrubbable."""
        place = 0
        while place < len(self._data):
            place = self._run(place)
        self._out += b"Q\n" * self._nested
        return bytes(self._out)

    def _run(self, place: int) -> int:
        """Read tokens until the end or a picture in the content; return where to go on."""
        operands: list[bytes] = []
        opened = -1  # where the array that is open began
        for token in words.TOKEN.finditer(self._data, place):
            kind = token.lastindex
            if kind is None:
                continue
            if kind == words.NUMBER:
                operands.append(digits(token[words.NUMBER]))
            elif kind == words.STEP and opened < 0:
                self._step(token[words.STEP], operands)
            elif kind == words.ROW:
                operands.append(words.row(token[words.ROW]))
            elif kind != words.WORD or opened >= 0:
                opened = _gathered(token, kind, operands, opened)
            elif token[kind] == b"BI":
                return self._picture(token.end())
            elif token[kind] in _TAKES or not words.is_number(token[kind]):
                self._operator(token[kind], operands)
                operands.clear()
            else:
                opened = _gathered(token, kind, operands, opened)
        return len(self._data)

    def _operator(self, word: bytes, operands: list[bytes]) -> None:
        takes = _TAKES.get(word)
        if takes is None:
            self._mark(word, operands)
            return
        self.cost += 1
        if takes == "*":
            taken = self._colour(operands)
        elif takes:
            taken = self._checked(takes, operands[-len(takes) :])
        else:
            taken = b""
        if taken is None or not self._nests(word):
            return
        line = b"%b%b\n" % (taken, word)
        if self._hidden:
            self._hide(word, line)
            return
        self._out += line

    def _step(self, text: bytes, operands: list[bytes]) -> None:
        """Take a step of a path that was read at once in plain form."""
        *numbers, word = text.split()
        if self._hidden:
            self._operator(word, numbers)
        else:
            self.cost += 1
            self._out += b"%b %b\n" % (b" ".join(numbers), word)
        operands.clear()

    def _nests(self, word: bytes) -> bool:
        if word == b"q":
            self._nested += 1
            if self._nested > MOST_NESTED:
                raise Unscrubbable(Reason.BOMB)
        elif word == b"Q":
            self._nested -= 1
            if self._nested < 0:
                self._nested = 0
                return False
        return True

    def _checked(self, takes: str, operands: list[bytes]) -> bytes | None:
        """Return operands that are of the kinds an operator takes, ours for names, else None."""
        if len(operands) != len(takes):
            return None
        if takes in _ALL_NUMBERS:
            taken = b" ".join(operands) + b" "
            return None if b"<" in taken or b"[" in taken or b"/" in taken else taken
        taken = b""
        for kind, operand in zip(takes, operands, strict=True):
            first = operand[:1]
            if kind == "n" and first in b"<[/":
                return None
            if (kind == "s" and first != b"<") or (kind == "a" and first != b"["):
                return None
            if kind == "R" and operand not in _INTENTS:
                return None
            if kind in _PLACES:
                ours = self._named(_PLACES[kind], operand)
                if ours is None:
                    return None
                operand = ours
            taken += operand + b" "
        return taken

    def _named(self, place: str, operand: bytes) -> bytes | None:
        if not operand.startswith(b"/") or (self._hidden and place in {"XObject", "Shading"}):
            return None
        ours = self._scope.use(place, _text(operand))
        if ours is not None:
            self.cost += self._scope.cost(place, ours)
        return ours

    def _colour(self, operands: list[bytes]) -> bytes | None:
        """Colours are numbers, and the name of a pattern last."""
        if not operands or any(operand[:1] in b"<[/" for operand in operands[:-1]):
            return None
        if operands[-1].startswith(b"/"):
            ours = self._named("Pattern", operands[-1])
            if ours is None:
                return None
            operands = [*operands[:-1], ours]
        elif operands[-1][:1] in b"<[":
            return None
        return b" ".join(operands[-33:]) + b" "

    def _mark(self, word: bytes, operands: list[bytes]) -> None:
        """Follow marked content, to know what is hidden; nothing of it is written."""
        if word in {b"BDC", b"BMC"}:
            off = False
            if word == b"BDC" and len(operands) > 1 and operands[-2] == b"/OC":
                off = self._scope.is_off(_text(operands[-1]))
            self._layers.append(off)
            self._hidden += off
        elif word == b"EMC" and self._layers:
            self._hidden -= self._layers.pop()

    def _hide(self, word: bytes, line: bytes) -> None:
        """Of a hidden region keep what later drawing stands on: the state and the clipping."""
        if word in _PATHS:
            self._path.append(line)
        elif word in {b"W", b"W*"}:
            self._out += b"".join((*self._path, line))
            self._path = [b""]
        elif word in _PAINTS:
            clips = bool(self._path) and self._path[0] == b""
            self._out += b"n\n" if clips else b""
            self._path = []
        elif word not in _SHOWS_TEXT and word not in {b"Do", b"sh"}:
            self._out += line

    def _picture(self, place: int) -> int:
        """Take a picture out of the content, into a thing of its own; return where it ends."""
        start = words.IMAGE_START.search(self._data, place - 1)
        if start is None:
            return len(self._data)
        try:
            head = pikepdf.Object.parse(b"<<%b >>" % self._data[place : start.start() + 1])
        except Exception:  # a head that is no dictionary is no picture
            head = pikepdf.Dictionary()
        end = words.IMAGE_END.search(self._data, start.end() - 1 + words.least(head))
        data = self._data[start.end() : end.start() if end else len(self._data)]
        ours = self._scope.inline(head, data)
        if ours is not None and not self._hidden:
            self._out += b"%b Do\n" % ours
        self.cost += 1
        return end.end() if end else len(self._data)


def _gathered(token: re.Match[bytes], kind: int, operands: list[bytes], opened: int) -> int:
    """Add a token to the operands; return where the array that is open began, or -1."""
    if len(operands) > _MOST_OPERANDS and opened < 0:
        del operands[:-40]
    if kind != words.BRACKET or token[kind] in {b"<<", b">>"}:
        operands.append(words.operand(token, kind))
    elif token[kind] == b"[":
        return len(operands) if opened < 0 else opened
    elif opened >= 0:
        operands[opened:] = [b"[%b]" % b" ".join(words.shown(operands[opened:]))]
    return opened if token[kind] != b"]" or kind != words.BRACKET else -1


def _text(name: bytes) -> str:
    return name[1:].decode("utf-8", "surrogateescape")
