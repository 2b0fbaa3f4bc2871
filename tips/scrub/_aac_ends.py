"""Elements of AAC behind the sound: found backwards from the end mark, by heads that fit."""

from collections.abc import Iterator, Sequence

from tips.scrub._streams import NEAR, spelled, words_at_end

_DATA, _FILL = 4, 6
_MOST_FILL, _MOST = 269, 520  # bytes
_AT_END = 5  # characters in a row that sound seldom forms
_FEWEST = 4  # bytes without words that are looked at
_ENDING, _NO_LETTERS = (1 << 8 * _AT_END) - 1, 0x8080808080  # their bits; what letters never set
_LAST = (1 << 8 * NEAR) - 1
_MARK = 3  # bits, all set; behind them zeros fill up the last byte
_PADDING = tuple((byte & -byte).bit_length() - 1 for byte in range(256))  # bits
# The first byte of an element of data, as most encoders write it: content begins at once behind its
# length, or with the next whole byte. Others give it one of sixteen tags.
_AT_ONCE, _LATER = b"\x80", b"\x81"
_UNTAGGED = bytes(byte & 0xE1 if byte >> 5 == _DATA else 0 for byte in range(256))


def elements(data: bytes) -> list[tuple[int, int]]:
    """List (first bit, bit behind) of what may be the content of a last element without sound.

    Where the sound before it ends cannot be told without decoding it, so heads are looked for that
    fit their length to the end mark. Chance makes them too: without words, of one in 100 packets.
    """
    number, end, size = _before_mark(data)
    worded = _is_worded(number)
    counts = _data([number], _AT_ONCE, worded)
    if not end % 8:
        counts += _later(number, worded)
    if worded:
        counts += _fill(number)
    fewest = _AT_END if worded else _FEWEST
    return [(size - 8 * count, size) for count in counts
            if count >= fewest and number & (1 << 8 * count) - 1]  # fmt: skip


def suspected(packets: Sequence[bytes]) -> list[bool]:
    """Tell of each packet whether `elements` may list any: of many at once it is quicker."""
    rows, found = list[bytes](), list[bool]()
    for data in packets:
        number, end, _size = _before_mark(data)
        rows.append(number.to_bytes(_MOST, "big"))
        worded = not number & _NO_LETTERS or words_at_end(rows[-1]) is not None
        found.append(worded or not end % 8 and bool(_later(number, tagged=False)))
    raw = b"".join((*rows, b"\0"))
    place = raw.find(_AT_ONCE)
    while place >= 0:
        row, start = divmod(place, _MOST)
        found[row] |= raw[place + 1] == min(_MOST - start - 2, 255)
        place = raw.find(_AT_ONCE, place + 1)
    return found


def _before_mark(data: bytes) -> tuple[int, int, int]:
    """Return the last bits before the end mark as a number, the bits from there on, and where."""
    bare = data.rstrip(b"\0")
    end = _MARK + (_PADDING[bare[-1]] if bare else 0)
    return int.from_bytes(bare[-_MOST:], "big") >> end, end, 8 * len(bare) - end


def _is_worded(number: int) -> bool:
    """Tell whether a number ends in words, with accents or without."""
    if not number & _NO_LETTERS and spelled(number & _ENDING, _AT_END):
        return True
    return words_at_end((number & _LAST).to_bytes(NEAR, "big")) is not None


def _data(numbers: Sequence[int], head: bytes, tagged: bool) -> list[int]:
    """List the bytes of content of each element of data that ends where one of the numbers does.

    They are looked through at once, each in as many bytes as the first, which is the largest.
    """
    size = numbers[0].bit_length() + 7 >> 3
    raw = b"".join([number.to_bytes(size, "big") for number in numbers])
    heads = raw.translate(_UNTAGGED) if tagged else raw
    counts = []
    place = heads.find(head)
    while place >= 0:
        count = size - place % size - 2
        if count > 0:
            told = raw[place + 1]
            if told == count != 255:
                counts.append(count)
            elif told == 255 and raw[place + 2] == count - 256:
                counts.append(count - 1)
        place = heads.find(head, place + 1)
    return counts


def _later(number: int, tagged: bool) -> list[int]:
    return _data([number >> pad for pad in range(8)], _LATER, tagged)


def _fill(number: int) -> Iterator[int]:
    """Yield the same for elements of fill."""
    for count in range(_AT_END, _MOST_FILL + 1):
        head = _FILL << 4 | count if count < 15 else (_FILL << 4 | 15) << 8 | count - 14
        if number >> 8 * count & (0x7F if count < 15 else 0x7FFF) == head:
            yield count
