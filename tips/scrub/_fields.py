"""Fields of Word and RTF that show what their own code says: buttons to click, old equations."""

import re

_BUTTON = re.compile(r"\s*(?:MACRO|GOTO)BUTTON\s+\S+\s+(?P<words>.*)", re.I | re.S)
_EQUATION = re.compile(r"\s*EQ\s+(?P<words>.*)", re.I | re.S)
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
    return ""
