"""Marks on a page that rely on the viewer to draw them (lines, frames, boxes of text), drawn.

Only what a viewer shows: the shape, its colour and its words; who made it and when is not asked.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tips.scrub._pdf_fields import notes
from tips.scrub._pdf_values import coded, face, lines
from tips.scrub._pdf_writer import name_of

_MOST_POINTS = 20_000  # of one mark
_MOST_LETTERS = 20_000
_PAINT = {1: "g", 3: "rg", 4: "k"}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s+Tf")
_ROUND = 0.5523  # how far a curve's handles lie, as part of a circle's radius

Point = tuple[float, float]


def draw_missing(pdf: pikepdf.Pdf) -> None:
    """Give each mark without a drawing one, in the open file."""
    for note in notes(pdf):
        if "/AP" not in note:
            # A mark whose points are no points is not shown by a viewer either.
            with contextlib.suppress(TypeError, ValueError, LookupError):
                _draw(pdf, note)


def _draw(pdf: pikepdf.Pdf, note: Any) -> None:
    shape = _SHAPES.get(name_of(note.get("/Subtype")))
    if shape is None:
        return
    wide = _width(note)
    points, drawn = shape(note, wide)
    points = points or _pairs(note["/Rect"])
    left, right = min(x for x, _ in points) - wide, max(x for x, _ in points) + wide
    bottom, top = min(y for _, y in points) - wide, max(y for _, y in points) + wide
    opaque = float(note.get("/CA", 1))
    state = Dictionary(G=Dictionary(CA=opaque, ca=opaque))
    resources = Dictionary(ExtGState=state, Font=Dictionary(F=face()))
    note["/Rect"] = Array([left, bottom, right, top])
    note["/AP"] = Dictionary(N=pdf.make_stream(
        f"/G gs {wide:.2f} w\n{drawn}".encode(), Subtype=Name.Form, BBox=note["/Rect"],
        Resources=resources,
    ))  # fmt: skip


def _width(note: Any) -> float:
    style, border = note.get("/BS"), note.get("/Border")
    if isinstance(style, pikepdf.Dictionary):
        return float(style.get("/W", 1))
    return float(border[2]) if isinstance(border, pikepdf.Array) and len(border) > 2 else 1.0


def _pairs(value: Any) -> list[Point]:
    numbers = [float(member) for _, member in zip(range(_MOST_POINTS), value, strict=False)]
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def _colour(note: Any, key: str, *, stroke: bool = False) -> str:
    """Return the operators that set a colour, or "" where the mark has none."""
    value = note.get("/" + key)
    parts = [float(part) for part in value] if isinstance(value, pikepdf.Array) else []
    paint = _PAINT.get(len(parts), "")
    numbers = " ".join(f"{max(0.0, min(1.0, part)):.4f}" for part in parts)
    return f"{numbers} {paint.upper() if stroke else paint}\n" if paint else ""


def _path(points: list[Point]) -> str:
    return "\n".join(
        f"{x:.2f} {y:.2f} {'l' if number else 'm'}" for number, (x, y) in enumerate(points)
    )


def _corners(note: Any) -> Iterator[tuple[Point, Point, Point, Point]]:
    """Yield upper left, upper right, lower left, lower right of each run of marked words."""
    points = _pairs(note["/QuadPoints"])
    for place in range(0, len(points) - 3, 4):
        one, two, three, four = points[place : place + 4]
        yield one, two, three, four


def _highlight(note: Any, wide: float) -> tuple[list[Point], str]:
    quads = list(_corners(note))
    drawn = _colour(note, "C") or "1 1 0 rg\n"
    for one, two, three, four in quads:
        drawn += _path([one, two, four, three]) + " h f\n"
    return [point for quad in quads for point in quad], drawn


def _ruled(height: float) -> Callable[[Any, float], tuple[list[Point], str]]:
    def ruled(note: Any, wide: float) -> tuple[list[Point], str]:
        quads = list(_corners(note))
        drawn = _colour(note, "C", stroke=True)
        for one, two, three, four in quads:
            ends = [
                (low[0] + (high[0] - low[0]) * height, low[1] + (high[1] - low[1]) * height)
                for low, high in ((three, one), (four, two))
            ]
            drawn += _path(ends) + " S\n"
        return [point for quad in quads for point in quad], drawn

    return ruled


def _ink(note: Any, wide: float) -> tuple[list[Point], str]:
    strokes = [_pairs(stroke) for stroke in note["/InkList"]]
    drawn = _colour(note, "C", stroke=True) + "1 J 1 j\n"
    drawn += "".join(_path(stroke) + " S\n" for stroke in strokes)
    return [point for stroke in strokes for point in stroke], drawn


def _joined(key: str, end: str) -> Callable[[Any, float], tuple[list[Point], str]]:
    def joined(note: Any, wide: float) -> tuple[list[Point], str]:
        points = _pairs(note["/" + key])
        inside = _colour(note, "IC") if end == "s" else ""
        drawn = _colour(note, "C", stroke=True) + inside + _path(points)
        return points, f"{drawn} {'b' if inside else end}\n"

    return joined


def _framed(note: Any, wide: float, path: Callable[..., str]) -> tuple[list[Point], str]:
    points = _pairs(note["/Rect"])
    left, right = sorted(x for x, _ in points)
    bottom, top = sorted(y for _, y in points)
    half = wide / 2
    outline, inside = _colour(note, "C", stroke=True), _colour(note, "IC")
    end = {(True, True): "B", (True, False): "S", (False, True): "f"}.get(
        (bool(outline and wide), bool(inside)), "n"
    )
    drawn = path(left + half, bottom + half, right - half, top - half)
    return points, f"{outline}{inside}{drawn} {end}\n"


def _square(note: Any, wide: float) -> tuple[list[Point], str]:
    return _framed(note, wide, lambda x, y, right, top: f"{x} {y} {right - x} {top - y} re")


def _circle(note: Any, wide: float) -> tuple[list[Point], str]:
    def path(left: float, bottom: float, right: float, top: float) -> str:
        x, y, across, along = (left + right) / 2, (bottom + top) / 2, right - left, top - bottom
        far, up = across / 2 * _ROUND, along / 2 * _ROUND
        return (
            f"{right} {y} m {right} {y + up} {x + far} {top} {x} {top} c "
            f"{x - far} {top} {left} {y + up} {left} {y} c "
            f"{left} {y - up} {x - far} {bottom} {x} {bottom} c "
            f"{x + far} {bottom} {right} {y - up} {right} {y} c h"
        )

    return _framed(note, wide, path)


def _words(note: Any, wide: float) -> tuple[list[Point], str]:
    points = _pairs(note["/Rect"])
    left, right = sorted(x for x, _ in points)
    bottom, top = sorted(y for _, y in points)
    look = str(note.get("/DA", ""))
    found = _SIZE.search(look)
    size = float(found[1]) if found and float(found[1]) else 12.0
    ink = re.search(r"((?:[\d.]+\s+){1,4})(g|rg|k)\b", look)
    text = str(note.get("/Contents", ""))[:_MOST_LETTERS]
    shown = lines(text, (right - left) / size * 2, wraps=True)
    back = _colour(note, "C")
    drawn = f"{left} {bottom} {right - left} {top - bottom} re\n"
    drawn = (
        (back + drawn + ("B\n" if wide else "f\n")) if back else drawn + ("S\n" if wide else "n\n")
    )
    drawn += f"{ink[0] if ink else '0 g'}\nBT /F {size:.2f} Tf {size * 1.2:.2f} TL "
    drawn += f"{left + 2:.2f} {top - size:.2f} Td\n"
    drawn += "".join(f"{coded(line).decode()} Tj T*\n" for line in shown) + "ET\n"
    return points, drawn


_SHAPES: dict[str, Callable[[Any, float], tuple[list[Point], str]]] = {
    "Highlight": _highlight,
    "Underline": _ruled(0.1),
    "Squiggly": _ruled(0.1),
    "StrikeOut": _ruled(0.45),
    "Ink": _ink,
    "Line": _joined("L", "S"),
    "PolyLine": _joined("Vertices", "S"),
    "Polygon": _joined("Vertices", "s"),
    "Square": _square,
    "Circle": _circle,
    "FreeText": _words,
}
