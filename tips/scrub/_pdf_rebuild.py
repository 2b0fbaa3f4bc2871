"""A PDF opened within bounds and written anew, page by page."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

import pikepdf
import pypdfium2
from pikepdf import Pdf, settings
from pypdfium2 import raw as pdfium

from tips.scrub import (
    _pdf_colours,
    _pdf_fields,
    _pdf_fonts,
    _pdf_images,
    _pdf_marks,
    _pdf_notes,
    _pdf_shapes,
)  # fmt: skip
from tips.scrub._pdf_graph import Build, Graph, Resources
from tips.scrub._pdf_layers import Layers
from tips.scrub._pdf_writer import Writer, array, dictionary, number, reference
from tips.scrub._report import Reason, Unscrubbable

MOST_PAGES = 5_000
MOST_SIDE = 14_400  # points; a page of five metres
_UNPACKED = 256 << 20  # bytes that the reader itself may unpack of one stream
_LETTER = (0.0, 0.0, 612.0, 792.0)

settings.set_qpdf_limits(
    flate_max_memory=_UNPACKED,
    png_max_memory=_UNPACKED,
    run_length_max_memory=_UNPACKED,
    tiff_max_memory=_UNPACKED,
    dct_max_memory=_UNPACKED,
    parser_max_nesting=100,
    doc_max_warnings=10_000,
)

_SPARE = b" " * (1 << 20)

_BUILDS: dict[str, Build] = {
    "ColorSpace": _pdf_colours.space,
    "ExtGState": _pdf_shapes.state,
    "Font": _pdf_fonts.font,
    "Function": _pdf_colours.one_function,
    "Image": _pdf_images.image,
    "Inline": _pdf_images.inline,
    "Pattern": _pdf_shapes.pattern,
    "Shading": _pdf_shapes.shading,
    "XObject": _pdf_shapes.drawing,
}


def opened(source: BinaryIO, *, again: bool = False) -> Pdf:
    """Open a PDF that needs no password, if need be as pdfium saves it. Raises Unscrubbable."""
    source.seek(0)
    try:
        return pikepdf.open(source, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Unscrubbable(Reason.ENCRYPTED) from None
    except (MemoryError, OSError):
        raise
    except Exception as error:  # the reader raises what it likes on hostile bytes
        if "encrypt" in str(error).lower() and "random numbers" not in str(error):
            raise Unscrubbable(Reason.ENCRYPTED) from None
        if again:
            raise Unscrubbable(Reason.BROKEN) from None
        return opened(_saved_anew(source), again=True)


def _saved_anew(source: BinaryIO) -> BytesIO:
    """Let pdfium save a file that qpdf does not open. Raises Unscrubbable.

    Behind the fences there is no /dev/urandom, which qpdf wants for a lock of 256 bits; and it
    mends less damage than browsers do. It also doubts numbers of objects above a third of the
    length in bytes, as one page has that was cut out of a large file: spaces make up for them.
    """
    source.seek(0)
    try:
        with pypdfium2.PdfDocument(source.read()) as locked:
            locked.save(out := BytesIO(), flags=pdfium.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code == pdfium.FPDF_ERR_PASSWORD
        raise Unscrubbable(Reason.ENCRYPTED if is_locked else Reason.BROKEN) from None
    body, word, place = out.getvalue().rpartition(b"startxref")
    return BytesIO(body + _SPARE + word + place)


def unlocked(pdf: Pdf) -> bytes:
    """Return an encrypted file without its lock, its streams still packed as they were."""
    level = pikepdf.StreamDecodeLevel.none
    pdf.save(out := BytesIO(), encryption=False, compress_streams=False, stream_decode_level=level)
    return out.getvalue()


def rebuild(pdf: Pdf, sink: BinaryIO) -> None:
    """Write the pages of an open PDF to an empty sink. Raises Unscrubbable."""
    try:
        _rebuild(pdf, sink)
    except (Unscrubbable, MemoryError, OSError):
        raise
    except Exception:  # the reader raises what it likes on hostile bytes
        raise Unscrubbable(Reason.BROKEN) from None


def _rebuild(pdf: Pdf, sink: BinaryIO) -> None:
    pages = list(_pages(pdf))
    if not pages:
        raise Unscrubbable(Reason.BROKEN)
    _pdf_fields.draw_missing(pdf)
    _pdf_marks.draw_missing(pdf)
    writer = Writer(sink)
    graph = Graph(writer, _BUILDS, Layers(pdf.Root).off)
    root, tree = writer.reserve(), writer.reserve()
    kids = [_page(graph, page, reference(tree)) for page in pages]
    graph.finish()
    count = b"%d" % len(kids)
    writer.put(tree, dictionary({"Type": b"/Pages", "Kids": array(kids), "Count": count}))
    writer.put(root, dictionary({"Type": b"/Catalog", "Pages": reference(tree)}))
    writer.close(reference(root))


def _pages(pdf: Pdf) -> Iterator[Any]:
    if len(pdf.pages) > MOST_PAGES:
        raise Unscrubbable(Reason.BOMB)
    for page in pdf.pages:
        yield page.obj


def _page(graph: Graph, page: Any, parent: bytes) -> bytes:
    resources = Resources(graph, _pdf_fields.inherited(page, "/Resources"))
    drawn, cost = graph.rendered(_content(graph, page), resources)
    notes = _pdf_notes.drawn(graph, page, resources)
    if notes:
        drawn = b"q\n%bQ\n%b" % (drawn, notes)
    entries = {"Type": b"/Page", "Parent": parent} | _boxes(page)
    turn = number(_pdf_fields.inherited(page, "/Rotate"), b"0")
    if quarters := round(float(turn) / 90) % 4:
        entries["Rotate"] = b"%d" % (90 * quarters)
    if "/UserUnit" in page:
        entries["UserUnit"] = number(page["/UserUnit"], b"1")
    entries |= _pdf_shapes.group(graph, page.get("/Group"), resources)
    entries["Resources"] = resources.written()
    entries["Contents"] = graph.writer.stream({}, drawn)
    return graph.writer.add(dictionary(entries))


def _content(graph: Graph, page: Any) -> bytes:
    content = page.get("/Contents")
    if isinstance(content, pikepdf.Stream):
        return graph.data(content)
    if not isinstance(content, pikepdf.Array):
        return b""
    parts = [graph.data(part) for part in content if isinstance(part, pikepdf.Stream)]
    return b"\n".join(parts)


def _boxes(page: Any) -> dict[str, bytes]:
    """Return what of the page is shown; what is larger hides more than it shows."""
    media = _box(_pdf_fields.inherited(page, "/MediaBox")) or _LETTER
    crop = _box(_pdf_fields.inherited(page, "/CropBox")) or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
    right, top = min(right, left + MOST_SIDE), min(top, bottom + MOST_SIDE)
    return {"MediaBox": array(number(float(edge)) for edge in (left, bottom, right, top))}


def _box(value: Any) -> tuple[float, float, float, float] | None:
    try:
        left, bottom, right, top = (float(edge) for edge in value)
    except (TypeError, ValueError):
        return None
    if left == right or bottom == top:
        return None
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
