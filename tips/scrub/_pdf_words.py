"""The words of drawing: numbers, names and text, told apart and written in one plain form."""

import re
from typing import Any

from tips.scrub._pdf_writer import digits

_TEXT = rb"(?>[^()\\]+|\\[\s\S])"
_TEXT = rb"(?>[^()\\]+|\\[\s\S]|\((?:%b|\((?:%b|\(%b*+\))*+\))*+\))" % (_TEXT, _TEXT, _TEXT)
# A whole array of text and spacing where all of it is plain, which most text is: read at once.
_BLANKS = rb"[\0\t\n\f\r ]*+"
_PIECE = rb"(?:<(?:[0-9A-Fa-f]{2})*+>|\([^()\\\r]*+\))"
_SPACING = rb"(?:-?(?:[1-9]\d{0,8}+(?:\.\d{0,6}[1-9])?|0\.\d{0,6}[1-9])|0)"
_ROW = rb"(\[(?:%b%b%b(?:%b(?=[<(\]\0\t\n\f\r ]))?)*+%b\])" % (
    _BLANKS, _PIECE, _BLANKS, _SPACING, _BLANKS,
)  # fmt: skip
# A step of a path whose numbers are in their shortest form, which most drawing is: read at once.
_SHORTEST = rb"(?:-?(?:[1-9]\d{0,8}+(?:\.\d{0,7}[1-9])?|0\.\d{0,7}[1-9])|0)[\0\t\n\f\r ]++"
_STEP = rb"((?!1 0 0 )(?<![0-9][\0\t\n\f\r ])(?:%b){2}(?:[lm]|(?:%b){4}c)(?=[\0\t\n\f\r ]))" % (
    _SHORTEST, _SHORTEST,
)  # fmt: skip
TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*+(?:%[^\r\n]*|"
    + _ROW
    + rb"|"
    + _STEP
    + rb"|([+-]?(?:\d+\.?\d*|\.\d+)(?![^\0\t\n\f\r ()<>\[\]{}/%]))"
    rb"|/([^\0\t\n\f\r ()<>\[\]{}/%]*)|\((" + _TEXT + rb"*+)\)|(<<|>>|\[|\])"
    rb"|<([^<>]*)>|([^\0\t\n\f\r ()<>\[\]{}/%]+)|.)"
)
ROW, STEP, NUMBER, NAME, LITERAL, BRACKET, HEX, WORD = range(1, 9)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))|\r\n?")
_SHORT_LITERAL = re.compile(rb"\(([^()]*)\)")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_LOOSE_NUMBER = re.compile(rb"[+-]*(\d*\.?\d*)[-+.\d]*\Z")
IMAGE_START = re.compile(rb"[\0\t\n\f\r >\]]ID[\0\t\n\f\r ]")
IMAGE_END = re.compile(
    rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ](?:[\0\t\n\f\r -~]{0,12})|\Z)|(?<=[>~])EI\b"
)
_ODD_LETTER = re.compile(rb"#([0-9A-Fa-f]{2})")
_LOWER = bytes(range(256)).lower()
_NO_DIGITS = bytes(set(range(256)) - set(b"0123456789abcdefABCDEF"))
_WORDS = {b"true": b"1", b"false": b"0", b"null": b"0"}


def least(head: Any) -> int:
    """Return how many bytes an unpacked picture has at least, in which EI means nothing."""
    if "/F" in head or "/Filter" in head:
        return 0
    width, height = head.get("/W", head.get("/Width", 0)), head.get("/H", head.get("/Height", 0))
    depth = head.get("/BPC", head.get("/BitsPerComponent", 1))
    colours = {"/RGB": 3, "/DeviceRGB": 3, "/CMYK": 4, "/DeviceCMYK": 4}
    colours_here = colours.get(str(head.get("/CS", head.get("/ColorSpace", ""))), 1)
    try:
        return max(0, (int(width) * int(depth) * colours_here + 7) // 8 * int(height))
    except (TypeError, ValueError):
        return 0


def is_number(word: bytes) -> bool:
    """Tell whether a word that is no operator may stand for a number, well written or not."""
    return word in _WORDS or bool(_LOOSE_NUMBER.match(word))


def operand(token: re.Match[bytes], kind: int) -> bytes:
    """Return a token as a number, a name with its slash, or hexadecimal text."""
    if kind == NUMBER:
        return digits(token[NUMBER])
    if kind == LITERAL:
        return b"<%b>" % _literal(token[LITERAL]).hex().encode()
    if kind == HEX:
        text = token[HEX].translate(_LOWER, _NO_DIGITS)
        return b"<%b>" % (text + b"0" * (len(text) % 2))
    if kind == NAME:
        name = token[NAME]
        return b"/" + (_ODD_LETTER.sub(_letter, name) if b"#" in name else name)
    loose = _LOOSE_NUMBER.match(token[kind])
    return digits(loose[1] or b"0") if loose else b"0"


def row(text: bytes) -> bytes:
    """Return an array of text and spacing that was read at once in plain form."""
    if b"(" in text:
        text = _SHORT_LITERAL.sub(_as_hex, text)
    text = text.lower().translate(None, b"\0\t\n\f\r ")
    return (
        text.replace(b">", b"> ")
        .replace(b"<", b" <")
        .replace(b"  ", b" ")
        .replace(b"[ ", b"[")
        .replace(b" ]", b"]")
    )


def _as_hex(found: re.Match[bytes]) -> bytes:
    return b"<%b>" % found[1].hex().encode()


def _letter(code: re.Match[bytes]) -> bytes:
    return bytes([int(code[1], 16)])


def _literal(text: bytes) -> bytes:
    if b"\\" not in text and b"\r" not in text:
        return text
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 255])
    if found[2] is None:
        return b"\n"
    return b"" if found[2] in {b"\n", b"\r", b"\r\n"} else _LETTERS.get(found[2], found[2])


def shown(members: list[bytes]) -> list[bytes]:
    """Return what an array of text and spacing may hold."""
    return [member for member in members if member[:1] not in b"/["]
