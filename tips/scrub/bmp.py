"""BMP: out as PNG, which shows the same in a tenth of the bytes.

Out: PNG.
Taken out: profile, reserved fields, what lies between, and behind the pixels.
Stays: what can be seen.
Refused: the same as JPEG.
"""

import struct
from collections import Counter
from typing import BinaryIO

from tips.scrub import _stills
from tips.scrub._report import Kind, Reason, Report, Unscrubbable

MEDIA_TYPES = {"image/bmp": ("bmp", "dib")}

_FILE_HEAD, _NEWEST = 14, 124  # bytes: before everything, and of the head that can name a profile
_PROFILES = (b"LINK", b"DEBM")  # "the profile is the file named here", "it is embedded"
_MASKS = {3: 12, 6: 16}  # bytes of colour masks behind the oldest head, by compression


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write the same picture as a bare PNG. Raises Unscrubbable."""
    removed = inspect(source)
    with _stills.opened(source, "BMP") as image:
        changed = _stills.changes(image)
        _stills.save_png(_stills.redrawn(image), sink)
    return _stills.report("image/png", removed, changed)


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a picture does not need, by the numbers in its head. Raises Unscrubbable.

    Source: Microsoft's BITMAPFILEHEADER and BITMAPINFOHEADER to BITMAPV5HEADER.
    """
    source.seek(0)
    data = source.read()
    try:
        reserved, start, size = struct.unpack_from("<4sII", data, 6)
        end = _pixels_end(data, start, size)
        found = Counter({Kind.OTHER: int(reserved != b"\0\0\0\0")})
        found[Kind.HIDDEN] += bool(data[_table_end(data, size) : start].strip(b"\0"))
        if size == _NEWEST and data[70:74] in _PROFILES:
            place, length = struct.unpack_from("<II", data, _FILE_HEAD + 112)
            found[Kind.COLOUR] += 1
            end = max(end, _FILE_HEAD + place + length) if _FILE_HEAD + place <= end + 4 else end
    except struct.error:
        raise Unscrubbable(Reason.BROKEN) from None
    found[Kind.TRAILING] += bool(data[end:].strip(b"\0"))
    return +found


def _table_end(data: bytes, size: int) -> int:
    """Return where the table of colours ends, and the pixels may begin."""
    if size == 12:
        (depth,) = struct.unpack_from("<H", data, 24)
        return _FILE_HEAD + size + (3 << depth if depth <= 8 else 0)
    (depth, packing), (used,) = struct.unpack_from("<HI", data, 28), _colours(data)
    colours = used or (1 << depth if depth <= 8 else 0)
    return _FILE_HEAD + size + 4 * colours + (_MASKS.get(packing, 0) if size == 40 else 0)


def _colours(data: bytes) -> tuple[int]:
    (used,) = struct.unpack_from("<I", data, 46)
    return (min(used, 65_536),)


def _pixels_end(data: bytes, start: int, size: int) -> int:
    if size == 12:
        width, height, _planes, depth = struct.unpack_from("<HHHH", data, 18)
        packing = stated = 0
    else:
        width, height, _planes, depth, packing, stated = struct.unpack_from("<iiHHII", data, 18)
    rows = (width * depth + 31) // 32 * 4 * abs(height)
    return start + (stated if packing in (1, 2, 4, 5) else rows)
