"""Plain text: UTF-8 with one kind of line end, and no character that only a machine sees."""

import codecs
import re
import unicodedata
from collections import Counter
from typing import BinaryIO

from tips.scrub._report import Change, Kind, Limit, Reason, Report, Unscrubbable
from tips.scrub._sniff import sniff

MEDIA_TYPES = {"text/plain": ("txt", "text", "md", "markdown", "csv", "log")}

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_TAILS = re.compile("[ \t]+(?=\n|\\Z)")
# Seen by no reader: control and format characters, TAG characters, fillers, variation selectors.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# One joiner or one emoji selector is spelling (Persian, Hindi, emoji); two in a row are a code.
_JOINERS = re.compile("[\u200c\u200d]{2,}|[\ufe00-\ufe0f]{2,}|(?<!\\S)[\u200c\u200d\ufe00-\ufe0f]+")
# Signs that Unicode calls format characters although a reader sees them, and single joiners.
_SEEN = frozenset(
    "\n\t\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
    "\U000110bd\U000110cd"
)


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write the same words as bare UTF-8. Raises Unscrubbable."""
    text, removed = tidy(_decoded(source))
    sink.write(text.encode())
    return Report("text/plain", removed, (Change.REWRITTEN,), (Limit.WORDING,))


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what words do not need: every character is asked for its Unicode category."""
    source.seek(0)
    data = source.read()
    found: Counter[Kind] = Counter()
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found[Kind.HIDDEN] += 1
    for letter in set(_decoded(source)) - _SEEN:
        # Cc control, Cf format, Zl and Zp odd line ends
        if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"}:
            found[Kind.HIDDEN] += 1
    return found


def tidy(text: str) -> tuple[str, Counter[Kind]]:
    """Return the words without unseen characters, and how many of those there were.

    Accents become one character each (NFC), line ends "\\n", odd spaces plain ones.
    """
    text = _LINE_ENDS.sub("\n", text)
    text, unseen = _UNSEEN.subn("", text)
    text, joiners = _JOINERS.subn("", text)
    text, spaces = _SPACES.subn(" ", text)
    text, tails = _LINE_TAILS.subn("", text)
    found = Counter({Kind.HIDDEN: unseen + joiners + spaces + tails})
    return unicodedata.normalize("NFC", text), +found


def _decoded(source: BinaryIO) -> str:
    source.seek(0)
    data = source.read()
    if sniff(data) != "text/plain":
        raise Unscrubbable(Reason.MARKUP if sniff(data) == "text/html" else Reason.BROKEN)
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise Unscrubbable(Reason.BROKEN) from None
