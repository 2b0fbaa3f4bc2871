"""PDFs of the kinds that programs write, and hostile ones that unpack or draw without end."""

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageFont

from tests.samples_pdf import mark, plain, saved


def shapes():
    """Return a TrueType font that comes with Pillow, which has names and a notice."""
    return bytes(ImageFont.load_default(12).font_bytes)


def linearised():
    return saved(plain(3), linearize=True)


def packed():
    """Return a PDF whose objects stand in packed streams, as Word and LibreOffice write them."""
    return saved(plain(3), object_stream_mode=pikepdf.ObjectStreamMode.generate)


def locked(user=""):
    """Return an encrypted PDF; with an empty password of the user every reader opens it."""
    return saved(plain(2), encryption=pikepdf.Encryption(owner="owner", user=user, R=6))


def turned():
    """Return a page that is turned and cropped, both said by its parent."""
    pdf = plain()
    page = pdf.pages[0].obj
    page.Parent.Rotate, page.Parent.CropBox = 90, Array([10, 10, 250, 390])
    return saved(pdf)


def blended():
    """Return what drawing programs and phones write: shadings, soft masks, patterns, spaces."""
    pdf = plain()
    ramp = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)
    shade = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 200, 0], Function=ramp
    )
    tile = pdf.make_stream(
        b"1 0 0 rg 0 0 4 4 re f", PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 8, 8],
        XStep=8, YStep=8, Resources=Dictionary(),
    )  # fmt: skip
    veil = pdf.make_stream(
        b"/S sh", Subtype=Name.Form, BBox=[0, 0, 200, 400],
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
        Resources=Dictionary(Shading=Dictionary(S=shade)),
    )  # fmt: skip
    tint = pdf.make_stream(
        f"{{ % {mark('FORMULA')}\ndup 0.5 mul exch 0 exch 0 exch pop }}".encode(),
        FunctionType=4, Domain=[0, 1], Range=[0, 1, 0, 1, 0, 1],
    )  # fmt: skip
    ink = Array([Name.Separation, Name("/CANARY-INK-17"), Name.DeviceRGB, tint])
    palette = Array(
        [Name.Indexed, Name.DeviceRGB, 1, bytes([255, 0, 0, 0, 255, 0]) + b"CANARY-LUT-17"]
    )
    picture = pdf.make_stream(
        bytes([0b10100000, 0b01000000]), Subtype=Name.Image, Width=3, Height=2,
        BitsPerComponent=1, ColorSpace=palette,
    )  # fmt: skip
    resources = pdf.pages[0].obj.Resources
    resources.Shading, resources.Pattern = Dictionary(S=shade), Dictionary(P=tile)
    resources.XObject, resources.ColorSpace = Dictionary(I=picture), Dictionary(C=ink)
    mask = Dictionary(S=Name.Luminosity, G=veil)
    resources.ExtGState = Dictionary(G=Dictionary(SMask=mask, ca=0.5, HTP=mark("GS")))
    pdf.pages[0].obj.Contents = pdf.make_stream(
        b"q 0 0 200 50 re W n /S sh Q /Pattern cs /P scn 10 60 80 80 re f /C cs 0.5 scn "
        b"100 60 80 80 re f q 60 0 0 40 200 60 cm /I Do Q q /G gs 0 0 1 rg 0 200 200 90 re f Q"
    )
    return saved(pdf)


def drawn_letters():
    """Return words in a Type 3 font of pictures in the content, as older LaTeX writes them."""
    pdf = plain()
    letter = (
        b"600 0 0 0 500 700 d1 500 0 0 700 0 0 cm BI /W 8 /H 8 /IM true /BPC 1 "
        b"ID \x18\x3c\x66EI \xc3\xff\xc3 EI"
    )
    face = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 600, 700], FirstChar=65, LastChar=65,
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], Widths=[600], Resources=Dictionary(),
        CharProcs=Dictionary({"/CANARY-GLYPH-17": pdf.make_stream(letter)}),
        Encoding=Dictionary(Differences=Array([65, Name("/CANARY-GLYPH-17")])),
        Name=Name("/CANARY-TYPE3-17"),
    )  # fmt: skip
    pdf.pages[0].obj.Resources.Font.F3 = face
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F3 40 Tf 30 200 Td (AAA) Tj ET")
    return saved(pdf)


def unfinished_form():
    """Return a form whose values only a viewer that draws them itself would show."""
    pdf = plain()
    field = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V="Escrito por señor Núñez",
        Rect=[30, 350, 230, 370], DA="/F1 12 Tf 0 g"))  # fmt: skip
    fonts = Dictionary(Font=Dictionary(F1=pdf.pages[0].obj.Resources.Font.F1))
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True, DR=fonts)
    return saved(pdf)


def with_face():
    """Return a PDF whose words are set in an embedded font, which has names and notices."""
    pdf = plain()
    face = shapes()
    name = Name("/QWERTY+CANARY-FACE-17")
    program = pdf.make_stream(face, Length1=len(face))
    head = Dictionary(
        Type=Name.FontDescriptor, FontName=name, FontFile2=program, Flags=4, ItalicAngle=0,
        FontBBox=[-1000, -500, 1500, 1200], Ascent=900, Descent=-200, CapHeight=700, StemV=80,
        FontFamily=mark("FAMILY"), CharSet=mark("CHARSET"), Lang=mark("FONTLANG"),
    )  # fmt: skip
    lower = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, FontDescriptor=head, DW=600,
        CIDSystemInfo=Dictionary(Registry=mark("REGISTRY"), Ordering=mark("ORDER"), Supplement=0),
        CIDToGIDMap=Name.Identity,
    )  # fmt: skip
    chars = f"""%!PS {mark("CMAPCOMMENT")}
/CIDSystemInfo <</Registry ({mark("CMAPREG")})>> def /CMapName /CANARY-CMAPNAME-17 def
1 begincodespacerange <0000> <ffff> endcodespacerange
1 beginbfchar <0099> <{mark("BEHINDCODE").encode("utf-16-be").hex()}> endbfchar
2 beginbfrange <0024> <003d> <0041> <0044> <005d> <0061> endbfrange endcmap""".encode()
    pdf.pages[0].obj.Resources.Font.F1 = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([lower]), ToUnicode=pdf.make_stream(chars),
    )  # fmt: skip
    text = b"BT /F1 18 Tf 30 300 Td <0024004400450046> Tj ET"
    pdf.pages[0].obj.Contents = pdf.make_stream(text)
    return saved(pdf)


def scanned():
    """Return a page that is one fax picture, as a scanner writes it."""
    pdf = plain()
    picture = (
        Image.radial_gradient("L").resize((304, 400)).point(lambda v: 255 * (v > 90)).convert("1")
    )
    picture.save(out := BytesIO(), "TIFF", compression="group4")
    with Image.open(BytesIO(out.getvalue())) as tiff:
        start, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
        inverted = tiff.tag_v2[262] == 1
    fax = out.getvalue()[start : start + length] + mark("FAXTAIL").encode()
    pdf.pages[0].obj.Resources.XObject = Dictionary(Fax=pdf.make_stream(
        fax, Subtype=Name.Image, Width=304, Height=400, BitsPerComponent=1,
        ColorSpace=Name.DeviceGray, Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(K=-1, Columns=304, Rows=400, BlackIs1=not inverted)))  # fmt: skip
    pdf.pages[0].obj.Contents = pdf.make_stream(b"q 300 0 0 400 0 0 cm /Fax Do Q")
    return saved(pdf)


def nested_bomb():
    """Return a small PDF whose content unpacks twice, to 800 MB."""
    pdf = plain()
    inner = zlib.compressobj(9)
    packed = b"".join(inner.compress(b" " * (1 << 20)) for _ in range(800)) + inner.flush()
    stream = Stream(pdf, zlib.compress(packed, 9))
    stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    pdf.pages[0].obj.Contents = pdf.make_indirect(stream)
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def form_bomb(depth=12, width=10):
    """Return a PDF whose forms draw forms: 10 to the 12th drawings."""
    pdf = plain()
    inner = pdf.make_stream(b"0 0 9 9 re f", Subtype=Name.Form, BBox=[0, 0, 99, 99])
    for _ in range(depth):
        inner = pdf.make_stream(
            b"/X Do " * width, Subtype=Name.Form, BBox=[0, 0, 99, 99],
            Resources=Dictionary(XObject=Dictionary(X=inner)),
        )  # fmt: skip
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=inner)
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")
    return saved(pdf)


def object_bomb():
    """Return a PDF with a packed stream of objects that unpacks to 800 MB."""
    engine = zlib.compressobj(9)
    body = b"".join(engine.compress(b" " * (1 << 20)) for _ in range(800)) + engine.flush()
    head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(body)
    data = saved(plain())
    place = data.index(b"1 0 obj")
    return (
        data[:place]
        + b"77 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (head, body)
        + data[place:]
    )


def deep_bomb(depth=20_000):
    """Return a PDF with an array in an array, many times."""
    data = saved(plain())
    deep = b"[" * depth + b"]" * depth
    return data.replace(b"/Resources <<", b"/Resources <</ColorSpace <</C %b>>" % deep)


def picture_bomb():
    """Return a PDF with a picture of 900 megapixels in a few kilobytes."""
    pdf = plain()
    engine = zlib.compressobj(9)
    body = b"".join(engine.compress(bytes(1 << 20)) for _ in range(858)) + engine.flush()
    picture = Stream(pdf, body)
    picture.Filter, picture.Subtype, picture.ColorSpace = (
        Name.FlateDecode,
        Name.Image,
        Name.DeviceGray,
    )
    picture.Width = picture.Height = 30_000
    picture.BitsPerComponent = 8
    pdf.pages[0].obj.Resources.XObject = Dictionary(I=pdf.make_indirect(picture))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/I Do")
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
