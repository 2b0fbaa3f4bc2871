"""Colour spaces and functions of a PDF: numbers stay, profiles and ink names do not."""

import math
import re
from typing import Any, NamedTuple

import pikepdf

from tips.scrub import _pdf_profiles
from tips.scrub._pdf_graph import Graph, Resources
from tips.scrub._pdf_palettes import Palette
from tips.scrub._pdf_writer import array, dictionary, digits, name_of, picked, reference
from tips.scrub._report import Reason, Unscrubbable

DEVICES = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}

_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
_BY_COUNT = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
_INKS = frozenset(("All", "None", "Cyan", "Magenta", "Yellow", "Black"))
_MOST_INKS = 32
_MOST_PIECES = 4_096  # functions that one is put together from, each for a stretch of its own
_MOST_DEPTH = 6  # a space in a space
_MOST_PROFILE = 8 << 20
_MOST_SAMPLES = 16 << 20  # bytes of one function's table
_CALCULATOR = re.compile(
    rb"%[^\r\n]*|([{}]|[+-]?(?:\d+\.?\d*|\.\d+)(?=[\s{}%]|\Z)|\b(?:abs|add|and|atan|bitshift|ceiling"
    rb"|copy|cos|cvi|cvr|div|dup|eq|exch|exp|false|floor|ge|gt|idiv|ifelse|if|index|le|ln|log|lt"
    rb"|mod|mul|neg|ne|not|or|pop|roll|round|sin|sqrt|sub|true|truncate|xor)\b)"
)


class Space(NamedTuple):
    """A colour space: PDF syntax, number of components, and the table that it may have.

    Whoever knows which colours are used writes the table; the syntax of such a space is empty.
    """

    syntax: bytes
    components: int
    palette: Palette | None = None


def space(graph: Graph, source: Any, scope: Resources) -> bytes | None:
    """Return a colour space among the resources as PDF syntax, or None if it makes no sense."""
    built = colour(graph, source, scope)
    return None if built is None else _named(graph, built)


def _named(graph: Graph, built: Space) -> bytes:
    """Return a space that content chooses colours of: a table waits until all was read."""
    palette = built.palette
    if palette is None:
        return built.syntax
    number = graph.writer.reserve()
    # A table that was just chosen stands at its first colour.
    graph.last.append(lambda: graph.writer.put(number, palette.written(graph.shades | {0})))
    return reference(number)


def colour(graph: Graph, source: Any, scope: Resources, depth: int = _MOST_DEPTH) -> Space | None:
    """Return a colour space, or None if it makes no sense."""
    name = _SHORT.get(name_of(source), name_of(source))
    if name in DEVICES:
        return Space(b"/" + name.encode(), DEVICES[name])
    if name == "Pattern":
        return Space(b"/Pattern", 0)
    if name and (found := scope.find("ColorSpace", name_of(source))) is not None:
        return colour(graph, found, scope, depth - 1) if depth else None
    if not isinstance(source, pikepdf.Array) or not len(source) or not depth:
        return None
    kind = _SHORT.get(name_of(source[0]), name_of(source[0]))
    if len(source) == 1:
        return colour(graph, source[0], scope, depth - 1)
    build = _FAMILIES.get(kind)
    return build(graph, source, scope, depth - 1) if build else None


def _from_profile(graph: Graph, source: Any, scope: Resources, depth: int) -> Any:
    """A profile names the device: the plain space with as many components takes its place."""
    head = source[1]
    count = head.get("/N") if isinstance(head, pikepdf.Stream) else None
    alternate = head.get("/Alternate") if isinstance(head, pikepdf.Stream) else None
    if isinstance(alternate, pikepdf.Array) and len(alternate) and name_of(alternate[0]) == "Lab":
        return colour(graph, alternate, scope, depth)
    name = _BY_COUNT.get(count) if isinstance(count, int) else None
    if count == 3 and (own := _pdf_profiles.like(graph.data(head, _MOST_PROFILE))):
        return Space(array([b"/ICCBased", graph.shared({"N": b"3"}, own)]), 3)
    return Space(b"/" + name.encode(), DEVICES[name]) if name else None


def _calibrated(graph: Graph, source: Any, scope: Resources, depth: int) -> Any:
    kind = name_of(source[0])
    if not isinstance(source[1], pikepdf.Dictionary):
        return None
    keys = {"WhitePoint": "a3", "BlackPoint": "a3", "Range": "a4", "Matrix": "a9"}
    keys["Gamma"] = "n" if kind == "CalGray" else "a3"
    head = dictionary(picked(source[1], keys))
    return Space(array([b"/" + kind.encode(), head]), 1 if kind == "CalGray" else 3)


def _indexed(graph: Graph, source: Any, scope: Resources, depth: int) -> Any:
    base = colour(graph, source[1], scope, depth)
    if base is None or base.palette or len(source) < 4 or not isinstance(source[2], int):
        return None
    highest = max(0, min(255, int(source[2])))
    table = source[3]
    data = graph.data(table, 1 << 20) if isinstance(table, pikepdf.Stream) else bytes(table)
    return Space(b"", 1, Palette(base.syntax, max(1, base.components), highest, data))


def _inks(graph: Graph, source: Any, scope: Resources, depth: int) -> Any:
    """Separation and DeviceN: what an ink is called says who mixed it; what it looks like stays."""
    if len(source) < 4:
        return None
    one = not isinstance(source[1], pikepdf.Array)
    names = [name_of(ink) for ink in ([source[1]] if one else list(source[1])[:_MOST_INKS])]
    inks = [
        b"/" + ink.encode() if ink in _INKS else graph.alias("Ink", ink) for ink in names if ink
    ]
    alternate = colour(graph, source[2], scope, depth)
    tint = function(graph, source[3], scope)
    if not inks or alternate is None or alternate.palette or tint is None:
        return None
    kind = b"/Separation" if one else b"/DeviceN"
    made = array([kind, inks[0] if one else array(inks), alternate.syntax, tint])
    return Space(made, len(inks))


def _pattern(graph: Graph, source: Any, scope: Resources, depth: int) -> Any:
    base = colour(graph, source[1], scope, depth)
    if base is None:
        return Space(b"/Pattern", 0)
    return Space(array([b"/Pattern", _named(graph, base)]), base.components)


def function(graph: Graph, source: Any, scope: Resources) -> bytes | None:
    """Return a function, or an array of them, as PDF syntax; None for a broken one."""
    if isinstance(source, pikepdf.Array):
        parts = _functions(graph, source, scope, _MOST_INKS)
        return array(parts) if parts else None
    if name_of(source) in {"Identity", "Default"}:
        return b"/" + name_of(source).encode()
    if isinstance(source, pikepdf.Dictionary | pikepdf.Stream):
        return graph.once("Function", source, scope)
    return None


def _functions(graph: Graph, source: Any, scope: Resources, most: int) -> list[bytes]:
    """Return an array of functions: all of them or none, for each has a part of its own."""
    built: list[bytes] = []
    if isinstance(source, pikepdf.Array) and len(source) <= most:
        for member in source:
            part = None if isinstance(member, pikepdf.Array) else function(graph, member, scope)
            if part is None:
                return []
            built.append(part)
    return built


def _joined(graph: Graph, source: Any, scope: Resources, entries: dict[str, bytes]) -> bytes | None:
    """Return a function of functions; what one costs counts at each use of it."""
    parts = _functions(graph, source.get("/Functions"), scope, _MOST_PIECES)
    cost = sum(graph.costs.get(part, 1) for part in parts)
    if cost > _MOST_PIECES:
        raise Unscrubbable(Reason.BOMB)
    if not parts:
        return None
    keys = {"Bounds": f"a{len(parts) - 1}", "Encode": f"a{2 * len(parts)}"}
    entries = {**entries, **picked(source, keys), "Functions": array(parts)}
    ref = graph.writer.add(dictionary(entries))
    graph.costs[ref] = cost
    return ref


def one_function(graph: Graph, source: Any, scope: Resources) -> bytes | None:
    """Return a function that was met for the first time."""
    entries = picked(source, {"FunctionType": "n", "Domain": "a64", "Range": "a64"})
    kind = source.get("/FunctionType")
    if kind == 0 and isinstance(source, pikepdf.Stream):
        return _sampled(graph, source, entries)
    if kind == 2:
        entries |= picked(source, {"Domain": "a2", "C0": "a32", "C1": "a32", "N": "n"})
        return graph.writer.add(dictionary(entries))
    if kind == 3:
        return _joined(graph, source, scope, entries | picked(source, {"Domain": "a2"}))
    if kind == 4 and isinstance(source, pikepdf.Stream):
        return graph.writer.stream(entries, _calculator(graph.data(source, 1 << 20)))
    return None


def _sampled(graph: Graph, source: Any, entries: dict[str, bytes]) -> bytes:
    keys = {"Size": "a32", "BitsPerSample": "n", "Order": "n", "Encode": "a64", "Decode": "a64"}
    entries = entries | picked(source, keys)
    sizes = [int(size) for size in source.get("/Size", []) if isinstance(size, int)]
    values = len(source.get("/Range", [])) // 2
    bits = math.prod(sizes) * values * int(source.get("/BitsPerSample", 8))
    data = graph.data(source, _MOST_SAMPLES)
    return graph.writer.stream(entries, data[: max(0, (bits + 7) // 8)])


def _calculator(data: bytes) -> bytes:
    """Return a PostScript function as its operators and numbers alone."""
    words = (found[1] for found in _CALCULATOR.finditer(data) if found[1])
    return b" ".join(digits(word) if word[0] in b"+-.0123456789" else word for word in words)


_FAMILIES = {
    "ICCBased": _from_profile,
    "CalGray": _calibrated,
    "CalRGB": _calibrated,
    "Lab": _calibrated,
    "Indexed": _indexed,
    "Separation": _inks,
    "DeviceN": _inks,
    "Pattern": _pattern,
}
