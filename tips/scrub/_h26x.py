"""H.264 and HEVC packets: pictures and their parameter sets are kept, user data (SEI) is not."""

import re
from collections.abc import Iterator

import av
from av.bitstream import BitStreamFilterContext

from tips.scrub._proof import SLACK, Costly, Proof, widest
from tips.scrub._report import Kind
from tips.scrub._streams import NEAR, Bits, Unfit, words_at_end, words_near_end, wordy, wordy_end

START = b"\x00\x00\x00\x01"
_CODE = re.compile(b"\\x00\\x00\\x01")  # found in half the time that `in` takes
_GAP = b"\x00\x00"

_PICTURES = {"h264": frozenset(range(1, 6)), "hevc": frozenset((*range(10), *range(16, 22)))}
_RESTARTS = {"h264": frozenset((5,)), "hevc": frozenset(range(16, 22))}
_PARTITIONS = {"h264": frozenset((2, 3, 4)), "hevc": frozenset[int]()}  # of slices: never seen
_DELIMITERS = {"h264": frozenset((9, 10, 11)), "hevc": frozenset((35, 36, 37))}
_USER = {"h264": frozenset((6,)), "hevc": frozenset((39, 40))}
_SETS = {"h264": frozenset((7, 8)), "hevc": frozenset((32, 33, 34))}
_HIGH = (100, 110, 122, 144)  # profiles
_LARGEST_SET = 1024  # bytes
_MOST_SETS = 64
_HEAD = 160  # bytes of a unit in which no long words appear by chance
_DELIMITER = 4  # bytes, at most
_SIZE = 4  # bytes of the length before a unit, in an MP4 of ours
_MOST_BEFORE = 48 << 20  # bytes of packets since the last picture that needs no other


class Pictures:
    """Filters the packets of one stream. Raises Unfit when they cannot be copied.

    `extradata` is what the output's head needs: the parameter sets alone, each read and written
    anew so that nothing rides behind their last bit. H.264 leaves with lengths before its units,
    as an MP4 stores them; HEVC with start codes, for the muxer to write its larger head.
    With `fixed`, sets that are not in the head make the stream unfit: "hvc1" has no others.
    `found` is what was taken out.
    """

    def __init__(self, codec: str, extradata: bytes, fixed: bool = False) -> None:
        self._pictures, self._sets = _PICTURES[codec], _SETS[codec]
        self._partitions, self._restarts = _PARTITIONS[codec], _RESTARTS[codec]
        self._codec, self._fixed = codec, fixed
        self._known: dict[bytes, bytes] = {}
        self.found: set[Kind] = set()
        self._length, units = _head(codec, extradata)
        self._units = [unit for unit in units if self._kind(unit) in self._sets]
        if not self._units:
            raise Unfit
        self._known = dict(zip(self._units, self._anew(self._units), strict=True))
        sets = list(self._known.values())
        self.extradata = _starting(sets) if codec == "hevc" else _avcc_of(sets)
        self._proof, self._before, self._weight = Proof(codec, self.extradata), list[bytes](), 0
        self._wary = False  # whether words were found behind a picture before

    def __call__(self, data: bytes) -> bytes:
        units = _cut(data, self._length) if self._length else _between_starts(data)
        kinds = [self._kind(unit) for unit in units]
        kept, doubts = self._kept(units, kinds, _CODE.search(data) is not None)
        packet = data if self._is_whole(data, units, kept) else self._joined(kept)
        if not self._restarts.isdisjoint(kinds):
            self._before, self._weight = [], 0
        for doubt in doubts:
            try:
                packet = self._judged(kept, doubt)
            except Costly:
                if wordy_end(kept[doubt]):
                    raise
        self._before.append(packet)
        self._weight += len(packet)
        if self._weight > _MOST_BEFORE:
            self._before, self._weight = [], 0
        return packet

    def _is_whole(self, data: bytes, units: list[bytes], kept: list[bytes]) -> bool:
        """Tell whether nothing was left out or changed, and all is as the output has it."""
        sized = self._codec == "h264" and self._length == _SIZE
        return sized and kept == units and sum(map(len, kept)) + _SIZE * len(kept) == len(data)

    def _kept(
        self, units: list[bytes], kinds: list[int], codes: bool
    ) -> tuple[list[bytes], list[int]]:
        """Return the units that are copied, and which of them may hold words.

        `codes` tells whether start codes are in the packet at all: most are looked through once.
        """
        kept: list[bytes] = []
        doubts = []
        for kind, unit in zip(kinds, units, strict=True):
            if kind in self._sets:
                kept.append(self._set(unit))
            elif kind in self._pictures:
                # A start code inside a unit would become a unit of its own.
                if kind in self._partitions or codes and _CODE.search(unit):
                    raise Unfit
                if self._is_doubtful(unit):
                    doubts.append(len(kept))
                kept.append(unit)
            elif kind in _USER[self._codec]:
                self.found.add(Kind.SOFTWARE)
            elif kind not in _DELIMITERS[self._codec] or len(unit) > _DELIMITER:
                self.found.add(Kind.HIDDEN)
        return kept, doubts

    def _joined(self, units: list[bytes]) -> bytes:
        return _starting(units) if self._codec == "hevc" else _sizing(units)

    def _judged(self, units: list[bytes], doubt: int) -> bytes:
        """Return the packet without what one unit holds beyond its picture, if it does."""
        whole, unit = self._joined(units), units[doubt]

        def same(start: int, _: int = 0) -> bool:
            shorter = [*units[:doubt], unit[:start], *units[doubt + 1 :]]
            return self._proof.same(self._before, [whole], [self._joined(shorter)])

        if wordy(unit[:_HEAD], 14) and same(0):
            units[doubt] = b""
            self.found.add(Kind.HIDDEN)
        elif (start := self._words(unit)) is not None:
            cut = widest(same, start, max(len(unit), start + 2 * SLACK + 1))
            units[doubt] = unit[: cut[0]] if cut else unit
            if cut:
                self._wary = True
                self.found.add(Kind.HIDDEN)
        return self._joined(units)

    def _is_doubtful(self, unit: bytes) -> bool:
        """Tell whether a unit begins with words, or may end in them: one look for both."""
        ends = unit[:_HEAD] + _GAP + unit[-NEAR:]
        return wordy(ends, 14) or words_at_end(unit, self._wary) is not None

    def _words(self, unit: bytes) -> int | None:
        place = words_at_end(unit, self._wary)
        return words_near_end(unit) if place is None else place

    def _kind(self, unit: bytes) -> int:
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
        if any(len(unit) > _LARGEST_SET or b"\x00\x00\x01" in unit for unit in units):
            raise Unfit
        packet = av.Packet(_starting(units))
        try:
            parsed = BitStreamFilterContext(f"{self._codec}_metadata", self._codec).filter(packet)
        except av.FFmpegError as error:
            raise Unfit from error
        written = _between_starts(b"".join(map(bytes, parsed)))
        if len(written) != len(units) or any(map(wordy, written)):
            raise Unfit
        return written


def _starting(units: list[bytes]) -> bytes:
    return b"".join([part for unit in units if unit for part in (START, unit)])


def _sizing(units: list[bytes]) -> bytes:
    sized = [(len(unit).to_bytes(_SIZE, "big"), unit) for unit in units if unit]
    return b"".join([part for pair in sized for part in pair])


def _avcc_of(units: list[bytes]) -> bytes:
    """Return the head of an MP4's H.264 (ISO 14496-15, 5.3.3.1) for sequence and picture sets."""
    first, second = ([unit for unit in units if unit[0] & 31 == kind] for kind in (7, 8))
    if not first or len(first) > 31 or len(first[0]) < 5:
        raise Unfit
    head = b"\x01" + first[0][1:4] + b"\xff"
    for mark, sets in ((0xE0, first), (0, second)):
        head += bytes([mark | len(sets)])
        head += b"".join(len(unit).to_bytes(2, "big") + unit for unit in sets)
    return head + (_depths(first[0]) if first[0][1] in _HIGH else b"")


def _depths(unit: bytes) -> bytes:
    """Return what the head says of colours beyond a sequence set of one of the high profiles."""
    bits = Bits(unit[4:].replace(b"\0\0\3", b"\0\0"))
    bits.number()
    chroma = bits.number()
    bits.take(chroma == 3)
    luma, colour = bits.number(), bits.number()
    return bytes([0xFC | chroma & 3, 0xF8 | luma & 7, 0xF8 | colour & 7, 0])


def _head(codec: str, extradata: bytes) -> tuple[int, list[bytes]]:
    """Return how long the lengths before units are (0: start codes instead), and the sets."""
    if extradata[:1] != b"\x01" or extradata[:3] == b"\x00\x00\x01":
        return 0, _between_starts(extradata)
    try:
        units = list(_avcc(extradata) if codec == "h264" else _hvcc(extradata))
        return (extradata[4] if codec == "h264" else extradata[21]) % 4 + 1, units
    except IndexError as error:
        raise Unfit from error


def _avcc(head: bytes) -> Iterator[bytes]:
    place = 5
    for mask in (0x1F, 0xFF):
        count, place = head[place] & mask, place + 1
        for _ in range(count):
            place, unit = _sized(head, place, 2)
            yield unit


def _hvcc(head: bytes) -> Iterator[bytes]:
    place = 23
    for _ in range(head[22]):
        count, place = int.from_bytes(head[place + 1 : place + 3], "big"), place + 3
        for _ in range(count):
            place, unit = _sized(head, place, 2)
            yield unit


def _cut(data: bytes, width: int) -> list[bytes]:
    units, place, size = [], 0, len(data)
    while (start := place + width) <= size:
        place = start + int.from_bytes(data[place:start], "big")
        if place > size:
            raise Unfit
        if place > start:
            units.append(data[start:place])
    return units


def _sized(data: bytes, place: int, width: int) -> tuple[int, bytes]:
    end = place + width + int.from_bytes(data[place : place + width], "big")
    if end > len(data):
        raise Unfit
    return end, data[place + width : end]


def _between_starts(data: bytes) -> list[bytes]:
    units = (unit.rstrip(b"\x00") for unit in data.split(b"\x00\x00\x01")[1:])
    return [unit for unit in units if unit]
