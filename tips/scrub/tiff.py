"""TIFF: every page drawn again; scans stay sharp, and black and white stays one bit a pixel.

Out: TIFF with all pages, upright, in sRGB, lossless except where it was JPEG inside.
Taken out: every tag that draws nothing, on every page: EXIF, GPS, XMP, IPTC, layers, profiles,
private tags, small copies; what lies between and behind the pages.
Stays: what can be seen; the fine noise of the camera.
Refused: more than 500 pages, 210 megapixels a page, 1,000 in all or 3,000 of black and white; raw
formats of cameras; pages packed by WebP, JPEG XL, LERC or what else libtiff cannot read, and
colours in numbers of 12 bits or with a point.
"""

import re
import zlib
from collections import Counter
from typing import Any, BinaryIO

from PIL import Image, ImageChops, TiffImagePlugin

from blogsite.lib.raster import LARGEST
from tips.scrub import _stills, _tags
from tips.scrub._directories import Directory, Role, directories, form
from tips.scrub._report import Change, Kind, Reason, Report, Unscrubbable

MEDIA_TYPES = {"image/tiff": ("tif", "tiff")}

MOST_PIXELS = 1_000_000_000  # of all pages together: one is decoded at a time
_TWO_TONES = 3  # pixels of black or white that are drawn in the time of one

_SUBFILE, _WIDTH, _HEIGHT, _COMPRESSION, _INNER = 254, 256, 257, 259, 330
_BITS, _MEANING, _ORDER, _SAMPLES = 258, 262, 266, 277
_PLANES, _APART, _MORE = 284, 2, 338  # how samples lie, in planes of their own, and further ones
_FORMAT = 339  # of the numbers: whole, with a sign, or with a decimal point
_MIXED = 1  # colours, with the transparency that a further sample tells
_LOWEST_FIRST = 2  # of the bits of each byte, as faxes send them
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_REDUCED, _MASK = 1, 4  # bits of a page's kind
_BARE, _OLD_JPEG, _DEFLATE = 1, 6, 8
_JPEG = (_OLD_JPEG, 7)
_WEBP = 50001  # known to Pillow by name, and to no libtiff that comes with it
_PACKINGS = frozenset(TiffImagePlugin.COMPRESSION_INFO) - {_WEBP}
# The numbers that Pillow reads: order of bytes, whether nought is white, format, depth, and whether
# a pixel has several.
_READ = frozenset(
    (mark, meaning == 0, formats[0], depths[0], len(depths) > 1)
    for mark, meaning, formats, _order, depths, _extra in TiffImagePlugin.OPEN_INFO
)
_RAW = frozenset((50706, 33421, 33422))  # a camera's own format: a picture not yet developed
# What pixels need: size, depth, compression, colours, strips, tiles, and how they are predicted.
_PLAIN = frozenset((
    254, 256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 292, 293, 317, 320, 322, 323, 324,
    325, 338, 339, 347, 530, 531, 532,
))  # fmt: skip
_POINTERS = frozenset((34665, 34853, 40965, _INNER))
_XMP, _IPTC, _PHOTOSHOP, _PROFILE = 700, 33723, 34377, 34675
_HEAD = re.compile(rb"(II\*\0|MM\0\*).{0,4}", re.S)  # a page that was appended brings its own
_SPEAKING = re.compile(rb"\xff[\xe1-\xed\xef\xfe]")  # segments of a JPEG that draw nothing


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write a bare TIFF with all pages of the original. Raises Unscrubbable."""
    source.seek(0)
    data = source.read()
    found = directories(data)
    wanted = _wanted(data, found)
    removed = _kinds(data, found)
    changed: dict[Change, None] = {}
    with (
        _stills.opened(source, "TIFF") as image,
        TiffImagePlugin.AppendingTiffWriter(sink) as pages,
    ):
        for number in wanted:
            image.seek(number)
            changed |= dict.fromkeys(_stills.changes(image))
            drawn, settings = _page(image, found[number])
            drawn.save(pages, "TIFF", **settings)
            pages.newFrame()
    return _stills.report("image/tiff", removed, tuple(changed))


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a picture does not need. Walks the directories; never asks the encoder."""
    source.seek(0)
    data = source.read()
    return _kinds(data, directories(data))


def _wanted(data: bytes, found: list[Directory]) -> list[int]:
    """Return the numbers of the pages that are not small copies. Raises Unscrubbable."""
    if data[8:10] == b"CR" or any(_RAW & set(directory.values) for directory in found):
        raise Unscrubbable(Reason.PICTURE)
    if any(d.role is Role.INNER and not d.number(_SUBFILE, 1) & _REDUCED for d in found):
        # The real picture is inside, and what a decoder shows is its preview.
        raise Unscrubbable(Reason.PICTURE)
    pages = [directory for directory in found if directory.role is Role.PAGE]
    sizes = [page.number(_WIDTH) * page.number(_HEIGHT) for page in pages]
    if sum(map(_weight, pages)) > MOST_PIXELS or max(sizes, default=0) > LARGEST:
        raise Unscrubbable(Reason.PIXELS)
    whole = [n for n, page in enumerate(pages) if not page.number(_SUBFILE) & (_REDUCED | _MASK)]
    wanted = whole or list(range(len(pages)))
    if not all(_is_known(pages[number]) for number in wanted):
        raise Unscrubbable(Reason.UNSUPPORTED)
    return wanted


def _is_known(page: Directory) -> bool:
    """Tell whether the numbers of a page and their packing are such as Pillow reads."""
    mark = b"II" if page.form.order == "<" else b"MM"
    more = page.numbers(_MORE)
    apart = page.number(_PLANES) == _APART
    # Planes of their own that mean nothing are not read.
    skipped = len(more) if apart and not any(more) else 0
    several = page.number(_SAMPLES, 1) - skipped > 1
    turned = page.form.wide and mark == b"MM"
    packing = page.number(_COMPRESSION, 1)
    white = page.number(_MEANING) == 0 and packing != _OLD_JPEG  # which says so itself
    read = (mark, white, page.number(_FORMAT, 1), page.number(_BITS, 1), several) in _READ
    mixed = apart and packing == _BARE and _MIXED in more
    return packing in _PACKINGS and read and not turned and not mixed


def _weight(page: Directory) -> int:
    """Return the pixels of a page, as the time counts them that drawing it takes."""
    two_tone = page.number(_BITS, 1) == page.number(_SAMPLES, 1) == 1 and page.number(_MEANING) < 2
    return page.number(_WIDTH) * page.number(_HEIGHT) // (_TWO_TONES if two_tone else 1)


def _page(image: Image.Image, directory: Directory) -> tuple[Image.Image, dict[str, Any]]:
    """Return bare pixels of the current page, and how they are packed."""
    two_tone = image.mode == "1"
    depth = 12 if directory.number(_BITS) == 12 else 16
    drawn = _stills.redrawn(image, depth=depth)
    if image.mode == "I;16" and directory.number(_MEANING) == 0:
        drawn = ImageChops.invert(drawn)  # nought is white, and Pillow does not say so
    if two_tone:
        return drawn.convert("1", dither=Image.Dither.NONE), {"compression": "group4"}
    if directory.number(_COMPRESSION) in _JPEG and drawn.mode != "RGBA":
        return drawn, {"compression": "jpeg", "quality": 97}
    return _stills.few_colours(drawn), {"compression": "tiff_adobe_deflate"}


def _kinds(data: bytes, found: list[Directory]) -> Counter[Kind]:
    counted: Counter[Kind] = Counter()
    for directory in found:
        counted += _described(directory)
        counted += _packed(data, directory)
        if directory.role is Role.PAGE and directory is not found[0]:
            counted[Kind.THUMBNAIL] += bool(directory.number(_SUBFILE) & _REDUCED)
    return +(counted + _between(data, found))


def _described(directory: Directory) -> Counter[Kind]:
    if directory.role is Role.GPS:
        return Counter({Kind.PLACE: len(directory.values)})
    counted: Counter[Kind] = Counter({Kind.THUMBNAIL: int(directory.role is Role.INNER)})
    for tag, (_kind, value) in directory.values.items():
        if tag == _XMP:
            counted += _tags.xmp(value)
        elif tag == _IPTC:
            counted += _tags.iptc(value)
        elif tag == _PHOTOSHOP:
            counted += _tags.photoshop(value)
        elif tag == _PROFILE:
            counted[Kind.COLOUR] += 1
        elif tag not in _PLAIN | _POINTERS:
            counted[_tags.named(tag)] += 1
    return counted


def _packed(data: bytes, directory: Directory) -> Counter[Kind]:
    """Count what is hidden in the picture data itself: words of a JPEG, bytes after a stream."""
    counted: Counter[Kind] = Counter()
    packing = directory.number(_COMPRESSION)
    for start, end in directory.strips():
        strip = data[start:end]
        if packing in _JPEG:
            counted[Kind.OTHER] += bool(_SPEAKING.search(strip))
        elif packing == _DEFLATE:
            if directory.number(_ORDER) == _LOWEST_FIRST:
                strip = strip.translate(_REVERSED)
            counted[Kind.HIDDEN] += _has_more(strip)
    if packing in _JPEG:
        tables = directory.values.get(347, (0, b""))[1]
        counted[Kind.OTHER] += bool(_SPEAKING.search(tables))
    return counted


def _has_more(strip: bytes) -> bool:
    unpacker = zlib.decompressobj()
    try:
        while strip and not unpacker.eof:
            unpacker.decompress(strip, 1 << 20)
            strip = unpacker.unconsumed_tail
    except zlib.error:
        raise Unscrubbable(Reason.BROKEN) from None
    return bool(unpacker.unused_data.strip(b"\0"))


def _between(data: bytes, found: list[Directory]) -> Counter[Kind]:
    """Count stretches that no directory names: between the parts, and behind the last."""
    taken = [(0, form(data).head)]
    for directory in found:
        taken += [*directory.stretches, *directory.strips()]
    place, counted = 0, Counter[Kind]()
    for start, end in sorted(taken):
        gap = data[place:start].strip(b"\0")
        if gap and not _HEAD.fullmatch(gap):
            counted[Kind.HIDDEN] += 1
        place = max(place, end)
    counted[Kind.TRAILING] += bool(data[place:].strip(b"\0"))
    return counted
