"""PDF: pages written anew from what draws them; text stays text. Or, on request, as pictures.

Out: PDF, its text still selectable; on request pictures of the pages.
Taken out: title, author, dates, XMP, ids, earlier versions, notes, embedded files, scripts,
links, forms, layers that are off, thumbnails, EXIF in pictures, names in fonts; colours of a
palette, drawn letters (Type 3), and widths, names and meanings of letters that no page shows.
Stays: what the pages say and show; text that is white, covered or outside the page.
Refused: locked files, files that unpack to far more than they are.
"""

from collections import Counter
from io import BytesIO
from typing import BinaryIO

import pypdfium2

from tips.scrub import _pdf_look, _pdf_pictures, _pdf_rebuild
from tips.scrub._report import Change, Kind, Limit, Reason, Report, Unscrubbable

MEDIA_TYPES = {"application/pdf": ("pdf",)}


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write a PDF of the same pages, text still selectable. Raises Unscrubbable."""
    return _scrubbed(source, sink, as_pictures=False)


def scrub_as_pictures(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write a PDF of pictures of the pages: nothing unseen survives, text neither."""
    return _scrubbed(source, sink, as_pictures=True)


def _scrubbed(source: BinaryIO, sink: BinaryIO, *, as_pictures: bool) -> Report:
    source.seek(0)
    data = source.read()
    removed = _pdf_look.found(data)
    with _pdf_rebuild.opened(source) as pdf:
        if pdf.is_encrypted or b"/Encrypt" in data:
            removed = _pdf_look.found(_pdf_rebuild.unlocked(pdf))
        if not as_pictures:
            _pdf_rebuild.rebuild(pdf, sink)
            kept = (Limit.VISIBLE, Limit.UNSEEN, Limit.WORDING)
            return Report("application/pdf", removed, (Change.REBUILT,), kept)
        _pdf_rebuild.rebuild(pdf, plain := BytesIO())
    _pdf_pictures.draw(plain.getvalue(), sink)
    return Report("application/pdf", removed, (Change.REENCODED,), (Limit.VISIBLE, Limit.WORDING))


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a reader does not need, by the raw bytes; then ask a second reader (pdfium)."""
    source.seek(0)
    data = source.read()
    if not data:
        raise Unscrubbable(Reason.EMPTY)
    found = _pdf_look.found(data)
    return found or _asked(data)


def _asked(data: bytes) -> Counter[Kind]:
    """Ask pdfium, which shares nothing with what wrote the file, for what it would show."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            said = [text for text in document.get_metadata_dict().values() if text]
            hidden = document.count_attachments() + len(list(document.get_toc(max_depth=1)))
            hidden += document.is_tagged() + bool(document.get_formtype())
            if not len(document):
                raise Unscrubbable(Reason.BROKEN)
    except pypdfium2.PdfiumError:
        raise Unscrubbable(Reason.BROKEN) from None
    return +Counter({Kind.OTHER: len(said), Kind.HIDDEN: hidden})
