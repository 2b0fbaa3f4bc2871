"""AMR: frames written one after the other, with nothing between, before or after."""

from collections.abc import Iterator

_BITS = {
    b"#!AMR\n": {0: 95, 1: 103, 2: 118, 3: 134, 4: 148, 5: 159, 6: 204, 7: 244, 8: 39, 15: 0},
    b"#!AMR-WB\n": {
        0: 132, 1: 177, 2: 253, 3: 285, 4: 317, 5: 365, 6: 397, 7: 461, 8: 477, 9: 40,
        14: 0, 15: 0,
    },
}  # fmt: skip


def frames(data: bytes) -> Iterator[bytes]:
    """Yield the mark and the frames of an AMR file, padding bits at zero, up to the first fault."""
    mark = next((mark for mark in _BITS if data.startswith(mark)), None)
    if mark is None:
        return
    yield mark
    place = len(mark)
    while place < len(data):
        bits = _BITS[mark].get(data[place] >> 3 & 15)
        size = None if bits is None else -(-bits // 8)
        if bits is None or size is None or data[place] & 0x83 or place + 1 + size > len(data):
            return
        body = int.from_bytes(data[place + 1 : place + 1 + size], "big")
        body &= ~((1 << size * 8 - bits) - 1)
        yield data[place : place + 1] + body.to_bytes(size, "big")
        place += 1 + size
