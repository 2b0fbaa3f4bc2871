"""PDFs as offices, banks and telephones send them: revised, locked, filled in, scanned, bundled."""

import struct
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from tests.samples_pdf import mark, plain, saved

FLAG_RADIO = 1 << 15


def many_pages():
    """Return 200 pages of text."""
    return saved(plain(200))


def locked_in(revision):
    """Return an encrypted file that every reader opens, in an older or newer way of locking."""
    aes = revision >= 4
    settings = {"aes": aes, "metadata": aes} if revision >= 4 else {"aes": False, "metadata": False}
    lock = pikepdf.Encryption(owner="owner", user="", R=revision, **settings)
    pdf = plain(2)
    pdf.docinfo["/Author"] = mark("LOCKED")
    return saved(pdf, encryption=lock)


def revised():
    """Return a page whose words were replaced in a later revision; the first are still there."""
    first = saved(
        plain(words=mark("OLDWORDS")), object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=False,
    )  # fmt: skip
    old = int(first[first.rindex(b"startxref") + 9 :].split()[0])
    with pikepdf.open(BytesIO(first)) as pdf:
        number = pdf.pages[0].obj.Contents.objgen[0]
        size = int(pdf.trailer.Size)
        root = pdf.Root.objgen[0]
    text = b"BT /F1 18 Tf 30 300 Td (Only the new words) Tj ET"
    body = b"%d 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, len(text), text)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(first))
    head = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (size, root, old)
    end = b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(body))
    return first + body + table + head + end


def without_table():
    """Return a file whose table is not where it should be; readers find its objects by looking."""
    data = saved(plain(2), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return data[: data.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n"


def filled_in():
    """Return a form with a ticked box, a chosen button and a chosen word, as a bank sends it."""
    pdf = plain()

    def look(drawn):
        return pdf.make_stream(drawn, Subtype=Name.Form, BBox=[0, 0, 20, 20])

    def button(left, name, state, flags=0):
        on, off = look(b"0 0 1 rg 2 2 16 16 re f"), look(b"0 0 1 RG 2 2 16 16 re S")
        return pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, Ff=flags, T=mark(name), F=4,
            Rect=[left, 200, left + 20, 220], AS=Name("/" + state), V=Name("/" + state),
            AP=Dictionary(N=Dictionary({"/CANARY-STATE-17": on, "/Off": off})),
            MK=Dictionary(CA=mark("CAPTION"))))  # fmt: skip

    choice = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Ch, T=mark("CHOICE"), V="Reynosa", F=4,
        Opt=Array([String(mark("OPTION")), String("Reynosa")]), Rect=[30, 150, 130, 170],
        DA="/Helv 12 Tf 0 g"))  # fmt: skip
    secret = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="x", V=mark("HIDDENVALUE"), F=2,
        Rect=[30, 120, 130, 140], DA="/Helv 12 Tf 0 g"))  # fmt: skip
    buttons = [
        button(30, "TICK", "CANARY-STATE-17"), button(60, "UNTICKED", "Off"),
        button(90, "RADIO", "CANARY-STATE-17", FLAG_RADIO),
    ]  # fmt: skip
    fields = Array([*buttons, choice, secret])
    pdf.pages[0].obj.Annots = fields
    pdf.Root.AcroForm = Dictionary(Fields=fields, DA=String("/Helv 0 Tf 0 g"))
    return saved(pdf)


def bundled():
    """Return a portfolio: a cover page with other documents in it."""
    pdf = plain(words="Cover page")
    pdf.attachments[mark("INNERNAME")] = saved(plain(words=mark("INNERWORDS")))
    field = Dictionary(Subtype=Name.F, N=mark("COLUMN"))
    pdf.Root.Collection = Dictionary(Type=Name.Collection, Schema=Dictionary(A=field))
    return saved(pdf)


def meshed(tail=b""):
    """Return a page coloured by a mesh of patches, as drawing programs write it."""
    corners = struct.pack(">24H", *(v for i in range(12) for v in (i * 5000, (i * 7919) % 65536)))
    patch = b"\0" + corners + bytes([255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9])
    pdf = plain()
    pdf.pages[0].obj.Resources.Shading = Dictionary(M=pdf.make_stream(
        patch + tail, ShadingType=6, ColorSpace=Name.DeviceRGB,
        BitsPerCoordinate=16, BitsPerComponent=8, BitsPerFlag=8,
        Decode=[0, 300, 0, 400, 0, 1, 0, 1, 0, 1]))  # fmt: skip
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/M sh 0 g 0 0 9 9 re f")
    return saved(pdf)


def scanned_in_jbig2():
    """Return a page as copiers scan it in black and white, with a comment in its packing."""
    size = (304, 400)
    picture = Image.radial_gradient("L").resize(size).point(lambda v: 255 * (v > 90)).convert("1")
    picture.save(out := BytesIO(), "TIFF", compression="group4")
    with Image.open(BytesIO(out.getvalue())) as tiff:
        start, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]

    def segment(number, kind, body):
        return struct.pack(">IBBBI", number, kind, 0, 1, len(body)) + body

    page = segment(0, 48, struct.pack(">IIIIBH", *size, 0, 0, 0, 0))
    words = segment(1, 62, struct.pack(">I", 0x20000000) + mark("JBIG2NOTE").encode())
    region = struct.pack(">IIIIBB", *size, 0, 0, 0, 1) + out.getvalue()[start : start + length]
    data = page + words + segment(2, 38, region) + segment(3, 49, b"") + mark("JBIG2TAIL").encode()
    pdf = plain()
    pdf.pages[0].obj.Resources.XObject = Dictionary(Scan=pdf.make_stream(
        data, Subtype=Name.Image, Width=304, Height=400, BitsPerComponent=1,
        ColorSpace=Name.DeviceGray, Filter=Name.JBIG2Decode))  # fmt: skip
    pdf.pages[0].obj.Contents = pdf.make_stream(b"q 300 0 0 400 0 0 cm /Scan Do Q")
    return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none)


PAPERS = (many_pages, revised, without_table, bundled, meshed, scanned_in_jbig2)
