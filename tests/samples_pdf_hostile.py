"""Hostile PDFs: loops, tables that lie, things that claim to be without end."""

import struct
import zlib
from itertools import accumulate

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from tests.samples_pdf import plain, saved
from tests.samples_pdf_kinds import deep_bomb

RAW = pikepdf.StreamDecodeLevel.none


def written(*objects, trailer=b"/Root 1 0 R", table=None):
    """Return a file of the given objects, numbered from 1, with a true table or a given one."""
    bodies = [b"%d 0 obj\n%b\nendobj\n" % pair for pair in enumerate(objects, 1)]
    ends = accumulate(map(len, bodies), initial=9)
    places = list(ends)[:-1]
    data = b"%PDF-1.7\n" + b"".join(bodies)
    lines = b"".join(b"%010d 00000 n \n" % place for place in places)
    true = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(places) + 1, lines)
    head = b"trailer\n<</Size %d %b>>\n" % (len(places) + 1, trailer)
    return data + (table or true) + head + b"startxref\n%d\n%%%%EOF\n" % len(data)


def page(parent=2, content=b"", more=b""):
    return b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 99 99]%b%b>>" % (parent, content, more)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def packed(data, more=b""):
    body = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%b>>\nstream\n%b\nendstream" % (len(body), more, body)


def table_in_a_loop():
    data = written(CATALOG, TREE, page())
    return data.replace(b"/Size", b"/Prev %d/Size" % data.index(b"xref\n0"))


def tree_in_a_loop():
    return written(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 9/Parent 2 0 R>>", page())


def tree_without_end(depth=30_000):
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % number for number in range(3, depth)]
    return written(CATALOG, *nodes, page(depth - 1))


def page_again_and_again(times=200_000):
    return written(CATALOG, b"<</Type/Pages/Kids[%b]/Count 1>>" % (b"3 0 R " * times), page())


def table_of_rubbish():
    table = b"xref\n0 999999999\n" + b"99999999999999999999 99999 n \n" * 5000
    return written(CATALOG, TREE, page(), table=table)


def table_that_claims_a_billion():
    rows = zlib.compress(bytes(8 << 20), 9)
    body = b"<</Type/XRef/Size 2000000000/Root 1 0 R/W[1 8 8]/Index[0 2000000000]/Length %d" % len(
        rows
    )
    return (
        b"%PDF-1.7\n"
        + b"1 0 obj\n%b/Filter/FlateDecode>>\nstream\n%b\nendstream\nendobj\n" % (body, rows)
        + b"startxref\n9\n%%EOF\n"
    )


def objects_that_claim_a_billion():
    inner = packed(b"1 0 " * 1_000_000, b"/Type/ObjStm/N 1000000000/First 4000000")
    return written(CATALOG, TREE, page(), inner)


def objects_without_end(number=600_000):
    return written(CATALOG, TREE, page(), *([b"null"] * number))


def rows_of_a_billion():
    content = packed(bytes(100), b"/DecodeParms<</Predictor 15/Columns 2000000000/Colors 32>>")
    return written(CATALOG, TREE, page(content=b"/Contents 4 0 R"), content)


def runs_in_runs():
    body = b"\x81\0" * 4_000_000
    head = b"/DecodeParms[null null]/Filter[/RunLengthDecode/RunLengthDecode]"
    stream = b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(body), head, body)
    return written(CATALOG, TREE, page(content=b"/Contents 4 0 R"), stream)


def _drawn(build):
    pdf = plain()
    build(pdf, pdf.pages[0].obj)
    return saved(pdf, compress_streams=False, stream_decode_level=RAW)


def letters_of_letters():
    """Return a font whose letters are drawn with letters, ten of each, twelve deep."""

    def build(pdf, shown):
        face = shown.Resources.Font.F1
        for _ in range(12):
            letter = pdf.make_stream(b"600 0 d0 BT /F 1 Tf (AAAAAAAAAA) Tj ET")
            face = pdf.make_indirect(Dictionary(
                Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 1, 1], FirstChar=65,
                LastChar=65, FontMatrix=[1, 0, 0, 1, 0, 0], Widths=[600],
                CharProcs=Dictionary(A=letter), Encoding=Dictionary(Differences=[65, Name.A]),
                Resources=Dictionary(Font=Dictionary(F=face))))  # fmt: skip
        shown.Resources.Font.F1 = face
        shown.Contents = pdf.make_stream(b"BT /F1 12 Tf 20 20 Td (A) Tj ET")

    return _drawn(build)


def tiles_of_tiles():
    def build(pdf, shown):
        tile = None
        for _ in range(14):
            own = Dictionary(Pattern=Dictionary(P=tile)) if tile is not None else Dictionary()
            tile = pdf.make_stream(
                b"/Pattern cs /P scn 0 0 9 9 re f " * 10, PatternType=1, PaintType=1, TilingType=1,
                BBox=[0, 0, 9, 9], XStep=9, YStep=9, Resources=own,
            )  # fmt: skip
        shown.Resources.Pattern = Dictionary(P=tile)
        shown.Contents = pdf.make_stream(b"/Pattern cs /P scn 0 0 300 400 re f")

    return _drawn(build)


def blends_of_blends():
    """Return a function of functions, thirty of each, twelve deep."""

    def build(pdf, shown):
        part = Dictionary(FunctionType=2, Domain=[0, 1], N=1)
        for _ in range(12):
            part = pdf.make_indirect(Dictionary(
                FunctionType=3, Domain=[0, 1], Bounds=[step / 30 for step in range(1, 30)],
                Encode=[0, 1] * 30, Functions=[part] * 30))  # fmt: skip
        shade = Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=[0, 0, 99, 0])
        shade.Function = part
        shown.Resources.Shading = Dictionary(S=shade)
        shown.Contents = pdf.make_stream(b"/S sh")

    return _drawn(build)


def itself_in_itself():
    """Return a form, a font, a pattern, a mask and a function that each name themselves."""

    def build(pdf, shown):
        form = pdf.make_stream(b"/X Do /X Do", Subtype=Name.Form, BBox=[0, 0, 99, 99])
        form.Resources = Dictionary(XObject=Dictionary(X=form))
        form.Group = Dictionary(S=Name.Transparency)
        tint = pdf.make_indirect(
            Dictionary(FunctionType=3, Domain=[0, 1], Bounds=[], Encode=[0, 1])
        )
        tint.Functions = Array([tint])
        space = pdf.make_indirect(Array([Name.Indexed, Name.DeviceRGB, 1, b"abc"]))
        space[1] = space
        state = Dictionary(SMask=Dictionary(S=Name.Alpha, G=form, TR=tint))
        picture = pdf.make_stream(b"a", Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
        picture.SMask, picture.ColorSpace = picture, space
        shown.Resources.XObject = Dictionary(X=form, I=picture)
        shown.Resources.ExtGState = Dictionary(G=state)
        shown.Resources.ColorSpace = Dictionary(C=space)
        shown.Contents = pdf.make_stream(b"/G gs /C cs 1 sc /X Do /I Do 0 0 9 9 re f")

    return _drawn(build)


def _picture(filter_name, body):
    def build(pdf, shown):
        picture = Stream(pdf, body)
        picture.Subtype, picture.Filter = Name.Image, Name("/" + filter_name)
        picture.Width = picture.Height = 9
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
        shown.Resources.XObject = Dictionary(I=pdf.make_indirect(picture))
        shown.Contents = pdf.make_stream(b"/I Do")

    return _drawn(build)


def jpeg_of_four_gigapixels():
    frame = b"\xff\xc0" + struct.pack(">HBHHBBBB", 11, 8, 65_000, 65_000, 1, 1, 17, 0)
    return _picture("DCTDecode", b"\xff\xd8" + frame + b"\xff\xda\0\x08\1\1\0\0\x3f\0\xff\xd9")


def jpeg_2000_of_four_gigapixels():
    size = struct.pack(">HIIIIIIIIHBBB", 0, 65_000, 65_000, 0, 0, 65_000, 65_000, 0, 0, 1, 7, 1, 1)
    return _picture("JPXDecode", b"\xff\x4f\xff\x51" + struct.pack(">H", len(size) + 2) + size)


def jbig2_of_four_gigapixels():
    info = struct.pack(">IIIIBH", 65_000, 65_000, 0, 0, 0, 0)
    return _picture("JBIG2Decode", struct.pack(">IBBBI", 0, 48, 0, 1, len(info)) + info)


REFUSED = (
    page_again_and_again, objects_without_end, runs_in_runs, letters_of_letters, tiles_of_tiles,
    jpeg_of_four_gigapixels, jpeg_2000_of_four_gigapixels, jbig2_of_four_gigapixels,
    tree_without_end, blends_of_blends,
)  # fmt: skip
HARMLESS_OR_REFUSED = (
    table_in_a_loop, tree_in_a_loop, table_of_rubbish, table_that_claims_a_billion,
    objects_that_claim_a_billion, rows_of_a_billion, itself_in_itself, deep_bomb,
)  # fmt: skip
