"""Which part of coded data is words and no more: a proof is asked about part after part."""

from collections.abc import Callable
from contextlib import suppress

from tips.scrub._proof import Costly

SLACK = 4  # characters before and after words that chance may add to them
_MOST_SLACK = 16  # what it adds once in some hundred million packets


def widest(same: Callable[[int, int], bool], start: int, end: int) -> tuple[int, int] | None:
    """Return the widest range within (start, end) that changes nothing when it is gone, or None.

    Chance may have put a few characters at either side: what lies well within is asked first.
    """
    parts = _within(start, end)
    least = start + _MOST_SLACK, end - _MOST_SLACK
    if least in parts and not same(*least):  # what all others hold as well
        return None
    inner = next((part for part in parts if same(*part)), None)
    if inner is None:
        return None
    first, last = inner
    with suppress(Costly):
        first = next((place for place in range(start, first) if same(place, last)), first)
        last = next((place for place in range(end, last, -1) if same(first, place)), last)
    return first, last


def earliest(same: Callable[[int], bool], start: int, end: int) -> int | None:
    """Return the first place from `start` on behind which nothing is missed to the end, or None.

    Asked first is how it is with a part of that gone: whoever misses a part misses the whole.
    """
    inner = start + max(SLACK, min(_MOST_SLACK, end - start - SLACK))
    if not same(inner):
        return None
    with suppress(Costly):
        return next((place for place in range(start, inner) if same(place)), inner)
    return inner


def _within(start: int, end: int) -> list[tuple[int, int]]:
    """List parts of a range, the widest first: in a long film chance has added more than a few."""
    steps = range(SLACK, _MOST_SLACK + 1, SLACK)
    cuts = sorted(((front, back) for front in steps for back in steps), key=sum)
    return [(start + front, end - back) for front, back in cuts if start + front < end - back]
