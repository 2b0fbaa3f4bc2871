"""The typefaces of an RTF file: how their bytes are read, and which of them are named again."""

import re
from dataclasses import dataclass

from tips.scrub._rtf_words import CHARSETS, FACES, SYMBOL
from tips.scrub._signs import sign

MOST = 500

_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
# Free and newer faces that stand for the old ones.
_LIKE = {
    "liberation serif": "times new roman", "liberation sans": "arial", "dejavu serif": "cambria",
    "dejavu sans": "verdana", "liberation mono": "courier new", "dejavu sans mono": "consolas",
    "carlito": "calibri", "caladea": "cambria", "aptos": "calibri", "helvetica neue": "helvetica",
    "courier": "courier new", "times": "times new roman", "arialmt": "arial",
    "timesnewromanpsmt": "times new roman", "couriernewpsmt": "courier new",
}  # fmt: skip
_GUESSED = (
    ("fswiss", re.compile(r"sans|gothic")),
    ("fmodern", re.compile(r"mono|courier|consol|code|menlo|typewriter|terminal")),
    ("froman", re.compile(r"serif|times|roman|garamond|palatino|georgia|book|song|ming|mincho")),
)
_STAND_INS = re.compile("[\uf020-\uf0ff]")  # no letters of their own: byte 20 to ff of such a font
_KNOWN = {name.casefold(): (family, name) for family, names in FACES.items() for name in names}


@dataclass
class Font:
    family: str = "fnil"
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
        elif word in FACES:
            self._font.family = word
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
            f"{{\\f{number}\\{family} {name};}}"
            for number, font in sorted(self._fonts.items())
            for family, name in [_face(font)]
        )
        return f"{{\\fonttbl{faces}}}" if faces else ""


def _family(font: Font, name: str) -> str:
    """Return the family of a typeface, guessed by its name where the file does not say it."""
    if font.family in FACES:
        return font.family
    return next((family for family, said in _GUESSED if said.search(name)), "fswiss")


def _face(font: Font) -> tuple[str, str]:
    name = font.name.partition(";")[0].strip().casefold()
    name = _LIKE.get(name, name)
    if name in _KNOWN:
        return _KNOWN[name]
    family = _family(font, name)
    return family, FACES[family][0]
