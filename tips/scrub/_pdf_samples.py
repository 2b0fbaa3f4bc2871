"""Samples of a picture inside a PDF, laid bare however they are packed: rows, nothing between."""

import zlib
from io import BytesIO
from typing import Any, NamedTuple

import pypdfium2
from PIL import Image, Jpeg2KImagePlugin, JpegImagePlugin, TiffImagePlugin
from pypdfium2 import raw as pdfium

from tips.scrub import _pdf_jpeg, _pdf_packings
from tips.scrub._pdf_filters import whole
from tips.scrub._pdf_writer import Writer, array, dictionary, reference

# Behind the fences no module can be loaded, so that each decoder is here before.
LOADED = (Jpeg2KImagePlugin, JpegImagePlugin, TiffImagePlugin)

_DEPTHS = frozenset((1, 2, 4, 8))
_BAND = 4 << 20  # bytes of rows that are restored at once
_LEFT = b"\x01"  # PNG's mark of a row whose samples stand for differences to the left
_JPEG_2000_SIZE = b"\xff\x51"


class Samples(NamedTuple):
    """The samples of a picture of one component: rows of whole bytes, all of them there."""

    width: int
    height: int
    bits: int
    rows: bytes

    @property
    def stride(self) -> int:
        """Return how many bytes a row takes."""
        return (self.width * self.bits + 7) // 8


def plain(size: tuple[int, int], bits: int, pixels: bytes, parms: Any) -> Samples | None:
    """Return what a predictor left, restored and complete; None for what no standard knows."""
    bare = Samples(*size, bits, b"")
    rows = _restored(pixels, parms) if bits in _DEPTHS else None
    if rows is None:
        return None
    length = bare.stride * bare.height
    return bare._replace(rows=rows[:length].ljust(length, b"\0"))


def _restored(pixels: bytes, parms: Any) -> bytes | None:
    predictor = whole(parms, "/Predictor", 1)
    if predictor < 2:
        return pixels
    depth = whole(parms, "/Colors", 1, 32) * whole(parms, "/BitsPerComponent", 8, 16)
    stride = (depth * whole(parms, "/Columns", 1, 1 << 20) + 7) // 8
    if depth > 8 or not stride or (predictor == 2 and depth != 8):
        return None
    if predictor < 10:
        starts = range(0, len(pixels), stride)
        pixels = b"".join(_LEFT + pixels[start : start + stride] for start in starts)
    try:
        return _rows(pixels, stride)
    except ValueError:
        return None


def _rows(data: bytes, stride: int) -> bytes:
    """Undo PNG predictors of samples of one byte, band by band. Raises ValueError."""
    out, above = bytearray(), bytes(stride)
    size = (stride + 1) * max(1, _BAND // (stride + 1))
    for place in range(0, len(data), size):
        band = data[place : place + size]
        count = -(-len(band) // (stride + 1))
        lines = b"\0" + above + band.ljust(count * (stride + 1), b"\0")
        area = (stride, count + 1)
        done = Image.frombytes("L", area, zlib.compress(lines, 0), "zip", "L", 0).tobytes()
        out += done[stride:]
        above = done[-stride:]
    return bytes(out)


def jpeg(data: bytes) -> Samples | None:
    """Return the samples of a grey JPEG; None for one that is not, or is broken."""
    return _opened(_pdf_jpeg.bare_jpeg(data), "JPEG")


def jpeg_2000(data: bytes) -> Samples | None:
    """Return the samples of a JPEG 2000 of one component; None for another, or a broken one."""
    bare = _pdf_packings.bare_jpeg_2000(data)
    found = _opened(bare, "JPEG2000")
    place = bare.find(_JPEG_2000_SIZE)
    if found is None or place < 0 or len(bare) < place + 41:
        return None
    spare = 7 - (bare[place + 40] & 127)  # the decoder moves short samples up to eight bits
    if spare < 0:
        return None
    return found._replace(rows=found.rows.translate(bytes(v >> spare for v in range(256))))


def _opened(data: bytes, encoding: str) -> Samples | None:
    try:
        with Image.open(BytesIO(data), formats=[encoding]) as picture:
            if picture.mode != "L":
                return None
            return Samples(*picture.size, 8, picture.tobytes())
    except MemoryError:
        raise
    except Exception:  # decoders raise what they like on hostile bytes
        return None


def bilevel(size: tuple[int, int], data: bytes, common: bytes) -> Samples | None:
    """Return the samples of a JBIG2, as pdfium reads it; `common` is what pictures share."""
    return _read(size, "JBIG2Decode", _pdf_packings.bare_jbig2(data), {}, common)


def fax(size: tuple[int, int], data: bytes, parms: dict[str, bytes]) -> Samples | None:
    """Return the samples of a fax, nought for black, as pdfium reads it."""
    return _read(size, "CCITTFaxDecode", data, parms, b"")


def _read(
    size: tuple[int, int], packing: str, data: bytes, parms: dict[str, bytes], common: bytes
) -> Samples | None:
    writer = Writer(file := BytesIO())
    root, tree = writer.reserve(), writer.reserve()
    if common:
        parms = {**parms, "JBIG2Globals": writer.stream({}, common)}
    head = {
        "Type": b"/XObject", "Subtype": b"/Image", "Width": b"%d" % size[0],
        "Height": b"%d" % size[1], "ColorSpace": b"/DeviceGray", "BitsPerComponent": b"1",
        "Filter": b"/" + packing.encode(), "DecodeParms": dictionary(parms),
    }  # fmt: skip
    image = writer.stream(head, data, packed=True)
    page = {
        "Type": b"/Page", "Parent": reference(tree), "MediaBox": b"[0 0 1 1]",
        "Resources": dictionary({"XObject": dictionary({"X1": image})}),
        "Contents": writer.stream({}, b"/X1 Do\n"),
    }  # fmt: skip
    kids = array([writer.add(dictionary(page))])
    writer.put(tree, dictionary({"Type": b"/Pages", "Kids": kids, "Count": b"1"}))
    writer.put(root, dictionary({"Type": b"/Catalog", "Pages": reference(tree)}))
    writer.close(reference(root))
    drawn = _drawn(file.getvalue())
    return None if drawn is None or drawn.size != size else Samples(*size, 1, drawn.tobytes())


def _drawn(page: bytes) -> Image.Image | None:
    """Return the picture of a page, in black and white; None where pdfium cannot read it."""
    try:
        with pypdfium2.PdfDocument(page) as document:
            (image,) = document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
            drawn: Image.Image = image.get_bitmap(render=False).to_pil()
            return drawn.convert("1", dither=Image.Dither.NONE)
    except (pypdfium2.PdfiumError, ValueError):
        return None
