"""Heads of MP3 frames without the bits that no decoder asks for.

Source: ISO/IEC 11172-3, 2.4.1.3, 2.4.1.7 and 2.4.3.1, and 13818-3 for the slower rates.
"""

_PRIVATE, _RIGHTS = 0x01, 0x0C  # of the third byte; of the fourth: copyright, original
_HEAD, _SUM = 4, 2  # bytes; the second where the second byte says so
# By version: where private bits stand in the side information, and how many of stereo and mono.
_FULL, _LOW = (9, 3, 5), (8, 2, 1)
_POLYNOMIAL = 0x8005


def plain(head: bytes) -> bytes:
    """Return what stands before the main data of a frame with those bits at zero."""
    made = bytearray(head)
    made[2] &= ~_PRIVATE & 0xFF
    made[3] &= ~_RIGHTS & 0xFF
    start = _side(head)
    side = int.from_bytes(head[start:], "big") & ~_mask(head)
    made[start:] = side.to_bytes(len(head) - start, "big")
    if start > _HEAD:
        made[_HEAD:start] = _checksum(bytes(made[2:_HEAD] + made[start:]))
    return bytes(made)


def private(head: bytes) -> bool:
    """Tell whether a frame holds private bits, for a look at what was written."""
    return bool(int.from_bytes(head[_side(head) :], "big") & _mask(head))


def _side(head: bytes) -> int:
    """Return where the side information begins."""
    return _HEAD if head[1] & 1 else _HEAD + _SUM


def _mask(head: bytes) -> int:
    """Return a number with the private bits of the side information set."""
    place, stereo, mono = _FULL if head[1] >> 3 & 3 == 3 else _LOW
    width = mono if head[3] >> 6 == 3 else stereo
    return ((1 << width) - 1) << 8 * (len(head) - _side(head)) - place - width


def _checksum(data: bytes) -> bytes:
    total = 0xFFFF
    for byte in data:
        total ^= byte << 8
        for _ in range(8):
            total = (total << 1 ^ (_POLYNOMIAL if total & 0x8000 else 0)) & 0xFFFF
    return total.to_bytes(_SUM, "big")
