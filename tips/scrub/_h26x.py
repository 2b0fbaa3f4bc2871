"""H.264 and HEVC packets: pictures and their parameter sets are kept, user data (SEI) is not."""

import itertools
import re
from collections.abc import Sequence
from typing import Any

import av
from av.bitstream import BitStreamFilterContext

from tips.scrub import _heads
from tips.scrub._heads import SIZE, START
from tips.scrub._parts import earliest
from tips.scrub._proof import Costly, Rows
from tips.scrub._report import Kind
from tips.scrub._streams import (
    FAR,
    LIKELY,
    NEAR,
    NO_CHANCE,
    SURE_NEAR_END,
    Data,
    Unfit,
    readable,
    text,
    words_at_end,
    words_near,
    wordy,
    wordy_end,
)

_CODE = b"\x00\x00\x01"
# What no unit holds: encoders put a three between (ITU-T H.264 and H.265, 7.4.1 and 7.4.2). Behind
# it a decoder may read another unit, or nothing.
_NEVER = re.compile(rb"\0\0[\0-\2]")
_GAP = b"\xff\xff"

_PICTURES = {"h264": frozenset(range(1, 6)), "hevc": frozenset((*range(10), *range(16, 22)))}
_RESTARTS = {"h264": frozenset((5,)), "hevc": frozenset(range(16, 22))}
_PARTITIONS = {"h264": frozenset((2, 3, 4)), "hevc": frozenset[int]()}  # of slices: never seen
_DELIMITERS = {"h264": frozenset((9, 10, 11)), "hevc": frozenset((35, 36, 37))}
_USER = {"h264": frozenset((6,)), "hevc": frozenset((39, 40))}
# Of HEVC, a picture behind which some may come that are seen earlier and need the row before.
_OPEN = {"h264": frozenset[int](), "hevc": frozenset((21,))}
# A first slice, of intra prediction alone: its first bits after the type of the unit.
_INTRA = frozenset((0x88, *range(0xB0, 0xC0)))
_SETS = {"h264": frozenset((7, 8)), "hevc": frozenset((32, 33, 34))}
_LARGEST_SET = 1024  # bytes
_MOST_SETS = 64
_LONG = 14  # characters
_HEAD = 160  # bytes of a unit in which no long words appear by chance
_DELIMITER = 4  # bytes, at most
_FEW = 50  # packets of which one may be broken
_MOST_BEFORE = 48 << 20  # bytes of packets since the last picture that needs no other, and of it


class Pictures:
    """Filters the packets of one stream. Raises Unfit when they cannot be copied.

    `extradata` is what the output's head needs: the parameter sets alone, each read and written
    anew so that nothing rides behind their last bit. Packets leave with lengths before their units,
    as an MP4 stores them: the muxer has nothing to change.
    With `fixed`, sets that are not in the head make the stream unfit: "hvc1" has no others.
    With `ours`, an encoder of ours wrote the pictures: what looks like words is chance.
    `found` is what was taken out.
    """

    def __init__(
        self, codec: str, extradata: bytes, fixed: bool = False, ours: bool = False
    ) -> None:
        self._pictures, self._sets = _PICTURES[codec], _SETS[codec]
        self._partitions, self._restarts = _PARTITIONS[codec], _RESTARTS[codec]
        self._codec, self._fixed, self._ours = codec, fixed, ours
        self._known: dict[bytes, bytes] = {}
        self.found: set[Kind] = set()
        self._length, units = _heads.read(codec, extradata)
        self._units = [unit for unit in units if self._kind(unit) in self._sets]
        if not self._units:
            raise Unfit
        self._known = dict(zip(self._units, self._anew(self._units), strict=True))
        sets = list(self._known.values())
        self.extradata = _heads.written(codec, sets, fixed)
        self._proof, self._before, self._weight = Rows(codec, self.extradata), list[Any](), 0
        self._wary = False  # whether words were found behind a picture before
        self._packets = self._broken = 0

    def __call__(self, data: Data) -> Any:
        units = self._divided(data)
        kinds = [*map(self._kind, units)]
        kept, doubts = self._kept(units, kinds, self._is_odd(data, units))
        packet: Any = data if self._is_whole(data, units, kept) else _joined(kept)
        if self._begins_row(units, kinds):
            self._forget(0 if _OPEN[self._codec].isdisjoint(kinds) else 1)
        for doubt in doubts:
            try:
                packet = self._judged(kept, doubt)
            except Costly:
                if self._wary or wordy_end(bytes(kept[doubt])):
                    raise
            if _is_certain(kept[doubt]):  # also where it seems that the picture needs it
                raise Unfit
        self._before.append(packet)
        self._weight += len(packet)
        if self._weight > _MOST_BEFORE:
            self._forget(1)
        return packet

    def _divided(self, data: Data) -> Sequence[Data]:
        """Return the units of a packet; none of one that is broken: no decoder takes it."""
        self._packets += 1
        try:
            if self._length:
                return _heads.by_lengths(data, self._length)
            return _heads.between_starts(bytes(data))
        except Unfit:
            self._broken += 1
            if self._broken > 1 + self._packets // _FEW:
                raise
            return []

    def _forget(self, kept: int) -> None:
        """Keep no more than the first of the packets before."""
        del self._before[kept:]
        self._weight = sum(map(len, self._before))

    def _begins_row(self, units: Sequence[Data], kinds: list[int]) -> bool:
        """Tell whether a picture needs no other; of old cameras' H.264, only the first says so."""
        if not self._restarts.isdisjoint(kinds):
            return True
        for unit, kind in zip(units, kinds, strict=True):
            if kind in self._pictures:
                return self._codec == "h264" and len(unit) > 1 and unit[1] in _INTRA
        return False

    def _is_whole(self, data: Data, units: Sequence[Data], kept: list[Data]) -> bool:
        """Tell whether nothing was left out or changed, and all is as the output has it."""
        sized = self._length == SIZE and kept == units
        return sized and sum(map(len, kept)) + SIZE * len(kept) == len(data)

    def _is_odd(self, data: Data, units: Sequence[Data]) -> bool:
        """Tell whether a unit may hold what none does: most packets are looked through once."""
        found = [one.start() for one in _NEVER.finditer(data)]
        if not found:
            return False
        sizes = (self._length + len(unit) for unit in units)  # each stands before its unit
        return not {0, *itertools.accumulate(sizes)}.issuperset(found)

    def _kept(
        self, units: Sequence[Data], kinds: list[int], odd: bool
    ) -> tuple[list[Data], list[int]]:
        """Return the units that are copied, and which of them may hold words."""
        kept: list[Data] = []
        pictures = []
        for kind, unit in zip(kinds, units, strict=True):
            if kind in self._pictures:
                if kind in self._partitions or odd and _is_several(unit):
                    raise Unfit
                pictures.append(len(kept))
                kept.append(unit)
            elif kind in self._sets:
                kept.append(self._set(bytes(unit)))
            elif kind in _USER[self._codec]:
                self.found.add(Kind.SOFTWARE)
            elif kind not in _DELIMITERS[self._codec] or len(unit) > _DELIMITER:
                self.found.add(Kind.HIDDEN)
        return kept, [] if self._ours else self._doubts(kept, pictures)

    def _doubts(self, units: Sequence[Data], pictures: list[int]) -> list[int]:
        """Return which pictures begin with words, or may end in them: mostly none is read alone."""
        parts = [part for place in pictures
                 for part in (units[place][:_HEAD], units[place][-FAR:])]  # fmt: skip
        worded = readable(_GAP.join(parts), _LONG)
        return [
            place for place in pictures
            if words_at_end(units[place], self._wary) is not None or worded and _reads(units[place])
        ]  # fmt: skip

    def _judged(self, units: list[Data], doubt: int) -> bytes:
        """Return the packet without what one unit holds beyond its picture, if it does."""
        whole, unit = _joined(units), bytes(units[doubt])
        # Of the few characters that only the wary ask about, most are picture.
        likely = words_near(unit) is not None
        asked = self._proof.seems_same if likely else self._proof.same

        def same(start: int) -> bool:
            shorter = [*units[:doubt], unit[:start], *units[doubt + 1 :]]
            return asked(self._before, [whole], [_joined(shorter)])

        if wordy(unit[:_HEAD], _LONG) and same(0):
            units[doubt] = b""
            self.found.add(Kind.HIDDEN)
        elif (start := words_near(unit, self._wary)) is not None:
            place = earliest(same, start, len(unit))
            units[doubt] = unit[:place]
            if place is not None:
                self._wary = True
                self.found.add(Kind.HIDDEN)
        return _joined(units)

    def _kind(self, unit: Data) -> int:
        """Return the type of a unit; -1 for one of a layer beyond the first."""
        if self._codec == "h264":
            return unit[0] & 0x1F if unit else -1
        base = len(unit) > 2 and not unit[0] & 1 and not unit[1] & 0xF8
        return unit[0] >> 1 & 0x3F if base else -1

    def _set(self, unit: bytes) -> bytes:
        if unit not in self._known:
            if self._fixed or len(self._known) >= _MOST_SETS:
                raise Unfit("sets")
            self._known[unit] = self._anew([*self._units, unit])[-1]
        return self._known[unit]

    def _anew(self, units: list[bytes]) -> list[bytes]:
        if any(len(unit) > _LARGEST_SET or _CODE in unit for unit in units):
            raise Unfit
        packet = av.Packet(b"".join(START + unit for unit in units))
        try:
            parsed = BitStreamFilterContext(f"{self._codec}_metadata", self._codec).filter(packet)
        except av.FFmpegError as error:
            raise Unfit from error
        written = _heads.between_starts(b"".join(map(bytes, parsed)))
        if len(written) != len(units) or any(map(wordy, written)):
            raise Unfit
        return written


def _reads(unit: Data) -> bool:
    head, end = bytes(unit[:_HEAD]), bytes(unit[-FAR:])
    return text(end, *LIKELY) is not None or wordy(head + _GAP + end[-NEAR:], _LONG)


def _is_certain(unit: Data) -> bool:
    """Tell whether a unit begins with words that chance does not make, or ends in them."""
    ends = bytes(unit[:_HEAD]), bytes(unit[-FAR:])
    worded = any(text(part, *NO_CHANCE) is not None for part in ends)
    return worded or wordy(bytes(unit[-NEAR:]), *SURE_NEAR_END)


def _is_several(unit: Data) -> bool:
    """Tell whether more follows within a unit than zeros, with which some programs fill it up."""
    found = _NEVER.search(unit)
    return found is not None and bytes(unit[found.start() :]).strip(b"\0") != b""


def _joined(units: Sequence[Data]) -> bytes:
    sized = [(len(unit).to_bytes(SIZE, "big"), unit) for unit in units if unit]
    return b"".join([part for pair in sized for part in pair])
