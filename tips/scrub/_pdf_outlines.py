"""Where the drawing of a glyph of a TrueType font ends: what follows it there draws nothing.

Source: ISO/IEC 14496-22 (OpenType), the table glyf.
"""

_HEAD = 10  # number of contours, and the frame around the shape
_SHORT_ACROSS, _SHORT_ALONG, _REPEATED, _SAME_ACROSS, _SAME_ALONG = 2, 4, 8, 16, 32
_WIDE, _SCALED, _MORE, _SCALED_TWICE, _TURNED, _INSTRUCTED = 1, 8, 32, 64, 128, 256


def end_of(table: bytes, start: int, stop: int) -> int:
    """Return where a glyph between two places ends by its own numbers; `stop` for a broken one."""
    contours = int.from_bytes(table[start : start + 2], "big", signed=True)
    try:
        place = (_pieces if contours < 0 else _points)(table, start + _HEAD, contours)
    except IndexError:
        return stop
    return min(place, stop)


def _pieces(table: bytes, place: int, contours: int) -> int:
    """Return where a glyph ends that is put together from others."""
    flags = _MORE
    while flags & _MORE:
        flags = table[place] << 8 | table[place + 1]
        place += 8 if flags & _WIDE else 6
        place += 2 * bool(flags & _SCALED) + 4 * bool(flags & _SCALED_TWICE)
        place += 8 * bool(flags & _TURNED)
    return _instructed(table, place) if flags & _INSTRUCTED else place


def _points(table: bytes, place: int, contours: int) -> int:
    """Return where a glyph ends that has contours of its own."""
    if not contours:
        return place
    place += 2 * contours
    left = (table[place - 2] << 8 | table[place - 1]) + 1
    place, size = _instructed(table, place), 0
    while left > 0:
        flag = table[place]
        count = table[place + 1] + 1 if flag & _REPEATED else 1
        place += 2 if flag & _REPEATED else 1
        left -= count
        size += min(count, count + left) * _SIZES[flag]
    return place + size


def _instructed(table: bytes, place: int) -> int:
    """Return the place behind instructions, whose length stands before them."""
    return place + 2 + (table[place] << 8 | table[place + 1])


def _size(flag: int) -> int:
    """Return how many bytes the two coordinates of a point take."""
    across = 1 if flag & _SHORT_ACROSS else 0 if flag & _SAME_ACROSS else 2
    return across + (1 if flag & _SHORT_ALONG else 0 if flag & _SAME_ALONG else 2)


_SIZES = tuple(map(_size, range(256)))
