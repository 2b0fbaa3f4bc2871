"""Values of form fields that rely on the viewer to draw them, drawn as it would."""

import contextlib
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tips.scrub._pdf_writer import name_of

_MOST_FIELDS = 20_000
_MOST_LETTERS = 20_000  # of one value
_MOST_PARENTS = 50
_MULTILINE, _PASSWORD = 1 << 12, 1 << 13
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s+Tf")
_USUAL, _SMALLEST = 12.0, 4.0  # points
_LETTER = 0.5  # width of a letter of Helvetica, as part of its size


def face() -> Any:
    """Return the font in which viewers draw what has none of its own."""
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )


def draw_missing(pdf: pikepdf.Pdf) -> None:
    """Give each text or choice field with a value and no drawing of it one, in the open file."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    again = str(form.get("/NeedAppearances", False)) == "True"
    letters = pdf.make_indirect(face())
    for note in notes(pdf):
        if again or "/AP" not in note:
            with contextlib.suppress(TypeError, ValueError):  # a frame that is no frame
                _draw(pdf, form, note, letters)


def notes(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the annotations and fields of all pages, up to a bound."""
    left = _MOST_FIELDS
    for page in pdf.pages:
        listed = page.obj.get("/Annots")
        if not isinstance(listed, pikepdf.Array):
            continue
        for _, note in zip(range(left), listed, strict=False):
            left -= 1
            if isinstance(note, pikepdf.Dictionary):
                yield note


def _draw(pdf: pikepdf.Pdf, form: Any, note: Any, letters: Any) -> None:
    value, flags = inherited(note, "/V"), inherited(note, "/Ff")
    flags = flags if isinstance(flags, int) else 0
    is_text = name_of(inherited(note, "/FT")) in {"Tx", "Ch"}
    rectangle = note.get("/Rect")
    if not is_text or not isinstance(value, pikepdf.String) or flags & _PASSWORD:
        return
    if not isinstance(rectangle, pikepdf.Array):
        return
    left, bottom, right, top = (float(edge) for edge in rectangle)
    wide, high = abs(right - left), abs(top - bottom)
    said = _SIZE.search(str(inherited(note, "/DA") or form.get("/DA", "")))
    size = float(said[1]) if said else 0.0
    if not size:
        size = _USUAL if flags & _MULTILINE else max(_SMALLEST, min(_USUAL, high * 0.7))
    shown = lines(str(value)[:_MOST_LETTERS], wide / size / _LETTER, wraps=bool(flags & _MULTILINE))
    start = high - size - 2 if flags & _MULTILINE else (high - size) / 2 + size * 0.2
    drawn = f"BT /F {size:.2f} Tf {size:.2f} TL 2 {start:.2f} Td\n".encode()
    drawn += b"".join(b"<%b> Tj T*\n" % line.hex().encode() for line in shown)
    look = pdf.make_stream(
        drawn + b"ET", Subtype=Name.Form, BBox=Array([0, 0, wide, high]),
        Resources=Dictionary(Font=Dictionary(F=letters)),
    )  # fmt: skip
    note["/AP"] = Dictionary(N=look)


def lines(text: str, width: float, *, wraps: bool) -> list[bytes]:
    """Return the lines of a text in the codes of Windows; `width` in letters, where it wraps."""
    parts = re.split(r"\r\n|\r|\n", text)
    if wraps:
        most = max(1, int(width))
        parts = [line for part in parts for line in textwrap.wrap(part, most) or [""]]
    return [part.encode("cp1252", "replace") for part in parts]


def inherited(node: Any, key: str) -> Any:
    """Return an entry of a page or field, or of the nearest node above that has it."""
    for _ in range(_MOST_PARENTS):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None
