"""What the filters of coded pictures and sound share: words in what should be noise."""

import re
from collections.abc import Callable, Iterator
from typing import Any

Data = bytes | memoryview  # of a packet or a part of it: films are large, to copy each takes time
Filter = Callable[[Any], Any]  # one packet in, as bytes; the same without what is not coded

_WORDS = re.compile(rb"[\x20-\x7e]{8,}")
_WIDE_WORDS = re.compile(rb"(?:[\x20-\x7e]\x00){8,}")
_FEWEST_WIDE = 8  # zeros without which there are no such words: quickly counted
NEAR, FAR = 128, 512  # bytes at the end that are looked at: for any words, for long ones
PLAIN = bytes(byte for byte in range(128) if chr(byte).isalnum() or chr(byte) in "._:;/@+=#,- ")
_TEXT = re.compile(rb"[%b]{16,}" % re.escape(PLAIN))
_WIDE_TEXT = re.compile(rb"(?:[%b]\x00){8,}" % re.escape(PLAIN))
_PLAIN_SHAPE = bytes(ord("x") if byte in PLAIN else byte and ord(".") for byte in range(256))
_SHORT = 4  # characters that may be words at an end
_WIDE_END = re.compile(rb"(?:[\x20-\x7e\xa1-\xff]\x00){%d,}.{0,4}\Z" % _SHORT, re.S)
_WIDE_NEAR = 2 * _SHORT + 4  # bytes at the end that hold the last of these
_LONG = re.compile(rb"[\x20-\x7e]{14,}")
# The same at an end, with letters of two and three bytes among them (UTF-8) of which the last may
# have lost a byte that looks like padding. Chance makes more of these: a few bytes are none.
_PARTS = PLAIN + bytes(range(0x80, 0xC0)) + bytes(range(0xC3, 0xEE))
_ACCENTED = re.compile(
    rb"(?:[%b]|[\xc3-\xdb][\x80-\xbf]|[\xe0-\xed][\x80-\xbf]{2})+[\xc3-\xdb]?\Z"
    % re.escape(PLAIN))  # fmt: skip
_FEW_ACCENTED, _NO_FEW = 10, 14  # bytes of a run that may be words, and that hardly are chance
# Readable characters as "x", others but zero as ".": looked through faster than with a pattern.
_SHAPE = bytes(ord("x") if 0x20 <= byte <= 0x7E else byte and ord(".") for byte in range(256))
_FEWEST = 5  # different characters that make words of a run: padding repeats itself
# Characters in a row, and different ones among them, that chance seldom makes of pictures, and that
# it does not make: for filters, and for the look, whose finds a filter would have found.
LIKELY, NO_CHANCE, CERTAIN = (16, 5), (24, 12), (28, 16)
# Likewise near the end of a picture, for both. One of a single colour repeats a few characters.
SURE_NEAR_END = 20, 8


class Unfit(Exception):
    """A stream whose packets cannot be copied safely: it has to be decoded and encoded again."""


def wordy(data: bytes, length: int = 8, letters: int = _FEWEST) -> bool:
    """Tell whether coded data holds a run of readable characters at least `length` long.

    Among these are so many different ones as `letters`.

    In random bytes a run of 8 has odds of 1 in 3,000 a byte, one of 20 of 1 in 400 million.
    """
    shape = data.translate(_SHAPE)
    wide = b"x\0" * max(_FEWEST_WIDE, -(-length // 2))
    if b"x" * length not in shape and wide not in shape:
        return False
    runs = (match.group() for words in (_WORDS, _WIDE_WORDS) for match in words.finditer(data))
    return any(len(run) >= length and len(set(run)) >= letters for run in runs)


def readable(data: bytes, length: int) -> bool:
    """Tell whether there may be a run of so many readable characters: quicker than to look."""
    shape = data.translate(_SHAPE)
    return b"x" * length in shape or b"x\0" * _FEWEST_WIDE in shape


def doubtful(data: bytes, length: int) -> Iterator[tuple[int, int]]:
    """Yield (first bit, bit behind) of each run of characters, wherever in a byte it begins.

    Only where some of them near each other differ: tones and silence repeat one.
    """
    number, size = int.from_bytes(data, "big"), len(data) * 8
    places = spelled(number, length)
    while places:
        start = places.bit_length()
        step = 8 if start < 16 or number >> start - 16 & 0xFF else 16
        end, seen = start, bytearray()
        while end >= 8 and 0x20 <= (letter := number >> end - 8 & 0xFF) <= 0x7E:
            places &= ~(1 << end - 1)
            seen.append(letter)
            end -= step
        places &= ~(1 << start - 1)
        near = any(len({*seen[place : place + length]}) >= _FEWEST
                   for place in range(max(len(seen) - length, 0) + 1))  # fmt: skip
        if near and start - end >= 8 * length:
            yield size - start, size - max(end, 0)


def is_language(data: bytes, start: int, end: int, length: int, letters: int) -> bool:
    """Tell whether a run of characters, in bits, holds so many in a row as people write them.

    That is letters, figures and what stands between those, with so many different ones among them
    as `letters`. Tones and silence make long runs too, but of a few that repeat, or of all signs.
    """
    number = int.from_bytes(data, "big") >> 8 * len(data) - end & ((1 << end - start) - 1)
    bare = number.to_bytes((end - start) // 8, "big").replace(b"\0", b"")
    parts = (bare[place : place + length] for place in range(len(bare) - length + 1))
    return any(len({*part}) >= letters and not part.translate(None, PLAIN) for part in parts)


def blanked(data: bytes, start: int, end: int) -> bytes:
    """Return data with the bits of a range at zero."""
    size = len(data) * 8
    number = int.from_bytes(data, "big") & ~((1 << size - start) - (1 << size - end))
    return number.to_bytes(len(data), "big")


def spelled(number: int, length: int) -> int:
    """Return the bits of a number at which `length` characters begin, of one or of two bytes.

    A readable byte has its first bit clear and one of the next two set: all places are looked at
    at once, with a few operations on one large number.
    """
    clear = ~number & ((4 << number.bit_length()) - 1)
    letters = clear & (number << 1 | number << 2)
    found = _rows(letters, 8, length)
    nearly = clear & clear << 1
    nearly &= nearly << 2  # half a byte that is zero: of a first or last one more may be cut off
    if _rows(nearly, 16, _FEWEST_WIDE - 1):
        wide = max(_FEWEST_WIDE, -(-length // 2))  # characters of two bytes, as in _WIDE_WORDS
        empty = ~number & ~(number << 1)
        empty &= empty << 2
        empty &= empty << 4
        found |= _rows(letters & empty << 8, 16, wide) | _rows(letters & empty >> 8, 16, wide)
    return found


def _rows(bits: int, width: int, needed: int) -> int:
    """Return the bits from which on so many are set, each `width` below the last."""
    have = 1
    while bits and have < needed:
        step = min(have, needed - have)
        bits &= bits << width * step
        have += step
    return bits


def wordy_end(data: bytes) -> bool:
    """Tell whether something readable follows the coded data: its last characters, or near.

    Or words that chance does not make, wherever in it.
    """
    if wordy(data[-14:], 14) or wordy(data[-NEAR:], 24):
        return True
    rest = data[-NEAR:]
    place = _letters_at_end(rest, _NO_FEW)
    if place is not None and len({*rest[place:]}) >= _FEWEST:
        return True
    return text(data, *NO_CHANCE) is not None


def words_at_end(data: bytes | memoryview, wary: bool = False) -> int | None:
    """Return where data that may end in words begins to: by chance, once in 4,000 packets.

    Who is `wary` takes short ones.
    """
    rest = bytes(data[-NEAR:])
    bare = rest.rstrip(b"\x00\x80")
    if bare[-_SHORT:].rstrip(_PARTS) and rest.count(0, -_WIDE_NEAR) < _SHORT:
        return None  # as mostly
    place = _letters_at_end(rest, _FEW_ACCENTED)
    if place is None:
        if bare[-_SHORT:].rstrip(PLAIN):
            return None
        place = len(bare.rstrip(PLAIN))
        if len(bare) - place < (_SHORT if wary else 7):
            return None
    return len(data) - len(rest) + place


def _letters_at_end(rest: bytes, fewest: int) -> int | None:
    """Return where letters begin with which data ends, of so many bytes, or each of two."""
    bare = rest.rstrip(b"\x00\x80")
    run = bare[-fewest:]
    if len(run) == fewest and not run.rstrip(_PARTS):
        found = _ACCENTED.search(bare, len(bare.rstrip(_PARTS)))
        if found and found.end() - found.start() >= fewest:
            return found.start()
    wide = _WIDE_END.search(rest) if rest.count(0, -_WIDE_NEAR) >= _SHORT else None
    return wide.start() if wide else None


def words_near(data: bytes, wary: bool = False) -> int | None:
    """Return the same also for longer words that other bytes follow."""
    if (place := words_at_end(data, wary)) is not None:
        return place
    rest = data[-NEAR:]
    if wordy(rest, 14) and (found := _LONG.search(rest)):
        return len(data) - len(rest) + found.start()
    rest = data[-FAR:]
    place = text(rest, *LIKELY)
    return None if place is None else len(data) - len(rest) + place


def text(data: bytes, length: int, letters: int) -> int | None:
    """Return where words begin, wherever in data: so many in a row of what people write with.

    Among them so many different ones as `letters`, or five where each has two bytes. Of 16 in a row
    chance makes one run in 400 million bytes, of 24 one in 8 million million.
    """
    shape = data.translate(_PLAIN_SHAPE)
    if b"x" * length in shape:
        for run in _TEXT.finditer(data):
            if run.end() - run.start() >= length and len({*run.group()}) >= letters:
                return run.start()
    if b"x\0" * 8 in shape:
        for run in _WIDE_TEXT.finditer(data):
            if len({*run.group()}) > _FEWEST:
                return run.start()
    return None


class Bits:
    """Reads numbers bit by bit. Raises Unfit past the end."""

    def __init__(self, data: bytes) -> None:
        self.place = 0
        self.size = len(data) * 8
        self._number = int.from_bytes(data, "big")

    def take(self, width: int) -> int:
        """Return the next `width` bits as a number."""
        self.place += width
        if self.place > self.size:
            raise Unfit
        return self._number >> (self.size - self.place) & ((1 << width) - 1)

    def number(self) -> int:
        """Return a number of H.264's own form: zeros before its first one tell its length."""
        zeros = 0
        while not self.take(1):
            zeros += 1
        return (1 << zeros | self.take(zeros)) - 1
