"""Coded data that reads like words is put to the proof: does anything change when it is gone?

Chance makes words too. Where a run of characters may be either, the packet is decoded with it and
without it: when picture and sound stay the same to the bit, it was no part of them.
"""

import hashlib
import itertools
import zlib
from collections.abc import Sequence
from typing import Any

import av
from av.codec.context import Flags

from tips.scrub._streams import Unfit

AFFORDABLE = 5_000_000_000  # pixels that proofs of one film may decode: some seconds
_PER_PACKET = 2_048  # pixels that stand for what a packet of sound costs
_MOST_CHANNELS = 8  # of those that lie in a frame itself: behind others PyAV reads on
_STRICT = {"err_detect": "explode"}
_UNLIKE = itertools.count(-1, -1)


class Costly(Unfit):
    """Proving it would take longer than is left: where words are unlikely, they count as none."""


class Proof:
    """Decodes packets of one stream, outside of it. Raises Unfit where nothing can be proven."""

    def __init__(self, codec: str, extradata: bytes, affordable: int = AFFORDABLE) -> None:
        self._codec, self._extradata = codec, extradata
        self._left = affordable
        self._answers: dict[bytes, bool] = {}
        self.failed = False  # whether one of the last packets could not be decoded

    def same(self, before: Sequence[bytes], one: Sequence[bytes], other: Sequence[bytes]) -> bool:
        """Tell whether the packets before, then one or the other, end in the same frames.

        What was asked before, of a film that repeats itself, is answered as it was.
        """
        asked = _digest(before, one, other)
        if asked not in self._answers:
            self._answers[asked] = self._proven(before, one, other)
        return self._answers[asked]

    def _proven(
        self, before: Sequence[bytes], one: Sequence[bytes], other: Sequence[bytes]
    ) -> bool:
        known = self.ending(before, one)
        if not known:
            raise Unfit
        return known == self.ending(before, other)

    def ending(
        self, before: Sequence[bytes], last: Sequence[bytes], strict: bool = False
    ) -> list[int]:
        """Return sums of the frames that come from the last packets; if `strict`, of whole ones."""
        decoder, self.failed = _decoder(self._codec, self._extradata), False
        decoder.options = _STRICT if strict else {}
        decoder.flags |= Flags.output_corrupt
        sums: list[int] = []
        for index, data in enumerate([*before, *last, None]):
            packet = av.Packet(data) if data is not None else None
            if packet:
                packet.pts = packet.dts = index
            try:
                frames = decoder.decode(packet) if data != b"" else []
            except av.FFmpegError:
                frames = []
                self.failed |= data is not None and index >= len(before)
            self._spend(frames)
            sums += [_sum(frame) for frame in frames if (frame.pts or 0) >= len(before)]
        return sums

    def _spend(self, frames: list[Any]) -> None:
        for frame in frames:
            pixels = getattr(frame, "width", 0) * getattr(frame, "height", 0)
            self._left -= pixels or _PER_PACKET
        if self._left < 0:
            raise Costly


class Rows(Proof):
    """The same for pictures, of which the first of those before needs no other.

    What chance made is part of a picture, and mostly that shows of it alone, or behind the first,
    without the cost of all that lie between: a decoder fills in what is missing.
    """

    def __init__(self, codec: str, extradata: bytes) -> None:
        super().__init__(codec, extradata)
        self._short = Proof(codec, extradata)  # with a purse of its own
        self._endings: dict[bytes, list[int]] = {}

    def same(self, before: Sequence[bytes], one: Sequence[bytes], other: Sequence[bytes]) -> bool:
        """Tell the same as every proof does."""
        if any(self._seen(few, one, other) is False for few in self._few(before)):
            return False
        return super().same(before, one, other)

    def _proven(
        self, before: Sequence[bytes], one: Sequence[bytes], other: Sequence[bytes]
    ) -> bool:
        """Ask a decoder first that fills nothing in: other players may do that in another way."""
        if known := self.ending(before, one, strict=True):
            return known == self.ending(before, other, strict=True)
        return super()._proven(before, one, other)

    def seems_same(
        self, before: Sequence[bytes], one: Sequence[bytes], other: Sequence[bytes]
    ) -> bool:
        """Tell the same; where nothing is proven, or not in time, as it seems behind the first."""
        try:
            return self.same(before, one, other)
        except Unfit:
            few = self._few(before)
            if not few or not self._seen(few[-1], one, other):
                raise
            return True

    @staticmethod
    def _few(before: Sequence[bytes]) -> list[Sequence[bytes]]:
        """Return what a quick look has before the last packet: nothing, then the first of many."""
        return [before[:number] for number in range(min(len(before), 2))]

    def _seen(
        self, few: Sequence[bytes], one: Sequence[bytes], other: Sequence[bytes]
    ) -> bool | None:
        """Tell whether both end in the same frames behind few of the packets before.

        None where nothing is seen, or once so and once so.
        """
        try:
            known, others = self._ending(few, one, 2), self._ending(few, other, 1)
        except Costly:
            return None
        return known == others if known else None

    def _ending(self, few: Sequence[bytes], last: Sequence[bytes], times: int) -> list[int]:
        """Return sums of what is seen so many times; none where it is not the same each time."""
        asked = _digest(few, last) + bytes([times])
        if asked not in self._endings:
            first, *again = (self._short.ending(few, last) for _ in range(times))
            self._endings[asked] = first if all(sums == first for sums in again) else []
        return self._endings[asked]


class Heard(Proof):
    """The same for sound: what chance made is mostly heard of a packet alone, at once.

    Opening a decoder is what takes time. One that is used again may remember something even when
    it is emptied, so what it says counts where the same packet gives the same twice.
    """

    def __init__(self, codec: str, extradata: bytes, affordable: int = AFFORDABLE) -> None:
        super().__init__(codec, extradata, affordable)
        self._again = _decoder(codec, extradata)

    def _proven(
        self, before: Sequence[bytes], one: Sequence[bytes], other: Sequence[bytes]
    ) -> bool:
        known, others, again = (self._alone(data) for data in (one[0], other[0], one[0]))
        if known and known == again != others:
            return False
        return super()._proven(before, one, other)

    def _alone(self, data: bytes) -> list[int]:
        self._again.flush_buffers()
        try:
            frames = self._again.decode(av.Packet(data))
        except av.FFmpegError:
            return []
        self._spend(frames)
        return [_sum(frame) for frame in frames]


class Ends:
    """Tells of the packets of one stream, in their order, whether each is one frame and no more.

    A decoder passes over what follows a frame. So each packet is decoded twice: whole, which must
    do, and without its last byte that is not zero, which must not.
    """

    def __init__(self, codec: str, extradata: bytes) -> None:
        self._whole, self._cut = _decoder(codec, extradata), _decoder(codec, extradata)

    def whole(self, packet: bytes) -> bool:
        return _decoded(self._whole, packet) and not _decoded(
            self._cut, packet.rstrip(b"\0")[:-1])  # fmt: skip


def _digest(*parts: Sequence[bytes]) -> bytes:
    """Return what stands for lists of packets in their order."""
    found = hashlib.sha256()
    for packets in parts:
        found.update(b"%d:" % len(packets))
        for packet in packets:
            found.update(b"%d:" % len(packet))
            found.update(packet)
    return found.digest()


def _decoder(codec: str, extradata: bytes) -> Any:
    decoder: Any = av.CodecContext.create(codec, "r")
    decoder.extradata = extradata or None
    decoder.thread_count = 1
    return decoder


def _decoded(decoder: Any, packet: bytes) -> bool:
    if not packet:
        return False
    try:
        return len(decoder.decode(av.Packet(packet))) == 1
    except av.FFmpegError:
        return False


def _sum(frame: Any) -> int:
    """Return a checksum of what is seen or heard: rows without the padding behind them."""
    if frame.format.name and hasattr(frame, "samples"):
        return _sum_of_sound(frame)
    total = 0
    for plane, part in zip(frame.planes, frame.format.components, strict=False):
        row = plane.width * -(-part.bits // 8)
        view = memoryview(plane)
        for place in range(0, plane.height * plane.line_size, plane.line_size):
            total = zlib.crc32(view[place : place + row], total)
    return total


def _sum_of_sound(frame: Any) -> int:
    """Return a checksum of samples; of more channels than PyAV can count, one like no other."""
    channels, planar = frame.layout.nb_channels, frame.format.is_planar
    if channels > _MOST_CHANNELS:
        return next(_UNLIKE)
    size = frame.samples * frame.format.bytes * (1 if planar else channels)
    total = 0
    for plane in frame.planes[: channels if planar else 1]:
        total = zlib.crc32(memoryview(plane)[:size], total)
    return total
