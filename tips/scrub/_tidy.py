"""What the muxers add of their own is taken out of a file just written, in place."""

from collections.abc import Iterator
from typing import BinaryIO

_PARENTS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
# Bytes before the boxes of a sample description, and those that stay: screens, lights and Dolby's
# layers, which tell one telephone from another, are no part of what is copied.
_SOUND, _HEADS = b"mp4a", {True: 36, False: 86}
_NEEDED = (b"avcC", b"hvcC", b"av1C", b"vpcC", b"esds", b"pasp", b"colr", b"btrt", b"fiel", b"chan")
_SEGMENT, _SEEK_HEAD, _SEEK, _INFO, _TAGS = (
    b"\x18\x53\x80\x67", b"\x11\x4d\x9b\x74", b"\x4d\xbb", b"\x15\x49\xa9\x66", b"\x12\x54\xc3\x67",
)  # fmt: skip
_APPS = (b"\x4d\x80", b"\x57\x41")
# How a picture all around is bent, which tells a camera: none of a film that is shown flat.
# And of which screen the colours were chosen for.
_ASIDE = (b"\x76\x70", b"\x55\xbc", b"\x55\xbd", b"\x55\xd0")
_ROOMS = (b"\x16\x54\xae\x6b", b"\xae", b"\xe0", b"\x55\xb0")
_CLUSTER = b"\x1f\x43\xb6\x75"


def tidy(sink: BinaryIO, container: str) -> None:
    """Blank handler names, user data, tags and application names in a file of ours."""
    if container == "webm":
        _tidy_webm(sink)
    else:
        _tidy_mp4(sink)
    sink.flush()


def _tidy_mp4(sink: BinaryIO) -> None:
    boxes = {name: (start, end) for name, start, end in _boxes(sink)}
    if brands := boxes.get(b"ftyp"):
        sink.seek(brands[0])
        known = sink.read(brands[1] - brands[0])
        sink.seek(brands[0])
        sink.write(known.replace(b"dby1", b"iso2"))  # of Dolby's layers, which are not copied
    free, media, movie = (boxes.get(name) for name in (b"free", b"mdat", b"moov"))
    if free and media and free[1] == media[0]:
        # The spare box before the media becomes the first half of a long head.
        sink.seek(free[0])
        sink.write(b"\x00\x00\x00\x01mdat" + (media[1] - free[0]).to_bytes(8, "big"))
    if movie:
        sink.seek(movie[0])
        bare = _bare(sink.read(movie[1] - movie[0]))
        sink.seek(movie[0])
        sink.write(bare)
        sink.truncate()


def _boxes(sink: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    end = sink.seek(0, 2)
    place = 0
    while place + 8 <= end:
        sink.seek(place)
        head = sink.read(16)
        size = int.from_bytes(head[:4], "big")
        size = int.from_bytes(head[8:16], "big") if size == 1 else size or end - place
        yield head[4:8], place, place + size
        place += max(size, 8)


def _bare(box: bytes) -> bytes:
    """Return a box without user data in it, and with handlers that have no name."""
    name = box[4:8]
    if name == b"hdlr":
        return box[:32] + bytes(len(box) - 32)
    if name == b"stsd":
        return _sized(box[4:16], b"".join(map(_entry, _inner(box, 16))))
    if name not in _PARENTS:
        return box
    return _sized(name, b"".join(_bare(part) for part in _inner(box, 8) if part[4:8] != b"udta"))


def _entry(entry: bytes) -> bytes:
    start = _HEADS[entry[4:8] == _SOUND]
    kept = (part for part in _inner(entry, start) if part[4:8] in _NEEDED and not _is_profile(part))
    return _sized(entry[4:start], b"".join(kept))


def _is_profile(part: bytes) -> bool:
    """Tell whether colours are said by a profile, which names its maker, and not by numbers."""
    return part[4:8] == b"colr" and part[8:12] != b"nclx"


def _inner(box: bytes, place: int) -> Iterator[bytes]:
    """Yield the boxes in a box; what is too short to be one is left out."""
    while place + 8 <= len(box):
        size = max(int.from_bytes(box[place : place + 4], "big"), 8)
        yield box[place : place + size]
        place += size


def _sized(head: bytes, body: bytes) -> bytes:
    return (4 + len(head) + len(body)).to_bytes(4, "big") + head + body


def _tidy_webm(sink: BinaryIO) -> None:
    for name, _, body, end in elements(sink, 0, sink.seek(0, 2)):
        if name == _SEGMENT:
            for child in elements(sink, body, end):
                if child[0] == _CLUSTER:
                    break
                _tidy_element(sink, *child)


def _tidy_element(sink: BinaryIO, name: bytes, start: int, body: int, end: int) -> None:
    if name == _TAGS:
        _blank(sink, start, end)
    for inner, place, content, stop in elements(sink, body, end):
        if name == _INFO and inner in _APPS:
            sink.seek(content)
            sink.write(bytes(stop - content))
        elif name == _SEEK_HEAD and inner == _SEEK:
            sink.seek(content)
            if _TAGS in sink.read(stop - content):
                _blank(sink, place, stop)
        elif name in _ROOMS and inner in _ASIDE:
            _blank(sink, place, stop)
        elif name in _ROOMS and inner in _ROOMS:
            _tidy_element(sink, inner, place, content, stop)
        elif name == _TAGS:
            return


def _blank(sink: BinaryIO, start: int, end: int) -> None:
    """Turn an element into empty space of the same length."""
    size = end - start
    head = b"\xec" + (bytes([0x80 | size - 2]) if size < 120 else
                      (1 << 56 | size - 9).to_bytes(8, "big"))  # fmt: skip
    sink.seek(start)
    sink.write(head + bytes(size - len(head)))


def elements(sink: BinaryIO, place: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Yield (id, start, start of content, end) of the elements in a range."""
    while place < end:
        sink.seek(place)
        head = sink.read(12)
        if len(head) < 2 or not head[0]:
            return
        width = 9 - head[0].bit_length()
        long = 9 - head[width].bit_length()
        size = int.from_bytes(head[width : width + long], "big") & ((1 << 7 * long) - 1)
        content = place + width + long
        yield head[:width], place, content, min(content + size, end)
        place = content + size
