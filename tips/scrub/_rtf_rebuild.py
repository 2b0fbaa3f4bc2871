"""RTF read as a reader would, and written anew: words, looks, tables and pictures, nothing else."""

import copy
from collections import Counter

from tips.scrub._fields import spoken
from tips.scrub._report import Kind, Report
from tips.scrub._rtf_cells import Cells
from tips.scrub._rtf_colours import Colours
from tips.scrub._rtf_fonts import Fonts
from tips.scrub._rtf_groups import MOST_CODE, PARTS, Group, counted, told_by_result
from tips.scrub._rtf_heads import Heads
from tips.scrub._rtf_pictures import Picture, drawn
from tips.scrub._rtf_shapes import VALUES, Shapes
from tips.scrub._rtf_tokens import BREAKS, CHARACTERS, Token, escaped, ordered, tokens
from tips.scrub._rtf_words import APART, DRAWING, HIDING, LEFT_OUT, READ, SIGNS, TELLING
from tips.scrub.text import seen

HEAD = "{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1"


class Rebuild:
    """Reads tokens and holds what is to be written. Raises Unscrubbable."""

    def __init__(self, data: bytes) -> None:
        self.removed: Counter[Kind] = Counter()
        self.reports: list[Report] = []
        self._out: list[str] = []
        self._heads, self._shapes, self._cells = Heads(self._out), Shapes(self._out), Cells()
        self._groups = [Group()]
        self._fonts, self._colours = Fonts(), Colours()
        self._picture, self._code = Picture(), ""
        self._bytes, self._units = bytearray(), list[int]()
        self._skip = 0
        self.length = 0  # bytes of the file, without what stands behind it
        for token in tokens(data):
            self._take(token)
        self.removed[Kind.HIDDEN] += self._heads.settle()
        self.removed[Kind.SOFTWARE] += self._fonts.renamed()

    def written(self) -> str:
        """Return the whole file anew."""
        return f"{HEAD}{self._fonts.written()}{self._colours.written()}\n{''.join(self._out)}}}"

    def _take(self, token: Token) -> None:
        if token.kind == "end":
            self.length = token.number or 0
        elif token.kind == "bytes":
            self._letters(token)
        elif token.name == "u" and token.kind == "word":
            self._flush_bytes()
            self._begun()
            self._skip = self._groups[-1].skips
            self._units.append((token.number or 0) & 0xFFFF)
        elif self._skip and token.kind in ("word", "sign"):
            self._skip -= 1  # a word or sign may stand in for the letter
        else:
            self._flush()
            kinds = {"{": self._open, "}": self._close, "word": self._word, "sign": self._sign}
            kinds[token.kind](token)

    def _open(self, _token: Token) -> None:
        self._begun()
        group = copy.copy(self._groups[-1])
        group.starred = group.begun = group.written = group.is_shape = False
        group.within, group.start = group.part, None
        self._groups.append(group)

    def _close(self, _token: Token) -> None:
        group = self._groups.pop()
        is_seen = group.within == "page" or (group.within == "sv" and self._shapes.has_picture)
        if group.part == "picture" and is_seen and not (group.hidden or self._cells.covered):
            crop = self._shapes.crop if group.within == "sv" else {}
            picture, report = drawn(self._picture, crop)
            self._out.append(picture)
            self.reports += [report] if report else []
            self.removed[Kind.EMBEDDED] += not report
        if group.part == "sv" and group.within == "sp":
            self._shapes.end()
        if group.part == "code" and group.within == "page":
            code, self._code, field = self._code, "", self._groups[-1]
            field.result, field.counted = told_by_result(code), counted(code)
            self._say(spoken(code))
        if group.written and self._out[-1] == "{":
            self._out.pop()
        elif group.written:
            self._out.append("}")
        if group.start is not None:
            self._heads.closed(group.head, group.start)
        if group.is_shape:
            self.removed[Kind.HIDDEN] += self._shapes.close()

    def _begin(self, part: str, word: str = "") -> None:
        """Say what the group just opened is; a part of the page is written as a group too."""
        group = self._groups[-1]
        group.begun = True
        if len(self._groups) == 1:
            return
        if group.within == "out":
            part = "page" if len(self._groups) == 2 and word == "rtf" else "out"
        elif group.within == "upr" and word != "ud":
            part = "out"
        group.part = part
        if part == "page" and len(self._groups) > 2:
            group.written = True
            if word in APART and not group.head:
                group.head, group.start = word, len(self._out)
            self._out.append("{" + (f"\\{word} " if word in APART else ""))

    def _begun(self) -> None:
        """The group begins with no word for its kind: it is of the kind that it stands in."""
        group = self._groups[-1]
        if not group.begun:
            self._begin("out" if group.starred else group.within)

    def _shown(self) -> bool:
        return self._groups[-1].part == "page" and not self._groups[-1].hidden

    def _sign(self, token: Token) -> None:
        if token.name == "*" and not self._groups[-1].begun:
            self._groups[-1].starred = True
            return
        self._begun()
        if token.name in "{}\\":
            self._say(token.name)
        elif self._shown():
            self._out.append(CHARACTERS.get(token.name, ""))

    def _word(self, token: Token) -> None:
        if not self._groups[-1].begun and self._part(token.name):
            return
        self._begun()
        group, word, number = self._groups[-1], token.name, token.number
        if word == "uc":
            group.skips = max(0, min(number or 0, 8))
        elif word in ("ansicpg", "mac", "pc", "pca"):
            self._fonts.code_page(word, number or 0)
        elif group.part == "picture":
            self._picture.measures[word] = number or 0
        elif group.part == "fonts":
            self._fonts.word(word, number)
        elif group.part == "colours":
            self._colours.word(word, number)
        elif group.part == "page":
            self._page_word(group, word, number)

    def _part(self, word: str) -> bool:
        """Enter the part that a group's first word names. Returns False for any other word."""
        group, inside = self._groups[-1], self._groups[-1].within == "page"
        if (word == "sp" and inside) or (word in VALUES and group.within == "sp"):
            self._begin(word)
            self._shapes.begin(word)
        elif kind := self._gone(word):
            self.removed[kind] += 1
            self._begin("code" if word == "fldinst" and inside else "out")
        elif word in PARTS:
            if word == "pict":
                self._picture = Picture()
            self._begin(PARTS[word], word)
        elif word in APART or word in READ or word == "ud":
            if word == "shp":
                group.is_shape = True
                self._shapes.open()
            self._begin("page" if inside or word == "ud" else group.within, word)
        elif group.starred:
            self.removed[Kind.OTHER] += inside
            self._begin("out")
        else:
            return False
        return True

    def _gone(self, word: str) -> Kind | None:
        """Return what a part tells that is left out; no page shows a head inside a head."""
        if word == "fldrslt" and (kind := self._groups[-1].result):
            return kind
        if word in APART and word != "footnote" and self._groups[-1].head:
            return Kind.HIDDEN
        return LEFT_OUT.get(word)

    def _page_word(self, group: Group, word: str, number: int | None) -> None:
        self._cells.word(word, number)
        if word in TELLING:
            self.removed[TELLING[word]] += 1
        if word in HIDING:
            group.hidden = group.hidden - {word} if number == 0 else group.hidden | {word}
        elif word in SIGNS:
            self._say(SIGNS[word])
        elif word in DRAWING:
            if word == "plain":
                group.hidden = frozenset()
            if word == "f":
                group.font = number or 0
                number = number if number in self._fonts else 0
            self._out.append(ordered(word, number))
            if not group.head:
                self._heads.word(word)

    def _letters(self, token: Token) -> None:
        data = token.data
        if self._skip:
            spared = 1 if token.name else min(self._skip, len(data))
            self._skip -= spared
            data = data[len(data) if token.name else spared :]
        self._flush_units(bool(data))
        self._begun()
        part = self._groups[-1].part
        if part == "picture":
            (self._picture.binary if token.name == "bin" else self._picture.digits).extend(data)
        elif part == "fonts":
            self._fonts.name(data)
        elif part == "colours":
            self._colours.end(data.count(b";"))
        elif part in ("page", "code", *VALUES) and token.name != "bin":
            self._bytes += data

    def _flush(self) -> None:
        self._flush_units(True)
        self._flush_bytes()
        self._skip = 0

    def _flush_units(self, now: bool) -> None:
        if now and self._units:
            raw = b"".join(unit.to_bytes(2, "little") for unit in self._units)
            self._units.clear()
            text = raw.decode("utf-16-le", errors="replace")
            self._say(self._fonts.drawn(text, self._groups[-1].font))

    def _flush_bytes(self) -> None:
        if self._bytes:
            raw = bytes(self._bytes)
            self._bytes.clear()
            self._say(self._fonts.decoded(raw, self._groups[-1].font))

    def _say(self, text: str) -> None:
        """Write words, if they are on the page and not hidden."""
        group = self._groups[-1]
        if group.part in VALUES:
            self._shapes.read(group.part, text)
        if group.part == "code":
            self._code += text[: MOST_CODE - len(self._code)]
        if group.part != "page" or group.hidden or self._cells.covered:
            self.removed[Kind.HIDDEN] += group.part == "page"
            return
        if group.counted is not None and text.strip():
            self._out += group.counted
            group.counted.clear()
            return
        text, unseen = seen(BREAKS.sub(" ", text))
        self.removed[Kind.HIDDEN] += unseen
        self._out.append("".join(map(escaped, text)))
