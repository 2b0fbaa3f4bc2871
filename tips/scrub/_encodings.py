"""How the bytes of a text are to be read: Unicode, or an old Western or Cyrillic code page."""

import codecs
import re
from collections.abc import Callable
from itertools import islice

Fits = Callable[[str, str, str], bool]

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Windows, Macintosh and the DOS window, in the order in which they are likely.
_WESTERN = ("cp1252", "mac_roman", "cp850")
_CYRILLIC = ("cp1251", "koi8_r", "cp866")
# What people write beside ASCII in Spanish, English, Portuguese, French, German, Italian and
# Swedish. Not the letters that are frequent ones of Polish, Czech or Turkish in their code pages.
_LETTERS = frozenset("áéíóúüñÁÉÍÓÚÜÑçÇãõâêôàèùäöëïîûßÄÖìòåœÀÈÊÌÒÅŒÃÕÂÔÎÏËÙÛ")
_RARE = frozenset("îûùïëìòãõâô")  # what a wrong page shows for frequent letters
_LONE = frozenset("àáèéêìíòóôùúåÀÁÈÉÊÌÍÒÓÚÅ")  # words of one letter
_LINKS = frozenset("’´—…·")  # may stand between two letters
_SIGNS = frozenset("«»“”‘¨–€£§•©®™±×°\u00a0")
_OPENS, _RAISED, _PARTS = frozenset("¿¡"), frozenset("ªº"), frozenset("½¼¾²³")
_RUSSIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў")
_FREQUENT = frozenset("оеаинті")  # half of the letters in a text, whatever it is about
_MOST_ODD = 0.05  # of the characters beyond ASCII: those that stand where nobody writes them
_MOST_HIGH = 0.25  # of all bytes of a Western text: beyond ASCII; real ones have far fewer
_FEW = 8  # of them are not counted against a short text
_LEAST_FREQUENT, _LEAST_RUSSIAN = 0.3, 12  # share of all its letters; number of those
_LOOKED_AT = 20_000  # characters beyond ASCII
_HIGH = re.compile(r"(?:(?<=(.))|(?<!.))([^\x00-\x7f])(?=(.)?)", re.S)
_CONTROLS = bytes(range(9)) + bytes(range(14, 32)) + b"\x7f"
_BEYOND = bytes(range(128, 256))


def encoding_of(data: bytes, *, is_head: bool = False) -> str | None:
    """Return the name of the encoding of a text, or None for what can be no text.

    A head may end in the middle of a character. UTF-8 may have a few broken ones: programs cut
    fields in the middle of a letter, and put lines of two texts into one file.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding if _decodes(data, encoding, is_head) else None
    if b"\x00" in data:
        return None
    if _decodes(data, "utf-8", is_head) or _is_nearly_utf8(data):
        return "utf-8"
    return _old(data)


def _decodes(data: bytes, encoding: str, is_head: bool) -> bool:
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data, final=not is_head)
    except UnicodeDecodeError:
        return False
    return "\x00" not in text and bool(text.strip("\ufeff"))


def _is_nearly_utf8(data: bytes) -> bool:
    """Tell whether nearly all characters beyond ASCII are whole; no other text looks like that."""
    if data.translate(None, _CONTROLS) != data:
        return False
    text = data.decode("utf-8", "replace")
    high = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") <= _MOST_ODD * high


def _old(data: bytes) -> str | None:
    """Return the code page in which the bytes beyond ASCII are letters and signs of words.

    Bytes that make no words in any of them are no text: better refused than guessed.
    """
    if data.translate(None, _CONTROLS) != data:
        return None
    high = len(data) - len(data.translate(None, _BEYOND))
    pages: dict[str, Fits] = dict.fromkeys(_CYRILLIC, _fits_cyrillic)
    if high <= max(_FEW, _MOST_HIGH * len(data)):
        pages = dict.fromkeys(_WESTERN, _fits_western) | pages
    odd = {name: _odd(data, name, fits) for name, fits in pages.items()}
    best = min(odd, key=odd.__getitem__)
    return best if odd[best] <= _MOST_ODD else None


def _odd(data: bytes, encoding: str, fits: Fits) -> float:
    """Return the share of characters that do not fit where they stand, read in a code page."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 1
    found = [match.groups(" ") for match in islice(_HIGH.finditer(text), _LOOKED_AT)]
    if fits is _fits_cyrillic:
        letters = [sign.lower() for _, sign, _ in found if sign.lower() in _RUSSIAN]
        frequent = sum(letter in _FREQUENT for letter in letters)
        if len(letters) < _LEAST_RUSSIAN or frequent < _LEAST_FREQUENT * len(letters):
            return 1
    if not found:
        return 0
    rare = sum(sign in _RARE for _, sign, _ in found) / 100  # between two that fit alike
    return (sum(not fits(*three) for three in found) + rare) / len(found)


def _fits_western(before: str, sign: str, after: str) -> bool:
    inside = before.isalpha() and after.isalpha()
    if sign in _LETTERS:
        return _is_spelt(before, sign, after) and (inside or _is_end(before, sign, after))
    if sign in _SIGNS or sign in _LINKS:
        return sign in _LINKS or not inside
    if sign in _OPENS:
        return not before.isalnum()
    if sign in _RAISED:
        return not after.isalpha() or before.isdigit()
    return sign in _PARTS and (before in "mM" or not before.isalpha())


def _is_spelt(before: str, sign: str, after: str) -> bool:
    """Tell whether large and small letters, and those with accents, stand as in words."""
    if sign in "õÕ" and after not in {"e", "E"}:
        return False  # Portuguese has it in no other place; Hungarian words look so here
    if sign.isupper():
        return not before.islower() and not (before.isupper() and after.islower())
    shouted = after.isupper() and sign != "ß"
    return not shouted and (before.isascii() or after.isascii())


def _is_end(before: str, sign: str, after: str) -> bool:
    """Tell whether a letter begins or ends a word, or is one that people write."""
    if before.isdigit() or after.isdigit():
        return False
    return before.isalpha() or after.isalpha() or sign in _LONE


def _fits_cyrillic(before: str, sign: str, after: str) -> bool:
    if sign.lower() not in _RUSSIAN:
        return sign == "№" or sign in _SIGNS | _LINKS | _RAISED
    foreign = any(letter.isascii() and letter.isalpha() for letter in (before, after))
    return not foreign and not (sign.isupper() and before.islower())
