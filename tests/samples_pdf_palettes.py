"""Pictures in a PDF whose palette has colours that no sample stands for, with words in them."""

import struct
import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.samples_pdf import mark, plain, saved
from tests.samples_pdf_kinds import scanned
from tests.samples_pdf_papers import scanned_in_jbig2

WIDE, HIGH = 37, 24
RAW = pikepdf.StreamDecodeLevel.none


def colours(count, used, width=3):
    """Return a palette: a colour for each index that is used, letters of a mark for the others."""
    letters = iter(mark("PALETTE").encode() * (1 + count * width // 5))
    table = bytearray()
    for index in range(count):
        shade = bytes((53 * index + 40 + 71 * part) % 256 for part in range(width))
        table += shade if index in used else bytes(next(letters) for _ in range(width))
    return bytes(table)


def space(table, count, base=Name.DeviceRGB):
    return Array([Name.Indexed, base, count - 1, pikepdf.String(table)])


def picture(space, data, width=WIDE, height=HIGH, **entries):
    """Return a page with one picture; `data` is packed as its entries say."""
    pdf = plain()
    stream = pikepdf.Stream(pdf, b"")
    filters, parms = entries.pop("Filter", None), entries.pop("DecodeParms", None)
    stream.write(data, filter=filters, decode_parms=parms)
    head = {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": space}
    for key, value in (head | {"Width": width, "Height": height} | entries).items():
        stream["/" + key] = value
    pdf.pages[0].obj.Resources.XObject = Dictionary(I=pdf.make_indirect(stream))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"q 222 0 0 144 20 200 cm /I Do Q")
    return saved(pdf, compress_streams=False, stream_decode_level=RAW)


def rows(bits, used):
    """Return samples that take the used indices in turn, each row filled up with ones."""
    out = bytearray()
    for row in range(HIGH):
        values = [used[(place + row) % len(used)] for place in range(WIDE)]
        text = "".join(f"{value:0{bits}b}" for value in values)
        text += "1" * (-len(text) % 8)
        out += int(text, 2).to_bytes(len(text) // 8, "big")
    return bytes(out)


def of_depth(bits, used, count, **entries):
    table = space(colours(count, used), count)
    return picture(table, rows(bits, used), BitsPerComponent=bits, **entries)


def one_bit():
    return of_depth(1, (0,), 2)


def two_bits():
    return of_depth(2, (0, 2), 4)


def four_bits():
    return of_depth(4, (0, 3, 9), 16)


def eight_bits():
    return of_depth(8, (1, 5, 200), 256)


def of_too_high_samples():
    """Return samples behind the end of their palette, for which its last colour stands."""
    return picture(space(colours(20, (0, 2, 19)), 20), rows(8, (0, 2, 40)), BitsPerComponent=8)


def turned_round():
    """Return samples that stand for indices from the last to the first."""
    table = space(colours(16, (15, 12, 6)), 16)
    return picture(table, rows(4, (0, 3, 9)), BitsPerComponent=4, Decode=Array([15, 0]))


def of_inks():
    table = colours(40, (0, 7), 4)
    return picture(space(table, 40, Name.DeviceCMYK), rows(8, (0, 7)), BitsPerComponent=8)


def of_lab():
    lab = Array([Name.Lab, Dictionary(WhitePoint=[0.95, 1, 1.09], Range=[-90, 90, -90, 90])])
    return picture(space(colours(40, (0, 7)), 40, lab), rows(8, (0, 7)), BitsPerComponent=8)


def _deflated(lines, used, **parms):
    parms = Dictionary(BitsPerComponent=8, Columns=WIDE, **parms)
    return picture(
        space(colours(256, used), 256), zlib.compress(b"".join(lines)), BitsPerComponent=8,
        Filter=Name.FlateDecode, DecodeParms=parms,
    )  # fmt: skip


def predicted():
    """Return rows that are told as differences to their neighbours, in every way PNG knows."""
    raw, lines = rows(8, (1, 5, 200)), []
    for number in range(HIGH):
        row, above = (data[number * WIDE :][:WIDE] for data in (raw, bytes(WIDE) + raw))
        guess = (bytes(WIDE), b"\0" + row[:-1], above)[number % 3]
        rest = bytes((a - b) & 255 for a, b in zip(row, guess, strict=True))
        lines.append(bytes([number % 3]) + rest)
    return _deflated(lines, (1, 5, 200), Predictor=15)


def predicted_as_tiff():
    raw = rows(8, (1, 5, 200))
    rest = (
        bytes((a - b) & 255 for a, b in zip(row, b"\0" + row[:-1], strict=True))
        for row in (raw[place : place + WIDE] for place in range(0, len(raw), WIDE))
    )
    return _deflated(rest, (1, 5, 200), Predictor=2)


def _packed(encoding, values=b"", **settings):
    grey = Image.frombytes("L", (WIDE, HIGH), values or rows(8, (3,) * 20 + (90,) * 20))
    grey.save(out := BytesIO(), encoding, **settings)
    return out.getvalue()


def in_jpeg():
    used = set(Image.open(BytesIO(data := _packed("JPEG", quality=95))).tobytes())
    return picture(space(colours(256, used), 256), data, Filter=Name.DCTDecode, BitsPerComponent=8)


def in_jpeg_2000():
    data = _packed("JPEG2000", irreversible=False, no_jp2=True)
    table = space(colours(256, (3, 90)), 256)
    return picture(table, data, Filter=Name.JPXDecode, BitsPerComponent=8)


def in_jpeg_2000_of_its_own(deep=8):
    """Return a JPEG 2000 that brings its table along."""
    lift = 128 - (1 << deep - 1)  # the encoder here writes eight bits, told as fewer in the head
    values = bytes(lift + value for value in rows(8, (0, 5, 10)))
    codes = bytearray(_packed("JPEG2000", values, irreversible=False, no_jp2=True))
    codes[codes.index(b"\xff\x51") + 40] = deep - 1

    def box(name, *parts):
        body = b"".join(parts)
        return struct.pack(">I4s", 8 + len(body), name) + body

    size = struct.pack(">LLHBBBB", HIGH, WIDE, 1, deep - 1, 7, 0, 0)
    table = struct.pack(">HB3s", 40, 3, b"\7\7\7") + colours(40, (0, 5, 10))
    direct = b"".join(struct.pack(">HBB", 0, 1, channel) for channel in range(3))
    head = box(b"ihdr", size), box(b"colr", b"\1\0\0\0\0\0\x10")
    boxes = (
        box(b"jP  ", b"\r\n\x87\n"), box(b"ftyp", b"jp2 \0\0\0\0jp2 "),
        box(b"jp2h", *head, box(b"pclr", table), box(b"cmap", direct)), box(b"jp2c", codes),
    )  # fmt: skip
    return picture(Name.DeviceRGB, b"".join(boxes), Filter=Name.JPXDecode)


def in_jpeg_2000_of_four_bits():
    return in_jpeg_2000_of_its_own(deep=4)


def in_jbig2():
    return _in_two_tones(scanned_in_jbig2())


def in_fax():
    return _in_two_tones(scanned())


def _in_two_tones(data):
    """Return the picture of a scan with two colours of a palette for black and white."""
    with pikepdf.open(BytesIO(data)) as pdf:
        (image,) = pdf.pages[0].obj.Resources.XObject.values()
        image.ColorSpace = space(colours(40, (0, 1)), 40)
        return saved(pdf, compress_streams=False, stream_decode_level=RAW)


def in_the_content():
    """Return a picture in the content, and the same table among the resources."""
    pdf = plain()
    table = pdf.make_indirect(space(colours(40, (0, 7)), 40))
    pdf.pages[0].obj.Resources.ColorSpace = Dictionary(T=table)
    head = b"q 222 0 0 144 20 200 cm BI /W %d /H %d /BPC 8 /CS /T ID " % (WIDE, HIGH)
    pdf.pages[0].obj.Contents = pdf.make_stream(head + rows(8, (0, 7)) + b"\nEI Q")
    return saved(pdf)


def chosen_by_number():
    """Return areas in colours of a table, of which one is chosen in a form."""
    pdf = plain()
    table = pdf.make_indirect(space(colours(40, (0, 3, 7, 9)), 40))
    form = pdf.make_stream(
        b"7 sc 0 0 50 50 re f", Subtype=Name.Form, BBox=[0, 0, 50, 50], Resources=Dictionary()
    )
    tile = pdf.make_stream(
        b"0 0 4 4 re f", PatternType=1, PaintType=2, TilingType=1, BBox=[0, 0, 8, 8],
        XStep=8, YStep=8, Resources=Dictionary(),
    )  # fmt: skip
    resources = pdf.pages[0].obj.Resources
    tiles = Array([Name.Pattern, table])
    resources.ColorSpace = Dictionary(T=table, P=tiles)
    resources.XObject, resources.Pattern = Dictionary(F=form), Dictionary(Q=tile)
    pdf.pages[0].obj.Contents = pdf.make_stream(
        b"/T cs 100 10 50 50 re f /F Do 3 sc 200 10 50 50 re f /P cs 9 /Q scn 10 100 50 50 re f"
    )
    return saved(pdf)


def shared():
    """Return two pictures with one table, each of which uses another part of it."""
    pdf = plain()
    table = pdf.make_indirect(space(colours(40, (0, 7, 8)), 40))
    head = Dictionary(
        Subtype=Name.Image, Width=WIDE, Height=HIGH, BitsPerComponent=8, ColorSpace=table
    )
    pdf.pages[0].obj.Resources.XObject = Dictionary(
        A=pdf.make_stream(rows(8, (0, 7)), head), B=pdf.make_stream(rows(8, (0, 8)), head)
    )
    pdf.pages[0].obj.Contents = pdf.make_stream(
        b"q 90 0 0 90 20 20 cm /A Do Q q 90 0 0 90 150 20 cm /B Do Q"
    )
    return saved(pdf)


def cut_short():
    """Return a picture of which the last rows are missing."""
    return picture(space(colours(40, (0, 7)), 40), rows(8, (0, 7))[: WIDE * 15], BitsPerComponent=8)


def that_nobody_can_read():
    """Return a picture whose samples cannot be laid bare here."""
    return _deflated([struct.pack(">H", 7) * 500], (), Predictor=15, Colors=3)


SAME = (
    one_bit, two_bits, four_bits, eight_bits, of_too_high_samples, turned_round, of_inks, of_lab,
    predicted, predicted_as_tiff, in_jpeg, in_jpeg_2000,
    in_jpeg_2000_of_its_own, in_jpeg_2000_of_four_bits, in_jbig2, in_fax, in_the_content,
       chosen_by_number, shared,
)  # fmt: skip
OTHERS = cut_short, that_nobody_can_read
