"""Compact fonts (CFF): names and notices blanked, and all bytes that no part of the font holds.

Adobe Technical Note 5176: a header, four INDEX structures, and what their offsets point to.
"""

_LARGEST_SID = 390  # names up to this one are the same in every font
# Operators of a DICT whose numbers are places; 12 x is 1200 + x.
_NAMES, _CODES, _SHAPES, _PRIVATE, _PIECES, _FONTS, _CHOICES = 15, 16, 17, 18, 19, 1236, 1237

_MOST_FONTS = 256  # which of them draws a glyph is told in one byte

Span = tuple[int, int]


def plain_cff(data: bytes) -> bytes:
    """Overwrite in place, so that no offset moves: the name, and every text that is no glyph's."""
    out = bytearray(data)
    names, place = _index(data, data[2])
    for start, end in names:
        out[start:end] = b"F" * (end - start)
    tops, place = _index(data, place)
    texts, _ = _index(data, place)
    kept: set[int] = set()
    for start, end in tops:
        kept |= _glyph_texts(data, _operators(data[start:end]))
    for number, (start, end) in enumerate(texts, _LARGEST_SID + 1):
        if number not in kept:
            out[start:end] = b"x" * (end - start)
    spans = _spans(data)
    place = 0
    for start, end in sorted(spans):
        out[place:start] = bytes(max(0, start - place))
        place = max(place, end)
    return bytes(out[:place])


def _spans(data: bytes) -> list[Span]:
    """Return the (start, end) of every part that the font refers to; all else is no font."""
    place, spans = data[2], [(0, data[2])]
    heads: list[Span] = []
    for number in range(4):  # names, fonts, texts, common pieces of shapes
        members, end = _index(data, place)
        heads = members if number == 1 else heads
        spans.append((place, end))
        place = end
    for start, end in heads:
        top = _operators(data[start:end])
        shapes = (top.get(_SHAPES) or [0])[0]
        count = len(_index(data, shapes)[0]) if shapes else 0
        spans += [(shapes, _index(data, shapes)[1])] if shapes else []
        spans += _tables(data, top, count) + _private(data, top)
        if _FONTS in top:
            fonts, last = _index(data, top[_FONTS][0])
            spans.append((top[_FONTS][0], last))
            for one, other in fonts[:_MOST_FONTS]:
                spans += _private(data, _operators(data[one:other]))
    return spans


def _private(data: bytes, top: dict[int, list[int]]) -> list[Span]:
    if len(top.get(_PRIVATE, [])) < 2:
        return []
    size, start = top[_PRIVATE][-2:]
    pieces = (_operators(data[start : start + size]).get(_PIECES) or [0])[0]
    spans = [(start, start + size)]
    return [*spans, (start + pieces, _index(data, start + pieces)[1])] if pieces else spans


def _tables(data: bytes, top: dict[int, list[int]], count: int) -> list[Span]:
    """Return where it stands which glyph has which name, which code and which font."""
    spans = []
    if (place := (top.get(_NAMES) or [0])[0]) > 2:
        form, seen, end = data[place], 1, place + 1
        while seen < count:
            left = int.from_bytes(data[end + 2 : end + 2 + min(form, 2)], "big") if form else 0
            seen, end = seen + left + 1, end + 2 + min(form, 2)
        spans.append((place, end))
    if (place := (top.get(_CODES) or [0])[0]) > 1:
        form, number = data[place], data[place + 1]
        end = place + 2 + number * (1 + (form & 127))
        spans.append((place, end + (1 + 3 * data[end] if form & 128 else 0)))
    if place := (top.get(_CHOICES) or [0])[0]:
        ranges = int.from_bytes(data[place + 1 : place + 3], "big")
        spans.append((place, place + (5 + 3 * ranges if data[place] else 1 + count)))
    return spans


def _index(data: bytes, place: int) -> tuple[list[Span], int]:
    """Return the (start, end) of each member of an INDEX and the place after it."""
    count = int.from_bytes(data[place : place + 2], "big")
    if not count:
        return [], place + 2
    size = data[place + 2]
    base = place + 3 + (count + 1) * size - 1
    marks = [
        base + int.from_bytes(data[at : at + size], "big")
        for at in range(place + 3, place + 3 + (count + 1) * size, size)
    ]
    if any(
        after < before or after > len(data) for before, after in zip(marks, marks[1:], strict=False)
    ):
        raise ValueError("damaged font")
    return list(zip(marks, marks[1:], strict=False)), marks[-1]


def _operators(data: bytes) -> dict[int, list[int]]:
    """Return the whole numbers before each operator of a DICT; 12 x is 1200 + x."""
    found: dict[int, list[int]] = {}
    stack: list[int] = []
    place = 0
    while place < len(data):
        first = data[place]
        place += 1
        if first <= 21:
            if first == 12:
                first, place = 1200 + data[place], place + 1
            found[first], stack = stack, []
        elif first == 30:
            while data[place] & 15 != 15 and data[place] >> 4 != 15:
                place += 1
            place += 1
            stack.append(0)
        else:
            value, place = _whole(data, first, place)
            stack.append(value)
    return found


def _whole(data: bytes, first: int, place: int) -> tuple[int, int]:
    if first in {28, 29}:
        size = 2 if first == 28 else 4
        return int.from_bytes(data[place : place + size], "big", signed=True), place + size
    if first < 247:
        return first - 139, place
    if first < 251:
        return (first - 247) * 256 + data[place] + 108, place + 1
    return -(first - 251) * 256 - data[place] - 108, place + 1


def _glyph_texts(data: bytes, top: dict[int, list[int]]) -> set[int]:
    """Return the numbers of the texts that name glyphs; a font of numbered glyphs has none."""
    if 1230 in top:
        return set(top[1230][:2])
    charset, shapes = (top.get(_NAMES) or [0])[0], (top.get(_SHAPES) or [0])[0]
    if charset <= 2 or not shapes:
        return set()
    count, place = int.from_bytes(data[shapes : shapes + 2], "big"), charset + 1
    kept: set[int] = set()
    form, seen = data[charset], 1
    while seen < count and place + 2 <= len(data):
        first = int.from_bytes(data[place : place + 2], "big")
        more = int.from_bytes(data[place + 2 : place + 2 + min(form, 2)], "big") if form else 0
        kept.update(range(first, first + more + 1))
        seen, place = seen + more + 1, place + 2 + min(form, 2)
    return kept
