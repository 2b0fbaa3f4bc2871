"""Boxes to tick and buttons of a form that rely on the viewer to draw them, drawn as it would."""

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tips.scrub._pdf_values import Room, coded, face, placed
from tips.scrub._pdf_writer import name_of

_CIRCLES, _PUSHED = 1 << 15, 1 << 16
_SIGNS = {"4": 0.85, "8": 0.76, "l": 0.79, "u": 0.79, "n": 0.76, "H": 0.82}  # and their widths
_TICK, _CIRCLE = "4", "l"
_MOST_LETTERS = 200  # on one button
_PART = 0.8  # of a box that a sign takes
_LOW = 0.35  # of a sign's size, from its foot to its middle

Inherited = Callable[[Any, str], Any]
Frame = Callable[[Any, Room], bytes]


def draw(pdf: pikepdf.Pdf, note: Any, inherited: Inherited, frame: Frame) -> None:
    """Give a box or button a drawing, in the open file."""
    left, bottom, right, top = (float(edge) for edge in note["/Rect"])
    wide, high = abs(right - left), abs(top - bottom)
    flags = inherited(note, "/Ff")
    flags = int(flags) if isinstance(flags, int) else 0
    room = Room(wide, high, str(inherited(note, "/DA") or ""), side=1)
    look = note.get("/MK")
    said = str(look.get("/CA", "")) if isinstance(look, pikepdf.Dictionary) else ""
    drawn = frame(note, room)
    if flags & _PUSHED:
        drawn += placed(said[:_MOST_LETTERS], room) if said else b""
    elif _is_on(note, inherited, bool(flags & _CIRCLES)):
        usual = _CIRCLE if flags & _CIRCLES else _TICK
        drawn += _sign(said if said in _SIGNS else usual, room)
    signs = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
    note["/AP"] = Dictionary(N=pdf.make_stream(
        drawn, Subtype=Name.Form, BBox=Array([0, 0, wide, high]),
        Resources=Dictionary(Font=Dictionary(F=face(), S=signs)),
    ))  # fmt: skip


def _is_on(note: Any, inherited: Inherited, one_of_several: bool) -> bool:
    """Tell whether a box is ticked; the value of several says nothing of one of them."""
    state = note.get("/AS", None if one_of_several else inherited(note, "/V"))
    return name_of(state) not in ("", "Off")


def _sign(sign: str, room: Room) -> bytes:
    size = min(room.wide, room.high) * _PART
    left, low = (room.wide - _SIGNS[sign] * size) / 2, room.high / 2 - _LOW * size
    return b"0 g BT /S %.2f Tf %.2f %.2f Td %b Tj ET\n" % (size, left, low, coded(sign))
