"""Dirty pictures of every kind, with a mark in every place that can name a sender."""

import functools
import io
import struct
import zlib

from PIL import Image, ImageDraw, ImageFilter, TiffImagePlugin

from tests.samples import (
    Sample,
    block,
    chunk,
    dirty_gif,
    dirty_jpeg,
    dirty_png,
    dirty_webp,
    moving,
    segment,
)  # fmt: skip
from tests.tips import boxed
from tests.tips.planted import Marks, encoded, exif, iptc, picture, profile, xmp


@functools.cache
def scene(size=(192, 128)):
    """Return what a camera sees: soft shapes, hard edges, fine lines, and a little noise."""
    image = Image.merge(
        "RGB", [Image.linear_gradient("L").resize(size).rotate(a) for a in (0, 90, 180)]
    )
    draw = ImageDraw.Draw(image)
    draw.ellipse(
        (size[0] // 3, size[1] // 4, size[0] - 9, size[1] - 9), fill="#ca5", outline="#fff"
    )
    draw.rectangle((0, 0, size[0] // 4, size[1] // 4), fill="#d00")
    for step in range(0, size[1] // 2, 6):
        draw.line((size[0] // 2, step, size[0], step + 20), fill="#134")
    draw.text((size[0] // 2, size[1] // 2), "TIPS 0123", fill="#000")
    image = image.filter(ImageFilter.GaussianBlur(0.6))
    noise = Image.frombytes(
        "L", size, bytes((n * 7919 >> 5) % 9 + 124 for n in range(size[0] * size[1]))
    )
    return Image.blend(image, Image.merge("RGB", [noise] * 3), 0.06)


def wide_profile():
    """Return a real profile of wider colours than sRGB has (Display P3), without words."""
    white, gamma = (0.9642, 1.0, 0.8249), b"curv\0\0\0\0\0\0\0\1\2\x33\0\0"
    xyz = {b"rXYZ": (0.5151, 0.2412, -0.0011), b"gXYZ": (0.2919, 0.6922, 0.0419),
           b"bXYZ": (0.1572, 0.0666, 0.7841), b"wtpt": white}  # fmt: skip
    tags = {name: b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(v * 65536) for v in values))
            for name, values in xyz.items()}  # fmt: skip
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma)
    table, body = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        table += struct.pack(">4sII", name, 132 + 12 * len(tags) + len(body), len(value))
        body += value
    head = struct.pack(">I4sI4s4s4s12s4s24s", 132 + 12 * len(tags) + len(body), b"none", 0x2400000,
                       b"mntr", b"RGB ", b"XYZ ", b"", b"acsp", b"")  # fmt: skip
    head += struct.pack(">I3i44s", 0, *(round(v * 65536) for v in white), b"")
    return head[:128].ljust(128, b"\0") + table + body


def jpeg_wide():
    return Sample(
        "p3.jpg", encoded(scene(), "JPEG", quality=97, icc_profile=wide_profile()), "image/jpeg"
    )


def jpeg_grey():
    marks = Marks()
    data = encoded(
        scene().convert("L"), "JPEG", quality=95, comment=marks("grey"), exif=exif(marks)
    )
    return Sample("grey.jpg", data, "image/jpeg", marks)


def jpeg_ink():
    """CMYK as Adobe writes it: upside down, and said so in its own segment."""
    marks = Marks()
    data = encoded(scene().convert("CMYK"), "JPEG", quality=95, comment=marks("ink"))
    return Sample("print.jpg", data, "image/jpeg", marks)


def png_deep():
    """Sixteen bits a grey, a mark behind the packed rows, and one packed after the last row."""
    marks = Marks()
    image = Image.new("I;16", (64, 48))
    image.putdata([x * 1000 + y for y in range(48) for x in range(64)])
    plain = encoded(image, "PNG")
    start = plain.index(b"IDAT")
    rows = zlib.decompress(
        plain[start + 4 : start + 4 + int.from_bytes(plain[start - 4 : start], "big")]
    )
    packed = zlib.compress(rows + marks("packedbehind")) + marks("rawbehind")
    data = plain[: start - 4] + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    return Sample("deep.png", data, "image/png", marks)


def png_moving():
    """A PNG that moves and shows another picture to those who cannot play it."""
    marks = Marks()
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "lime", "blue")]
    data = encoded(picture((60, 40)), "PNG", save_all=True, append_images=frames, duration=200,
                   default_image=True)  # fmt: skip
    at = data.index(b"IDAT") - 4
    return Sample(
        "m.png",
        data[:at] + chunk(b"tEXt", b"Author\0" + marks("author")) + data[at:],
        "image/png",
        marks,
    )


def gif_holes():
    """A moving GIF whose frames show through, without its trailer."""
    frames = []
    for number in range(4):
        frames.append(image := Image.new("RGBA", (50, 40)))
        ImageDraw.Draw(image).rectangle((number * 10, 10, number * 10 + 9, 29), fill="#e31")
    marks = Marks()
    data = encoded(
        frames[0], "GIF", save_all=True, append_images=frames[1:], duration=70, disposal=2
    )
    return Sample("holes.gif", data[:-1] + block(0xFE, marks("comment")), "image/gif", marks)


def tiff(order="<"):
    """Three pages of three kinds, each with tags, a private one too; gaps and an end filled."""
    marks = Marks()
    pages = [scene(), scene((120, 90)).convert("L"), scene((120, 90)).convert("1")]
    with TiffImagePlugin.AppendingTiffWriter(out := io.BytesIO()) as writer:
        for number, page in enumerate(pages):
            tags = TiffImagePlugin.ImageFileDirectory_v2(prefix=b"II" if order == "<" else b"MM")
            for tag in (269, 270, 271, 272, 285, 305, 306, 315, 316, 337, 33432):
                tags[tag] = marks(f"page{number}tag{tag}").decode()
            for tag, body in ((700, xmp(marks)), (33723, iptc(marks)), (34377, iptc(marks)),
                              (65000, marks("private")), (37724, marks("layers"))):  # fmt: skip
                tags[tag], tags.tagtype[tag] = body, 7
            page.save(
                writer, "TIFF", tiffinfo=tags, icc_profile=profile(marks) if not number else None
            )
            out.seek(0, io.SEEK_END)
            out.write(marks(f"gap{number}"))
            writer.newFrame()
    writer.f = io.BytesIO()  # from Python 3.13 on it looks for one more page when it is collected
    out.seek(0, io.SEEK_END)
    out.write(marks("end"))
    return Sample("scan.tif", out.getvalue(), "image/tiff", marks)


def tiff_camera(marks):
    """A page with EXIF and GPS, quarter turned, as a camera writes it."""
    return encoded(scene(), "TIFF", exif=exif(marks))


def tiff_wide(marks):
    """A BigTIFF, whose places and counts take eight bytes."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for tag in (270, 271, 305, 315):
        tags[tag] = marks(f"wide{tag}").decode()
    return encoded(scene(), "TIFF", big_tiff=True, tiffinfo=tags) + marks("wideend")


def tiff_grey(order, bits, *, black=0):
    """A page that grows lighter from top to bottom, in numbers of so many bits.

    `black` is 255 where nought is white.
    """
    shades = [abs(shade - black) * (2**bits - 1) // 255 for shade in range(256) for _ in range(4)]
    if bits == 12:  # two numbers share three bytes, whatever the order
        pairs = zip(shades[::2], shades[1::2], strict=True)
        rows = b"".join((first << 12 | second).to_bytes(3, "big") for first, second in pairs)
    else:
        rows = struct.pack(f"{order}{len(shades)}H", *shades)
    mark = b"II" if order == "<" else b"MM"
    tags = TiffImagePlugin.ImageFileDirectory_v2(prefix=mark)
    tags.update({256: 4, 257: 256, 258: bits, 259: 1, 273: 0, 277: 1, 279: len(rows)})
    tags[262] = 0 if black else 1
    return mark + struct.pack(f"{order}HI", 42, 8) + tags.tobytes(8) + rows


def webp_moving(marks):
    return moving("WEBP", exif=b"Exif\0\0" + exif(marks, 1), xmp=xmp(marks))


def bmp():
    """The newest head, with a profile, words in the reserved field, in a gap and behind."""
    marks, icc = Marks(), Marks()
    plain = encoded(scene(), "BMP")
    pixels, colours = plain[54:], profile(icc)
    gap = marks("gap")
    start = 14 + 124 + len(gap)
    head = bytearray(plain[14:54].ljust(124, b"\0"))
    head[:4], head[56:60] = struct.pack("<I", 124), b"DEBM"
    head[112:120] = struct.pack("<II", start - 14 + len(pixels), len(colours))
    marks.append(b"MKRV")
    body = b"BM" + struct.pack("<I", 0) + marks[-1] + struct.pack("<I", start) + bytes(head)
    data = body + gap + pixels + colours + marks("end")
    return Sample("paint.bmp", data, "image/bmp", [*marks, *icc])


def built(name, build, media_type):
    """Return a sample; Pillow writes EXIF in its own way and may leave a mark out."""
    marks = Marks()
    data = build(marks)
    return Sample(name, data, media_type, [mark for mark in marks if mark in data])


def motion_photo():
    """A photo with a film behind it that has a place of its own, as two makers write it."""
    marks = Marks()
    film = boxed.box(b"ftyp", b"mp42") + boxed.box(
        b"moov", boxed.box(b"udta", boxed.box(b"\xa9xyz", marks("place")))
    )
    words = segment(
        0xE1, b"http://ns.adobe.com/xap/1.0/\0<rdf:x GCamera:MotionPhoto='1' " + marks("xmp") + b">"
    )
    plain = encoded(scene(), "JPEG", quality=92)
    data = plain[:2] + words + plain[2:] + film + b"SEFH" + marks("sef") + b"SEFT"
    return Sample("motion.jpg", data, "image/jpeg", marks)


DIRTY = {
    "jpeg": dirty_jpeg, "jpeg-motion": motion_photo, "jpeg-grey": jpeg_grey, "jpeg-ink": jpeg_ink,
    "png": dirty_png, "png-deep": png_deep, "png-moving": png_moving,
    "webp": dirty_webp, "webp-lossless": lambda: dirty_webp(lossless=True),
    "webp-moving": lambda: built("m.webp", webp_moving, "image/webp"),
    "gif": dirty_gif, "gif-holes": gif_holes,
    "avif": lambda: built("a.avif", boxed.avif, "image/avif"),
    "avif-moving": lambda: built("m.avif", lambda m: moving("AVIF", xmp=xmp(m)), "image/avif"),
    "heic": lambda: built("IMG_1.HEIC", boxed.heic, "image/heic"),
    "heif": lambda: built("a.heif", lambda m: boxed.heic(m, brand=b"mif1"), "image/heic"),
    "tiff": tiff, "tiff-big-endian": lambda: tiff(">"),
    "tiff-wide": lambda: built("w.tif", tiff_wide, "image/tiff"),
    "tiff-camera": lambda: built("camera.tif", tiff_camera, "image/tiff"), "bmp": bmp,
}  # fmt: skip
