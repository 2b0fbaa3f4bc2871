"""Fonts of a PDF: what shapes and spaces letters stays, and what tells which character each is.

Names of embedded fonts become ours; those of others stay where a viewer knows them, since it picks
a look by the name.
"""

import re
from typing import Any

import pikepdf

from tips.scrub import _pdf_charmaps, _pdf_faces, _pdf_typefaces
from tips.scrub._pdf_faces import Entries, Face, choices, wide_widths
from tips.scrub._pdf_graph import Graph, Resources
from tips.scrub._pdf_letters import Letters, differences, letters
from tips.scrub._pdf_shown import Shown
from tips.scrub._pdf_writer import array, dictionary, name_of, number, picked
from tips.scrub._report import Unscrubbable
from tips.scrub._typefaces import family

_KINDS = "Type1 MMType1 TrueType Type0 CIDFontType0 CIDFontType2 Type3"
_FRAME = {"DW": "n", "DW2": "a2", "FontBBox": "a4", "FontMatrix": "a6", "Subtype": _KINDS}
_DESCRIPTION = dict.fromkeys(
    ("Flags", "ItalicAngle", "Ascent", "Descent", "Leading", "CapHeight", "XHeight", "StemV",
     "StemH", "AvgWidth", "MaxWidth", "MissingWidth", "FontWeight"), "n",
) | {"FontBBox": "a4"}  # fmt: skip
_ENCODINGS = "WinAnsiEncoding MacRomanEncoding MacExpertEncoding StandardEncoding"
_SPELT = re.compile(r"[A-Za-z0-9 ,._-]{1,60}\Z")
_ADOBE = ("Identity", "Japan1", "GB1", "CNS1", "Korea1", "KR", "UCS")
GLYPH = re.compile(r"\.notdef|[A-Za-z][A-Za-z0-9_]{0,30}(?:\.[a-z0-9]{1,8})?\Z")
_FIXED, _SERIF, _ITALIC, _HEAVY = 1, 2, 64, 1 << 18

_COMPACT = b"\1\0\4"  # how shapes begin that are packed as CFF
_COMPACT_KINDS = {"CIDFontType0": "CIDFontType0C"}


def font(graph: Graph, source: Any, scope: Resources) -> bytes | None:
    """Return a font among the resources."""
    if not isinstance(source, pikepdf.Dictionary):
        return None
    kind = name_of(source.get("/Subtype"))
    entries = {"Type": b"/Font"} | picked(source, _FRAME)
    if kind == "Type0":
        return _composite(graph, source, entries)

    def read(shown: Shown) -> dict[str, bytes]:
        lean = entries | _pdf_faces.widths(source, shown)
        return lean | _characters(graph, source, sorted(shown.codes))

    if kind == "Type3":
        # Each letter is content of its own, under names that mean nothing elsewhere.
        drawn = isinstance(source.get("/CharProcs"), pikepdf.Dictionary)
        return Letters(graph, source, scope, _told(graph, source, read)).ref if drawn else None
    name, description = _described(graph, source, kind)
    entries |= {"BaseFont": name} | description
    encoding = source.get("/Encoding")
    return Face(graph, lambda shown: read(shown) | _encoding(encoding, shown)).ref


def _told(graph: Graph, source: Any, read: Entries) -> Entries:
    """Let a font say what its letters mean where only their names did, which it loses."""
    names = letters(source)

    def entries(shown: Shown) -> dict[str, bytes]:
        made = read(shown)
        used = {code: name for code, name in names.items() if code in shown.codes}
        spelt = None if "ToUnicode" in made else _pdf_charmaps.spelt(graph, used)
        return made | ({"ToUnicode": spelt} if spelt else {})

    return entries


def _composite(graph: Graph, source: Any, entries: dict[str, bytes]) -> bytes | None:
    below = source.get("/DescendantFonts")
    if not isinstance(below, pikepdf.Array) or not len(below):
        return None
    inner = below[0]
    if not isinstance(inner, pikepdf.Dictionary):
        return None
    name, description = _described(graph, inner, name_of(inner.get("/Subtype")))
    lower = {"Type": b"/Font", "BaseFont": name} | picked(inner, _FRAME) | description
    lower["CIDSystemInfo"] = _collection(inner.get("/CIDSystemInfo"))
    entries |= {"BaseFont": name}
    encoding = _wide_encoding(graph, source.get("/Encoding"))

    def read(shown: Shown) -> dict[str, bytes]:
        is_plain = encoding.startswith(b"/Identity-")
        codes = sorted(shown.even if is_plain else {*shown.codes, *shown.even, *shown.odd})
        tables = _numbered(graph, inner, codes if is_plain else None)
        if encoding != b"/Identity-H":
            tables |= picked(inner, {"W2": "a"})
        fonts = array([graph.writer.add(dictionary(lower | tables))])
        entries.update({"Encoding": encoding, "DescendantFonts": fonts})
        return entries | _characters(graph, source, codes)

    return Face(graph, read).ref


def _wide_encoding(graph: Graph, source: Any) -> bytes:
    if isinstance(source, pikepdf.Stream):
        return _pdf_charmaps.encoding(graph, source)
    known = _pdf_charmaps.KNOWN.match(name_of(source))
    return b"/" + name_of(source).encode() if known else b"/Identity-H"


def _numbered(graph: Graph, source: Any, codes: list[int] | None) -> dict[str, bytes]:
    """Return what a font says of letters by number: all of it where no codes are given."""
    entries = picked(source, {"W": "a"}) if codes is None else wide_widths(source.get("/W"), codes)
    mapping = source.get("/CIDToGIDMap")
    if isinstance(mapping, pikepdf.Stream):
        data = graph.data(mapping, 131_072 * 2)[:131_072]
        data = data if codes is None else choices(data, codes)
        entries["CIDToGIDMap"] = graph.writer.stream({}, data)
    elif name_of(mapping) == "Identity":
        entries["CIDToGIDMap"] = b"/Identity"
    return entries


def _described(graph: Graph, source: Any, kind: str) -> tuple[bytes, dict[str, bytes]]:
    """Return a font's name, and the entry with its description and its shapes."""
    head = source.get("/FontDescriptor")
    known = name_of(source.get("/BaseFont")).rpartition("+")[2]
    if not isinstance(head, pikepdf.Dictionary):
        return (_spelt(known) if is_known(known) else _stand_in(0, known)), {}
    entries = {"Type": b"/FontDescriptor"} | picked(head, _DESCRIPTION)
    shapes = _shapes(graph, head, kind, "Encoding" if "/Encoding" in source else "")
    flags = head.get("/Flags", 0)
    if shapes:
        # The tag before the plus says "a part of the font", and is the same for all of them.
        alias = graph.alias("Font", str(head.objgen) + known)[1:]
        name = b"/AAAAAA+" + alias
    elif is_known(known):
        name = _spelt(known)
    else:
        name = _stand_in(int(flags) if isinstance(flags, int) else 0, known)
    entries |= {"FontName": name} | shapes
    return name, {"FontDescriptor": graph.writer.add(dictionary(entries))}


def _shapes(graph: Graph, head: Any, kind: str, encoding: str) -> dict[str, bytes]:
    for key, build in _pdf_typefaces.PROGRAMS.items():
        stream = head.get("/" + key)
        if isinstance(stream, pikepdf.Stream):
            subtype = name_of(stream.get("/Subtype"))
            named = kind == "TrueType" and bool(encoding)
            data = graph.data(stream)
            if key == "FontFile" and data.startswith(_COMPACT):  # some programs mix the two up
                key, subtype = "FontFile3", _COMPACT_KINDS.get(kind, "Type1C")
                build = _pdf_typefaces.PROGRAMS[key]
            try:
                entries, data = build(data, stream, subtype, named)
            except (IndexError, ValueError, Unscrubbable):
                return {}  # shapes that cannot be read are not shown by a viewer either
            return {key: graph.writer.stream(entries, data)}
    return {}


def is_known(name: str) -> bool:
    """Tell whether viewers know a typeface by name; any other name may be the sender's own."""
    return bool(_SPELT.match(name) and family(name))


def _spelt(name: str) -> bytes:
    return b"/" + name.replace(" ", "#20").encode()


def _stand_in(flags: int, name: str) -> bytes:
    low = name.lower()
    heavy = bool(flags & _HEAVY) or "bold" in low or "black" in low
    slanted = bool(flags & _ITALIC) or "italic" in low or "oblique" in low
    if flags & _SERIF and not flags & _FIXED:
        style = "Bold" * heavy + "Italic" * slanted
        return f"/Times-{style or 'Roman'}".encode()
    letters = "Courier" if flags & _FIXED else "Helvetica"
    style = "Bold" * heavy + "Oblique" * slanted
    return f"/{letters}{'-' if style else ''}{style}".encode()


def _collection(source: Any) -> bytes:
    ordering, supplement = "Identity", b"0"
    if isinstance(source, pikepdf.Dictionary):
        ordering = str(source.get("/Ordering", "Identity"))
        supplement = number(source.get("/Supplement"), b"0")
    ordering = ordering if ordering in _ADOBE else "Identity"
    text = {"Registry": b"<%b>" % b"Adobe".hex().encode(), "Supplement": supplement}
    return dictionary({**text, "Ordering": b"<%b>" % ordering.encode().hex().encode()})


def _encoding(source: Any, shown: Shown) -> dict[str, bytes]:
    if name_of(source) in _ENCODINGS.split():
        return {"Encoding": b"/" + name_of(source).encode()}
    if not isinstance(source, pikepdf.Dictionary):
        return {}
    entries = {"Type": b"/Encoding"} | picked(source, {"BaseEncoding": _ENCODINGS})
    names = differences(source)
    if "/Differences" in source:
        rows = [
            b"%d %b" % (code, _glyph(names[code])) for code in sorted({*names} & {*shown.codes})
        ]
        entries["Differences"] = array(rows)
    return {"Encoding": dictionary(entries)}


def _glyph(name: str) -> bytes:
    """Glyph names choose the shape: those that look like names of letters stay."""
    return b"/" + name.encode() if GLYPH.match(name) else b"/.notdef"


def _characters(graph: Graph, source: Any, codes: list[int]) -> dict[str, bytes]:
    table = source.get("/ToUnicode")
    if isinstance(table, pikepdf.Stream):
        return {"ToUnicode": _pdf_charmaps.characters(graph, table, codes)}
    return {"ToUnicode": b"/Identity-H"} if name_of(table) == "Identity-H" else {}
