"""A look into MP4, MOV and 3GP that walks the boxes itself and lists what only plays."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import BinaryIO

from tips.scrub import _names, _samples
from tips.scrub._report import Kind, Reason, Unscrubbable
from tips.scrub._tables import MOST_MOVIE, Track, boxes, top

_DEEPEST = 12
_PARENTS = frozenset((b"moov", b"trak", b"edts", b"mdia", b"minf", b"dinf", b"stbl"))
_STORES = frozenset((b"udta", b"meta", b"ilst"))
_BRANDS = re.compile(rb"(?:isom|iso[2-9]|mp4[12]|avc1|M4A |qt  |hvc1|av01|iso[a-c]){1,12}")
_TURNS = frozenset((
    (1, 0, 0, 1), (-1, 0, 0, -1), (0, -1, 1, 0), (0, 1, -1, 0),
    (-1, 0, 0, 1), (1, 0, 0, -1), (0, -1, -1, 0), (0, 1, 1, 0),
))  # fmt: skip
# Tables: bytes before the rows, and bytes in a row.
_TABLES = {
    b"stts": (8, 8), b"ctts": (8, 8), b"stss": (8, 4), b"stsc": (8, 12), b"stco": (8, 4),
    b"co64": (8, 8),
}  # fmt: skip
_FIXED = {b"vmhd": 12, b"smhd": 8}
_UND = 0x55C4  # "und" as five bits a letter
_SELF = bytes.fromhex("00000000000000010000000c75726c2000000001")


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a file holds beyond what plays it. Raises Unscrubbable for one without sense."""
    found, tracks = _walk(source)
    return sum((_samples.look(source, track.entry, list(track.extents()))
                for track in _shown(tracks)), found)  # fmt: skip


def around(source: BinaryIO) -> Counter[Kind]:
    """Count the same but for what lies in the samples. Raises Unscrubbable as well."""
    return _walk(source)[0]


def _walk(source: BinaryIO) -> tuple[Counter[Kind], list[Track]]:
    found: Counter[Kind] = Counter()
    tracks: list[Track] = []
    media: list[tuple[int, int]] = []
    for name, body, end in top(source):
        source.seek(body)
        if name == b"mdat":
            media.append((body, end))
        elif name == b"moov":
            found += _movie(_read(source, end - body), tracks)
        elif name == b"ftyp":
            brands = _read(source, end - body)
            fits = _BRANDS.fullmatch(brands[:4] + brands[8:]) and len(brands) % 4 == 0
            found[Kind.OTHER] += not fits
        elif name in (b"free", b"skip", b"wide", b"pnot", b"PICT"):
            found[Kind.HIDDEN] += any(source.read(min(end - body, 1 << 16)))
        else:
            found[Kind.OTHER if name[:1].isalpha() else Kind.TRAILING] += 1
    if not tracks or not media:
        raise Unscrubbable(Reason.BROKEN)
    return found + _covered(tracks, media), tracks


def _read(source: BinaryIO, size: int) -> bytes:
    if size > MOST_MOVIE:
        raise Unscrubbable(Reason.BROKEN)
    return source.read(size)


def _movie(data: bytes, tracks: list[Track]) -> Counter[Kind]:
    found: Counter[Kind] = Counter()
    pending = [(name, body, 1) for name, body in boxes(data)]
    while pending:
        name, body, depth = pending.pop(0)
        if name == b"trak":
            tracks.append(Track())
        if name in _PARENTS and depth < _DEEPEST:
            pending[:0] = [(inner, content, depth + 1) for inner, content in boxes(body)]
        elif name in _STORES:
            found += _stored(name, body)
        elif name in _LEAVES:
            found += _LEAVES[name](body, tracks[-1] if tracks else Track())
        elif name in _TABLES or name == b"stsz":
            found += _table(name, body, tracks)
        elif any(body):
            found[_names.kind(name.decode("latin-1"))] += 1
    return found


def _stored(name: bytes, body: bytes, depth: int = 0) -> Counter[Kind]:
    """Count the fields of user data and metadata by their names, and the names of keys."""
    found: Counter[Kind] = Counter()
    keys = re.findall(rb"mdta([\x20-\x7e]{3,})", body)
    found.update(_names.kind(key.decode("ascii")) for key in keys)
    content = body if name != b"meta" or body[4:8] in (b"hdlr", b"keys", b"ilst") else body[4:]
    for inner, value in boxes(content):
        if inner in _STORES and depth < _DEEPEST:
            found += _stored(inner, value, depth + 1)
        elif any(value) and inner not in (b"hdlr", b"keys") and not (keys and inner < b"\x01"):
            found[_names.kind(inner.decode("latin-1"))] += 1
    return found or Counter({Kind.OTHER: 1})


def _dates(body: bytes) -> int:
    width = 16 if body[:1] == b"\x01" else 8
    return any(body[4 : 4 + width])


def _movie_head(body: bytes, _: Track) -> Counter[Kind]:
    rest = body[-80:]  # rate to next track: fixed numbers but for the last
    odd = any(rest[6:16]) or any(rest[52:76])
    return Counter({Kind.DATES: _dates(body), Kind.OTHER: int(odd)})


def _track_head(body: bytes, _: Track) -> Counter[Kind]:
    numbers = [int.from_bytes(body[-44:][place : place + 4], "big", signed=True)
               for place in range(0, 36, 4)]  # fmt: skip
    turn = tuple(numbers[place] / 65536 for place in (0, 1, 3, 4))
    odd = turn not in _TURNS or any(numbers[place] for place in (2, 5))
    return Counter({Kind.DATES: _dates(body), Kind.OTHER: int(odd)})


def _media_head(body: bytes, _: Track) -> Counter[Kind]:
    language = int.from_bytes(body[-4:-2], "big")
    return Counter({Kind.DATES: _dates(body), Kind.OTHER: int(language not in (_UND, 0, 0x7FFF))})


def _handler(body: bytes, track: Track) -> Counter[Kind]:
    if not track.handler:
        track.handler = body[8:12]
    return Counter({Kind.SOFTWARE: int(any(body[12:]))})


def _references(body: bytes, _: Track) -> Counter[Kind]:
    return Counter({Kind.OTHER: int(body != _SELF)})


def _entries(body: bytes, track: Track) -> Counter[Kind]:
    track.entry = body[8:]
    return _samples.entry(track.entry) if track.handler in (b"vide", b"soun") else Counter()


def _edits(body: bytes, _: Track) -> Counter[Kind]:
    row = 20 if body[:1] == b"\x01" else 12
    return Counter({Kind.OTHER: int(len(body) != 8 + row * int.from_bytes(body[4:8], "big"))})


def _numbers(body: bytes, _: Track) -> Counter[Kind]:
    return Counter({Kind.OTHER: int(len(body) not in _FIXED.values())})


def _groups(body: bytes, _: Track) -> Counter[Kind]:
    return Counter({Kind.OTHER: int(body[4:8] != b"roll" or len(body) > 64)})


_LEAVES: Mapping[bytes, Callable[[bytes, Track], Counter[Kind]]] = {
    b"mvhd": _movie_head, b"tkhd": _track_head, b"mdhd": _media_head, b"hdlr": _handler,
    b"dref": _references, b"stsd": _entries, b"elst": _edits, b"vmhd": _numbers, b"smhd": _numbers,
    b"sgpd": _groups, b"sbgp": _groups,
}  # fmt: skip


def _table(name: bytes, body: bytes, tracks: list[Track]) -> Counter[Kind]:
    if tracks:
        tracks[-1].tables[name] = body
    before, row = _TABLES.get(name, (12, 0 if any(body[4:8]) else 4))
    count = int.from_bytes(body[before - 4 : before], "big")
    return Counter({Kind.HIDDEN: int(len(body) != before + row * count)})


def _shown(tracks: list[Track]) -> list[Track]:
    wanted = [next((track for track in tracks if track.handler == name), None)
              for name in (b"vide", b"soun")]  # fmt: skip
    return [track for track in wanted if track]


def _covered(tracks: list[Track], media: list[tuple[int, int]]) -> Counter[Kind]:
    """Count tracks beyond one of each sort, and media that no track shows."""
    covered = sum(size for track in tracks for _, size in track.chunks())
    unshown = covered != sum(end - start for start, end in media)
    return Counter({Kind.EMBEDDED: len(tracks) - len(_shown(tracks)), Kind.HIDDEN: int(unshown)})
