"""How the bytes of a text are to be read: Unicode, or one of the old Western code pages."""

import codecs

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Windows, Macintosh and the DOS window, in the order in which they are likely.
_OLD = ("cp1252", "mac_roman", "cp850")
# What people write in Spanish, English, Portuguese, French and German beside ASCII. Not the signs
# that are letters of Spanish in one of the others.
_WRITTEN = frozenset("áéíóúüñÁÉÍÓÚÜÑ¿¡ªº°çÇãõâêôàèùäöëïîûßÄÖ«»“”‘’–—…€•·©®™±×½¼¾²³\u00a0")
_MOST_ODD = 0.05  # of the characters beyond ASCII: signs that are not in _WRITTEN
_MOST_HIGH = 0.25  # of all bytes: beyond ASCII; words of these languages have far fewer
_CONTROLS = bytes(range(9)) + bytes(range(14, 32)) + b"\x7f"


def encoding_of(data: bytes, *, is_head: bool = False) -> str | None:
    """Return the name of the encoding of a text, or None for what can be no text.

    A head may end in the middle of a character.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding if _decodes(data, encoding, is_head) else None
    if b"\x00" in data:
        return None
    return "utf-8" if _decodes(data, "utf-8", is_head) else _old(data)


def _decodes(data: bytes, encoding: str, is_head: bool) -> bool:
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data, final=not is_head)
    except UnicodeDecodeError:
        return False
    return "\x00" not in text and bool(text.strip("\ufeff"))


def _old(data: bytes) -> str | None:
    """Return the code page in which the bytes beyond ASCII are letters and signs of words.

    Bytes that make no words in any of them are no text: better refused than guessed.
    """
    high = bytes(byte for byte in data if byte > 0x7F)
    if len(high) > _MOST_HIGH * len(data) or data.translate(None, _CONTROLS) != data:
        return None
    odd = {name: _odd(high, name) for name in _OLD}
    best = min(_OLD, key=odd.__getitem__)
    return best if odd[best] <= _MOST_ODD * len(high) else None


def _odd(high: bytes, encoding: str) -> int:
    letters = high.decode(encoding, errors="replace")
    return sum(letters.count(letter) for letter in set(letters) - _WRITTEN)
