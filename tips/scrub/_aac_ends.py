"""Elements of AAC behind the sound: found backwards from the end mark, by heads that fit."""

import re
from collections.abc import Iterator

from tips.scrub._streams import spelled

_FILL = 6
_MOST_FILL, _MOST = 269, 520  # bytes
_AT_END = 5  # characters in a row that sound seldom forms
_FEWEST = 4  # bytes without words that are looked at
_END, _NO_LETTERS = _AT_END + 2, 0x8080808080  # bytes that hold these; what letters never have set
# The first byte of an element of data: one that encoders write, and any; behind it, content that
# begins at once or with the next whole byte.
_USUAL = re.compile(rb"\x80"), re.compile(rb"\x81")
_ANY = re.compile(rb"[\x80\x82\x84\x86\x88\x8a\x8c\x8e\x90\x92\x94\x96\x98\x9a\x9c\x9e]"), (
    re.compile(rb"[\x81\x83\x85\x87\x89\x8b\x8d\x8f\x91\x93\x95\x97\x99\x9b\x9d\x9f]"))  # fmt: skip


def elements(data: bytes) -> list[tuple[int, int]]:
    """List (first bit, bit behind) of what may be the content of a last element without sound.

    Where the sound before it ends cannot be told without decoding it, so heads are looked for that
    fit their length to the end mark. Chance makes them too: without words, of one in 100 packets.
    """
    bare = data.rstrip(b"\0")
    last = int.from_bytes(bare[-_END:], "big")
    end = (last & -last).bit_length() + 2  # after padding, three ones
    worded = not last >> end & _NO_LETTERS and bool(
        spelled(last >> end & (1 << 8 * _AT_END) - 1, _AT_END))  # fmt: skip
    number = int.from_bytes(bare[-_MOST:], "big") >> end
    at_once, later = _ANY if worded else _USUAL
    counts = [*_data(number, at_once)]
    if not end % 8:
        counts += [count for pad in range(8) for count in _data(number >> pad, later)]
    if worded:
        counts += _fill(number)
    fewest, size = _AT_END if worded else _FEWEST, 8 * len(bare) - end
    return [(size - 8 * count, size) for count in counts
            if count >= fewest and number & (1 << 8 * count) - 1]  # fmt: skip


def _data(number: int, heads: re.Pattern[bytes]) -> Iterator[int]:
    """Yield the bytes of content of each element of data that ends where a number does."""
    raw = number.to_bytes(number.bit_length() + 7 >> 3, "big")
    for head in heads.finditer(raw, 0, len(raw) - 2):
        place = head.end()
        count = len(raw) - place - 1
        if raw[place] == count != 255:
            yield count
        elif raw[place] == 255 and raw[place + 1] == count - 256:
            yield count - 1


def _fill(number: int) -> Iterator[int]:
    """Yield the same for elements of fill."""
    for count in range(_AT_END, _MOST_FILL + 1):
        head = _FILL << 4 | count if count < 15 else (_FILL << 4 | 15) << 8 | count - 14
        if number >> 8 * count & (0x7F if count < 15 else 0x7FFF) == head:
            yield count
