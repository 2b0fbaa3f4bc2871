"""AAC packets: what an encoder writes about itself between the sound is overwritten."""

import operator
from collections.abc import Sequence
from dataclasses import dataclass

from tips.scrub import _aac_ends
from tips.scrub._parts import SLACK, widest
from tips.scrub._proof import Ends, Heard
from tips.scrub._report import Kind as Found
from tips.scrub._streams import (
    Bits,
    Unfit,
    blanked,
    doubtful,
    is_language,
    spelled,
    words_at_end,
)

RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)

_DATA, _PROGRAM, _FILL = 4, 5, 6  # elements that hold no sound
_BANDS = (13, 14)  # fill that is sound: spectral band replication
_BETWEEN = b"\0\xff\0"  # where an unfinished letter is what it is at the end of a packet
_BY_CHANCE = 12  # characters in a row that sound seldom forms
_NO_CHANCE = 24, 12  # in a row, and different ones, that it does not form
_CERTAIN = 28, 16  # likewise, for the look: what it finds, the filter would have found


@dataclass(frozen=True)
class Kind:
    """What a decoder must know before the first packet."""

    profile: int
    rate: int  # an index into RATES
    channels: int

    def config(self, bands: int | None = None) -> bytes:
        """Return the two bytes that say so, or five that name the rate of a second band."""
        number = self.profile << 11 | self.rate << 7 | self.channels << 3
        if bands is None:
            return number.to_bytes(2, "big")
        return (number << 24 | 0x2B7 << 13 | 5 << 8 | 1 << 7 | bands << 3).to_bytes(5, "big")


class Sound:
    """Filters the packets of one stream; `extradata` is the configuration, written anew.

    `found` is what was taken out. Unless packets are `known` to be bounded by a table that fits,
    each is decoded: a wrong length lets it swallow what other tracks hold.
    """

    def __init__(self, extradata: bytes, known: bool = False) -> None:
        self._known = known
        self.found: set[Found] = set()
        self.extradata = _config(extradata) if extradata else b""
        self._ends: Ends | None = None
        self._proof: Heard | None = None  # once the configuration is known
        self._before: list[bytes] = []  # the last packet: each is heard into the next

    def __call__(self, data: bytes) -> bytes:
        if data[0] == 0xFF and data[1] & 0xF6 == 0xF0:
            data = self._bare(data)
        if not self._known:
            self._check(data)
        told = data
        data = quiet(data)
        for start, end in _aac_ends.elements(data):
            if self._same(data, start, end):
                data = blanked(data, start, end)
        for start, end in self._doubts(data):
            data = self._judged(data, start, end)
        if data != told:
            self.found.add(Found.SOFTWARE)
        self._before = [data]
        return data

    def several(self, packets: Sequence[bytes]) -> list[bytes]:
        """Filter packets that follow each other: quicker, as most of them hold sound alone."""
        if not self._known:
            return [*map(self, packets)]
        made: list[bytes] = []
        odd = map(operator.or_, _worded(packets), _aac_ends.suspected(packets))
        for data, doubt in zip(packets, odd, strict=True):
            led = data[0] >> 5 >= _DATA
            made.append(self(data) if doubt or led or words_at_end(data) is not None else data)
            self._before = made[-1:]
        return made

    def _check(self, data: bytes) -> None:
        """Raise Unfit for a packet that is not sound to its last byte: it has swallowed others."""
        self._ends = self._ends or Ends("aac", self.extradata)
        if not self._ends.whole(data):
            raise Unfit

    @staticmethod
    def _doubts(data: bytes) -> list[tuple[int, int]]:
        behind = words_at_end(data)
        end = [] if behind is None else [(8 * behind, 8 * len(data))]
        return [*end, *doubtful(data, _BY_CHANCE)]

    def _judged(self, data: bytes, start: int, end: int) -> bytes:
        """Return a packet without a run of characters, if it sounds the same without them."""
        # Nothing that chance may have added follows the last byte.
        size = (end - start) // 8 + (SLACK if end == 8 * len(data) else 0)

        def part(first: int, last: int) -> tuple[int, int]:
            return start + 8 * first, min(start + 8 * last, end)

        cut = widest(lambda *range_: self._same(data, *part(*range_)), 0, size)
        if not cut and is_language(data, start, end, *_NO_CHANCE):
            raise Unfit
        return blanked(data, *part(*cut)) if cut else data

    def _same(self, data: bytes, start: int, end: int) -> bool:
        other = blanked(data, start, end)
        self._proof = self._proof or Heard("aac", self.extradata)
        return self._proof.same(self._before, [data, *self._before], [other, *self._before])

    def _bare(self, data: bytes) -> bytes:
        """Return a packet without its ADTS head, which must agree with those before."""
        kind, start, end = adts(data)
        if end != len(data) or self.extradata not in (b"", kind.config()):
            raise Unfit
        self.extradata = kind.config()
        return data[start:]


def _worded(packets: Sequence[bytes]) -> list[bool]:
    """Tell of each packet whether there may be words in it; all are looked through at once."""
    places = spelled(int.from_bytes(_BETWEEN.join(packets), "big"), _BY_CHANCE)
    found: list[bool] = []
    for data in reversed(packets) if places else ():
        size = 8 * len(data + _BETWEEN)
        found.append(bool(places & ((1 << size) - 1)))
        places >>= size
    return found[::-1] or [False] * len(packets)


def adts(data: bytes) -> tuple[Kind, int, int]:
    """Return what an ADTS head says: the kind of sound, where it starts and where it ends."""
    if len(data) < 7 or data[0] != 0xFF or data[1] & 0xF6 != 0xF0 or data[6] & 3:
        raise Unfit
    kind = Kind((data[2] >> 6) + 1, data[2] >> 2 & 15, (data[2] & 1) << 2 | data[3] >> 6)
    end = (data[3] & 3) << 11 | data[4] << 3 | data[5] >> 5
    start = 7 if data[1] & 1 else 9
    if kind.profile != 2 or kind.rate >= len(RATES) or not 1 <= kind.channels <= 7 or end <= start:
        raise Unfit
    return kind, start, end


def quiet(data: bytes) -> bytes:
    """Return a packet whose elements before the sound hold only zeros."""
    gaps = _gaps(data)
    if not gaps:
        return data
    number = int.from_bytes(data, "big")
    for start, width in gaps:
        number &= ~(((1 << width) - 1) << (8 * len(data) - start - width))
    return number.to_bytes(len(data), "big")


def _gaps(data: bytes) -> list[tuple[int, int]]:
    """List (first bit, width) of what leading elements hold that is not sound."""
    gaps: list[tuple[int, int]] = []
    if data[0] >> 5 < _DATA:
        return gaps
    bits = Bits(data)
    while True:
        element = bits.take(3)
        if element == _PROGRAM:
            raise Unfit
        if element not in (_DATA, _FILL):
            return gaps
        count = _data_size(bits) if element == _DATA else _fill_size(bits)
        gaps.append((bits.place, 8 * count))
        if element == _FILL and count and bits.take(4) in _BANDS:
            raise Unfit
        bits.place = gaps[-1][0] + 8 * count


def _data_size(bits: Bits) -> int:
    bits.take(4)
    aligned = bits.take(1)
    count = bits.take(8)
    if count == 255:
        count += bits.take(8)
    if aligned:
        bits.take(-bits.place % 8)
    return count


def _fill_size(bits: Bits) -> int:
    count = bits.take(4)
    return count if count < 15 else 14 + bits.take(8)


def _config(data: bytes) -> bytes:
    """Return an AudioSpecificConfig of the plain kinds written anew. Raises Unfit for others."""
    bits = Bits(data)
    profile, rate, channels = bits.take(5), bits.take(4), bits.take(4)
    if profile not in (2, 5, 29) or rate >= len(RATES) or not 1 <= channels <= 7:
        raise Unfit
    if profile != 2:
        bands, core = bits.take(4), bits.take(5)
        if core != 2 or bands >= len(RATES) or bits.take(3):
            raise Unfit
        number = profile << 17 | rate << 13 | channels << 9 | bands << 5 | core
        return (number << 10).to_bytes(4, "big")
    if bits.take(3):
        raise Unfit
    kind = Kind(profile, rate, channels)
    if bits.size < 40 or bits.take(11) != 0x2B7 or bits.take(5) != 5 or not bits.take(1):
        return kind.config()
    return kind.config(bits.take(4))


def tells(packets: Sequence[bytes]) -> bool:
    """Tell whether packets hold more than sound: a look apart, for what was written.

    Long runs are looked for in all at once, which is quicker; none reach over the ones between two.
    """
    if any(_leads(data) for data in packets if data[0] >> 5 >= _DATA):
        return True
    length = _CERTAIN[0]
    return bool(spelled(int.from_bytes(b"\xff".join(packets), "big"), length)) and any(
        is_language(data, *run, *_CERTAIN) for data in packets for run in doubtful(data, length)
    )


def _leads(data: bytes) -> bool:
    """Tell whether something stands before the sound of a packet, where that can be told."""
    try:
        return any(
            int.from_bytes(data, "big") >> (len(data) * 8 - start - width) & ((1 << width) - 1)
            for start, width in _gaps(data)
        )
    except Unfit:
        return False
