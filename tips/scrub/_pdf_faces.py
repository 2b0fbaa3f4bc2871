"""Fonts of a PDF that wait until all text was read: of their tables stays what some text shows.

Widths, names and meanings of letters that no text shows tell what else was written once, or hold
what somebody put there.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pikepdf

from tips.scrub._pdf_graph import Graph
from tips.scrub._pdf_shown import Shown
from tips.scrub._pdf_writer import array, dictionary, number, reference
from tips.scrub._report import Reason, Unscrubbable

MOST_STEPS = 1_000_000  # letters of one table, each counted at every range that has it

_MOST_MEMBERS = 200_000  # of one table

Entries = Callable[[Shown], dict[str, bytes]]


class Face:
    """One font that is written when all text was read, from what was shown in it."""

    def __init__(self, graph: Graph, entries: Entries) -> None:
        self._shown = Shown()
        place = graph.writer.reserve()
        self.ref = reference(place)
        graph.fonts[self.ref] = self
        graph.last.append(lambda: graph.writer.put(place, dictionary(entries(self._shown))))

    def show(self, shown: Shown) -> int:
        """Note what a text shows; letters of a font are not drawn one by one, so it costs 0."""
        self._shown.add(shown)
        return 0


def widths(source: Any, shown: Shown) -> dict[str, bytes]:
    """Return the widths of the letters that are shown, of a font whose codes are single bytes.

    Others are as wide as those are on the average: some readers guess the size of drawn letters
    by the width of one that no text shows.
    """
    first, table = source.get("/FirstChar"), source.get("/Widths")
    if not isinstance(first, int) or not isinstance(table, pikepdf.Array):
        return {}
    known = range(max(0, first), min(256, first + len(table)))
    kept = {code: number(table[code - first], b"0") for code in known if code in shown.codes}
    if not kept:
        return {}
    usual = b"%d" % round(sum(map(float, kept.values())) / len(kept))
    ends = {"FirstChar": b"%d" % known[0], "LastChar": b"%d" % known[-1]}
    return {**ends, "Widths": array(kept.get(code, usual) for code in known)}


def wide_widths(source: Any, codes: Sequence[int]) -> dict[str, bytes]:
    """Return the widths (W) of the letters that are shown, of a font with many letters."""
    found: dict[int, bytes] = {}
    steps = 0
    for low, high, width in _ranges(source):
        shown = within(codes, low, high)
        found |= dict.fromkeys(shown, number(width, b"0"))
        steps += 1 + len(shown)
        if steps > MOST_STEPS:
            raise Unscrubbable(Reason.BOMB)
    rows = [b"%d [%b]" % (code, found[code]) for code in sorted(found)]
    return {"W": array(rows)} if rows else {}


def _ranges(source: Any) -> Iterator[tuple[int, int, Any]]:
    """Yield (first, last, width) of each row of a table of widths."""
    members = list(source)[:_MOST_MEMBERS] if isinstance(source, pikepdf.Array) else []
    place = 0
    while place + 1 < len(members) and isinstance(members[place], int):
        first, after = int(members[place]), members[place + 1]
        if isinstance(after, pikepdf.Array):
            for step, width in enumerate(after):
                yield first + step, first + step, width
            place += 2
        elif place + 2 < len(members) and isinstance(after, int):
            yield first, int(after), members[place + 2]
            place += 3
        else:
            return


def choices(data: bytes, codes: Sequence[int]) -> bytes:
    """Return a table of two bytes for each letter, blank where no text shows the letter."""
    out = bytearray(2 * (codes[-1] + 1) if codes else 0)
    for code in codes:
        out[2 * code : 2 * code + 2] = data[2 * code : 2 * code + 2].ljust(2, b"\0")
    return bytes(out)


def within(codes: Sequence[int], low: int, high: int) -> Sequence[int]:
    """Return those of the sorted codes that lie in a range, its ends among them."""
    return codes[bisect_left(codes, low) : bisect_right(codes, high)]
