"""RTF in tokens, strictly: groups that close, words with numbers, bytes; no more than is bounded.

The format is that of Microsoft's Rich Text Format specification 1.9.1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tips.scrub._report import Reason, Unscrubbable

DEEPEST = 200  # groups inside groups
MOST = 20_000_000  # tokens
_WIDEST = 31_680  # twips of the widest page, which holds each number
# What signs after a backslash write, and letters that break a line and are no words.
CHARACTERS = {"~": " ", "_": "-", "\n": "\\par ", "\r": "\\par ", "\t": "\\tab "}
BREAKS = re.compile("[\n-\r\x85\u2028\u2029]")

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z'])|(?P<brace>[{}])|(?P<text>[^\\{}]+)",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `kind` is "{", "}", "word", "sign", "bytes" or "end".

    A word has a name and perhaps a number, a sign a name of one character, bytes their data; the
    end has the number of bytes before it.
    """

    kind: str
    name: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """Yield the tokens of the one group that an RTF file is, and b"bin" data as word and bytes.

    What follows the group is not read. Raises Unscrubbable.
    """
    place = depth = 0
    for _ in range(MOST):
        found = _TOKEN.match(data, place)
        if not found:
            raise Unscrubbable(Reason.BROKEN)
        place, token = found.end(), _token(found)
        depth += {"{": 1, "}": -1}.get(token.kind, 0)
        if depth > DEEPEST or (depth < 1 and token.kind != "}"):
            raise Unscrubbable(Reason.BROKEN)
        yield token
        if depth == 0:
            yield Token("end", number=place)
            return
        if token.name == "bin":
            length = token.number or 0
            if not 0 <= length <= len(data) - place:
                raise Unscrubbable(Reason.BROKEN)
            yield Token("bytes", "bin", data=data[place : place + length])
            place += length
    raise Unscrubbable(Reason.BOMB)


def _token(found: re.Match[bytes]) -> Token:
    if word := found["word"]:
        number = found["number"]
        return Token("word", word.decode().lower(), int(number) if number else None)
    if brace := found["brace"]:
        return Token(brace.decode())
    if sign := found["sign"]:
        return Token("sign", sign.decode("latin-1"))
    if pair := found["hex"]:
        return Token("bytes", "hex", data=bytes.fromhex(pair.decode()))
    return Token("bytes", data=found["text"].translate(None, b"\r\n\0"))


def ordered(word: str, number: int | None) -> str:
    """Return a word of RTF, its number within bounds."""
    bounded = "" if number is None else max(-_WIDEST, min(number, _WIDEST))
    return f"\\{word}{bounded} "


def escaped(letter: str) -> str:
    """Return a letter of the page as a file has it."""
    if letter in "{}\\":
        return "\\" + letter
    if letter == "\t":
        return "\\tab "
    if " " <= letter <= "~":
        return letter
    raw = letter.encode("utf-16-le")
    units = (
        int.from_bytes(raw[at : at + 2], "little", signed=True) for at in (0, 2)[: len(raw) // 2]
    )
    return "".join(f"\\u{unit}?" for unit in units)
