"""Values of form fields that rely on the viewer to draw them, drawn as it would."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tips.scrub import _pdf_boxes, _pdf_filters, _pdf_words
from tips.scrub._pdf_values import Room, face, placed
from tips.scrub._pdf_writer import name_of
from tips.scrub._report import Unscrubbable

_MOST_FIELDS = 20_000
_MOST_LETTERS = 20_000  # of one value
_MOST_PARENTS = 50
_MOST_CHOICES = 5_000
_MOST_CELLS = 1_000
_MOST_LOOK = 1 << 20  # bytes of what a field shows, unpacked
_MULTILINE, _PASSWORD, _FOLDED, _CELLS = 1 << 12, 1 << 13, 1 << 17, 1 << 24
_PAINT = {1: "g", 3: "rg", 4: "k"}
_TEXT = re.compile(rb"<([0-9a-f]*)>")


def draw_missing(pdf: pikepdf.Pdf) -> None:
    """Give each text or choice field without a drawing of its value one, in the open file."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    again = str(form.get("/NeedAppearances", False)) == "True"
    letters = pdf.make_indirect(face())
    for note in notes(pdf):
        if again or "/AP" not in note:
            with contextlib.suppress(
                TypeError, ValueError, LookupError
            ):  # a frame that is no frame
                if name_of(inherited(note, "/FT")) != "Btn":
                    _draw(pdf, form, note, letters)
                elif "/AP" not in note:
                    _pdf_boxes.draw(pdf, note, inherited, _frame)


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
    value, flags = _value(note), _whole(inherited(note, "/Ff"))
    kind = name_of(inherited(note, "/FT"))
    is_list = kind == "Ch" and not flags & _FOLDED
    if kind not in {"Tx", "Ch"} or flags & _PASSWORD or _is_drawn(note, value, is_list):
        return
    left, bottom, right, top = (float(edge) for edge in note["/Rect"])
    wide, high = abs(right - left), abs(top - bottom)
    turn = _turn(note, wide, high)
    if turn[0] == 0:
        wide, high = high, wide
    most = min(_MOST_CELLS, _whole(inherited(note, "/MaxLen"))) if flags & _CELLS else 0
    wraps = flags & _MULTILINE if kind == "Tx" else is_list
    room = Room(
        wide, high, str(inherited(note, "/DA") or form.get("/DA", "")),
        _whole(inherited(note, "/Q") or form.get("/Q")), most, bool(wraps),
    )  # fmt: skip
    drawn = _frame(note, room) + (placed(value, room) if value else b"")
    note["/AP"] = Dictionary(N=pdf.make_stream(
        drawn, Subtype=Name.Form, BBox=Array([0, 0, wide, high]), Matrix=Array(turn),
        Resources=Dictionary(Font=Dictionary(F=letters)),
    ))  # fmt: skip


def _whole(value: Any) -> int:
    return max(0, int(value)) if isinstance(value, int) else 0


def _value(note: Any) -> str:
    """Return what a field shows; of a choice its words, not what they stand for."""
    value = inherited(note, "/V")
    parts = list(value)[:_MOST_CHOICES] if isinstance(value, pikepdf.Array) else [value]
    shown = [str(part) for part in parts if isinstance(part, pikepdf.String)]
    choices, words = inherited(note, "/Opt"), {}
    for choice in list(choices)[:_MOST_CHOICES] if isinstance(choices, pikepdf.Array) else ():
        if isinstance(choice, pikepdf.Array) and len(choice) > 1:
            words[str(choice[0])] = str(choice[1])
    return "\n".join(words.get(part, part) for part in shown)[:_MOST_LETTERS]


def _is_drawn(note: Any, value: str, is_list: bool) -> bool:
    """Tell whether a field is drawn: its value and no other, or words that we cannot set.

    A file may ask viewers to draw all fields again where each is drawn well already: in a font,
    a colour and a place of its own, and in other letters than ours. What was in an emptied field
    may be drawn too, and viewers then draw none; a list may be drawn without any choice made.
    """
    if "/AP" not in note:
        return not (value or _is_framed(note))
    look = note["/AP"].get("/N") if isinstance(note["/AP"], pikepdf.Dictionary) else None
    if not isinstance(look, pikepdf.Stream):
        return not value
    if value.encode("cp1252", "replace").decode("cp1252") != value or (is_list and not value):
        return True
    try:
        steps = _pdf_filters.filters(look)
        data = _pdf_filters.unpacked(look.read_raw_bytes(), steps, _MOST_LOOK)
    except Unscrubbable:
        return False
    shown = b"".join(_said(data))
    return "".join(shown.decode("cp1252", "replace").split()) == "".join(value.split())


def _said(data: bytes) -> Iterator[bytes]:
    """Yield what a drawing shows as text."""
    for token in _pdf_words.TOKEN.finditer(data):
        kind = token.lastindex
        if kind == _pdf_words.ROW:
            text = _pdf_words.row(token[kind])
        elif kind in {_pdf_words.LITERAL, _pdf_words.HEX}:
            text = _pdf_words.operand(token, kind)
        else:
            continue
        yield from (bytes.fromhex(part.decode()) for part in _TEXT.findall(text))


def _is_framed(note: Any) -> bool:
    look = note.get("/MK")
    return isinstance(look, pikepdf.Dictionary) and ("/BC" in look or "/BG" in look)


def _turn(note: Any, wide: float, high: float) -> list[float]:
    """Return the matrix that turns a field as it says, counter-clockwise."""
    look = note.get("/MK")
    said = _whole(look.get("/R")) if isinstance(look, pikepdf.Dictionary) else 0
    turns: tuple[list[float], ...] = (
        [1, 0, 0, 1, 0, 0], [0, 1, -1, 0, wide, 0],
        [-1, 0, 0, -1, wide, high], [0, -1, 1, 0, 0, high],
    )  # fmt: skip
    return turns[said // 90 % 4]


def _frame(note: Any, room: Room) -> bytes:
    """Return operators that draw the ground of a field, its frame, and lines between its cells."""
    look, style = note.get("/MK"), note.get("/BS")
    if not isinstance(look, pikepdf.Dictionary):
        return b""
    line = float(style.get("/W", 1)) if isinstance(style, pikepdf.Dictionary) else 1.0
    ground, edge = _colour(look.get("/BG")), _colour(look.get("/BC")).upper()
    drawn = f"{ground}0 0 {room.wide:.2f} {room.high:.2f} re f\n" if ground else ""
    if edge and line:
        inner = f"{line / 2:.2f} {line / 2:.2f} {room.wide - line:.2f} {room.high - line:.2f}"
        drawn += f"{edge}{line:.2f} w {inner} re S\n"
        for number in range(1, room.cells):
            left = room.wide * number / room.cells
            drawn += f"{left:.2f} 0 m {left:.2f} {room.high:.2f} l S\n"
    return drawn.encode()


def _colour(value: Any) -> str:
    """Return the operator that chooses a colour, or "" for none."""
    parts = [float(part) for part in value] if isinstance(value, pikepdf.Array) else []
    numbers = " ".join(f"{max(0.0, min(1.0, part)):.4f}" for part in parts[:4])
    return f"{numbers} {_PAINT[len(parts)]}\n" if len(parts) in _PAINT else ""


def inherited(node: Any, key: str) -> Any:
    """Return an entry of a page or field, or of the nearest node above that has it."""
    for _ in range(_MOST_PARENTS):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None
