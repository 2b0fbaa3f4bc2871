"""Colour profiles of our own for the two wide spaces that cameras and phones write.

A profile in a file names its device, its maker and its day. Where its primaries are those of
Display P3 or Adobe RGB, a bare one with the same primaries takes its place; others become plain.
"""

import struct

_HEAD = 128  # bytes before the table of tags
_NEAR = 0.012  # how far a primary may be off and still be the same
_XYZ = tuple[float, float, float]

# Red, green and blue as XYZ under D50, and the exponent of the tone curve (0: that of sRGB).
_SPACES: dict[str, tuple[tuple[_XYZ, _XYZ, _XYZ], float]] = {
    "P3": (((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841)), 0.0),
    "Adobe": (((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446)), 2.2),
}  # fmt: skip
_WHITE: _XYZ = (0.9642, 1.0, 0.8249)
_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def like(profile: bytes) -> bytes | None:
    """Return our own profile with the primaries of a given one, or None where plain RGB will do."""
    primaries = [_primary(profile, tag) for tag in (b"rXYZ", b"gXYZ", b"bXYZ")]
    for name, (ours, _) in _SPACES.items():
        pairs = zip(primaries, ours, strict=True)
        if all(theirs and _is_near(theirs, own) for theirs, own in pairs):
            return OURS[name]
    return None


def _primary(profile: bytes, tag: bytes) -> _XYZ | None:
    place = profile.find(tag, _HEAD, _HEAD + 4 + 12 * 100)
    if place < 0:
        return None
    start = int.from_bytes(profile[place + 4 : place + 8], "big")
    body = profile[start : start + 20]
    if len(body) < 20:
        return None
    x, y, z = struct.unpack(">3i", body[8:20])
    return x / 65536, y / 65536, z / 65536


def _is_near(one: _XYZ, other: _XYZ) -> bool:
    return all(abs(left - right) < _NEAR for left, right in zip(one, other, strict=True))


def _built(primaries: tuple[_XYZ, _XYZ, _XYZ], exponent: float) -> bytes:
    curve = b"para" + bytes(4)
    if exponent:
        curve += struct.pack(">HHi", 0, 0, _fixed(exponent))
    else:
        curve += struct.pack(">HH5i", 3, 0, *map(_fixed, _SRGB_CURVE))
    bodies = [b"XYZ " + bytes(4) + _point(point) for point in (*primaries, _WHITE)] + [curve]
    tags = [(b"rXYZ", 0), (b"gXYZ", 1), (b"bXYZ", 2), (b"wtpt", 3)]
    tags += [(b"rTRC", 4), (b"gTRC", 4), (b"bTRC", 4)]
    start = _HEAD + 4 + 12 * len(tags)
    places = [start + sum(map(len, bodies[:number])) for number in range(len(bodies))]
    table = struct.pack(">I", len(tags)) + b"".join(
        struct.pack(">4sII", tag, places[body], len(bodies[body])) for tag, body in tags
    )
    size = start + sum(map(len, bodies))
    head = struct.pack(">I4xI4s4s4s", size, 0x04000000, b"mntr", b"RGB ", b"XYZ ")
    head = (head + bytes(12) + b"acsp").ljust(68, b"\0") + _point(_WHITE)
    return head.ljust(_HEAD, b"\0") + table + b"".join(bodies)


def _point(point: _XYZ) -> bytes:
    return struct.pack(">3i", *map(_fixed, point))


def _fixed(value: float) -> int:
    return round(value * 65536)


OURS = {name: _built(*space) for name, space in _SPACES.items()}
