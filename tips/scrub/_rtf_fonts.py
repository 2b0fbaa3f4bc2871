"""The typefaces of an RTF file: how their bytes are read, and which of them are named again."""

import re
from dataclasses import dataclass

from tips.scrub._rtf_words import CHARSETS, FAMILIES, SYMBOL
from tips.scrub._signs import sign
from tips.scrub._typefaces import STAND_INS, common, family, is_common, told

MOST = 500

_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_STAND_INS = re.compile("[\uf020-\uf0ff]")  # no letters of their own: byte 20 to ff of such a font
# What Macintoshes write, and the same as Windows knows it.
_LIKE = {
    "courier": "Courier New", "times": "Times New Roman", "arialmt": "Arial",
    "timesnewromanpsmt": "Times New Roman", "couriernewpsmt": "Courier New",
}  # fmt: skip
_WORDS = {family: word for word, family in FAMILIES.items()}
_PITCHES = {1: "fixed", 2: "variable"}
_PLAIN = re.compile(r"[A-Za-z0-9 @.,_-]+")
_LETTERS = re.compile(r" (?:CE|Cyr|Greek|Tur|Baltic|\([^()]*\))$", re.I)  # of a code page, now gone


@dataclass
class Font:
    family: str = ""
    pitch: str = ""
    charset: int = 0
    name: str = ""


class Fonts:
    """The table of fonts, filled while it is read, and the code page of the file."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}
        self._font = Font()
        self._encoding = "cp1252"

    def __contains__(self, number: int | None) -> bool:
        return number in self._fonts

    def code_page(self, word: str, number: int) -> None:
        encoding = _PAGES.get(word, f"cp{number}")
        if encoding in {*CHARSETS.values(), *_PAGES.values(), "cp932", "cp936", "cp949", "cp950"}:
            self._encoding = encoding

    def word(self, word: str, number: int | None) -> None:
        """Take a word of the table of fonts."""
        if word == "f" and len(self._fonts) < MOST and 0 <= (number or 0) < 32_000:
            self._font = self._fonts[number or 0] = Font()
        elif word in FAMILIES:
            self._font.family = FAMILIES[word]
        elif word == "fprq":
            self._font.pitch = _PITCHES.get(number or 0, "")
        elif word == "fcharset":
            self._font.charset = number or 0

    def name(self, data: bytes) -> None:
        """Take a piece of a font's name, to its semicolon."""
        if len(self._font.name) < 100:
            self._font.name += data.decode("latin-1")

    def decoded(self, data: bytes, number: int) -> str:
        """Return bytes as the letters that a font draws."""
        font = self._fonts.get(number, Font())
        if font.charset == SYMBOL:
            return "".join(sign(letter, font.name) for letter in data.decode("latin-1"))
        encoding = CHARSETS.get(font.charset, "cp1252") if font.charset else self._encoding
        return data.decode(encoding, errors="replace")

    def drawn(self, text: str, number: int) -> str:
        """Return letters, with those that stand for a sign of a font of signs as what it draws."""
        font = self._fonts.get(number, Font())
        name = font.name if font.charset == SYMBOL else ""
        return _STAND_INS.sub(lambda found: sign(chr(ord(found[0]) & 0xFF), name), text)

    def written(self) -> str:
        """Return the table anew; a typeface that not everybody has becomes one of its family."""
        faces = "".join(
            f"{{\\f{number}\\{_WORDS[family(name)]} {name};}}"
            for number, font in sorted(self._fonts.items())
            for name in [_face(font)]
        )
        return f"{{\\fonttbl{faces}}}" if faces else ""

    def renamed(self) -> int:
        """Return how many typefaces are named again."""
        return sum(not is_common(_named(font)) for font in self._fonts.values())


def _named(font: Font) -> str:
    return _LETTERS.sub("", font.name.partition(";")[0].strip())


def _face(font: Font) -> str:
    """Return what a typeface may be called. A font of signs is one of letters: they were read."""
    name = common(_named(font), told(font.family, font.pitch))
    name = _LIKE.get(name.casefold(), name)
    if _PLAIN.fullmatch(name) and family(name) in _WORDS:
        return name
    return STAND_INS.get(font.family, STAND_INS["swiss"])
