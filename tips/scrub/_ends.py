"""Words near the end of coded pictures and sound are zeros where nothing changes without them."""

from collections.abc import Callable

from tips.scrub._parts import SLACK
from tips.scrub._proof import AFFORDABLE, Costly, Heard, Proof
from tips.scrub._streams import LIKELY, NO_CHANCE, Unfit, text, words_at_end, wordy_end

_NEAR = 4_096  # bytes at the end in which words are looked for
# Characters in a row. Chance makes as many once in 200,000 packets; in some of those the last few
# bytes of a picture draw nothing that is seen, so that a proof would not tell.
_AT_END = 10
_SEVERAL = 5  # different ones: padding repeats itself
_CHEAP, _DEAR = AFFORDABLE // 5, AFFORDABLE // 2  # for words that chance may have made; once found
_SOUND = AFFORDABLE // 50
_MOST_BEFORE, _MOST_BYTES = 400, 48 << 20  # packets that a proof decodes first

Part = tuple[int, int]  # bytes of a packet: the first, and the one behind the last


def without_words(data: bytes, part: Part, same: Callable[[bytes], bool]) -> bytes:
    """Return a packet without what stands from words near the end of a part to that end.

    `same` is asked whether another packet is seen or heard as this one. Chance may have put a few
    characters before the words.
    """
    first = _words(data, part)
    if first is None:
        return data

    def goes(place: int) -> bool:
        return same(_blank(data, place, part[1]))

    if not goes(first + SLACK):
        return data
    place = next((place for place in range(first, first + SLACK) if goes(place)), first + SLACK)
    return _blank(data, place, part[1])


def _words(data: bytes, part: Part) -> int | None:
    """Return where words near the end of a part begin."""
    near = max(part[1] - _NEAR, part[0])
    rest = data[near : part[1]]
    place, end = words_at_end(rest), len(rest.rstrip(b"\x00\x80"))
    if place is None or end - place < _AT_END or len({*rest[place:end]}) < _SEVERAL:
        place = text(rest, *LIKELY)
    return None if place is None else near + place


def _blank(data: bytes, first: int, last: int) -> bytes:
    return data[:first] + bytes(last - first) + data[last:]


class Row:
    """Puts words behind pictures to the proof, after all since the last that needs no other.

    What one of these pictures holds depends on all of them: there is no quicker look.
    """

    def __init__(self, codec: str, extradata: bytes) -> None:
        self._codec, self._extradata = codec, extradata
        self._proof = Proof(codec, extradata, _CHEAP)
        self._before, self._weight = list[bytes](), 0
        self._wary = False  # whether words were found behind a picture before

    def __call__(self, data: bytes, part: Part, alone: bool) -> bytes:
        """Return a packet without words at the end of its last picture, which is a part of it.

        `alone` says that it needs no other. Raises Unfit where words may be that nothing proves.
        """
        if alone:
            self._before, self._weight = [], 0
        try:
            packet = without_words(data, part, self._asking(data))
        except Costly:
            if self._wary:
                raise
            packet = data
        behind, hidden = packet[part[0] : part[1]], packet[: part[0]]
        if wordy_end(behind) or text(hidden, *NO_CHANCE) is not None:
            raise Unfit
        if self._weight <= _MOST_BYTES and len(self._before) <= _MOST_BEFORE:
            self._before.append(packet)
            self._weight += len(packet)
        return packet

    def _asking(self, data: bytes) -> Callable[[bytes], bool]:
        """Return what tells whether another packet is seen as this one.

        It raises Unfit for one that is broken, which may hold anything, and Costly for one that is
        there for later ones and not seen itself.
        """
        known: list[int] = []

        def same(other: bytes) -> bool:
            if self._weight > _MOST_BYTES or len(self._before) > _MOST_BEFORE:
                raise Costly
            known[:] = known or self._proof.ending(self._before, [data])
            if not known:
                raise Unfit if self._proof.failed else Costly
            found = known == self._proof.ending(self._before, [other])
            if found and not self._wary:
                self._wary, self._proof = True, Proof(self._codec, self._extradata, _DEAR)
            return found

        return same


class Vorbis:
    """Puts words behind packets of sound to the proof; each is heard into the next."""

    def __init__(self, heads: list[bytes]) -> None:
        first, second, setup = heads
        sizes = b"".join(b"\xff" * (len(head) // 255) + bytes([len(head) % 255])
                         for head in (first, second))  # fmt: skip
        self._extradata = b"\x02" + sizes + first + second + setup
        self._proof: Heard | None = None
        self._before: list[bytes] = []

    def __call__(self, data: bytes) -> bytes:
        """Return a packet without words at its end. Raises Costly where there are too many."""
        try:
            packet = without_words(data, (0, len(data)), lambda other: self._same(data, other))
        except Costly:
            raise
        except Unfit:  # Nothing is heard: of the first, or of what is broken.
            packet = data
        self._before = [packet]
        return packet

    def _same(self, data: bytes, other: bytes) -> bool:
        self._proof = self._proof or Heard("vorbis", self._extradata, _SOUND)
        return self._proof.same(self._before, [data, *self._before], [other, *self._before])
