"""What holds in a group of RTF, and in those inside it, until it closes."""

import re
from dataclasses import dataclass

from tips.scrub._fields import spoken
from tips.scrub._report import Kind
from tips.scrub._rtf_words import NAMING

# Parts that are read in a way of their own, by the word that they begin with.
PARTS = {"fonttbl": "fonts", "colortbl": "colours", "pict": "picture", "rtf": "page", "upr": "upr"}
MOST_CODE = 1_000  # letters of a field's code that are read
_PAGE = re.compile(r"\s*PAGE\s*(?:\\\*\s*(?:MERGEFORMAT|ARABIC)\s*)*", re.I)
_SIGN = re.compile(r"\s*SYMBOL\b", re.I)


@dataclass
class Group:
    """One group.

    `part` is "page", "out", "fonts", "colours", "picture", "code" (of a field), "sp", "sn" or "sv"
    (of a drawing) or "upr" (the same words twice). `result` is what the result of a field would
    tell that is left out. `head` is the head, foot or note that it stands in; the group that is one
    began at `start` of what is written. The group of a drawing `is_shape`. `counted` is what stands
    in the place of a field's result, once.
    """

    part: str = "out"
    within: str = "out"
    written: bool = False
    starred: bool = False
    begun: bool = False
    skips: int = 1
    font: int = 0
    hidden: frozenset[str] = frozenset()
    result: Kind | None = None
    head: str = ""
    start: int | None = None
    is_shape: bool = False
    counted: list[str] | None = None


def told_by_result(code: str) -> Kind | None:
    """Return what the result of a field would tell that is left out; None where it is shown."""
    if NAMING.match(code):
        return Kind.AUTHOR
    return Kind.SCRIPT if _SIGN.match(code) and spoken(code) else None  # the code is shown


def counted(code: str) -> list[str] | None:
    """Return the word for the number of a page, where a field shows that, each page its own."""
    return ["\\chpgn "] if _PAGE.fullmatch(code) else None
