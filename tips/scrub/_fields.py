"""Fields of Word and RTF that show what their own code says: buttons, signs, old equations."""

import re

from tips.scrub._signs import sign

_BUTTON = re.compile(r"\s*(?:MACRO|GOTO)BUTTON\s+\S+\s+(?P<words>.*)", re.I | re.S)
_EQUATION = re.compile(r"\s*EQ\s+(?P<words>.*)", re.I | re.S)
_SIGN = re.compile(r'\s*SYMBOL\s+"?(?P<code>0x[0-9a-f]{1,5}|\d{1,6})"?(?P<rest>.*)', re.I | re.S)
_FONT = re.compile(r'\\f\s*"?([^"\\]*)', re.I)
_SIGNS = re.compile(r"Symbol|.*dings", re.I)  # fonts that draw signs in the place of letters
_FORMAT = re.compile(r'\\\*\s*(?:"[^"]*"|\w+)')  # such as \* MERGEFORMAT, or the face of letters
_ORDERS = re.compile(
    r"\\[lrb]c\s*\\.|\\(?:up|do|di|fo|ba|ai|co|vs|hs|li)\s*-?\d*|\\[A-Za-z]+", re.I
)
_SEPARATORS = re.compile(r"(?<!\\)[(),;]")
_ESCAPED = re.compile(r"\\(.)", re.S)


def spoken(code: str) -> str:
    """Return the words that a field shows though it has no result, or nothing."""
    if found := _BUTTON.fullmatch(code):
        return " ".join(_FORMAT.sub("", found["words"]).split())
    if found := _EQUATION.fullmatch(code):
        bare = _ORDERS.sub("", _FORMAT.sub("", found["words"]))
        return " ".join(_ESCAPED.sub(r"\1", _SEPARATORS.sub(" ", bare)).split())
    if found := _SIGN.fullmatch(code):
        drawn = _drawn(
            int(found["code"], 16 if "x" in found["code"].lower() else 10), found["rest"]
        )
        return drawn if drawn.isprintable() else ""
    return ""


def _drawn(number: int, rest: str) -> str:
    """Return the sign of a number: one of Unicode's, or a byte in the font that is named."""
    font = _FONT.search(rest)
    name = font[1].strip() if font else ""
    if number & ~0xFF in (0, 0xF000) and _SIGNS.match(name):
        return sign(chr(number & 0xFF), name)
    if r"\u" in rest.lower() or number > 0xFF:
        return chr(number) if number < 0xD800 else ""
    return bytes((number,)).decode("cp1252", "ignore")
