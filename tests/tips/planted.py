"""Blocks of metadata with a mark in every field: EXIF, XMP, IPTC, a colour profile."""

import io
import struct

from PIL import Image, ImageCms, ImageDraw


class Marks(list):
    """Hands out marks and remembers them: `marks("gps")` is b"MARKgpsMARK"."""

    def __call__(self, place):
        self.append(b"MARK" + place.encode() + b"MARK")
        return self[-1]


def picture(size=(96, 64)):
    """Return a picture whose upper left corner is red, so that turning it shows."""
    image = Image.new("RGB", size, "#456")
    draw = ImageDraw.Draw(image)
    draw.ellipse((size[0] // 3, size[1] // 4, size[0] - 1, size[1] - 1), fill="#ca5")
    draw.rectangle((0, 0, size[0] // 4, size[1] // 4), fill="#d00")
    return image


def encoded(image, form, **settings):
    image.save(out := io.BytesIO(), form, **settings)
    return out.getvalue()


def profile(marks):
    """Return a real sRGB profile whose description is a mark."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    marks.append("MARKprofileMA".encode("utf-16-be"))
    return data.replace("sRGB built-in".encode("utf-16-be"), marks[-1])


def ifd(entries, start, following=0):
    """Return one TIFF directory at an offset, its long values behind it."""
    head, values = struct.pack("<H", len(entries)), b""
    behind = start + 2 + 12 * len(entries) + 4
    for tag, kind, value in sorted(entries):
        size = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}[kind]
        place = value.ljust(4, b"\0")
        if len(value) > 4:
            place = struct.pack("<I", behind + len(values))
            values += value + b"\0" * (len(value) % 2)
        head += struct.pack("<HHI", tag, kind, len(value) // size) + place
    return head + struct.pack("<I", following) + values


def exif(marks, orientation=6):
    """Return an EXIF block: owner, device, dates, place, maker note, and a thumbnail of its own."""
    small = encoded(picture((16, 12)), "JPEG", comment=marks("thumbcomment"))
    texts = {0x010E: "description", 0x010F: "make", 0x0110: "model", 0x0131: "software"}
    texts |= {0x0132: "datetime", 0x013B: "artist", 0x013C: "host", 0x8298: "copyright"}
    first = [(tag, 2, marks(name) + b"\0") for tag, name in texts.items()]
    first += [(0x0112, 3, struct.pack("<H", orientation)), (0x9C9D, 1, marks("xpauthor"))]
    inner = {0x9003: "original", 0xA430: "owner", 0xA431: "serial", 0xA434: "lens"}
    second = [(tag, 2, marks(name) + b"\0") for tag, name in inner.items()]
    second += [(0x927C, 7, marks("makernote")), (0x9286, 7, b"ASCII\0\0\0" + marks("usercomment"))]
    degrees = struct.pack("<6I", 25, 1, 52, 1, 30, 1)
    third = [(1, 2, b"N\0"), (2, 5, degrees), (3, 2, b"W\0"), (4, 5, degrees)]
    third += [(0x1B, 7, marks("gpsmethod")), (0x1C, 7, marks("gpsarea"))]
    pointers = [(0x8769, 4, b"\0" * 4), (0x8825, 4, b"\0" * 4)]
    at_second = 8 + len(ifd(first + pointers, 8))
    at_third = at_second + len(ifd(second, at_second))
    at_fourth = at_third + len(ifd(third, at_third))
    at_small = at_fourth + len(ifd([(0x0201, 4, b"aaaa"), (0x0202, 4, b"aaaa")], 0))
    fourth = [(0x0201, 4, struct.pack("<I", at_small)), (0x0202, 4, struct.pack("<I", len(small)))]
    pointers = [(0x8769, 4, struct.pack("<I", at_second)), (0x8825, 4, struct.pack("<I", at_third))]
    block = b"II*\0" + struct.pack("<I", 8) + ifd(first + pointers, 8, at_fourth)
    return block + ifd(second, at_second) + ifd(third, at_third) + ifd(fourth, at_fourth) + small


def xmp(marks):
    return (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description exif:GPSLatitude="'
        + marks("xmpgps") + b'" photoshop:City="' + marks("xmpcity") + b'" dc:creator="'
        + marks("xmpcreator") + b'" xmp:CreatorTool="' + marks("xmptool")
        + b'"/></rdf:RDF></x:xmpmeta>'
    )  # fmt: skip


def resource(number, content):
    return b"8BIM" + struct.pack(">H", number) + b"\0\0" + struct.pack(">I", len(content)) + content


def iptc(marks):
    """Return Photoshop resources: IPTC by-line, city and caption, and a thumbnail."""
    records = b""
    for number, name in ((80, "byline"), (90, "iptccity"), (120, "caption"), (55, "iptcdate")):
        text = marks(name)
        records += b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(text)) + text
    records += b"\0" * (len(records) % 2)
    small = marks("irbthumb")
    return b"Photoshop 3.0\0" + resource(0x0404, records) + resource(0x040C, small + b"\0")
