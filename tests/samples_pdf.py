"""PDFs with a mark in every place where one can hide, and the shapes in which people send them."""

import re
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

SHOWN = "Visible words 42"


def mark(place):
    return f"CANARY-{place}-17"


def jpeg(size=(64, 48), mode="RGB"):
    """Return a JPEG with marks in its comment, its EXIF, an unknown segment and after its end."""
    picture = Image.linear_gradient("L").resize(size).convert(mode)
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = mark("JPGMAKE"), mark("JPGARTIST")
    picture.save(out := BytesIO(), "JPEG", exif=exif, comment=mark("JPGCOMMENT").encode())
    data = out.getvalue()
    odd = mark("JPGAPP9").encode()
    segment = b"\xff\xe9" + (len(odd) + 2).to_bytes(2, "big") + odd
    return data[:2] + segment + data[2:] + mark("JPGTAIL").encode()


def jpeg_2000():
    """Return a JP2 with marks in an XML box, a comment of the code and after the end."""
    Image.linear_gradient("L").convert("RGB").save(
        out := BytesIO(), "JPEG2000", comment=mark("J2C")
    )
    text = mark("JP2XML").encode()
    return out.getvalue() + (len(text) + 8).to_bytes(4, "big") + b"xml " + text


def plain(pages=1, words=SHOWN):
    """Return an open PDF with words and a box on each page, and nothing else."""
    pdf = pikepdf.new()
    face = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    face = pdf.make_indirect(face)
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(300, 400))
        page.Resources = Dictionary(Font=Dictionary(F1=face))
        text = f"q 0.5 g 20 20 100 50 re f Q BT /F1 18 Tf 30 300 Td ({words} {number}) Tj ET"
        page.Contents = pdf.make_stream(text.encode())
    return pdf


def saved(pdf, **settings):
    pdf.save(out := BytesIO(), **settings)
    return out.getvalue()


def dirty():
    """Return the bytes of a PDF with marks in every place that is named in this module."""
    pdf = plain()
    page = pdf.pages[0].obj
    _describe(pdf, page)
    _draw(pdf, page)
    _annotate(pdf, page)
    _attach(pdf)
    data = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return b"junk " + mark("BEFORE").encode() + b"\n" + _revised(data) + mark("AFTER").encode()


def _describe(pdf, page):
    pdf.docinfo["/Author"], pdf.docinfo["/Title"] = mark("AUTHOR"), mark("TITLE")
    pdf.docinfo["/Producer"], pdf.docinfo["/Odd"] = mark("PRODUCER"), mark("ODDINFO")
    pdf.docinfo["/CreationDate"] = "D:20260102030405Z"
    pdf.trailer.ID = Array([String(mark("ID")), String(mark("ID2"))])
    for owner, name in ((pdf.Root, "XMP"), (page, "PAGEXMP")):
        packet = f"<?xpacket?><dc:creator>{mark(name)}</dc:creator>".encode()
        owner.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    page.PieceInfo = Dictionary(
        Maker=Dictionary(LastModified=String("D:2026"), Private=mark("PIECE"))
    )
    page.Thumb = pdf.make_stream(mark("THUMB").encode() * 9, Width=9, Height=9)
    page[Name("/CANARY-KEY-17")] = String(mark("CUSTOM"))
    page.LastModified, page.Dur = String(mark("MODIFIED")), 3
    page.AA = Dictionary(O=Dictionary(S=Name.URI, URI=mark("BEACON")))
    root = pdf.Root
    root.Lang, root[Name("/Private")] = String(mark("LANG")), String(mark("ROOT"))
    root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(mark("JS")))
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(mark("LABEL")))]))
    outline = pdf.make_indirect(Dictionary(Title=String(mark("OUTLINE"))))
    root.Outlines = Dictionary(First=outline, Last=outline, Count=1)
    profile = pdf.make_stream(mark("ICC").encode() * 20, N=3)
    intent = Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=profile, Info=mark("INTENT"))
    root.OutputIntents = Array([intent])
    struct = Dictionary(
        Type=Name.StructElem, Alt=mark("ALT"), ActualText=mark("ACTUAL"), T=mark("ST")
    )
    root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=struct))


def _draw(pdf, page):
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(mark("LAYER"))))
    shown = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(mark("LAYERON"))))
    config = Dictionary(OFF=Array([layer]), Name=mark("CONFIG"), Creator=mark("OCCREATOR"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer, shown]), D=config)
    picture = pdf.make_stream(
        jpeg(), Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48, BitsPerComponent=8,
        Filter=Name.DCTDecode, Name=Name("/CANARY-IMGNAME-17"),
        ColorSpace=Array([Name.ICCBased, pdf.make_stream(mark("IMGICC").encode(), N=3)]),
        Metadata=pdf.make_stream(mark("IMGXMP").encode(), Type=Name.Metadata),
    )  # fmt: skip
    raw = pdf.make_stream(
        bytes(range(48)) + mark("RAWTAIL").encode(), Type=Name.XObject, Subtype=Name.Image,
        Width=4, Height=4, BitsPerComponent=8, ColorSpace=Name.DeviceRGB,
    )  # fmt: skip
    jpx = pdf.make_stream(
        jpeg_2000(), Subtype=Name.Image, Width=256, Height=256, Filter=Name.JPXDecode
    )
    form = pdf.make_stream(
        f"% {mark('FORMCOMMENT')}\n0 0 1 rg 0 0 9 9 re f".encode(), Type=Name.XObject,
        Subtype=Name.Form, BBox=[0, 0, 10, 10], LastModified=mark("FORMDATE"),
        PieceInfo=Dictionary(X=Dictionary(Private=mark("FORMPIECE"))),
    )  # fmt: skip
    hidden = pdf.make_stream(
        f"BT /F1 9 Tf ({mark('OFFFORM')}) Tj ET".encode(), Subtype=Name.Form,
        BBox=[0, 0, 10, 10], OC=layer,
    )  # fmt: skip
    page.Resources.XObject = Dictionary(
        {"/CANARY-RES-17": picture, "/Raw": raw, "/Jpx": jpx, "/Fm": form, "/Off": hidden}
    )
    page.Resources.XObject[Name.Unused] = pdf.make_stream(mark("UNUSED").encode())
    page.Resources.Properties = Dictionary(
        L0=layer, L1=shown, MC=Dictionary(Secret=mark("PROPERTY"))
    )
    drawn = f"""% {mark("COMMENT")}
/Span <</ActualText ({mark("SPAN")}) /Lang (es)>> BDC q 64 0 0 48 150 20 cm /CANARY-RES-17 Do Q EMC
/Thing /MC BDC q 30 0 0 30 150 100 cm /Raw Do Q q 40 0 0 40 200 100 cm /Jpx Do Q EMC
q 1 0 0 1 250 100 cm /Fm Do /Off Do Q
/OC /L0 BDC BT /F1 12 Tf 30 200 Td ({mark("HIDDENTEXT")}) Tj ET 0 0 m 300 400 l S EMC
/OC /L1 BDC BT /F1 12 Tf 30 250 Td (Layer words) Tj ET EMC
q 20 0 0 20 30 100 cm BI /W 2 /H 2 /CS /RGB /BPC 8 /F /AHx ID ff000000ff000000ffffffff> EI Q
/CANARY-OPERAND-17 UnknownOperator
"""
    page.Contents = Array([page.Contents, pdf.make_stream(drawn.encode())])


def _annotate(pdf, page):
    look = pdf.make_stream(b"BT /Helv 12 Tf 2 2 Td (Filled in) Tj ET", Subtype=Name.Form,
                           BBox=[0, 0, 100, 20], Resources=Dictionary(Font=Dictionary(
                               Helv=page.Resources.Font.F1)))  # fmt: skip
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=mark("FIELD"), TU=mark("TOOLTIP"),
        V="Filled in", DV=mark("DEFAULT"), Rect=[30, 350, 130, 370], AP=Dictionary(N=look), F=4,
    )  # fmt: skip
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, T=mark("REVIEWER"), Contents=mark("NOTE"),
        RC=mark("RICH"), NM=mark("NM"), M=mark("NOTEDATE"), Rect=[200, 350, 220, 370],
        AP=Dictionary(N=look),
    )  # fmt: skip
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 50, 50],
        A=Dictionary(S=Name.Launch, F=mark("LAUNCH"), Next=Dictionary(S=Name.URI, URI=mark("URI"))),
    )  # fmt: skip
    unseen = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Contents=mark("FREE"), F=2, Rect=[0, 0, 90, 90],
        AP=Dictionary(N=pdf.make_stream(mark("UNSEENLOOK").encode(), BBox=[0, 0, 9, 9])),
    )  # fmt: skip
    sign = Dictionary(
        FT=Name.Sig, T=mark("SIGFIELD"), Subtype=Name.Widget, Rect=[0, 0, 0, 0],
        V=Dictionary(Type=Name.Sig, Name=mark("SIGNER"), Reason=mark("REASON"),
                     Contents=mark("PKCS7"), M=mark("SIGDATE")),
    )  # fmt: skip
    page.Annots = Array([pdf.make_indirect(x) for x in (field, note, link, unseen, sign)])
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([page.Annots[0], page.Annots[4]]), XFA=pdf.make_stream(mark("XFA").encode())
    )


def _attach(pdf):
    pdf.attachments[mark("FILENAME")] = mark("ATTACHED").encode()
    pdf.Root.Names[Name.JavaScript] = Dictionary(
        Names=Array([mark("JSNAME"), Dictionary(S=Name.JavaScript, JS=mark("JSBODY"))])
    )
    pdf.make_stream(mark("ORPHAN").encode())


def _revised(data):
    """Append a revision, so that the words of the first are history."""
    place = len(data)
    old = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    more = b"9000 0 obj\n(%s)\nendobj\n" % mark("REVISION").encode()
    head = data[data.rindex(b"trailer") + 7 : data.rindex(b"startxref")].strip()
    head = head[:-2] + b"/Prev %d>>" % old
    table = b"xref\n9000 1\n%010d 00000 n \ntrailer\n%s\n" % (place, head)
    return data + more + table + b"startxref\n%d\n%%%%EOF\n" % (place + len(more))


def renumbered(data):
    """Return a plain PDF that was changed, with the places of its objects counted anew."""
    starts = {int(start[1]): start.start() for start in re.finditer(rb"(\d+) 0 obj\n", data)}
    table = data.rindex(b"xref\n0 ", 0, data.rindex(b"startxref"))
    lines = b"".join(b"%010d 00000 n \n" % starts[number] for number in sorted(starts))
    count = len(starts) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, table)
    return data[:table] + head + lines + tail
