"""Forms, patterns, shadings and graphics states of a PDF, rebuilt from what draws them."""

from typing import Any

import pikepdf

from tips.scrub import _pdf_colours
from tips.scrub._pdf_filters import whole
from tips.scrub._pdf_graph import Graph, Resources
from tips.scrub._pdf_images import image
from tips.scrub._pdf_writer import array, dictionary, name_of, numbers, picked

_BLENDS = (
    "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight "
    "SoftLight Difference Exclusion Hue Saturation Color Luminosity"
)
_STATE = {
    "LW": "n", "LC": "n", "LJ": "n", "ML": "n", "D": "a", "OP": "n", "op": "n", "OPM": "n",
    "FL": "n", "SM": "n", "SA": "n", "CA": "n", "ca": "n", "AIS": "n", "TK": "n", "BM": _BLENDS,
    "RI": "AbsoluteColorimetric RelativeColorimetric Saturation Perceptual",
}  # fmt: skip
_SHADING = {
    "ShadingType": "n", "BBox": "a4", "AntiAlias": "n", "Background": "a32", "Coords": "a6",
    "Domain": "a4", "Extend": "a2", "Matrix": "a6", "BitsPerCoordinate": "n", "Decode": "a68",
    "BitsPerComponent": "n", "BitsPerFlag": "n", "VerticesPerRow": "n",
}  # fmt: skip
_TILING = {
    "PatternType": "n", "PaintType": "n", "TilingType": "n", "BBox": "a4", "XStep": "n",
    "YStep": "n", "Matrix": "a6",
}  # fmt: skip


_LATTICE = 5  # a mesh in rows, whose corners need no flag
_PATCHES = {6: (12, 4), 7: (16, 4)}  # points and colours of a patch that stands alone


def drawing(graph: Graph, source: Any, scope: Resources) -> bytes | None:
    """Return a picture or a form among the resources."""
    if not isinstance(source, pikepdf.Stream):
        return None
    kind = name_of(source.get("/Subtype"))
    if kind == "Image":
        return image(graph, source, scope)
    return form(graph, source, scope) if kind == "Form" or "/BBox" in source else None


def form(graph: Graph, source: Any, scope: Resources) -> bytes | None:
    """Return a form: content with a frame of its own."""
    own = Resources(graph, source.get("/Resources"), scope)
    data, cost = graph.rendered(graph.data(source), own)
    entries = {"Type": b"/XObject", "Subtype": b"/Form"}
    entries |= picked(source, {"BBox": "a4", "Matrix": "a6"})
    entries.setdefault("BBox", b"[0 0 0 0]")
    entries |= group(graph, source.get("/Group"), own)
    entries["Resources"] = own.written()
    ref = graph.writer.stream(entries, data)
    graph.costs[ref] = cost
    return ref


def group(graph: Graph, source: Any, scope: Resources) -> dict[str, bytes]:
    """Return the Group entry of a form or page whose drawing is blended as one."""
    if not isinstance(source, pikepdf.Dictionary) or name_of(source.get("/S")) != "Transparency":
        return {}
    entries = {"S": b"/Transparency"} | picked(source, {"I": "n", "K": "n"})
    built = _pdf_colours.colour(graph, source.get("/CS"), scope)
    if built and not built.palette:
        entries["CS"] = built.syntax
    return {"Group": dictionary(entries)}


def pattern(graph: Graph, source: Any, scope: Resources) -> bytes | None:
    """Return a pattern: tiles with content of their own, or a shading."""
    if isinstance(source, pikepdf.Stream):
        own = Resources(graph, source.get("/Resources"), scope)
        data, cost = graph.rendered(graph.data(source), own)
        entries = {"Type": b"/Pattern"} | picked(source, _TILING)
        ref = graph.writer.stream({**entries, "Resources": own.written()}, data)
        graph.costs[ref] = cost
        return ref
    inner = source.get("/Shading") if isinstance(source, pikepdf.Dictionary) else None
    if not isinstance(inner, pikepdf.Dictionary | pikepdf.Stream):
        return None
    built = graph.once("Shading", inner, scope)
    entries = {"Type": b"/Pattern", "PatternType": b"2"} | picked(source, {"Matrix": "a6"})
    if isinstance(source.get("/ExtGState"), pikepdf.Dictionary):
        entries["ExtGState"] = state(graph, source["/ExtGState"], scope) or b"<<>>"
    return built and graph.writer.add(dictionary({**entries, "Shading": built}))


def shading(graph: Graph, source: Any, scope: Resources) -> bytes | None:
    """Return a shading (a blend of colours), with its mesh where it has one."""
    if isinstance(source, pikepdf.Array):
        return None
    built = _pdf_colours.colour(graph, source.get("/ColorSpace"), scope)
    if built is None or built.palette:
        return None  # nothing can be blended between numbers of a table
    entries = picked(source, _SHADING) | {"ColorSpace": built.syntax}
    if "/Function" in source:
        function = _pdf_colours.function(graph, source["/Function"], scope)
        entries |= {"Function": function} if function else {}
    if isinstance(source, pikepdf.Stream):
        data = graph.data(source)
        components = 1 if "Function" in entries else built.components
        return graph.writer.stream(entries, data[: mesh_length(source, data, components)])
    return graph.writer.add(dictionary(entries))


def mesh_length(head: Any, data: bytes, components: int) -> int:
    """Return how many bytes of a mesh are whole corners or patches; what follows draws nothing."""
    kind = whole(head, "/ShadingType", 0)
    flags = 0 if kind == _LATTICE else whole(head, "/BitsPerFlag", 8)
    point, colour = (
        whole(head, "/BitsPerCoordinate", 8) * 2, whole(head, "/BitsPerComponent", 8) * components,
    )  # fmt: skip
    place = 0
    while place < len(data):
        flag = data[place] >> max(0, 8 - flags) if flags else 0
        points, colours = _PATCHES.get(kind, (1, 1))
        if kind in _PATCHES and flag:
            points, colours = points - 4, 2
        size = (flags + points * point + colours * colour + 7) // 8
        if flag > 3 or place + size > len(data) or not size:
            break
        place += size
    return place


def state(graph: Graph, source: Any, scope: Resources) -> bytes | None:
    """Return a graphics state: numbers, blending, dashes, a font, a soft mask."""
    if not isinstance(source, pikepdf.Dictionary):
        return None
    entries = {"Type": b"/ExtGState"} | picked(source, _STATE)
    cost = 0
    blends = source.get("/BM")
    if isinstance(blends, pikepdf.Array) and len(blends):
        entries |= picked(pikepdf.Dictionary(BM=blends[0]), {"BM": _BLENDS})
    if isinstance(dashes := source.get("/D"), pikepdf.Array):
        entries["D"] = numbers(dashes)
    if isinstance(pair := source.get("/Font"), pikepdf.Array) and len(pair) == 2:
        font = graph.once("Font", pair[0], scope) if hasattr(pair[0], "objgen") else None
        entries |= {"Font": array([font, numbers(pair[1])])} if font else {}
    entries |= _transfers(graph, source, scope)
    if "/SMask" in source:
        mask, cost = _mask(graph, source["/SMask"], scope)
        entries |= {"SMask": mask} if mask else {}
    ref = graph.writer.add(dictionary(entries))
    graph.costs[ref] = cost
    if "Font" in entries:
        graph.dressed.add(ref)
    return ref


def _transfers(graph: Graph, source: Any, scope: Resources) -> dict[str, bytes]:
    """Return what makes other colours of all that is drawn: written for printers, heeded by all."""
    keys = [key for key in ("TR", "TR2") if "/" + key in source]
    made = {key: _pdf_colours.function(graph, source["/" + key], scope) for key in keys}
    return {key: function for key, function in made.items() if function}


def _mask(graph: Graph, source: Any, scope: Resources) -> tuple[bytes | None, int]:
    if name_of(source) == "None":
        return b"/None", 0
    if not isinstance(source, pikepdf.Dictionary):
        return None, 0
    inner = source.get("/G")
    if not isinstance(inner, pikepdf.Stream):
        return None, 0
    built = graph.once("XObject", inner, scope)
    entries = {"Type": b"/Mask"} | picked(source, {"S": "Alpha Luminosity", "BC": "a32"})
    if function := _pdf_colours.function(graph, source.get("/TR"), scope):
        entries["TR"] = function
    if built is None:
        return None, 0
    return dictionary({**entries, "G": built}), graph.costs.get(built, 0)
