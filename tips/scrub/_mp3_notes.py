"""The frame before an MP3 of changing rates that says how long it is: two numbers, no words.

Without it players guess from the first frames, and may say three minutes of one.
"""

from tips.scrub._frames import Frame, frame_at

_NAME, _FLAGS = b"Xing", 3  # how many frames follow, how many bytes there are
_RATE = 5  # 40 or 64 kilobits: room for the numbers in frames of every sort
_ROOM = 36  # bytes that a head has at most


def note(data: bytes, frames: list[Frame]) -> bytes:
    """Return the frame that goes before these; nothing where all have one rate."""
    if len({data[frame.start + 2] >> 4 for frame in frames}) < 2:
        return b""
    head = data[frames[0].start : frames[0].start + 4]
    # No checksum, no padding, nothing private, no rights.
    plain = bytes((head[0], head[1] | 1, _RATE << 4 | head[2] & 0x0C, head[3] & 0xC0))
    made = frame_at(plain + bytes(_ROOM), 0)
    if made is None:
        return b""
    size = made.size + sum(frame.size for frame in frames)
    return (plain + bytes(made.data - 4) + _numbers(len(frames), size)).ljust(made.size, b"\0")


def is_bare(data: bytes, frames: list[Frame]) -> bool:
    """Tell whether the first of all frames is such a note and says what is true, and no more."""
    first = frames[0]
    body = data[first.start : first.start + first.size]
    told = _numbers(len(frames) - 1, sum(frame.size for frame in frames))
    return not any(body[4 : first.data]) and body[first.data :] == told.ljust(
        first.size - first.data, b"\0"
    )


def _numbers(frames: int, size: int) -> bytes:
    return _NAME + b"".join(number.to_bytes(4, "big") for number in (_FLAGS, frames, size))
