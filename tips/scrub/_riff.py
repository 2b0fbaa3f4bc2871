"""RIFF: a look into WAV and AVI, and a WAV rebuilt from its form and its sound alone.

WAVs for long recordings call themselves RF64 or BW64 and say sizes in a chunk of its own (EBU Tech
3306, ITU-R BS.2088), or are Wave64, whose names and sizes are wider; what is written is a RIFF.
"""

import re
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from tips.scrub import _names
from tips.scrub._report import Kind, Reason, Unscrubbable
from tips.scrub._streams import Unfit

_MOST_CHUNKS = 100_000
_BLOCK = 1 << 20
_PLAIN_FORMS = {1: (8, 16, 24, 32), 3: (32, 64)}  # whole numbers, floating point
_MOST_CHANNELS, _SPEAKERS = 32, (1 << 18) - 1  # the places that have a name
_EXTENSIBLE, _TAIL = 0xFFFE, bytes.fromhex("000000001000800000aa00389b71")
_FIELDS = {
    b"bext": Kind.AUTHOR, b"iXML": Kind.DEVICE, b"cart": Kind.AUTHOR, b"id3 ": Kind.COMMENT,
    b"ID3 ": Kind.COMMENT, b"_PMX": Kind.AUTHOR, b"IDIT": Kind.DATES, b"axml": Kind.OTHER,
    b"cue ": Kind.COMMENT, b"adtl": Kind.COMMENT, b"strn": Kind.SOFTWARE,
}  # fmt: skip
_NAME = re.compile(rb"[A-Za-z_][A-Za-z0-9_]{2}[A-Za-z0-9_ ]")
_LEAST = 44  # bytes of head before the first sound
_HEADS = 20  # of these, without the form: the type, and name and length of two chunks
_LONG = (b"RF64", b"BW64")
_SIZES = struct.Struct("<4sLQQ")  # of the whole file and of its sound, behind name and length
_ELSEWHERE = 0xFFFFFFFF  # a length that is said among the sizes
# Heads of Wave64: a name of four letters, what makes it unique, and a size that counts the head.
_WIDE, _UNIQUE = b"riff\x2e\x91\xcf\x11", bytes.fromhex("f3acd3118cd100c04f8edb8a")
_WIDE_HEAD, _WIDE_START, _WIDE_STEP = 24, 40, 8
_QUIET = frozenset((
    b"ds64", b"fmt ", b"data", b"fact", b"PEAK", b"avih", b"strh", b"strf", b"idx1", b"indx",
    b"dmlh",
))  # fmt: skip


def chunks(source: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Yield (name, start, length) of the chunks, those in lists too; b"" is what follows."""
    if is_wide(source):
        yield from _wide_chunks(source)
        return
    size = source.seek(0, 2)
    end, sound = _sizes(source)
    place = 12
    for _ in range(_MOST_CHUNKS):
        if place + 8 > min(end, size):
            break
        source.seek(place)
        head = source.read(12)
        name, length = head[:4], int.from_bytes(head[4:8], "little")
        if name == b"LIST" and head[8:12] != b"movi":
            yield b"LIST" + head[8:12], place + 8, 4
            place += 12
            continue
        if name == b"data":
            length = _heard(source, place + 8, sound if length == _ELSEWHERE else length, end)
        yield name, place + 8, min(length, size - place - 8)
        place += 8 + length + length % 2
    if place < size:
        yield b"", place, size - place


def is_wide(source: BinaryIO) -> bool:
    """Tell whether a file is Wave64."""
    source.seek(0)
    return source.read(len(_WIDE)) == _WIDE


def _wide_chunks(source: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    source.seek(len(_WIDE) + 8)
    end = _finished(int.from_bytes(source.read(8), "little"))
    size, place = source.seek(0, 2), _WIDE_START
    for _ in range(_MOST_CHUNKS):
        if place + _WIDE_HEAD > size:
            break
        source.seek(place)
        head = source.read(_WIDE_HEAD)
        length = int.from_bytes(head[16:], "little")
        if length < _WIDE_HEAD:
            break
        start, name = place + _WIDE_HEAD, head[:4] if head[4:16] == _UNIQUE else head[:16]
        if name == b"data":
            length = _WIDE_HEAD + _heard(source, start, length - _WIDE_HEAD, end)
        yield name, start, min(length, size - place) - _WIDE_HEAD
        place += length + -length % _WIDE_STEP
    if place < size:
        yield b"", place, size - place


def _sizes(source: BinaryIO) -> tuple[int, int]:
    """Return where a file says that it ends, and the length of its sound where a chunk does not."""
    source.seek(0)
    head, said = source.read(12), source.read(_SIZES.size)
    if head[:4] in _LONG and said[:4] == b"ds64" and len(said) == _SIZES.size:
        _name, _length, whole, sound = _SIZES.unpack(said)
        return _finished(8 + whole), sound
    return _finished(8 + int.from_bytes(head[4:8], "little")), _ELSEWHERE


def _finished(end: int) -> int:
    """Return where a file says that it ends; a recorder that was stopped short said nothing yet."""
    return end if end > _LEAST else sys.maxsize


def _heard(source: BinaryIO, start: int, told: int, end: int) -> int:
    """Return how many bytes of sound there are: not beyond the end, and where none are told, all.

    Unless another chunk follows: then somebody recorded nothing.
    """
    size = source.seek(0, 2)
    most = (min(end, size) if end > start else size) - start
    source.seek(start)
    if not told and not _NAME.match(source.read(4)):
        return most
    return min(told, most)


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a file holds beyond sound or pictures."""
    found: Counter[Kind] = Counter()
    for name, start, length in chunks(source):
        if name in _QUIET or name == b"LIST" or name.startswith(b"LIST"):
            continue
        source.seek(start)
        if name in (b"JUNK", b"PAD ", b"FLLR", b"junk"):
            found[Kind.HIDDEN] += any(source.read(min(length, _BLOCK)))
        elif not name or not name.strip(b"\x00"):
            found[Kind.TRAILING] += 1
        else:
            found[_FIELDS.get(name) or _names.kind(name.decode("latin-1"))] += 1
    return found


def bare(source: BinaryIO) -> Counter[Kind]:
    """Count what a WAV holds beyond the two chunks that `rebuild` writes."""
    names = [name for name, _, _ in chunks(source)]
    others = [name for name in names if name not in (b"fmt ", b"data")]
    return Counter({Kind.OTHER: len(others) + abs(len(names) - len(others) - 2)})


def rebuild(source: BinaryIO, sink: BinaryIO) -> None:
    """Write a WAV of the same samples. Raises Unfit for a form other than plain PCM."""
    places = {name: (start, length) for name, start, length in reversed(list(chunks(source)))}
    if b"fmt " not in places or b"data" not in places:
        raise Unscrubbable(Reason.BROKEN)
    source.seek(places[b"fmt "][0])
    form = _form(source.read(places[b"fmt "][1]))
    start, length = places[b"data"]
    length -= length % int.from_bytes(form[12:14], "little")
    whole = _HEADS + len(form) + length + length % 2
    sink.write(b"RIFF" + whole.to_bytes(4, "little"))
    sink.write(b"WAVEfmt " + len(form).to_bytes(4, "little") + form)
    sink.write(b"data" + length.to_bytes(4, "little"))
    source.seek(start)
    rest = length
    while rest:
        block = source.read(min(rest, _BLOCK))
        if not block:
            raise Unscrubbable(Reason.BROKEN)
        sink.write(block)
        rest -= len(block)
    sink.write(bytes(length % 2))


def _form(data: bytes) -> bytes:
    """Return the bytes that describe PCM, each number derived from the few that count.

    These are 16; for more than two channels also which speakers they are for, where each has one.
    """
    tag, channels, bits = (
        int.from_bytes(data[place : place + 2], "little") for place in (0, 2, 14)
    )
    rate = int.from_bytes(data[4:8], "little")
    speakers = 0
    if tag == _EXTENSIBLE and data[26:40] == _TAIL:
        tag = int.from_bytes(data[24:26], "little")
        speakers = int.from_bytes(data[20:24], "little") & _SPEAKERS
    if bits not in _PLAIN_FORMS.get(tag, ()) or not 1 <= channels <= _MOST_CHANNELS:
        raise Unfit
    if not 1000 <= rate <= 768_000:
        raise Unfit
    many = channels > 2
    numbers = [(_EXTENSIBLE if many else tag, 2), (channels, 2), (rate, 4),
               (rate * channels * bits // 8, 4), (channels * bits // 8, 2), (bits, 2)]  # fmt: skip
    if many:
        told = speakers if speakers.bit_count() == channels else 0
        numbers += [(22, 2), (bits, 2), (told, 4), (tag, 2)]
    plain = b"".join(number.to_bytes(width, "little") for number, width in numbers)
    return plain + _TAIL if many else plain
