"""AV1 packets: sequence heads, frames and tiles are kept; metadata and padding are not."""

from tips.scrub._ends import Part, Row
from tips.scrub._streams import Unfit, wordy, wordy_end

_DECODER = "libdav1d"  # the one that needs no graphics card
_SEQUENCE = 1
_KEPT = frozenset((_SEQUENCE, 3, 4, 6, 7))
_HEADS = frozenset((3, 6))  # of a picture, alone or before its content
_SHOWN_KEY = 1  # the first four bits of a head: no picture shown again, one that needs no other
_LARGEST_SEQUENCE = 64  # bytes


class Pictures:
    """Filters the packets of one stream; `extradata` is what the output's head needs."""

    def __init__(self, extradata: bytes) -> None:
        self.extradata = b""
        if extradata:
            if extradata[0] != 0x81 or len(extradata) < 4:
                raise Unfit
            sets, _, _ = _kept(extradata[4:])
            _check(sets)
            self.extradata = extradata[:3] + bytes([extradata[3] & 0x1F]) + sets
        self._row = Row(_DECODER, self.extradata)

    def __call__(self, data: bytes) -> bytes:
        return self._row(*_kept(data))


def _kept(data: bytes) -> tuple[bytes, Part, bool]:
    """Return the units that are kept, where the last one's content is, and whether it is alone."""
    kept, place, last, alone = [], 0, b"", False
    while place < len(data):
        kind, start, end = _unit(data, place)
        if kind in _KEPT:
            _check(last)
            last = data[start:end]
            alone |= kind in _HEADS and last[0] >> 4 == _SHOWN_KEY
            if kind == _SEQUENCE and (len(last) > _LARGEST_SEQUENCE or wordy(last)):
                raise Unfit
            kept.append(_written(data[place], data[place + 1], last))
        place = end
    packet = b"".join(kept)
    return packet, (len(packet) - len(last), len(packet)), alone


def _unit(data: bytes, place: int) -> tuple[int, int, int]:
    """Return the type of the unit at `place`, where its content starts, and its end."""
    head = data[place]
    start = place + 1 + bool(head & 4)
    if head & 0x80 or start > len(data):
        raise Unfit
    if not head & 2:
        return head >> 3 & 15, start, len(data)
    size = 0
    for index in range(8):
        if start >= len(data):
            raise Unfit
        size |= (data[start] & 0x7F) << 7 * index
        start += 1
        if not data[start - 1] & 0x80:
            break
    if start + size > len(data):
        raise Unfit
    return head >> 3 & 15, start, start + size


def _check(body: bytes) -> None:
    if wordy_end(body):
        raise Unfit


def _written(head: int, layer: int, body: bytes) -> bytes:
    """Return a unit with its size in the fewest bytes and its reserved bits at zero."""
    size, rest = b"", len(body)
    while rest > 0x7F:
        size += bytes([rest & 0x7F | 0x80])
        rest >>= 7
    extension = bytes([layer & 0xF8]) if head & 4 else b""
    return bytes([head & 0x7C | 2]) + extension + size + bytes([rest]) + body
