"""What annotations and form fields show becomes part of the page; what they say is dropped."""

from typing import Any

import pikepdf

from tips.scrub._pdf_graph import Graph, Resources
from tips.scrub._pdf_writer import digits, name_of

_MOST_NOTES = 20_000  # on one page
_HIDDEN = 2 | 32  # never shown, not shown on a screen
# Boxes to click on, and what stands for something else: nothing of these is content.
_DROPPED = frozenset(
    ("Link", "Popup", "Text", "FileAttachment", "Sound", "Movie", "Screen", "3D", "RichMedia",
     "TrapNet", "Redact", "PrinterMark")
)  # fmt: skip

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


def drawn(graph: Graph, page: Any, scope: Resources) -> bytes:
    """Return operators that draw what the annotations of a page show, in the page's resources."""
    notes = page.get("/Annots")
    if not isinstance(notes, pikepdf.Array):
        return b""
    parts = []
    for _, note in zip(range(_MOST_NOTES), notes, strict=False):
        look = _look(note) if _is_shown(graph, note) else None
        place = look is not None and _placed(note.get("/Rect"), look)
        if not place:
            continue
        value = graph.once("XObject", look, scope)
        if value is None:
            continue
        blend = scope.blend(graph) if name_of(note.get("/Subtype")) == "Highlight" else b""
        numbers = b" ".join(digits(f"{value:.6f}".encode()) for value in place)
        parts.append(b"q\n%b%b cm\n%b Do\nQ\n" % (blend, numbers, scope.add("XObject", value)))
    return b"".join(parts)


def _is_shown(graph: Graph, note: Any) -> bool:
    if not isinstance(note, pikepdf.Dictionary) or name_of(note.get("/Subtype")) in _DROPPED:
        return False
    flags = note.get("/F", 0)
    return not (isinstance(flags, int) and int(flags) & _HIDDEN) and not graph.hides(note)


def _look(note: Any) -> Any:
    """Return the form that is shown now, or None."""
    looks = note.get("/AP")
    normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
    if isinstance(normal, pikepdf.Dictionary):
        state = note.get("/AS")
        normal = normal.get(state if name_of(state) else "/Off")
    return normal if isinstance(normal, pikepdf.Stream) else None


def _placed(rectangle: Any, look: Any) -> Matrix | None:
    """Return the matrix that lays a form's frame on a rectangle of the page."""
    try:
        left, bottom, right, top = (float(edge) for edge in rectangle)
        box = [float(edge) for edge in look["/BBox"]]
        turn = tuple(float(part) for part in look.get("/Matrix", _SAME))
    except (TypeError, ValueError, KeyError):
        return None
    left, right, bottom, top = *sorted((left, right)), *sorted((bottom, top))
    if len(box) != 4 or len(turn) != 6:
        return None
    corners = [(x, y) for x in box[::2] for y in box[1::2]]
    across = [turn[0] * x + turn[2] * y + turn[4] for x, y in corners]
    along = [turn[1] * x + turn[3] * y + turn[5] for x, y in corners]
    width, height = max(across) - min(across), max(along) - min(along)
    if not width or not height:
        return None
    wide, high = (right - left) / width, (top - bottom) / height
    return wide, 0, 0, high, left - min(across) * wide, bottom - min(along) * high
