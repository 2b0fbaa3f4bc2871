"""Dirty files, with a mark of its own in every place that can name a sender, and hostile ones."""

import functools
import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from tests.tips.planted import Marks, encoded, exif, iptc, picture, profile, xmp


@dataclass
class Sample:
    """A file, the media type of its content, and the marks planted in it."""

    name: str
    data: bytes
    media_type: str
    marks: list[bytes] = field(default_factory=list)


def segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def dirty_jpeg():
    marks = Marks()
    plain = encoded(picture(), "JPEG", quality=92)
    pixels = bytes(12)
    parts = [
        segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\2\2" + pixels),
        segment(0xE0, b"JFXX\0\x10" + encoded(picture((8, 8)), "JPEG", comment=marks("jfxx"))),
        segment(0xE1, b"Exif\0\0" + exif(marks)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(marks)),
        segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 40 + marks("longxmp")),
        segment(0xE2, b"ICC_PROFILE\0\1\1" + profile(marks)),
        segment(0xE2, b"MPF\0" + marks("mpf")),
        segment(0xEB, b"JP\0\0" + marks("c2pa")),
        segment(0xEC, b"Ducky" + marks("ducky")),
        segment(0xED, iptc(marks)),
        segment(0xEF, marks("app15")),
        segment(0xFE, marks("comment")),
    ]
    scan = plain.index(b"\xff\xda")
    body = plain[2:scan] + segment(0xFE, marks("latecomment")) + plain[scan:]
    behind = encoded(picture((8, 8)), "JPEG", comment=marks("secondpicture"))
    behind += b"\0\0\0\x18ftypmp42" + marks("motionphoto") + b"PK\3\4" + marks("zip")
    data = b"\xff\xd8" + b"".join(parts) + body + behind
    return Sample("photo.jpg", data, "image/jpeg", marks)


def chunk(name, body):
    checksum = struct.pack(">I", zlib.crc32(name + body))
    return struct.pack(">I", len(body)) + name + body + checksum


def dirty_png():
    marks = Marks()
    image = picture().convert("RGBA")
    for place, value in enumerate(hidden := marks("underalpha")):
        image.putpixel((90 - place, 60), (value, value, value, 0))
    marks.remove(hidden)  # not bytes in the file: the pixel test looks for it
    plain = encoded(image, "PNG")
    raw = exif(marks)
    hexed = b"\nexif\n%8d\n" % (len(raw) + 6) + (b"Exif\0\0" + raw).hex().encode() + b"\n"
    parts = [
        chunk(b"iCCP", b"name\0\0" + zlib.compress(profile(marks))),
        chunk(b"tEXt", b"Author\0" + marks("author")),
        chunk(b"tEXt", b"Creation Time\0" + marks("creation")),
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(marks("packed"))),
        chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(hexed)),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(marks)),
        chunk(b"eXIf", exif(marks)),
        chunk(b"tIME", struct.pack(">HBBBBB", 2024, 5, 31, 2, 3, 4)),
        chunk(b"sPLT", marks("palette") + b"\0\x08" + b"\0" * 6),
        chunk(b"caBX", marks("cabx")),
        chunk(b"prVt", marks("private")),
    ]
    data = plain[:33] + b"".join(parts) + plain[33:] + marks("afterend")
    return Sample("screen.png", data, "image/png", marks)


def dirty_webp(**settings):
    marks = Marks()
    words = {"exif": b"Exif\0\0" + exif(marks), "xmp": xmp(marks)}
    plain = encoded(picture(), "WEBP", icc_profile=profile(marks), **words, **settings)
    odd = marks("oddchunk")
    body = plain[8:] + b"oddC" + struct.pack("<I", len(odd)) + odd + b"\0" * (len(odd) % 2)
    data = b"RIFF" + struct.pack("<I", len(body)) + body + marks("afterriff")
    return Sample("photo.webp", data, "image/webp", marks)


def moving(form, frames=5, **settings):
    """Return an animation: a square that moves one place a frame."""
    pictures = []
    for number in range(frames):
        pictures.append(image := picture())
        ImageDraw.Draw(image).rectangle((number * 16, 40, number * 16 + 8, 48), fill="#fff")
    more = {"save_all": True, "append_images": pictures[1:], "duration": 120, "loop": 0}
    return encoded(pictures[0], form, **more, **settings)


def block(label, *contents):
    return b"!" + bytes([label]) + b"".join(bytes([len(c)]) + c for c in contents) + b"\0"


def dirty_gif():
    marks = Marks()
    plain = moving("GIF", comment=marks("comment"))
    start = 13 + 3 * 2 ** ((plain[10] & 7) + 1)
    parts = [
        block(0x01, b"\0" * 12, marks("plaintext")),
        block(0xFF, b"XMP DataXMP", xmp(marks)[:250]),
        block(0xFF, b"MARKAPPL1.0", marks("vendor")),
        block(0xCE, marks("unknown")),
    ]
    data = plain[:start] + b"".join(parts) + plain[start:] + marks("aftertrailer")
    inside = [mark for mark in marks if mark in data]
    return Sample("dance.gif", data, "image/gif", inside)


def dirty_text(encoding="utf-8-sig"):
    tags = "".join(chr(0xE0000 + ord(letter)) for letter in "MARK")
    bits = "".join("\u200b" if bit == "1" else "\u200c" for bit in "100110")
    text = (
        f"Los camiones{tags} pasan{bits} a las dos.\x07\u202e \t\r\nCafe\u0301\u00a0negro\u00ad\n"
    )
    marks = [tags.encode(), bits.encode(), b"\x07", "\u202e".encode(), b"\r"]
    return Sample("nota.txt", text.encode(encoding), "text/plain", marks)


DIRTY = {
    "jpeg": dirty_jpeg, "png": dirty_png, "webp": dirty_webp, "gif": dirty_gif,
    "text": dirty_text, "text-utf16": lambda: dirty_text("utf-16"),
    "webp-lossless": lambda: dirty_webp(lossless=True),
    "webp-moving": lambda: Sample("m.webp", moving("WEBP"), "image/webp"),
    "png-moving": lambda: Sample("m.png", moving("PNG"), "image/png"),
}  # fmt: skip


@functools.cache
def png_bomb(side=30_000):
    """Return a PNG of 900 megapixels in about a hundred kilobytes."""
    packer = zlib.compressobj(9)
    row = b"\0" * (side // 8 + 2)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def zipped(name="photo.jpg", data=b"\x7fELF" + b"\0" * 64):
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


RAR = b"Rar!\x1a\x07\x01\x00" + bytes(32)  # a kind of file that no scrubber takes

HOSTILE = {
    "rar": lambda: RAR,
    "pixel bomb": png_bomb,
    "frame bomb": lambda: encoded_frames_bomb(),
    "cut in half": lambda: (data := encoded(picture((400, 400)), "JPEG"))[: len(data) // 2],
    "cut png": lambda: encoded(picture((400, 400)), "PNG")[:500],
    "zip of a program": zipped,
    "web page": lambda: b"<!DOCTYPE html><script>alert(1)</script>",
    "drawing in code": lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "postscript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "script behind a picture's head": lambda: b"GIF89a/*\x00\x00*/=1;alert(1)",
    "picture's head, then noise": lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8,
    "film's head, then nothing": lambda: b"\0\0\0\x18ftypmp42" + b"\0" * 64,
    "archive of another kind": lambda: b"7z\xbc\xaf'\x1c" + b"\0" * 64,
    "program": lambda: b"\x7fELF" + b"\0" * 64,
    "nothing": lambda: b"",
}


def encoded_frames_bomb(frames=1200, side=640):
    """Return a GIF of 1,200 equal frames: small in bytes, 491 megapixels to decode."""
    frame = encoded(Image.new("P", (side, side)), "GIF")
    start = 13 + 3 * 2 ** ((frame[10] & 7) + 1)
    return frame[:start] + frame[start:-1] * frames + b";"
