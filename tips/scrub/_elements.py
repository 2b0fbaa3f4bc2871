"""A look into WebM and Matroska that walks the elements itself and lists what only plays."""

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from tips.scrub import _opus, _samples
from tips.scrub._report import Kind, Reason, Unscrubbable

_MOST_ELEMENTS = 2_000_000
_MOST_READ = 32 << 20
_UNKNOWN = -1
_EBML, _SEGMENT, _CLUSTER, _ENTRY = 0x1A45DFA3, 0x18538067, 0x1F43B675, 0xAE
# Elements that hold elements, of those a player needs.
_PARENTS = frozenset((
    _EBML, _SEGMENT, _CLUSTER, _ENTRY, 0x114D9B74, 0x4DBB, 0x1549A966, 0x1654AE6B, 0xE0, 0xE1,
    0x55B0, 0x7670, 0x1C53BB6B, 0xBB, 0xB7, 0xA0,
))  # fmt: skip
# Numbers and names of formats: no more than 8 bytes each, or a fixed word.
_NUMBERS = frozenset((
    0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4287, 0x4285, 0x53AB, 0x53AC, 0x2AD7B1, 0x4489, 0xD7, 0x73C5,
    0x83, 0xB9, 0x88, 0x55AA, 0x9C, 0x6DE7, 0x6DF8, 0x23E383, 0x55EE, 0xAA, 0x56AA, 0x56BB, 0xB0,
    0xBA, 0x54B0, 0x54BA, 0x54B2, 0x9A, 0x9D, 0x53B8, 0x53C0, 0xB5,
    0x78B5, 0x9F, 0x6264, 0x55B1, 0x55B2, 0x55B3, 0x55B4, 0x55B5, 0x55B6, 0x55B7, 0x55B8, 0x55B9,
    0x55BA, 0x55BB, 0x7671, 0x7673, 0x7674, 0x7675, 0xE7, 0xA7, 0xAB, 0xB3, 0xF7,
    0xF1, 0xF0, 0xB2, 0x5378, 0x9B, 0xFB, 0x75A2, 0x52F1,
))  # fmt: skip
_WORDS = {0x4282: (b"webm", b"matroska"), 0x22B59C: (b"und", b"eng"), 0x22B59D: (b"und",)}
_SCREEN = (0x55BC, 0x55BD, 0x55D0)  # of the screen on which colours were chosen, and its light
_EDGES = (0x54AA, 0x54BB, 0x54CC, 0x54DD)  # of pictures that are not shown
_CODEC, _PRIVATE, _TYPE, _BLOCKS, _VOID = 0x86, 0x63A2, 0x83, (0xA3, 0xA1), 0xEC
_FOUND = {
    0x4D80: Kind.SOFTWARE, 0x5741: Kind.SOFTWARE, 0x4461: Kind.DATES, 0x7BA9: Kind.COMMENT,
    0x73A4: Kind.OTHER, 0x7384: Kind.AUTHOR, 0x1254C367: Kind.COMMENT, 0x1941A469: Kind.EMBEDDED,
    0x1043A770: Kind.COMMENT, 0x536E: Kind.COMMENT, 0x258688: Kind.SOFTWARE, 0x75A1: Kind.HIDDEN,
    0x22B59C: Kind.OTHER, 0x22B59D: Kind.OTHER, 0x4282: Kind.OTHER, _VOID: Kind.HIDDEN,
    0xBF: Kind.OTHER, **dict.fromkeys(_SCREEN, Kind.DEVICE), **dict.fromkeys(_EDGES, Kind.HIDDEN),
}  # fmt: skip


class _Look:
    """What has been seen so far of one file."""

    def __init__(self) -> None:
        self.found: Counter[Kind] = Counter()
        self.once: set[Kind] = set()
        self.codecs: list[bytes] = []
        self.types: list[int] = []

    def leaf(self, name: int, body: bytes) -> None:
        """Judge an element that holds no others."""
        if name == _CODEC:
            self.codecs.append(body)
        elif name == _PRIVATE:
            self._private(body)
        elif name in _BLOCKS:
            self._block(body)
        elif name in _NUMBERS and len(body) <= 8:
            if name == _TYPE:
                self.types.append(int.from_bytes(body, "big"))
        elif name in _WORDS and body in _WORDS[name]:
            return
        elif any(body) or name not in _FOUND:
            self.found[_FOUND.get(name, Kind.OTHER)] += 1

    def _private(self, body: bytes) -> None:
        codec = self.codecs[-1] if self.codecs else b""
        plain = (codec == b"A_OPUS" and len(body) == 19) or (codec == b"A_AAC" and len(body) <= 5)
        if codec == b"V_AV1":
            self.found += _samples.setting(b"av1C", body)
        elif not plain and codec != b"V_VP9":
            self.found[Kind.SOFTWARE] += 1

    def _block(self, body: bytes) -> None:
        width = 9 - body[0].bit_length() if body and body[0] else 1
        number = int.from_bytes(body[:width], "big") & ((1 << 7 * width) - 1)
        codec = self.codecs[number - 1] if 0 < number <= len(self.codecs) else b""
        data = body[width + 3 :]
        if not codec.startswith(b"V_MPEG") and _samples.worded(data):
            self.once.add(Kind.HIDDEN)
        if codec == b"V_AV1":
            self.once.update(+_samples.obus(data))
        elif codec == b"A_OPUS" and _opus.padded(data):
            self.once.add(Kind.HIDDEN)
        elif codec.startswith((b"V_MPEG4/ISO", b"V_MPEGH")):
            name = "h264" if codec.startswith(b"V_MPEG4") else "hevc"
            self.once.update(_samples.packet(name, data))


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a file holds beyond what plays it. Raises Unscrubbable for one without sense."""
    look = _Look()
    size = source.seek(0, 2)
    names: list[int] = []
    for count, (name, body, length) in enumerate(_walk(source, 0, size)):
        if count > _MOST_ELEMENTS:
            raise Unscrubbable(Reason.BROKEN)
        names.append(name) if name in (_EBML, _SEGMENT) else None
        if name == 0:
            look.found[Kind.TRAILING] += 1
        elif name not in _PARENTS:
            source.seek(body)
            look.leaf(name, source.read(min(length, _MOST_READ)))
    if names[:2] != [_EBML, _SEGMENT]:
        raise Unscrubbable(Reason.BROKEN)
    look.found[Kind.TRAILING] += len(names) - 2
    wanted = (1 in look.types) + (2 in look.types)
    look.found[Kind.EMBEDDED] += len(look.types) - wanted
    return +(look.found + Counter(look.once))


def _walk(source: BinaryIO, place: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield (id, start of content, length) in the order of the file; an id of 0 is a rest.

    Parents are yielded and entered. An unknown length lets the next of the same rank follow.
    """
    while place < end:
        source.seek(place)
        head = source.read(12)
        name, width = _number(head, keep=True)
        length, more = _number(head[width:], keep=False)
        if not width or not more or not name:
            yield 0, place, end - place
            return
        content = place + width + more
        if length == _UNKNOWN:
            if name not in _PARENTS:
                yield 0, place, end - place
                return
            length = 0
        elif content + length > end:
            length = end - content
        yield name, content, length
        place = content if name in _PARENTS else content + length


def _number(data: bytes, keep: bool) -> tuple[int, int]:
    """Return a number of EBML's variable form and its width; 0 wide where there is none."""
    if not data or not data[0]:
        return 0, 0
    width = 9 - data[0].bit_length()
    if width > len(data):
        return 0, 0
    number = int.from_bytes(data[:width], "big")
    if keep:
        return (number, width) if width <= 4 else (0, 0)
    number &= (1 << 7 * width) - 1
    return (_UNKNOWN if number == (1 << 7 * width) - 1 else number), width
