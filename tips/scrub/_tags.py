"""Names in EXIF, XMP and IPTC sorted into kinds, so that a report can say what was there."""

import re
import struct
from collections import Counter

from PIL import ExifTags, Image

from tips.scrub._report import Kind

_EXIF: dict[int, Kind] = (
    dict.fromkeys((0x010F, 0x0110, 0x013C, 0x927C, 0xA420, *range(0xA431, 0xA436)), Kind.DEVICE)
    | dict.fromkeys((0xC614, 0xC615, 0xC62F, 0xC65A), Kind.DEVICE)
    | dict.fromkeys((0x010D, 0x011D, 0x0151), Kind.COMMENT)
    | dict.fromkeys((0x0131, 0x000B, 0xC761), Kind.SOFTWARE)
    | dict.fromkeys((0x0132, 0x9003, 0x9004, *range(0x9010, 0x9013)), Kind.DATES)
    | dict.fromkeys(range(0x9290, 0x9293), Kind.DATES)
    | dict.fromkeys((0x013B, 0x8298, 0x9C9D, 0xA430), Kind.AUTHOR)
    | dict.fromkeys((0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F), Kind.COMMENT)
)
_IPTC: dict[int, Kind] = (
    dict.fromkeys((80, 85, 110, 115, 116, 118, 122), Kind.AUTHOR)
    | dict.fromkeys((26, 27, 90, 92, 95, 100, 101), Kind.PLACE)
    | dict.fromkeys((30, 35, 37, 38, 55, 60, 62, 63), Kind.DATES)
    | dict.fromkeys((65, 70), Kind.SOFTWARE)
    | dict.fromkeys((5, 7, 25, 40, 105, 120), Kind.COMMENT)
)
_XMP: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PLACE, re.compile(r"gps|city|country|location|state|sublocation", re.I)),
    (Kind.DEVICE, re.compile(r"make$|model|lens|serial|camera|device", re.I)),
    (Kind.DATES, re.compile(r"date|time|when", re.I)),
    (Kind.AUTHOR, re.compile(r"creator$|author|artist|owner|rights|credit|person", re.I)),
    (Kind.SOFTWARE, re.compile(r"tool|software|history|agent|version", re.I)),
    (Kind.THUMBNAIL, re.compile(r"thumb|image$", re.I)),
    (Kind.COMMENT, re.compile(r"title|description|subject|keyword|comment|headline", re.I)),
)
_NAMES = re.compile(rb"[\s<]((?!xmlns:|rdf:|x:|xml:)[A-Za-z]\w*:[A-Za-z]\w*)[\s=>/]")
_GPS, _EXIF_IFD, _IFD1 = ExifTags.IFD.GPSInfo, ExifTags.IFD.Exif, ExifTags.IFD.IFD1


def exif(block: bytes) -> Counter[Kind]:
    """Count the kinds in a TIFF-form EXIF block; one that cannot be read counts as OTHER."""
    found: Counter[Kind] = Counter()
    tags = Image.Exif()
    try:
        tags.load(block)
        found[Kind.PLACE] += len(tags.get_ifd(_GPS))
        found[Kind.THUMBNAIL] += bool(tags.get_ifd(_IFD1))
        for tag in (*tags, *tags.get_ifd(_EXIF_IFD)):
            if tag not in (_GPS, _EXIF_IFD):
                found[named(tag)] += 1
    except Exception:  # Pillow raises many kinds for broken tags; the block goes all the same
        found[Kind.OTHER] += 1
    return +found or Counter({Kind.OTHER: 1})


def named(tag: int) -> Kind:
    """Return the kind of one EXIF or TIFF tag, by its number."""
    return _EXIF.get(tag, Kind.OTHER)


def xmp(packet: bytes) -> Counter[Kind]:
    """Count the kinds named by the properties of an XMP packet, each property once."""
    found: Counter[Kind] = Counter()
    for name in {match.decode("ascii", "ignore") for match in _NAMES.findall(packet)}:
        local = name.partition(":")[2]
        kinds = (kind for kind, words in _XMP if words.search(local))
        found[next(kinds, Kind.OTHER)] += 1
    return found or Counter({Kind.OTHER: 1})


def photoshop(block: bytes) -> Counter[Kind]:
    """Count the kinds in Photoshop resources (8BIM), IPTC records and thumbnails included."""
    found: Counter[Kind] = Counter()
    place = block.find(b"8BIM")
    while place >= 0 and place + 12 <= len(block):
        (resource,) = struct.unpack_from(">H", block, place + 4)
        name = block[place + 6] + 1
        start = place + 6 + name + name % 2
        if start + 4 > len(block):
            break
        (size,) = struct.unpack_from(">I", block, start)
        content = block[start + 4 : start + 4 + size]
        found += _resource(resource, content)
        place = block.find(b"8BIM", start + 4 + len(content))
    return found or Counter({Kind.OTHER: 1})


def _resource(resource: int, content: bytes) -> Counter[Kind]:
    if resource in (0x0409, 0x040C):
        return Counter({Kind.THUMBNAIL: 1})
    if resource == 0x0404:
        return iptc(content)
    return Counter({Kind.OTHER: 1})


def iptc(content: bytes) -> Counter[Kind]:
    """Count the kinds in a row of IPTC records."""
    found: Counter[Kind] = Counter()
    place = 0
    while place + 5 <= len(content) and content[place] == 0x1C:
        found[_IPTC.get(content[place + 2], Kind.OTHER)] += 1
        (size,) = struct.unpack_from(">H", content, place + 3)
        place += 5 + size
    return found or Counter({Kind.OTHER: 1})
