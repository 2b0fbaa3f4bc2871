"""What holds in a group of RTF, and in those inside it, until it closes."""

from dataclasses import dataclass


@dataclass
class Group:
    """One group.

    `part` is "page", "out", "fonts", "colours", "picture", "code" (of a field) or "upr" (the same
    words twice). `naming` is a field that shows a person or a file. `head` is the head, foot or
    note that it stands in; the group that is one began at `start` of what is written.
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
