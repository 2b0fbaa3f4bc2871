"""What a film hides of its pictures: the edges that its container tells players to leave out.

Sources: ISO/IEC 14496-12, 12.1.4.1 (clean aperture); RFC 9559, 5.1.4.1.28.8 to 11 (pixel crop).
"""

import itertools
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO

import av

from tips.scrub import _tables, _tidy

_FEW = 16  # pixels at each side that encoders add to fill up their blocks
_PICTURE_HEAD = 86  # bytes of a sample description before its boxes, its own head included
_APERTURE = struct.Struct(">8i")
# Of Matroska: the way to a screen, and the pixels that it leaves out on the four sides.
_PATH = (b"\x18\x53\x80\x67", b"\x16\x54\xae\x6b", b"\xae", b"\xe0")
_LEFT, _TOP, _RIGHT, _BOTTOM = b"\x54\xcc", b"\x54\xbb", b"\x54\xdd", b"\x54\xaa"
_MOST = 256  # elements of one screen that are read

Box = tuple[int, int, int, int]  # of a picture: left, top, width and height, in pixels


def shown(source: BinaryIO, demuxer: str, stream: Any, movie: _tables.Movie) -> Box | None:
    """Return the part of the pictures of a stream that is shown, if that is not nearly all."""
    width, height = stream.codec_context.width, stream.codec_context.height
    if demuxer == "mov":
        sides = _by_aperture(movie, stream.index, width, height)
    elif demuxer == "matroska":
        sides = _by_crop(source, stream.index)
    else:
        return None
    left, top, right, bottom = (max(side, 0) for side in sides)
    left, top = left + left % 2, top + top % 2  # as colours are stored for every second pixel
    box = left, top, (width - left - right) // 2 * 2, (height - top - bottom) // 2 * 2
    return box if max(sides) >= _FEW and min(box[2:]) > 0 else None


def cut(frame: Any, box: Box) -> Any:
    """Return a part of a picture in yuv420p."""
    left, top, width, height = box
    made = av.VideoFrame(width, height, "yuv420p")
    for number, (plane, target) in enumerate(zip(frame.planes, made.planes, strict=True)):
        step = 2 if number else 1
        rows, size = memoryview(plane), width // step
        starts = range(top // step * plane.line_size + left // step, len(rows), plane.line_size)
        taken = zip(starts, range(height // step), strict=False)
        padding = bytes(target.line_size - size)
        target.update(b"".join(bytes(rows[start : start + size]) + padding for start, _ in taken))
    return made


def _by_aperture(movie: _tables.Movie, index: int, width: int, height: int) -> Box:
    entry = movie.tracks[index].entry if index < len(movie.tracks) else b""
    found = dict(_tables.boxes(entry[_PICTURE_HEAD:])).get(b"clap", b"")
    if len(found) != _APERTURE.size:
        return 0, 0, 0, 0
    numbers = _APERTURE.unpack(found)
    if not all(numbers[1::2]):
        return 0, 0, 0, 0
    wide, high, right, down = (round(one / other) for one, other in
                               zip(numbers[::2], numbers[1::2], strict=True))  # fmt: skip
    left, top = (width - wide) // 2 + right, (height - high) // 2 + down
    return left, top, width - wide - left, height - high - top


def _by_crop(source: BinaryIO, index: int) -> Box:
    try:
        tracks = _screens(source, 0, source.seek(0, 2), _PATH)
        told = next(itertools.islice(tracks, index, None), {})
    except IndexError:  # It ends within a number.
        told = {}
    left, top, right, bottom = (told.get(name, 0) for name in (_LEFT, _TOP, _RIGHT, _BOTTOM))
    return left, top, right, bottom


def _screens(
    source: BinaryIO, start: int, end: int, path: tuple[bytes, ...]
) -> Iterator[dict[bytes, int]]:
    """Yield the numbers of the screen of each track; none for one of sound."""
    numbers: dict[bytes, int] = {}
    for name, _, content, stop in _tidy.elements(source, start, end):
        if len(path) == 1 and name == path[0]:
            numbers = _numbers(source, content, stop)
        elif len(path) > 1 and name == path[0]:
            yield from _screens(source, content, stop, path[1:])
    if len(path) == 1:
        yield numbers


def _numbers(source: BinaryIO, start: int, end: int) -> dict[bytes, int]:
    found = {}
    known = itertools.islice(_tidy.elements(source, start, end), _MOST)
    for name, _, content, stop in list(known):
        source.seek(content)
        found[name] = int.from_bytes(source.read(min(stop - content, 8)), "big")
    return found
