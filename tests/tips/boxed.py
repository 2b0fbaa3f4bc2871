"""A telephone's HEIC, put together box by box: PyAV encodes the pixels, the rest is built here."""

import functools
import struct
from fractions import Fraction

import av

from tests.tips.planted import encoded, exif, picture, profile, xmp


def box(name, *parts, version=None, flags=0):
    head = b"" if version is None else struct.pack(">I", version << 24 | flags)
    body = head + b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, name) + body


@functools.cache
def hevc(size, colour=None, form="yuv420p"):
    """Return (parameter sets, picture units) of one HEVC picture, each unit without its prefix."""
    image = picture(size)
    if colour:
        image.paste(colour, (0, 0, *size))
    encoder = av.CodecContext.create("libx265", "w")
    encoder.width, encoder.height = size
    encoder.pix_fmt, encoder.time_base = form, Fraction(1, 25)
    encoder.options = {
        "x265-params": "log-level=none:pools=none:frame-threads=1:crf=4:keyint=1",
        "preset": "fast",
    }
    frame = av.VideoFrame.from_image(image).reformat(format=form)
    packets = [*encoder.encode(frame), *encoder.encode(None)]
    stream = b"".join(bytes(packet) for packet in packets).replace(b"\0\0\0\1", b"\0\0\1")
    units = [unit for unit in stream.split(b"\0\0\1") if unit]
    sets = [unit for unit in units if unit[0] >> 1 in (32, 33, 34)]
    return sets, [unit for unit in units if unit[0] >> 1 < 32]


def configuration(sets, mark, form="yuv420p"):
    """Return the hvcC box: a profile, then the parameter sets, and a mark as user data (SEI)."""
    colour = 0xFD if form == "yuv420p" else 0xFF
    head = struct.pack(">BBIHIBHBBBBHB", 1, 1, 0x60000000, 0x9000, 0, 93, 0xF000, 0xFC, colour,
                       0xF8, 0xF8, 0, 0x0F)  # fmt: skip
    arrays = [(unit[0] >> 1, unit) for unit in sets] + [(39, b"\x4e\1\5" + mark)]
    body = b"".join(struct.pack(">BHH", kind, 1, len(unit)) + unit for kind, unit in arrays)
    return box(b"hvcC", head, bytes([len(arrays)]), body)


def reference(name, source, *targets):
    return box(name, struct.pack(f">HH{len(targets)}H", source, len(targets), *targets))


def item(number, kind, name, more=b""):
    return box(b"infe", struct.pack(">HH4s", number, 0, kind), name, b"\0", more, version=2)


def heic(
    marks, size=(128, 96), tiles=(2, 1), grid=None, brand=b"heic", colours=b"", form="yuv420p"
):
    """Return a HEIC of tiles (10 and up) in a grid (3), as telephones write it, quarter turned.

    With a thumbnail (4), a depth map (5), EXIF (6), XMP (7), another picture (8), and a thing of
    its own (9); a colour profile, names, free and unknown boxes, and bytes behind everything.
    `grid` is the size that the grid claims, where it is not the truth; `colours` a box instead.
    """
    sets, units = hevc(size, form=form)
    parts = range(10, 10 + tiles[0] * tiles[1])
    grid = grid or (size[0] * tiles[0], size[1] * tiles[1])
    coded = b"".join(struct.pack(">I", len(unit)) + unit for unit in units)
    wide = struct.pack(">BBBBII", 0, 1, tiles[1] - 1, tiles[0] - 1, *grid)
    other = struct.pack(">I", len(marks("sei")) + 2) + b"\x4e\1" + marks[-1] + coded
    content = {
        **dict.fromkeys(parts, coded), 3: wide, 4: coded, 5: coded,
        6: b"\0\0\0\6Exif\0\0" + exif(marks), 7: xmp(marks), 8: other, 9: marks("uriitem"),
    }  # fmt: skip
    rdf = b"application/rdf+xml\0"
    names = [
        *(item(part, b"hvc1", b"") for part in parts), item(3, b"grid", marks("itemname")),
        item(4, b"hvc1", b""), item(5, b"hvc1", b""), item(6, b"Exif", b""),
        item(7, b"mime", b"", rdf), item(8, b"hvc1", b""), item(9, b"uri ", b"", marks("uri")),
    ]  # fmt: skip
    references = box(
        b"iref", reference(b"dimg", 3, *parts), reference(b"thmb", 4, 3), reference(b"auxl", 5, 3),
        reference(b"cdsc", 6, 3), reference(b"cdsc", 7, 3), version=0,
    )  # fmt: skip
    properties = box(
        b"ipco", configuration(sets, marks("hvccsei"), form),
        box(b"ispe", struct.pack(">II", *size), version=0),
        box(b"ispe", struct.pack(">II", *grid), version=0),
        colours or box(b"colr", b"prof", profile(marks)), box(b"irot", b"\3"),
        box(b"auxC", b"urn:mpeg:hevc:2015:auxid:2\0" + marks("depth"), version=0),
        box(b"udes", b"en\0", marks("description"), b"\0\0", version=0),
    )  # fmt: skip
    links = {3: [3, 4, 5, 7], 4: [1, 2], 5: [1, 2, 6], 8: [1, 2]}
    links |= dict.fromkeys(parts, [1, 2])
    joined = b"".join(struct.pack(">HB", n, len(p)) + bytes(p) for n, p in links.items())
    described = box(
        b"iprp", properties, box(b"ipma", struct.pack(">I", len(links)), joined, version=0)
    )
    return _filed(marks, brand, names, references + described, content)


def _filed(marks, brand, names, rest, content):
    start = box(b"ftyp", brand, b"\0\0\0\0", b"mif1heic")

    def meta(at):
        places = b""
        for number, body in content.items():
            places += struct.pack(">HHHII", number, 0, 1, at, len(body))
            at += len(body)
        return box(
            b"meta", box(b"hdlr", b"\0" * 4 + b"pict" + b"\0" * 13, version=0),
            box(b"pitm", struct.pack(">H", 3), version=0),
            box(b"iloc", b"\x44\0", struct.pack(">H", len(content)), places, version=0),
            box(b"iinf", struct.pack(">H", len(names)), *names, version=0), rest, version=0,
        )  # fmt: skip

    at = len(start) + len(meta(0)) + 8
    body = b"".join(content.values()) + marks("gap")
    more = box(b"free", marks("free")) + box(b"uuid", b"u" * 16, marks("uuid"))
    return start + meta(at) + box(b"mdat", body) + more + marks("behind")


def avif(marks):
    """Return an AVIF with EXIF, XMP, a profile, and boxes and bytes that nothing asks for."""
    words = {"exif": exif(marks), "xmp": xmp(marks), "icc_profile": profile(marks)}
    data = encoded(picture(), "AVIF", quality=90, **words)
    more = box(b"free", marks("free")) + box(b"uuid", b"u" * 16, marks("uuid"))
    return data + more + marks("behind")
