"""Plain text: UTF-8 with one kind of line end, and no character that only a machine sees.

TXT, CSV, TSV, Markdown, JSON and subtitles are all plain text here: what a person reads stays.

Out: UTF-8 text with one kind of line end.
Taken out: byte order mark, unseen characters, tags, joiners that join nothing, odd spaces, tails
of lines, lookalike letters of other alphabets, hidden notes and pictures in Markdown.
Stays: the words, their order and the way of writing; coordinates, names and numbers that are
written in it.
Refused: web pages and drawings in code (HTML, SVG, XML, KML, GPX), e-mails, address cards and
calendars, what cameras write beside a picture, encodings that cannot be told.
"""

import re
import unicodedata
from collections import Counter
from typing import BinaryIO

from tips.scrub import _letters
from tips.scrub._report import Change, Kind, Limit, Reason, Report, Unscrubbable
from tips.scrub._texts import kind_of_text, text_of

MEDIA_TYPES = {
    "text/plain": (
        "txt", "text", "md", "markdown", "csv", "tsv", "tab", "log", "json", "srt", "vtt", "tex",
    )
}  # fmt: skip

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
_LINE_TAILS = re.compile("[ \t]+(?=\n|\\Z)")
_LINE_TAILS_OF_TABLE = re.compile(" +(?=\n|\\Z)")
_LAST_LINES = re.compile("(?<=\n)\n+\\Z")
# Seen by no reader: control, format and private characters, TAG characters, fillers, selectors.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U00013430-\U0001345f\U00016fe4\U0001bca0-\U0001bca3"
    "\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# A joiner is spelling between letters of these scripts, and between emoji; elsewhere a code.
_JOINED = "\u0600-\u109f\u1780-\u18af\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00011000-\U00011fff"
_EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
_JOINERS = re.compile(
    f"[\u200c\u200d]{{2,}}|(?<![{_JOINED}])\u200c|(?<![{_JOINED}{_EMOJI}])\u200d"
    f"|(?<=[{_EMOJI}])\u200d(?![{_EMOJI}])"
)
_JOINER = re.compile("[\u200c\u200d]")
# Programs hide these when they show Markdown; a picture in the text has EXIF or words of its own.
_NOWHERE = "#-./?"  # of a link: signs that lead to no page of its own
_ASIDE = rf" {{0,3}}\[[^]\n]*\]:[ \t]*(?:<?[{_NOWHERE}]>?|<>)[ \t]+[\"'(][^\n]*[\"')][ \t]*"
_NOTES = re.compile(rf"<!--.*?(?:-->|\Z)|^{_ASIDE}$", re.S | re.M)
_INSIDE = re.compile(
    r"(?:data:[\w.+/;=-]{0,160})?;base64,[\w+/=%-]*|data:image/[\w.+/;=-]{0,160},[^\s)\"'>]*", re.I
)
# Signs that Unicode calls format characters although a reader sees them, and single joiners.
_SEEN = frozenset(
    "\n\t\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
    "\U000110bd\U000110cd"
)
# Cc control, Cf format, Co private, Zl and Zp odd line ends
_UNSEEN_CATEGORIES = frozenset(("Cc", "Cf", "Co", "Zl", "Zp"))
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\uffff\ufffe\ufffc")


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write the same words as bare UTF-8. Raises Unscrubbable."""
    text, removed = tidy(_decoded(source))
    for hidden, kind in ((_NOTES, Kind.COMMENT), (_INSIDE, Kind.EMBEDDED)):
        text, count = hidden.subn("", text)
        removed[kind] += count
    if removed[Kind.COMMENT] or removed[Kind.EMBEDDED]:
        text = tidy(text)[0]  # what stood before a note may be a line's tail now
    if not text or kind_of_text(text) != "text/plain":
        raise Unscrubbable(Reason.MARKUP if text else Reason.EMPTY)
    sink.write(text.encode())
    return Report("text/plain", +removed, (Change.REWRITTEN,), (Limit.WORDING,))


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what words do not need: every character is asked for its Unicode category."""
    text = _decoded(source)
    found = Counter({Kind.HIDDEN: sum(map(_is_unseen, set(text) - _SEEN))})
    source.seek(0)
    try:
        found[Kind.HIDDEN] += source.read().decode() != text
    except UnicodeDecodeError:
        found[Kind.HIDDEN] += 1
    found[Kind.HIDDEN] += _letters.mixed(text) + _stray(text)
    found[Kind.HIDDEN] += text.endswith("\n\n") or (
        not _is_table(text) and any(line[-1:].isspace() for line in text.split("\n"))
    )
    found[Kind.COMMENT] += "<!--" in text or any(map(_is_aside, text.split("\n")))
    found[Kind.EMBEDDED] += ";base64," in text.lower()
    found[Kind.EMBEDDED] += any(map(_is_picture, text.lower().split("data:image/")[1:]))
    return +found


def tidy(text: str) -> tuple[str, Counter[Kind]]:
    """Return the words without unseen characters, and how many of those there were.

    Accents become one character each (NFC), line ends "\\n", odd spaces plain ones, letters of
    other alphabets that pass for Latin ones Latin.
    """
    text, unseen = seen(_LINE_ENDS.sub("\n", text))
    text, tails = (_LINE_TAILS_OF_TABLE if _is_table(text) else _LINE_TAILS).subn("", text)
    text, lines = _LAST_LINES.subn("", text)
    text, letters = _letters.plain(text)
    return text, +Counter({Kind.HIDDEN: unseen + tails + lines + letters})


def seen(text: str) -> tuple[str, int]:
    """Return a piece of text without unseen characters and odd spaces, and how many those were."""
    text, unseen = _UNSEEN.subn("", text)
    text, joiners = _joined(text) if _JOINER.search(text) else (text, 0)
    text, spaces = _SPACES.subn(" ", text)
    return unicodedata.normalize("NFC", text), unseen + joiners + spaces


def _joined(text: str) -> tuple[str, int]:
    """Return the text without joiners that join nothing, and how many those were."""
    text, joiners = _JOINERS.subn("", text)
    kept = [
        letter
        for before, letter in zip(" " + text, text, strict=False)
        if not _JOINER.match(letter) or unicodedata.category(before)[0] in "LMS"
    ]
    return "".join(kept), joiners + len(text) - len(kept)


def _is_aside(line: str) -> bool:
    """Tell a link of Markdown that leads nowhere and says something: `[//]: # (words)`."""
    name, _, rest = line.partition("]:")
    place, _, said = rest.strip().partition(" ")
    lone = "]" not in name and name[:4].lstrip(" ").startswith("[")
    said = said.strip()
    quoted = len(said) > 1 and said[0] in "\"'(" and said[-1] in "\"')"
    return lone and place.strip("<>") in ("", *_NOWHERE) and bool(place) and quoted


def _is_picture(rest: str) -> bool:
    """Tell whether what follows `data:image/` goes on as such an address does, with content."""
    kind, comma, _content = rest.partition(",")
    return bool(comma) and len(kind) <= 160 and not set(re.sub(r"\w", "", kind)) - set(".+/;=-")


def _is_table(text: str) -> bool:
    """Tell a table with tabs between its cells: as many in each line, so they carry nothing."""
    lines = [line.count("\t") for line in text.split("\n") if line]
    return len(lines) > 1 and lines[0] > 0 and len(set(lines)) == 1


def _stray(text: str) -> int:
    """Count joiners that join nothing: after a Latin letter, a space or another joiner."""
    joins = {"Lo", "Mn", "Mc", "So", "Sk", "Sm"}  # letters without case, marks, emoji
    return sum(
        not found.start() or unicodedata.category(text[found.start() - 1]) not in joins
        for found in _JOINER.finditer(text)
    )


def _is_unseen(letter: str) -> bool:
    category = unicodedata.category(letter)
    is_space = category == "Zs" and letter != " "
    is_selector = "VARIATION SELECTOR" in unicodedata.name(letter, "")
    return category in _UNSEEN_CATEGORIES or is_space or is_selector or letter in _FILLERS


def _decoded(source: BinaryIO) -> str:
    source.seek(0)
    data = source.read()
    text = text_of(data, is_head=False)
    if text is None:
        raise Unscrubbable(Reason.BROKEN)
    if kind_of_text(text) != "text/plain":
        raise Unscrubbable(Reason.MARKUP)
    return text
