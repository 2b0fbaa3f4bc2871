"""Sound without a mark of its own: frames of MPEG or AAC that follow one another without a gap.

So is told what was cut in the middle of a frame, or has silence or a little else before the first.
"""

_FEWEST = 5  # frames that follow one another nowhere else
_HEAD = 6  # bytes of a frame that say how long it is
_REACH = 4_096  # bytes before the first: more than any frame has
# By version and layer as heads count them: 3 is the first version, and the first layer.
RATES = ((11025, 12000, 8000), (), (22050, 24000, 16000), (44100, 48000, 32000))
KILOBITS = {
    (True, 3): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 1): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 3): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
KILOBITS[False, 1] = KILOBITS[False, 2]
_NO_FRAME = (0, 0)
_TAGS = (b"ID3", b"TAG", b"APE")  # what may follow the last frame


def sound_of(head: bytes) -> str | None:
    """Return the media type of sound whose frames fill the head of a file, or None."""
    start = len(head) - len(head.lstrip(b"\0"))
    place, seen = start, set[int]()
    while 0 <= (place := head.find(b"\xff", place)) <= start + _REACH:
        size, kind = _frame(head, place)
        if size and _fill(head, place, kind, seen):
            return "audio/mpeg" if kind & 6 else "audio/aac"
        place += 1
    return None


def _fill(head: bytes, place: int, kind: int, seen: set[int]) -> bool:
    """Tell whether frames of one kind go on to the end, or to a tag behind them.

    Those that were `seen` did not.
    """
    before = len(seen)
    while place + _HEAD <= len(head) and not head.startswith(_TAGS, place):
        size, other = _frame(head, place)
        if not size or other != kind or place in seen:
            return False
        seen.add(place)
        place += size
    return len(seen) - before >= _FEWEST


def _frame(head: bytes, place: int) -> tuple[int, int]:
    """Return the length of a frame, and what it has in common with those of one recording."""
    if len(head) < place + _HEAD or head[place] != 0xFF or head[place + 1] & 0xE0 != 0xE0:
        return _NO_FRAME
    number = int.from_bytes(head[place + 1 : place + _HEAD], "big")
    kind = number >> 32
    if kind & 0x16 == 0x10:
        size = number >> 5 & 0x1FFF
        return (size, kind) if size > 7 else _NO_FRAME
    version, layer = kind >> 3 & 3, kind >> 1 & 3
    kilobits, rate, padding = number >> 28 & 15, number >> 26 & 3, number >> 25 & 1
    if version == 1 or not layer or rate == 3 or kilobits in (0, 15):
        return _NO_FRAME
    bits = KILOBITS[version == 3, layer][kilobits] * 1000
    if layer == 3:
        return 4 * (12 * bits // RATES[version][rate] + padding), kind
    samples = 576 if layer == 1 and version != 3 else 1152
    return samples // 8 * bits // RATES[version][rate] + padding, kind
