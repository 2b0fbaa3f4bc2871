"""Names of typefaces: one that not everybody has tells who made a document, and is named again.

A house has its own letters drawn, and the file says "Milenio Titular" or "Firma Ana López". What
comes with widespread systems and programs keeps its name; any other becomes one of its family.
Families are called as in Windows (LOGFONT) and in the formats that took its words over.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tips.scrub._typeface_names import ALPHABETS, FAMILIES, STYLES

STAND_INS = {
    "roman": "Times New Roman",
    "swiss": "Arial",
    "modern": "Courier New",
    "script": "Comic Sans MS",
    "symbol": "Wingdings",
}
_LONGEST = 80  # letters of a name that is looked for
_THEME = re.compile(r"\+m[jn]-(?:lt|ea|cs)")  # "the theme's own for headings", and the like
_SEVERAL = re.compile("[;,]")
_BETWEEN = re.compile(r"[\s,._'\"()-]+")
# A PDF's mark of a part of a font, which converters copy, and Word's "(Body CS)" on a Macintosh.
_ADDED = re.compile(r"^[A-Z]{6}\+|\s?\([^;,]*")
_FEATURES = re.compile(  # of OpenType, which LibreOffice writes behind a name
    r"(?:(?:liga|dlig|clig|hlig|calt|kern|smcp|c2sc|pcap|[lopt]num|frac|ordn|su[pb]s|sinf|zero|case"
    r"|swsh|salt|titl|(?:ss|cv)\d\d|lang)(?:=\w{1,4})?&?)+"
)
_QUOTES = " \t\n\"'"
_GENERIC = frozenset(  # what a page on the web asks for where it names nothing
    ("serif", "sans", "sansserif", "mono", "monospace", "cursive", "fantasy", "systemui", "inherit",
     "uisansserif", "blinkmacsystemfont")
)  # fmt: skip


def _joined(name: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", name).casefold())


_KNOWN = {_joined(name): family for name, family in FAMILIES.items()}
_STYLED = re.compile(rf"(?:{'|'.join(map(_joined, STYLES.split()))})+")
_ENDINGS = re.compile(rf"(?:{'|'.join(map(_joined, f'{STYLES} {ALPHABETS}'.split()))})+")
_WORDS = (
    ("swiss", re.compile(r"sans|gothic|grotes|haas|黑|ゴシック|고딕|돋움|굴림")),
    ("modern", re.compile(r"mono|courier|consol|\bcode|menlo|typewriter|terminal|teletype")),
    ("roman", re.compile(
        r"serif|slab|times|roman|garamond|palatino|georgia|bookman|antiqua|song|ming|mincho|bodoni"
        r"|caslon|baskerville|didot|宋|明朝|明體|바탕|명조"
    )),
    ("script", re.compile(r"script|\bhand|handwrit|brush|callig|cursiv")),
    ("symbol", re.compile(r"dingbat|wingding|webding|pictogram|\bicons?\b")),
)  # fmt: skip


def family(name: str) -> str:
    """Return the family of a typeface that everybody has; nothing for any other.

    A known name may go on with words for a style, and begin with "@" where its letters lie.
    """
    return _family(name) if len(name) <= _LONGEST else ""


@lru_cache(8_192)
def _family(name: str) -> str:
    if _THEME.fullmatch(name):
        return "swiss"
    key = _joined(name.removeprefix("@"))
    for end in range(len(key), 1, -1):
        if key[:end] in _KNOWN and (end == len(key) or _ENDINGS.fullmatch(key, end)):
            return _KNOWN[key[:end]]
    return ""


def is_common(value: str) -> bool:
    """Tell whether an attribute names no typeface but those that everybody has: one, or a list."""
    return all(
        (not face or family(face)) and (not features or _are_known(features))
        for face, features in _faces(value)
    )


def is_style(value: str) -> bool:
    """Tell whether a text names no more than a style: "Bold", "Light Condensed"."""
    return len(value) <= _LONGEST and bool(_STYLED.fullmatch(_joined(value)))


def common(value: str, said: str = "") -> str:
    """Return what an attribute may name: what everybody has of its list, or one that is like.

    `said` is the family that the file tells, or nothing.
    """
    if is_common(value):
        return value
    faces = [face for face, _features in _faces(_ADDED.sub("", value)) if face]
    kept = [face for face in faces if family(face)]
    if any(_joined(face) not in _GENERIC for face in kept):
        return ("; " if ";" in value else ", ").join(kept)
    meant = [said] if said in STAND_INS else [*map(family, kept), _guessed(faces)]
    return STAND_INS.get(meant[0], STAND_INS["swiss"])


def _faces(value: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each typeface of a list, and what stands behind its colon."""
    for piece in [value] if family(value) else _SEVERAL.split(value):
        face, _colon, features = piece.strip(_QUOTES).partition(":")
        yield face.strip(_QUOTES), features


def _are_known(features: str) -> bool:
    return len(features) <= _LONGEST and bool(_FEATURES.fullmatch(features))


def _guessed(faces: Iterable[str]) -> str:
    """Return a family by the words of a name: letters without serifs where they say nothing."""
    name = unicodedata.normalize("NFKC", "".join([*faces][:1])).casefold()
    return next((family for family, said in _WORDS if said.search(name)), "swiss")


def told(generic: str, pitch: str = "", panose: str = "", *, signs: bool = False) -> str:
    """Return the family that a file tells of a typeface by the ways there are, or nothing.

    `generic` is a word of Windows ("roman"), `pitch` "fixed", "variable" or nothing; `panose` are
    ten bytes in hex that describe the letters (PANOSE 1.0); `signs` when it draws no letters.
    """
    kind, serifs, width = panose[:2], panose[2:4].upper(), panose[6:8]
    if signs or kind == "05":
        return "symbol"
    if kind == "03":
        return "script"
    if kind == "02" and "02" <= serifs <= "0F":
        return "modern" if width == "09" else "roman" if serifs <= "0A" else "swiss"
    if generic == "modern" and pitch == "variable":
        return ""  # what Windows says of letters of print that it knows nothing about
    return generic if generic in STAND_INS else ""
