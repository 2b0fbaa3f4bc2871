"""A PDF as pictures of its pages: what cannot be seen cannot survive, and text is lost."""

from io import BytesIO
from typing import BinaryIO

import pypdfium2

from tips.scrub._pdf_jpeg import bare_jpeg
from tips.scrub._pdf_writer import Writer, array, dictionary, digits, reference
from tips.scrub._report import Reason, Unscrubbable

DOTS = 150  # an inch
QUALITY = 85
MOST_PIXELS = 30_000_000  # of one page
_POINTS = 72  # an inch


def draw(data: bytes, sink: BinaryIO) -> None:
    """Write each page of a plain PDF as one JPEG at 150 dots an inch. Raises Unscrubbable."""
    writer = Writer(sink)
    root, tree = writer.reserve(), writer.reserve()
    try:
        with pypdfium2.PdfDocument(data) as document:
            kids = [_page(writer, page, reference(tree)) for page in document]
    except pypdfium2.PdfiumError:
        raise Unscrubbable(Reason.BROKEN) from None
    count = b"%d" % len(kids)
    writer.put(tree, dictionary({"Type": b"/Pages", "Kids": array(kids), "Count": count}))
    writer.put(root, dictionary({"Type": b"/Catalog", "Pages": reference(tree)}))
    writer.close(reference(root))


def _page(writer: Writer, page: pypdfium2.PdfPage, parent: bytes) -> bytes:
    wide, high = page.get_size()
    scale = min(DOTS / _POINTS, (MOST_PIXELS / max(1.0, wide * high)) ** 0.5)
    bitmap = page.render(scale=scale)
    picture = bitmap.to_pil().convert("RGB")
    picture.save(out := BytesIO(), "JPEG", quality=QUALITY, subsampling="4:2:0")
    page.close()
    entries = {
        "Type": b"/XObject", "Subtype": b"/Image", "Width": b"%d" % picture.width,
        "Height": b"%d" % picture.height, "ColorSpace": b"/DeviceRGB", "BitsPerComponent": b"8",
        "Filter": b"/DCTDecode",
    }  # fmt: skip
    image = writer.stream(entries, bare_jpeg(out.getvalue()), packed=True)
    across, along = digits(f"{wide:.3f}".encode()), digits(f"{high:.3f}".encode())
    drawn = writer.stream({}, b"q\n%b 0 0 %b 0 0 cm\n/X1 Do\nQ\n" % (across, along))
    resources = dictionary({"XObject": dictionary({"X1": image})})
    head = {"Type": b"/Page", "Parent": parent, "MediaBox": array([b"0", b"0", across, along])}
    return writer.add(dictionary({**head, "Resources": resources, "Contents": drawn}))
