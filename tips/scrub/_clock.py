"""Times that go on, of films that were joined from parts or whose writer counted wrong.

Players pass over it; a container of ours is written with times that grow, or not at all.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

_ANEW = Fraction(1, 2)  # seconds back from which on a film has begun anew
_FAR = 2  # packets
_SLIP = 4  # parts of a packet's length: sound from further back was heard already


@dataclass
class Hand:
    """What was said of one track, in its own units of `base` seconds.

    `exact`: its packets are copied; who decodes them sees to small slips by itself.
    """

    base: Fraction
    moving: bool
    exact: bool
    shift: int = 0
    parts: int = 0  # begun anew so many times
    last: int | None = None
    length: int = 0
    cut: bool = False


class Clock:
    """Gives the packets of one film their times; its tracks begin anew together."""

    def __init__(self, hands: list[Hand]) -> None:
        self._hands = hands
        self._shifts: list[Fraction] = []  # seconds, of each part after the first

    def goes_on(self, packet: Any, hand: Hand) -> bool:
        """Set a packet's times behind those before; False for sound that was heard or cut out."""
        time = packet.dts
        if time is None:
            return True
        if hand.shift:
            _move(packet, hand.shift)
            time += hand.shift
        hand.cut = packet.is_discard and _is_cut(time, hand)
        if hand.cut:
            return hand.moving or not hand.exact
        if hand.last is not None and time <= hand.last:
            back = (hand.last - time) * hand.base
            if back > _ANEW:
                self._begin(packet, hand)
            elif hand.exact and not hand.moving and hand.last - time > hand.length // _SLIP:
                return False
            if hand.exact and packet.dts <= hand.last:
                _push(packet, hand)
            time = packet.dts
        hand.last, hand.length = time, packet.duration or hand.length
        return True

    def _begin(self, packet: Any, hand: Hand) -> None:
        """Let a part begin where the longest track before it has ended."""
        if hand.parts == len(self._shifts):
            ends = [(one.last + one.length) * one.base for one in self._hands
                    if one.last is not None]  # fmt: skip
            self._shifts.append(max(ends) - (packet.dts - hand.shift) * hand.base)
        shift = round(self._shifts[hand.parts] / hand.base)
        hand.parts += 1
        _move(packet, shift - hand.shift)
        hand.shift = shift


def _is_cut(time: int, hand: Hand) -> bool:
    """Tell whether a packet that is marked so is there for a decoder alone: before a part that an
    edit shows.

    In fragments FFmpeg marks sound that is heard: such packets do not go back in time by more than
    one or two.
    """
    far = hand.last is not None and hand.last - time > _FAR * hand.length
    return hand.moving or hand.cut or far


def _move(packet: Any, shift: int) -> None:
    packet.dts += shift
    if packet.pts is not None:
        packet.pts += shift


def _push(packet: Any, hand: Hand) -> None:
    """Let sound follow at its length; a picture is seen when it was, or at once."""
    packet.dts = (hand.last or 0) + (1 if hand.moving else max(hand.length, 1))
    if packet.pts is not None:
        packet.pts = max(packet.pts, packet.dts)
