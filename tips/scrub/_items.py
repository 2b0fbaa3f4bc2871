"""What a picture in boxes (HEIF, AVIF) carries besides its pixels, item by item."""

from collections import Counter

from tips.scrub import _meta, _primaries, _tags
from tips.scrub._report import Kind, Reason, Unscrubbable

_CODED = (b"hvc1", b"av01", b"grid", b"iovl", b"iden", b"jpeg", b"unci")
_PLAIN = frozenset((
    b"ispe", b"pixi", b"hvcC", b"av1C", b"irot", b"imir", b"pasp", b"clap", b"clli", b"mdcv",
    b"lsel", b"a1op", b"a1lx", b"free",
))  # fmt: skip
_NAMES = (b"", b"Color", b"Alpha")  # what encoders call the items of every picture
_ALPHA = b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"
_ALPHAS = (_ALPHA, b"urn:mpeg:hevc:2015:auxid:1\0")
_PROPERTIES = {
    b"udes": Kind.COMMENT, b"altt": Kind.COMMENT, b"crtt": Kind.DATES, b"mdft": Kind.DATES,
    b"cmin": Kind.DEVICE, b"cmex": Kind.DEVICE, b"auxC": Kind.OTHER,
}  # fmt: skip
_XMP = b"application/rdf+xml"


def kinds(data: bytes, film: Kind = Kind.EMBEDDED) -> Counter[Kind]:
    """Count what a HEIF or AVIF file holds besides one picture. Raises Unscrubbable.

    `film` is what a row of frames counts as; where they are not drawn, they are another file.
    """
    collection = picture(data)
    found: Counter[Kind] = Counter()
    filled: list[tuple[int, int]] = []
    names = Counter[bytes]()
    try:
        for name, start, end in _meta.boxes(data, 0, len(data)):
            names[name] += 1
            if name == b"mdat":
                filled.append((start, end))
            elif name not in (b"ftyp", b"meta"):
                found[film if name == b"moov" else Kind.OTHER] += 1
    except Unscrubbable:
        found[Kind.TRAILING] += 1
    found[Kind.OTHER] += names[b"meta"] - 1
    # The frames of a film lie in the same data, and no item names them.
    left_over = Counter[Kind]() if names[b"moov"] else _left_over(collection, filled)
    return found + _inside(collection, data) + left_over


def picture(data: bytes) -> _meta.Collection:
    """Return what the first `meta` box says. Raises Unscrubbable where there is none."""
    for name, start, end in _meta.boxes(data, 0, len(data)):
        if name == b"meta":
            return _meta.collection(data, start, end)
    raise Unscrubbable(Reason.BROKEN)


def profile(collection: _meta.Collection) -> bytes | None:
    """Return a profile for a picture that names wide colours by number, and brings none itself.

    In a grid the tiles may be the ones that name it.
    """
    items = [collection.primary, *sorted(shown(collection))]
    colours = [
        body
        for number in items
        for name, body in collection.items[number].properties
        if name == b"colr"
    ]
    if not colours or any(body[:4] != b"nclx" for body in colours):
        return None
    primaries, transfer = (int.from_bytes(colours[0][at : at + 2], "big") for at in (4, 6))
    return _primaries.profile(primaries, transfer)


def shown(collection: _meta.Collection) -> set[int]:
    """Return the items that draw the picture: the primary one, its tiles, their transparency."""
    parts, more = {collection.primary}, {collection.primary}
    while more:
        more = {
            other
            for name, source, targets in collection.references
            for other in _drawn_with(collection, name, source, targets, parts)
        } - parts
        parts |= more
    return parts


def _drawn_with(
    collection: _meta.Collection, name: bytes, source: int, targets: list[int], parts: set[int]
) -> list[int]:
    if name == b"dimg" and source in parts:
        return targets
    is_alpha = any(
        kind == b"auxC" and body[4:].startswith(_ALPHAS)
        for kind, body in collection.items[source].properties
    )
    return [source] if name == b"auxl" and is_alpha and parts & set(targets) else []


def _inside(collection: _meta.Collection, data: bytes) -> Counter[Kind]:
    found = Counter({Kind.OTHER: len(collection.unknown) + bool(collection.handler)})
    parts = shown(collection)
    small = {source for name, source, _ in collection.references if name == b"thmb"}
    for number, item in list(collection.items.items()):
        found[Kind.OTHER] += item.name not in _NAMES
        if item.kind == b"Exif":
            block = collection.content(number, data)
            found += _tags.exif(block[4 + int.from_bytes(block[:4], "big") :])
        elif item.kind == b"mime" and item.content_type == _XMP:
            found += _tags.xmp(collection.content(number, data))
        elif item.kind not in _CODED:
            found[Kind.OTHER] += 1
        elif number in small:
            found[Kind.THUMBNAIL] += 1
        elif number not in parts:
            found[Kind.EMBEDDED] += 1
    for name, body in collection.properties:
        found += _property(name, body)
    return found


def _property(name: bytes, body: bytes) -> Counter[Kind]:
    if name == b"colr":
        return Counter({Kind.COLOUR: 1}) if body[:4] != b"nclx" else Counter()
    if name in _PLAIN or (name == b"auxC" and body[4:] in _ALPHAS):
        return Counter()
    return Counter({_PROPERTIES.get(name, Kind.OTHER): 1})


def _left_over(collection: _meta.Collection, filled: list[tuple[int, int]]) -> Counter[Kind]:
    """Count stretches of media data that belong to no item."""
    used = sorted(piece for item in collection.items.values() for piece in item.pieces)
    odd = 0
    for start, end in filled:
        for at, to in used:
            if start <= at <= end:
                odd += at > start
                start = max(start, to)
        odd += start < end
    return Counter({Kind.HIDDEN: odd} if odd else {})
