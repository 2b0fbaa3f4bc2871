"""Pictures inside a PDF: the same pixels, without what the packing of each can carry along."""

import re
import zlib
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image, TiffImagePlugin

from tips.scrub import _pdf_colours, _pdf_filters, _pdf_jpeg, _pdf_packings, _pdf_samples
from tips.scrub._pdf_graph import Graph, Resources
from tips.scrub._pdf_palettes import Palette, used
from tips.scrub._pdf_samples import Samples
from tips.scrub._pdf_writer import dictionary, name_of, numbers, picked

_LONG = {
    "W": "Width", "H": "Height", "CS": "ColorSpace", "BPC": "BitsPerComponent", "D": "Decode",
    "IM": "ImageMask", "I": "Interpolate",
}  # fmt: skip
_PLAIN = {
    "Width": "n", "Height": "n", "BitsPerComponent": "n", "Interpolate": "n",
    "ImageMask": "n", "SMaskInData": "n", "Matte": "a4",
    "Intent": "AbsoluteColorimetric RelativeColorimetric Saturation Perceptual",
}  # fmt: skip
_ROWS = {"Predictor": "n", "Colors": "n", "BitsPerComponent": "n", "Columns": "n"}
_IN_ROWS = frozenset(("FlateDecode", "LZWDecode"))
_BASES = {1: b"/DeviceGray", 3: b"/DeviceRGB", 4: b"/DeviceCMYK"}
_MOST_COLOURS = 4  # of a JPEG 2000, which may say itself what its numbers mean
_FAX = {"K": "n", "Columns": "n", "Rows": "n", "BlackIs1": "n", "EncodedByteAlign": "n",
        "EndOfLine": "n", "EndOfBlock": "n", "DamagedRowsBeforeError": "n"}  # fmt: skip


def image(graph: Graph, source: Any, scope: Resources) -> bytes | None:
    """Return a picture among the resources, with its masks. Raises Unscrubbable for a bomb."""
    return _written(graph, source, source.read_raw_bytes(), scope)


def inline(graph: Graph, source: Any, scope: Resources) -> bytes | None:
    """Return a picture that stood in the content; `source` is (head, data)."""
    head, data = source
    if not isinstance(head, pikepdf.Dictionary):
        return None
    for short, full in _LONG.items():
        if "/" + short in head and "/" + full not in head:
            head["/" + full] = head["/" + short]
    return _written(graph, head, data, scope)


def _written(graph: Graph, head: Any, data: bytes, scope: Resources) -> bytes | None:
    entries = {"Type": b"/XObject", "Subtype": b"/Image"} | picked(head, _PLAIN)
    width, height = _size(head)
    if not width or not height:
        return None
    is_stencil = head.get("/ImageMask") is True
    space = None if is_stencil else _pdf_colours.colour(graph, head.get("/ColorSpace"), scope)
    entries |= {"ColorSpace": space.syntax} if space else {}
    most = 2 * (1 if is_stencil else space.components if space else _MOST_COLOURS)
    entries |= picked(head, {"Decode": f"a{most}"}) | _masks(graph, head, scope, most)
    steps = _pdf_filters.filters(head)
    pixels, rest = _pdf_filters.undone(data, steps, _pdf_filters.MOST_BYTES, keep_rows=True)
    bits = 1 if is_stencil else _pdf_filters.whole(head, "/BitsPerComponent", 8, 16)
    if space and space.palette:
        samples = _samples(graph, (width, height, bits), pixels, rest or steps)
        if samples is not None:
            return _coloured(graph, entries, samples, space.palette)
        entries["ColorSpace"] = b"/DeviceGray"  # shapes stay, a table of colours cannot
        entries.pop("Decode", None)
    if rest:
        return _PICTURES[rest[0][0]](graph, entries, pixels, rest[0][1])
    size = (width * bits * (space.components if space else 1) + 7) // 8 * height
    size += _predicted(entries, steps, height)
    is_packed = [name for name, _ in steps] == ["FlateDecode"]
    return _in_rows(graph, entries, data if is_packed else b"", pixels, size)


def _in_rows(
    graph: Graph, entries: dict[str, bytes], packed: bytes, pixels: bytes, size: int
) -> bytes:
    """Write rows as they came where nothing follows them, else packed anew."""
    if packed and _is_exact(packed, pixels, size):
        return graph.writer.stream({**entries, "Filter": b"/FlateDecode"}, packed, packed=True)
    return graph.writer.stream(entries, pixels[:size])


def _predicted(entries: dict[str, bytes], steps: Any, height: int) -> int:
    """Note how rows were predicted; return how many bytes more that takes."""
    kind, parms = steps[-1] if steps else ("", {})
    if kind not in _IN_ROWS:
        return 0
    predictor = _pdf_filters.whole(parms, "/Predictor", 1)
    if predictor > 1:
        entries["DecodeParms"] = dictionary(picked(parms, _ROWS))
    return height * (predictor > 9)


def _samples(
    graph: Graph, shape: tuple[int, int, int], pixels: bytes, steps: Any
) -> Samples | None:
    """Return the samples of a picture of one component; `steps` are what is left to undo."""
    kind, parms = steps[-1] if steps else ("", {})
    width, height, bits = shape
    if kind == "DCTDecode":
        return _pdf_samples.jpeg(pixels)
    if kind == "JPXDecode":
        return _pdf_samples.jpeg_2000(pixels)
    if kind == "JBIG2Decode":
        return _pdf_samples.bilevel((width, height), pixels, _common(graph, parms))
    if kind == "CCITTFaxDecode":
        rows = _fax_rows(pixels, height, parms)
        same = _pdf_filters.whole(parms, "/Columns", 1728) == width
        return Samples(width, height, 1, rows) if rows and same else None
    return _pdf_samples.plain((width, height), bits, pixels, parms if kind in _IN_ROWS else {})


def _coloured(graph: Graph, entries: dict[str, bytes], samples: Samples, palette: Palette) -> bytes:
    """Write a picture with those colours of its palette that its samples stand for."""
    decode = [float(edge) for edge in re.findall(rb"[-.\d]+", entries.get("Decode", b""))]
    if len(decode) != 2:
        entries.pop("Decode", None)
    indices = used(samples, (decode[0], decode[1]) if len(decode) == 2 else None)
    sizes = {
        "Width": b"%d" % samples.width, "Height": b"%d" % samples.height,
        "BitsPerComponent": b"%d" % samples.bits, "ColorSpace": palette.written(indices),
    }  # fmt: skip
    first = {key: entries.pop(key) for key in ("Type", "Subtype")}
    entries = first | sizes | {key: entries[key] for key in entries if key not in sizes}
    return graph.writer.stream(entries, samples.rows)


def _size(head: Any) -> tuple[int, int]:
    """Return width and height in pixels; nothing for a picture without. Raises Unscrubbable."""
    sides = head.get("/Width"), head.get("/Height")
    width, height = (max(0, int(side)) if isinstance(side, int) else 0 for side in sides)
    _pdf_packings.hold(width, height)
    return width, height


def _is_exact(packed: bytes, pixels: bytes, size: int) -> bool:
    """Tell whether packed pixels are all there and end with their own sum: nothing follows."""
    return len(pixels) == size and packed[-4:] == zlib.adler32(pixels).to_bytes(4, "big")


def _masks(graph: Graph, head: Any, scope: Resources, most: int) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for key in ("Mask", "SMask"):
        mask = head.get("/" + key)
        if isinstance(mask, pikepdf.Array) and key == "Mask":
            found[key] = numbers(mask, most)
        elif isinstance(mask, pikepdf.Stream) and name_of(mask.get("/Subtype")) != "Form":
            built = graph.once("Image", mask, scope)
            found |= {key: built} if built else {}
    return found


def _jpeg(graph: Graph, entries: dict[str, bytes], data: bytes, parms: Any) -> bytes:
    keep = picked(parms, {"ColorTransform": "n"})
    entries = entries | ({"DecodeParms": dictionary(keep)} if keep else {})
    bare = _pdf_jpeg.without_tail(_pdf_jpeg.bare_jpeg(data))
    return graph.writer.stream({**entries, "Filter": b"/DCTDecode"}, bare, packed=True)


def _jpeg_2000(graph: Graph, entries: dict[str, bytes], data: bytes, parms: Any) -> bytes:
    table, samples = _pdf_packings.table_of_jpeg_2000(data), None
    if table and table[1]:
        samples = _pdf_samples.jpeg_2000(data)
    if table and samples:
        entries = {key: value for key, value in entries.items() if key != "Decode"}
        last = len(table[1]) // table[0] - 1
        return _coloured(
            graph, entries, samples, Palette(_BASES[table[0]], table[0], last, table[1])
        )
    bare = _pdf_packings.bare_jpeg_2000(data)
    return graph.writer.stream({**entries, "Filter": b"/JPXDecode"}, bare, packed=True)


def _bilevel(graph: Graph, entries: dict[str, bytes], data: bytes, parms: Any) -> bytes:
    if common := _common(graph, parms):
        ref = graph.writer.stream({}, common)
        entries = entries | {"DecodeParms": dictionary({"JBIG2Globals": ref})}
    bare = _pdf_packings.bare_jbig2(data)
    return graph.writer.stream({**entries, "Filter": b"/JBIG2Decode"}, bare, packed=True)


def _common(graph: Graph, parms: Any) -> bytes:
    """Return the segments that pictures share."""
    shared = parms.get("/JBIG2Globals")
    if not isinstance(shared, pikepdf.Stream):
        return b""
    return _pdf_packings.bare_jbig2(graph.data(shared))


def _fax(graph: Graph, entries: dict[str, bytes], data: bytes, parms: Any) -> bytes:
    """Draw a fax anew: nothing tells where its packed lines end and something else begins."""
    rows = _fax_rows(data, int(entries["Height"]), parms)
    if rows is None:
        keep = dictionary(picked(parms, _FAX))
        entries = entries | {"Filter": b"/CCITTFaxDecode", "DecodeParms": keep}
        return graph.writer.stream(entries, data, packed=True)
    return graph.writer.stream(entries, rows, effort=_EFFORT)


def _fax_rows(data: bytes, height: int, parms: Any) -> bytes | None:
    """Return rows of one bit a pixel as a PDF has them; None for what cannot be read here."""
    kind = _pdf_filters.whole(parms, "/K", 0) if parms.get("/K", 0) >= 0 else -1
    width = _pdf_filters.whole(parms, "/Columns", 1728)
    is_turned = parms.get("/BlackIs1", False) is True
    if parms.get("/EncodedByteAlign", False) or kind > 0:  # what libtiff does not know
        plain = {key: how for key, how in picked(parms, _FAX).items() if key != "BlackIs1"}
        samples = _pdf_samples.fax((width, height), data, plain)
        return samples and (samples.rows.translate(_INVERTED) if is_turned else samples.rows)
    pixels = _fax_pixels(data if kind else _without_end(data), width, height, kind)
    return pixels if pixels is None or is_turned else pixels.translate(_INVERTED)


def _without_end(data: bytes) -> bytes:
    """Cut off six ends of a line, the end of a fax: libtiff starts there where no line has one."""
    bits = f"{int.from_bytes(data):0{8 * len(data)}b}".partition(_END_OF_FAX)[0]
    return int(bits.ljust(8 * len(data), "0") or "0", 2).to_bytes(len(data))


def _fax_pixels(data: bytes, width: int, height: int, kind: int) -> bytes | None:
    """Return rows of one bit a pixel, 1 for black, decoded as a TIFF of one strip."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[256], tags[257], tags[258], tags[259] = width, height, 1, 4 if kind < 0 else 3
    tags[262], tags[277], tags[278], tags[279] = 1, 1, height, len(data)
    tags[273] = 0  # where the strip begins: Pillow adds the length of the tags
    try:
        tiff = BytesIO(b"II*\0\x08\0\0\0" + tags.tobytes(8) + data)
        with Image.open(tiff, formats=["TIFF"]) as picture:
            return picture.tobytes()
    except Exception:  # what libtiff cannot read stays as it is, for the viewer to try
        return None


_EFFORT = 3  # zlib's level for faxes, which have many pages: 6 saves a tenth in thrice the time
_END_OF_FAX = "000000000001" * 6
_INVERTED = bytes(255 - value for value in range(256))
_PICTURES = {
    "DCTDecode": _jpeg,
    "JPXDecode": _jpeg_2000,
    "JBIG2Decode": _bilevel,
    "CCITTFaxDecode": _fax,
}
