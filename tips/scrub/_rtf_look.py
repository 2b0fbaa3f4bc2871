"""A second look at RTF: only what we write may be there, each word, letter and picture of it."""

import binascii
import re
import unicodedata
from collections import Counter
from io import BytesIO

from tips.scrub import jpeg, png
from tips.scrub._report import Kind, Reason, Unscrubbable
from tips.scrub._rtf_words import APART, DRAWING, LEFT_OUT, TELLING
from tips.scrub._typefaces import is_common

_HEAD = b"{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1"
_PICTURE = re.compile(
    rb"\{\\pict\\(jpegblip|pngblip)(?:\\(?:picw|pich|picwgoal|pichgoal|picscalex|picscaley)\d{1,5})*"
    rb" ([0-9a-f]+)\}"
)
_FONT = rb"\{\\f\d{1,5}\\f(?:roman|swiss|modern|script|decor) %s;\}"
_NAMED = re.compile(_FONT % rb"([A-Za-z0-9 @.,_-]+)")
_FONTS = re.compile(rb"\{\\fonttbl(?:" + _FONT % rb"[A-Za-z0-9 @.,_-]+" + rb")+\}")
_COLOURS = re.compile(rb"\{\\colortbl (?:(?:\\(?:red|green|blue)\d{1,3})*;)+\}")
_PIECE = re.compile(
    rb"\\(?P<word>[a-z]+)(?P<number>-?\d{1,5})? |\\u(?P<unit>-?\d{1,5})\?|\\[{}\\]|~|[{}]"
    rb"|[ -\[\]-z|]+"
)
_PAGES = {"facingp", "titlepg", "sectd", "sect"}
_FIRST = ("headerf", "footerf")
_WORD = re.compile(rb"\\(?:\*\\)?([a-z]+)")


def found(data: bytes) -> Counter[Kind]:
    """Count what we would not have written. Raises Unscrubbable for what is no RTF at all."""
    if not data.startswith(b"{\\rtf"):
        raise Unscrubbable(Reason.BROKEN)
    counted, rest = _pictures(data)
    tables = re.match(rb"(?:%s)?(?:%s)?\n" % (_FONTS.pattern, _COLOURS.pattern),
                      rest.removeprefix(_HEAD))  # fmt: skip
    body = rest[len(_HEAD) + (tables.end() if tables else 0) :]
    if rest.startswith(_HEAD) and tables and _is_plain(body):
        counted[Kind.HIDDEN] += _unseen_heads(_heads(body))
    else:
        counted += _told(rest)
    faces = map(bytes.decode, _NAMED.findall(rest))
    counted[Kind.SOFTWARE] += sum(not is_common(face) for face in faces)
    return +counted


def _pictures(data: bytes) -> tuple[Counter[Kind], bytes]:
    """Look into each picture; return what was found, and the file without them."""
    counted: Counter[Kind] = Counter()
    for word, digits in _PICTURE.findall(data):
        module = jpeg if word == b"jpegblip" else png
        try:
            counted += module.inspect(BytesIO(binascii.unhexlify(digits)))
        except (binascii.Error, Unscrubbable):
            counted[Kind.EMBEDDED] += 1
    return counted, _PICTURE.sub(b"", data)


def _is_plain(body: bytes) -> bool:
    """Tell whether the rest is words and letters of ours and closes once, at its very end."""
    place, depth, units = 0, 1, list[int]()
    while place < len(body):
        piece = _PIECE.match(body, place)
        if not piece or depth < 1 or not _is_ours(piece, units):
            return False
        place = piece.end()
        depth += {b"{": 1, b"}": -1}.get(piece[0], 0)
    letters = b"".join((unit & 0xFFFF).to_bytes(2, "little") for unit in units)
    return depth == 0 and not any(map(_is_unseen, set(letters.decode("utf-16-le", "replace"))))


def _is_ours(piece: re.Match[bytes], units: list[int]) -> bool:
    if piece["unit"]:
        units.append(int(piece["unit"]))
    if not piece["word"]:
        return True
    word = piece["word"].decode()
    return word in DRAWING or (word in APART and not piece["number"])


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Co", "Zl", "Zp", "Zs"} and letter not in (
        "\u200c\u200d"
    )


def _heads(body: bytes) -> list[str]:
    """Return the words of the body that say which pages have heads of their own, and the heads."""
    words, depth, within = list[str](), 1, 0  # how deep the head stands that is being read
    for piece in _PIECE.finditer(body):
        word = piece["word"].decode() if piece["word"] else ""
        if not within and word in APART | _PAGES:
            words.append(word)
            within = depth if word in APART else 0
        elif word in APART:
            words.append("inside " + word)
        depth += {b"{": 1, b"}": -1}.get(piece[0], 0)
        within = within if depth >= within else 0
    return words


def _unseen_heads(words: list[str]) -> int:
    """Count heads of left pages where none are, and of first pages that no section has."""
    unseen = sum(word.startswith(("inside head", "inside foot")) for word in words)
    unseen -= words.count("inside footnote")
    unseen += 0 if "facingp" in words else words.count("headerl") + words.count("footerl")
    sections, titled = list[tuple[list[str], bool]](), False
    for section in _split(words, "sect"):
        said = [word for word in section if word in ("sectd", "titlepg")]
        titled = said[-1] == "titlepg" if said else titled
        sections.append(([word for word in section if word in _FIRST], titled))
    wanted = set[str]()  # by a section behind the one that is looked at
    for heads, has_first in reversed(sections):
        wanted = set(_FIRST) if has_first else wanted
        unseen += sum(head not in wanted for head in heads)
        wanted -= set(heads)
    return unseen


def _split(words: list[str], mark: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in words:
        parts[-1].append(word)
        if word == mark:
            parts.append([])
    return parts


def _told(data: bytes) -> Counter[Kind]:
    """Say by its words what a file tells that is not in our plain form."""
    kinds = LEFT_OUT | TELLING
    words = (word.decode() for word in _WORD.findall(data))
    return Counter(kinds[word] for word in words if word in kinds) or Counter({Kind.OTHER: 1})
