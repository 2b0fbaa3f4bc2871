"""VP8 and VP9 packets: copied as they are, but for words behind a picture."""

from tips.scrub._ends import Part, Row


class Pictures:
    """Filters the packets of one stream. Raises Unfit, IndexError."""

    def __init__(self, codec: str) -> None:
        self._is_new = codec == "vp9"
        self._row = Row(codec, b"")

    def __call__(self, data: bytes) -> bytes:
        if self._is_new:
            return self._row(data, _last(data), _is_whole(data[0]))
        return self._row(data, (0, len(data)), not data[0] & 1)


def _is_whole(head: int) -> bool:
    """Tell whether a picture of VP9 that begins with this byte needs no other."""
    known = 2 if head & 0x30 == 0x30 else 3  # the bit that shows a picture again
    return head >> 6 == 2 and not head >> known - 1 & 3


def _last(data: bytes) -> Part:
    """Return where the last picture of a packet of VP9 lies: those before it are not shown."""
    mark = data[-1]
    width, frames = (mark >> 3 & 3) + 1, (mark & 7) + 1
    index = len(data) - 2 - width * frames
    if mark >> 5 != 6 or index < 0 or data[index] != mark:
        return 0, len(data)
    places = range(index + 1, len(data) - 1 - width, width)
    start = sum(int.from_bytes(data[place : place + width], "little") for place in places)
    return min(start, index), index
