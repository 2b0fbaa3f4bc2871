"""When decoded sound is heard: what its times say, beside what was heard before."""

from collections import deque
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

_AT_FIRST = Fraction(1, 200)  # seconds that are not worth a correction where sound begins
_LATE = Fraction(1, 40)  # seconds by which sound may be heard too early: hardly noticed
_EARLY = Fraction(1, 10)  # seconds by which it may be heard too late, as what is far away is
_RESTART = 1  # seconds back from which on times do not tell when anything is heard
_AHEAD = Fraction(2, 5)  # seconds that are looked at together
_MOST_AHEAD = 64  # frames


@dataclass(frozen=True, slots=True)
class _Held:
    frame: Any
    time: int | None  # in samples
    length: int


class Pace:
    """Holds frames of sound until those behind tell whether they are as late.

    Times are rounded, and some writers count when a sound arrived: one frame comes late, the next
    does not. Where sound is missing, or its clock goes another way, all that follow are as late.
    """

    def __init__(self, base: Fraction, rate: int) -> None:
        self._rate, (self._times, self._over) = rate, (base * rate).as_integer_ratio()
        self._held: deque[_Held] = deque()
        self._length = 0
        self._begun = False

    def add(self, frame: Any) -> None:
        """Take a frame whose time is counted in the base of its stream."""
        time = None if frame.pts is None else frame.pts * self._times // self._over
        length = frame.samples * self._rate // (frame.sample_rate or self._rate)
        self._held.append(_Held(frame, time, length))
        self._length += length

    def next(self, place: int, done: bool) -> tuple[Any, int] | None:
        """Return a frame, and by how many samples it is heard later than at `place`, or earlier.

        None until enough frames are known, but at the end, when all are `done`.
        """
        enough = self._length > self._rate * _AHEAD or len(self._held) > _MOST_AHEAD
        if not self._held or not (enough or done):
            return None
        slip = self._slip(place, self._least(enough))
        held = self._held.popleft()
        self._length -= held.length
        self._begun = True
        return held.frame, slip

    def _least(self, enough: bool) -> int:
        """Return how many samples too early are worth a correction; the last frames tell little."""
        return int(self._rate * (_AT_FIRST if not self._begun else _LATE if enough else _EARLY))

    def _slip(self, place: int, worth: int) -> int:
        """Return the least by which all frames are late or early; 0 for what is not worth it."""
        least = None
        for held in self._held:
            slip, place = (held.time or 0) - place, place + held.length
            if held.time is None:
                continue
            if not self._matters(slip, worth) or least is not None and slip * least < 0:
                return 0
            least = slip if least is None else min(least, slip, key=abs)
        return least or 0

    def _matters(self, slip: int, worth: int) -> bool:
        return slip > worth or self._rate * _EARLY < -slip < self._rate * _RESTART
