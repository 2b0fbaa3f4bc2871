"""A track on its way: its packets through a filter, or decoded and encoded again."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
from av.stream import Stream

from tips.scrub import _aac, _first, _h26x, _moments
from tips.scrub._clock import Hand
from tips.scrub._recode import Recoder, copied
from tips.scrub._streams import Filter, Unfit

_HEAD = "new_extradata"
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

    def write(self, packets: list[av.Packet]) -> list[av.Packet]:
        """Return what a few packets become. Raises Unfit."""
        if self.recoder:
            return [*itertools.chain.from_iterable(map(self.recoder.write, packets))]
        if not self.filter:
            return []
        packets = [packet for packet in packets if self._is_carried(packet)]
        contents: list[Any] = [*map(self._content, packets)]
        sound = self.filter if isinstance(self.filter, _aac.Sound) else None
        made = sound.several(contents) if sound else [*map(self.filter, contents)]
        if self._moving and not self.ahead and made:
            self.ahead = _first.Ahead(self.target, made[0])
        return [*map(self._packet, packets, contents, made)]

    def end(self) -> list[av.Packet]:
        """Return what is left when no packets follow."""
        return [*self.recoder.write(None)] if self.recoder else []

    def _is_carried(self, packet: av.Packet) -> bool:
        """Tell whether a packet is not cut out. Raises Unfit for one that cannot be copied."""
        if packet.dts is None or packet.pts is None:
            raise Unfit("times") if self._moving else Unfit
        for beside in packet.iter_sidedata():  # quicker than by its name
            if beside.data_type == _HEAD and bytes(beside) != self._head:
                raise Unfit  # from here on the stream needs another head than at its start
        return not self._is_cut(packet)

    def _packet(self, packet: av.Packet, content: Any, made: Any) -> av.Packet:
        """Return a packet with what was made of its content, and nothing beside it."""
        marked = packet.is_disposable or packet.is_discard or packet.is_corrupt or packet.is_trusted
        if made is content and not marked and not [*packet.iter_sidedata()]:
            return packet
        return copied(packet, made, self.base)

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
