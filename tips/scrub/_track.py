"""A track on its way: its packets through a filter, or decoded and encoded again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
from av.stream import Stream

from tips.scrub import _first, _h26x, _moments
from tips.scrub._clock import Hand
from tips.scrub._recode import Recoder, copied
from tips.scrub._streams import Filter, Unfit

_PRIMING = Fraction(1, 20)  # seconds that a decoder needs before what is heard, or one packet


@dataclass
class Track:
    """A source stream and where its packets go: through a filter, or a recoder."""

    source: Stream
    target: Stream
    filter: Filter | None
    recoder: Recoder | None
    moments: Iterator[_moments.Moment] | None = None
    late: bool = False
    running: bool = False
    made: bool = False
    ahead: _first.Ahead | None = None

    def __post_init__(self) -> None:
        self.base = self.source.time_base or Fraction(1)  # once: each answer is a new Fraction
        self._moving = self.source.type == "video"
        self.hand = Hand(self.base, self._moving, self.recoder is None)
        self._head = self.source.codec_context.extradata
        self._content = memoryview if isinstance(self.filter, _h26x.Pictures) else bytes

    def write(self, packet: av.Packet | None) -> Iterable[av.Packet]:
        """Return what a packet becomes; None ends the track. Raises Unfit."""
        if self.recoder:
            return self.recoder.write(packet)
        if not self.filter or packet is None:
            return ()
        if packet.dts is None or packet.pts is None:
            raise Unfit("times") if self._moving else Unfit
        if self._is_other(packet):
            raise Unfit
        if self._is_cut(packet):
            return ()
        data = self.filter(self._content(packet))
        if self._moving and not self.ahead:
            self.ahead = _first.Ahead(self.target, data)
        return (copied(packet, data, self.base),)

    def _is_other(self, packet: av.Packet) -> bool:
        """Tell whether from here on the stream needs another head than at its start."""
        for beside in packet.iter_sidedata():  # mostly nothing
            if beside.data_type == "new_extradata" and bytes(beside) != self._head:
                return True
        return False

    def _is_cut(self, packet: av.Packet) -> bool:
        """Tell whether a packet was trimmed away: its sender thinks that it is gone.

        Pictures that are seen may need some that are not; then all has to be decoded, or what is
        seen begins `late`, with the next picture that needs no other, and ends before it needs one.
        """
        if self._moving and self.late:
            self.running = not packet.is_discard and (self.running or packet.is_keyframe)
            return not self.running
        if not packet.is_discard:
            return False
        if self._moving:
            raise Unfit("trimmed")
        needed = max(_PRIMING, (packet.duration or 0) * packet.time_base)
        return (packet.pts or 0) * packet.time_base < -needed
