"""What holds in a group of RTF, and in those inside it, until it closes."""

from dataclasses import dataclass

# Parts that are read in a way of their own, by the word that they begin with.
PARTS = {"fonttbl": "fonts", "colortbl": "colours", "pict": "picture", "rtf": "page", "upr": "upr"}


@dataclass
class Group:
    """One group.

    `part` is "page", "out", "fonts", "colours", "picture", "code" (of a field), "sp", "sn" or "sv"
    (of a drawing) or "upr" (the same words twice). `naming` is a field that shows a person or a
    file. `head` is the head, foot or note that it stands in; the group that is one began at `start`
    of what is written. The group of a drawing `is_shape`.
    """

    part: str = "out"
    within: str = "out"
    written: bool = False
    starred: bool = False
    begun: bool = False
    skips: int = 1
    font: int = 0
    hidden: frozenset[str] = frozenset()
    naming: bool = False
    head: str = ""
    start: int | None = None
    is_shape: bool = False
