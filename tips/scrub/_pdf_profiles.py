"""Colour profiles of our own for the common spaces that cameras, phones and programs write.

A profile in a file names its device, its maker and its day. The nearest of a few bare ones takes
its place: its primaries and its tone curve are those of a common space, never of one device.
"""

import math
import struct

_HEAD = 128  # bytes before the table of tags
_FAR = 0.08  # how far a primary may be off the nearest space
_XYZ = tuple[float, float, float]

# Red, green and blue as XYZ under D50.
_PLAIN = "sRGB"
_SPACES: dict[str, tuple[_XYZ, _XYZ, _XYZ]] = {
    _PLAIN: ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)),
    "P3": ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841)),
    "Adobe": ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446)),
    "Rec2020": ((0.6735, 0.2790, -0.0019), (0.1656, 0.6753, 0.0300), (0.1251, 0.0457, 0.7968)),
    "ProPhoto": ((0.7977, 0.2880, 0.0000), (0.1352, 0.7119, 0.0000), (0.0313, 0.0001, 0.8249)),
    "Generic": ((0.4543, 0.2419, 0.0149), (0.3533, 0.6736, 0.0906), (0.1566, 0.0845, 0.7195)),
    "CIE": ((0.4869, 0.1747, -0.0013), (0.3063, 0.8248, 0.0170), (0.1710, 0.0006, 0.8095)),
}
_CURVES = (0.0, 1.0, 1.8, 2.2)  # the exponent of the tone curve; 0 is the curve of sRGB
_WHITE: _XYZ = (0.9642, 1.0, 0.8249)
_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
# Where two points of a tone curve of sRGB lie, told as the exponent that would lead there.
_MIDDLE, _DARK = (2.12, 2.32), 2.12


def like(profile: bytes) -> bytes | None:
    """Return our own profile nearest to a given one, or None where plain RGB will do."""
    primaries = [_primary(profile, tag) for tag in (b"rXYZ", b"gXYZ", b"bXYZ")]
    found = [point for point in primaries if point]
    if len(found) < 3:
        return None
    distance, name = min((_distance(found, space), name) for name, space in _SPACES.items())
    curve = _curve(_tag(profile, b"rTRC"))
    if distance > _FAR or (name == _PLAIN and curve in {0.0, 2.2}):
        return None
    return OURS[name, curve]


def _tag(profile: bytes, tag: bytes) -> bytes:
    place = profile.find(tag, _HEAD, _HEAD + 4 + 12 * 100)
    if place < 0 or place + 12 > len(profile):
        return b""
    start, length = struct.unpack_from(">II", profile, place + 4)
    return profile[start : start + length]


def _primary(profile: bytes, tag: bytes) -> _XYZ | None:
    body = _tag(profile, tag)
    if len(body) < 20:
        return None
    x, y, z = struct.unpack(">3i", body[8:20])
    return x / 65536, y / 65536, z / 65536


def _distance(one: list[_XYZ], other: tuple[_XYZ, _XYZ, _XYZ]) -> float:
    pairs = zip(one, other, strict=True)
    return max(abs(a - b) for left, right in pairs for a, b in zip(left, right, strict=True))


def _curve(body: bytes) -> float:
    """Return the exponent of the nearest tone curve that we write."""
    count = int.from_bytes(body[8:12], "big")
    if body[:4] == b"para":
        exponent = int.from_bytes(body[12:16], "big") / 65536
        return _nearest(exponent) if body[8:10] == bytes(2) else 0.0
    if body[:4] != b"curv" or len(body) < 12 + 2 * count:
        return 0.0
    if count < 2:
        return _nearest(int.from_bytes(body[12:14], "big") / 256 if count else 1.0)
    values = struct.unpack(f">{count}H", body[12 : 12 + 2 * count])
    middle, dark = (_exponent(values, part) for part in (0.5, 0.1))
    return 0.0 if _MIDDLE[0] < middle < _MIDDLE[1] and dark < _DARK else _nearest(middle)


def _exponent(values: tuple[int, ...], part: float) -> float:
    place = min(len(values) - 1, max(1, round((len(values) - 1) * part)))
    at, value = place / (len(values) - 1), max(1, values[place]) / 65535
    return math.log(value) / math.log(at) if at < 1 and value < 1 else 1.0


def _nearest(exponent: float) -> float:
    return min(_CURVES[1:], key=lambda curve: abs(curve - exponent))


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


OURS = {(name, curve): _built(_SPACES[name], curve) for name in _SPACES for curve in _CURVES}
