"""Colour profiles for pictures that name their colours by a number only, as AVIF and HEIC may.

Source: ITU-T H.273 (the numbers), ICC.1:2010 (the form), primaries adapted to D50 by Bradford.
"""

import struct

from tips.scrub import _bright

_WHITE = (0.9642, 1.0, 0.8249)
# Red, green and blue of sRGB (1), of BT.2020 (9) and of Display P3 (12).
_SRGB = 1
_COLOURS = {
    1: ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)),
    9: ((0.6734, 0.2790, -0.0019), (0.1656, 0.6754, 0.0300), (0.1251, 0.0456, 0.7969)),
    12: ((0.5151, 0.2412, -0.0011), (0.2919, 0.6922, 0.0419), (0.1572, 0.0666, 0.7841)),
}
# The curve of sRGB, which Display P3 shares: exponent, scale, shift, slope near black, its end.
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_PARAMETERS = b"para\0\0\0\0"
_HEAD = 128  # bytes


def profile(primaries: int, transfer: int = 0) -> bytes | None:
    """Return a profile for these primaries and curve, or None where they are sRGB's or unknown."""
    bright = _bright.curve(transfer)
    if primaries not in _COLOURS or (primaries == _SRGB and not bright):
        return None
    return _built(primaries, bright or _PARAMETERS + b"\0\3\0\0" + _fixed(*_CURVE))


def powered(exponent: float) -> bytes:
    """Return a profile for sRGB's primaries and a curve that is a power."""
    return _built(_SRGB, _PARAMETERS + bytes(4) + _fixed(exponent))


def _built(primaries: int, curve: bytes) -> bytes:
    colours = _COLOURS[primaries]
    points = zip((b"rXYZ", b"gXYZ", b"bXYZ", b"wtpt"), (*colours, _WHITE), strict=True)
    tags = {name: b"XYZ \0\0\0\0" + _fixed(*point) for name, point in points}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, body = struct.pack(">I", len(tags)), b""
    start = _HEAD + 4 + 12 * len(tags)
    for name, value in tags.items():
        table += struct.pack(">4sII", name, start + len(body), len(value))
        body += value
    kind = b"mntrRGB XYZ "  # for a screen, in red, green and blue, by way of XYZ
    head = struct.pack(">IIII", start + len(body), 0, 0x4000000, 0)[:12] + kind
    head = head.ljust(36, b"\0") + b"acsp" + bytes(28) + _fixed(*_WHITE)
    return head.ljust(_HEAD, b"\0") + table + body


def _fixed(*values: float) -> bytes:
    """Return numbers as ICC writes them: sixteen bits before the point and sixteen behind."""
    return struct.pack(f">{len(values)}i", *(round(value * 65_536) for value in values))
