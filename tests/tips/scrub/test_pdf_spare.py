"""Places in what a PDF packs that hold more than draws: tables, tails, indices, long arrays."""

import struct
from io import BytesIO
from itertools import accumulate, pairwise

import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageChops, TiffImagePlugin

from tests.samples_pdf import plain, saved
from tests.samples_pdf_kinds import shapes
from tests.tips.scrub.test_pdf_letters import laid_open, pages, scrubbed
from tips.scrub import _pdf_jpeg, _pdf_packings, _pdf_tables, pdf

MARK = b"CANARY17" * 8
END = b"\xff\xd9"


def photo(**settings):
    noise = Image.effect_noise((64, 48), 60).convert("RGB")
    noise.save(out := BytesIO(), settings.pop("format", "JPEG"), **settings)
    return out.getvalue()


def segment(code, body):
    return struct.pack(">BBH", 0xFF, code, len(body) + 2) + body


def of_codes(number):
    return segment(0xC4, bytes((number, *[0] * 7, 64, *[0] * 8)) + MARK)


def scan_of(data, place=0):
    return data.index(b"\xff\xda", place)


JPEG = photo()
FRAME = JPEG.index(b"\xff\xc0")
SCANS = photo(progressive=True)
SPARE = {
    "steps that nothing uses": JPEG[:2] + segment(0xDB, b"\x03" + MARK) + JPEG[2:],
    "steps that others replace": JPEG[:2] + segment(0xDB, b"\x00" + MARK) + JPEG[2:],
    "codes that nothing uses": JPEG[:FRAME] + of_codes(0x13) + JPEG[FRAME:],
    "codes that come too late": SCANS[:-2] + of_codes(0x10) + END,
    "behind the rows": JPEG[:-2] + MARK + END,
    "behind a new start": JPEG[:-2] + b"\xff\xd0" + MARK + END,
    "a second frame": JPEG[:-2] + JPEG[FRAME:-2] + MARK + END,
    "a scan that adds nothing": SCANS[:-2] + segment(0xDA, bytes((1, 1, 0, 0, 0, 0))) + MARK + END,
}


@pytest.mark.parametrize("name", SPARE)
def test_a_jpeg_keeps_nothing_that_its_picture_does_not_use(name):
    original = SCANS if SCANS[:-2] in SPARE[name] else JPEG
    bare = _pdf_jpeg.without_tail(_pdf_jpeg.bare_jpeg(SPARE[name]))
    assert b"CANARY" not in bare
    assert len(bare) <= len(original)
    with Image.open(BytesIO(original)) as before, Image.open(BytesIO(bare)) as after:
        assert not ImageChops.difference(before, after).getbbox()


def test_a_jpeg_in_a_document_loses_what_is_behind_its_rows():
    document = plain()
    document.pages[0].obj.Resources.XObject = Dictionary(P=document.make_stream(
        SPARE["behind the rows"], Subtype=Name.Image, Width=64, Height=48, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
    ))  # fmt: skip
    document.pages[0].contents_add(b"q 160 0 0 120 20 100 cm /P Do Q")
    assert b"CANARY" not in scrubbed(saved(document))


@pytest.mark.parametrize("settings", [{}, {"tile_size": (16, 16)}, {"no_jp2": True}])
def test_a_jpeg_2000_keeps_no_index(settings):
    dirty = photo(format="JPEG2000", plt=True, **settings)
    if settings.get("no_jp2"):
        first = dirty.index(b"\xff\x90")
        dirty = dirty[:first] + segment(0x55, b"\0\x50" + MARK) + dirty[first:]
    bare = _pdf_packings.bare_jpeg_2000(dirty)
    assert b"\xff\x58" in dirty
    assert b"\xff\x58" not in bare
    assert b"CANARY" not in bare
    with Image.open(BytesIO(dirty)) as before, Image.open(BytesIO(bare)) as after:
        assert not ImageChops.difference(before, after).getbbox()


def fax(**parms):
    """Return a page of a fax in two dimensions, or of rows that begin with a byte; more follows."""
    drawing = Image.linear_gradient("L").resize((203, 90)).convert("1")
    options = TiffImagePlugin.ImageFileDirectory_v2()
    options[292] = int(parms["K"] > 0)
    drawing.save(
        out := BytesIO(), "TIFF", compression="group3" if parms["K"] else "tiff_ccitt",
        tiffinfo=options if parms["K"] else {},
    )  # fmt: skip
    with Image.open(out) as tiff:
        start, size = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    document = plain()
    document.pages[0].obj.Resources.XObject = Dictionary(F=document.make_stream(
        out.getvalue()[start : start + size] + MARK, Subtype=Name.Image, Width=203, Height=90,
        BitsPerComponent=1, ColorSpace=Name.DeviceGray, Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(Columns=203, Rows=90, **parms),
    ))  # fmt: skip
    document.pages[0].contents_add(b"q 203 0 0 90 20 100 cm /F Do Q")
    return saved(document)


@pytest.mark.parametrize("parms", [
    {"K": 4}, {"K": 4, "BlackIs1": True}, {"K": 0, "EncodedByteAlign": True},
    {"K": 0, "EncodedByteAlign": True, "BlackIs1": True},
])  # fmt: skip
def test_a_fax_of_rarer_kinds_keeps_its_rows_and_nothing_behind_them(parms):
    dirty = fax(**parms)
    clean = scrubbed(dirty)
    assert b"CANARY" not in laid_open(clean)
    assert not pdf.inspect(BytesIO(clean))
    before, after = pages(dirty)[0], pages(clean)[0]
    assert before.tobytes() == after.tobytes()
    assert len(set(before.crop((30, 220, 210, 290)).get_flattened_data())) > 1


def test_arrays_are_as_long_as_what_they_say():
    document = plain()
    spelt = [*MARK[:8]]
    blend = Dictionary(FunctionType=2, N=1, Domain=[0, 1, *spelt], C0=[0, 0, 0], C1=[1, 0, 0])
    resources = document.pages[0].obj.Resources
    resources.Shading = Dictionary(S=Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 300, 0, *spelt], Function=blend,
        Extend=[True, True, *spelt],
    ))  # fmt: skip
    frame = document.make_stream(b"/S sh", Subtype=Name.Form, BBox=[0, 0, 90, 90, *spelt])
    frame.Matrix = [1, 0, 0, 1, 0, 0, *spelt]
    frame.Resources = Dictionary(Shading=resources.Shading)
    picture = document.make_stream(bytes(12), Subtype=Name.Image, Width=2, Height=2)
    picture.BitsPerComponent, picture.ColorSpace = 8, Name.DeviceRGB
    picture.Decode, picture.Mask = [0, 1, 0, 1, 0, 1, *spelt], [1, 2, 1, 2, 1, 2, *spelt]
    resources.XObject = Dictionary(F=frame, P=picture)
    document.pages[0].contents_add(b"/F Do q 90 0 0 90 100 100 cm /P Do Q")
    clean = scrubbed(saved(document))
    assert b" ".join(b"%d" % number for number in spelt) not in clean


@pytest.mark.parametrize("tag", [b"maxp", b"hhea", b"hmtx", b"loca", b"glyf", b"cmap", b"post"])
def test_a_table_of_a_font_ends_where_its_numbers_say(tag):
    tables = tables_of(shapes())
    bare = _pdf_tables.trimmed(tables | {tag: tables[tag] + MARK})
    assert b"CANARY" not in b"".join(bare.values())
    assert len(bare[tag]) <= len(tables[tag])
    assert _pdf_tables.trimmed(bare) == bare


def tables_of(font):
    heads = (font[at : at + 16] for at in range(12, 12 + 16 * int.from_bytes(font[4:6]), 16))
    found = (struct.unpack(">4sIII", head) for head in heads)
    return {tag: font[place : place + size] for tag, _sum, place, size in found}


def test_a_glyph_ends_where_its_drawing_does():
    tables = tables_of(shapes())
    width, sign = (4, "I") if tables[b"head"][51] else (2, "H")
    marks = struct.unpack(f">{len(tables[b'loca']) // width}{sign}", tables[b"loca"])
    ends = [mark * 4 // width for mark in marks]
    glyphs = [tables[b"glyf"][start:end] for start, end in pairwise(ends)]
    long = [glyph and glyph + MARK for glyph in glyphs]
    places = [0, *accumulate(map(len, long))]
    dirty = tables | {
        b"glyf": b"".join(long), b"loca": struct.pack(f">{len(places)}I", *places),
        b"head": tables[b"head"][:51] + b"\1" + tables[b"head"][52:],
    }  # fmt: skip
    bare = _pdf_tables.trimmed(dirty)[b"glyf"]
    assert len(bare) == len(dirty[b"glyf"])
    assert b"CANARY" not in bare
    assert [
        bare[place:][: len(glyph)] for place, glyph in zip(places, glyphs, strict=False)
    ] == glyphs
