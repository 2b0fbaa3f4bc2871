"""MP3: frames written one after the other, with nothing between, before or after."""

import bisect
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tips.scrub import _mp3_heads, _tail_tags
from tips.scrub._parts import widest
from tips.scrub._proof import Proof
from tips.scrub._row import KILOBITS, RATES
from tips.scrub._streams import Unfit, doubtful, is_language

_LAYER = 1  # as heads count: the third of three
_ENCODERS = re.compile(rb"LAME[\d.U]*|Lav[cf][\d.]*")
_BLOCK, _OVERLAP = 1 << 15, 64  # bytes that are looked at together
_BY_CHANCE = 14  # characters in a row that sound seldom forms
# Characters in a row, and different ones: what goes even where a broken frame makes it heard, and
# what sound never forms.
_LONG, _CERTAIN = (24, 12), (28, 16)
_TAGS = (b"ID3", b"TAG", b"APE")  # what may follow a frame, but for the next one
_REACH = 10  # frames: how far back the data of one may begin


@dataclass(frozen=True, slots=True)
class Frame:
    """One layer III frame: where it lies, where its main data does, and what that holds."""

    start: int
    size: int
    data: int  # bytes from the start to the main data
    back: int  # bytes before this frame's main data where its first bit is
    bits: int  # of main data that are sound
    mono: bool
    version: int

    @property
    def kind(self) -> tuple[int, bool]:
        """Return what all frames of one stream have in common."""
        return self.version, self.mono


def mp3_frames(data: bytes) -> Iterator[Frame]:
    """Yield the frames that follow one another; what lies between them is skipped.

    So is a frame behind which neither another nor the end of the sound is: it was cut, and claims
    bytes that are none of its own.
    """
    place, kind, end = _first(data), None, _tail_tags.start(data)
    frame = frame_at(data, place) if place >= 0 else None
    while 0 <= place <= end - 4:
        after = place + frame.size if frame else 0
        following = frame_at(data, after) if frame else None
        if frame and (kind or frame.kind) == frame.kind and after <= end and (
            following or _may_end(data, after, end)
        ):  # fmt: skip
            kind = frame.kind
            yield frame
            place, frame = after, following
        else:
            place = _resume(data, max(_behind_tags(data, place), place + 1))
            frame = frame_at(data, place) if place >= 0 else None


def is_mp3_note(data: bytes, frame: Frame) -> bool:
    """Tell whether a frame is a Xing, Info or VBRI table in place of sound."""
    body = data[frame.start : frame.start + frame.size]
    side = frame.data
    return body[side : side + 4] in (b"Xing", b"Info") or body[36:40] == b"VBRI"


def quiet_mp3(data: bytes, frames: list[Frame]) -> bytes:
    """Return the frames one after the other; bits of main data that are no sound are zeros."""
    stream = _Mp3(data, frames)
    stream.hush()
    return b"".join(map(stream.packet, range(len(frames))))


class _Mp3:
    """Frames whose main data is one stream: sound of one may begin in the data of those before.

    What no frame claims in it is ancillary, where encoders write their name. A broken frame claims
    what is not its own: words in what is claimed are put to the proof.
    """

    def __init__(self, data: bytes, frames: list[Frame]) -> None:
        self._data, self._frames = data, frames
        self._main = bytearray()
        self._places = [0]
        claims: list[tuple[int, int]] = []
        for frame in frames:
            start = (len(self._main) - frame.back) * 8
            claims.append((max(start, 0), max(start + frame.bits, 0)))
            self._main += data[frame.start + frame.data : frame.start + frame.size]
            self._places.append(len(self._main))
        _blank(self._main, sorted(claims))

    def packet(self, index: int) -> bytes:
        """Return one frame as it is written."""
        frame = self._frames[index]
        head = _mp3_heads.plain(self._data[frame.start : frame.start + frame.data])
        return head + self._main[self._places[index] : self._places[index + 1]]

    def hush(self) -> None:
        """Zero the names of encoders, and words without which it sounds the same."""
        for name in _ENCODERS.finditer(self._main):
            self._main[name.start() : name.end()] = bytes(name.end() - name.start())
        doubts: set[tuple[int, int, bool]] = set()
        for place in range(0, len(self._main), _BLOCK):
            block = bytes(self._main[place : place + _BLOCK + _OVERLAP])
            doubts.update(
                (place + run[0] // 8, place - -run[1] // 8, is_language(block, *run, *_LONG))
                for run in doubtful(block, _BY_CHANCE)
            )
        for start, end, certain in sorted(doubts):
            cut = widest(functools.partial(self._same, start), 0, end - start)
            cut = cut or ((0, end - start) if certain else None)
            if cut:
                self._main[start + cut[0] : start + cut[1]] = bytes(cut[1] - cut[0])

    def _same(self, place: int, first: int, last: int) -> bool:
        """Tell whether it sounds the same when a part of the main data is zeros."""
        index = bisect.bisect_right(self._places, place) - 1
        reached = range(index, min(index + _REACH, len(self._frames)))
        before = [self.packet(number) for number in range(max(index - _REACH, 0), index)]
        known, kept = [self.packet(number) for number in reached], self._main[place : place + last]
        self._main[place + first : place + last] = bytes(last - first)
        other = [self.packet(number) for number in reached]
        self._main[place : place + last] = kept
        try:
            return Proof("mp3", b"").same(before, known, other)
        except Unfit:
            return False


def marked(data: bytes, frames: list[Frame]) -> bool:
    """Tell whether frames hold bits that no decoder asks for."""
    heads = (data[frame.start : frame.start + frame.data] for frame in frames)
    return any(map(_mp3_heads.private, heads))


def words_in_mp3(data: bytes) -> bool:
    """Tell whether frames hold an encoder's name or long words, for a look at what was written."""
    if _ENCODERS.search(data):
        return True
    blocks = (data[place : place + _BLOCK + _OVERLAP] for place in range(0, len(data), _BLOCK))
    runs = ((block, run) for block in blocks for run in doubtful(block, _CERTAIN[0]))
    return any(is_language(block, *run, *_CERTAIN) for block, run in runs)


def _blank(main: bytearray, claims: list[tuple[int, int]]) -> None:
    """Zero the bits between the claimed ranges."""
    reached = 0
    for start, end in [*claims, (len(main) * 8, len(main) * 8)]:
        if start > reached:
            _zero(main, reached, min(start, len(main) * 8))
        reached = max(reached, end)


def _zero(main: bytearray, start: int, end: int) -> None:
    first, last = -(-start // 8), end // 8
    if first > last:
        return
    if start % 8 and first - 1 < len(main):
        main[first - 1] &= 0xFF << (8 - start % 8) & 0xFF
    main[first:last] = bytes(last - first)
    if end % 8 and last < len(main):
        main[last] &= 0xFF >> end % 8


def _first(data: bytes) -> int:
    return _resume(data, _behind_tags(data, 0))


def _behind_tags(data: bytes, place: int) -> int:
    """Return where the ID3 tags end that begin at a place, between parts that were joined too."""
    while data[place : place + 3] == b"ID3" and len(data) >= place + 10:
        size = 0
        for byte in data[place + 6 : place + 10]:
            size = size << 7 | byte & 0x7F
        place += 10 + size + (10 if data[place + 5] & 0x10 else 0)
    return place


def _resume(data: bytes, place: int) -> int:
    """Return where two frames follow one another, from `place` on, or -1."""
    while (place := data.find(b"\xff", place)) >= 0:
        frame = frame_at(data, place)
        if frame:
            end = place + frame.size
            if end == len(data) or data[end : end + 3] in _TAGS or frame_at(data, end):
                return place
        place += 1
    return -1


def _may_end(data: bytes, place: int, end: int) -> bool:
    """Tell whether sound may end at a place: with the file, before a tag or padding."""
    rest = data[place : place + 3]
    return place == end or rest in _TAGS or not rest.strip(b"\0")


def frame_at(data: bytes, place: int) -> Frame | None:
    """Return the frame that begins at a place, if one does."""
    head = data[place : place + 40]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, kilobits, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or kilobits in (0, 15) or rate == 3:
        return None
    table = KILOBITS[version == 3, _LAYER]
    size = (144 if version == 3 else 72) * table[kilobits] * 1000 // RATES[version][rate]
    size += head[2] >> 1 & 1
    mono = head[3] >> 6 == 3
    side = (17 if mono else 32) if version == 3 else (9 if mono else 17)
    start = 4 if head[1] & 1 else 6
    if start + side > size or len(head) < start + side:
        return None
    back, bits = _claim(head[start : start + side], version == 3, mono)
    return Frame(place, size, start + side, back, bits, mono, version)


def _claim(side: bytes, full: bool, mono: bool) -> tuple[int, int]:
    """Return from the side information how far back the sound begins, and its length in bits."""
    number, size = int.from_bytes(side, "big"), len(side) * 8
    channels = 1 if mono else 2
    back = number >> size - (9 if full else 8)
    first = (18 if mono else 20) if full else (9 if mono else 10)
    each = 59 if full else 63
    lengths = (
        number >> size - first - each * index - 12 & 0xFFF
        for index in range(channels * (2 if full else 1))
    )
    return back, sum(lengths)


def gaps(data: bytes, frames: list[Frame]) -> int:
    """Count the places of a file that no frame covers."""
    ends = [0, *(frame.start + frame.size for frame in frames)]
    starts = [*(frame.start for frame in frames), len(data)]
    return sum(start > end for end, start in zip(ends, starts, strict=True))
