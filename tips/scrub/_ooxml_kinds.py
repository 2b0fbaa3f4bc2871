"""Parts of an Office Open XML package that a cleaned one may have, by relationship."""

from dataclasses import dataclass

_OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_DRAWN = "http://schemas.microsoft.com/office/2007/relationships/"
# Of parts that are read and never built: they say which pictures lie in cells.
_READ = tuple(
    f"http://schemas.microsoft.com/office/{year}/relationships/" for year in ("2017/06", "2022/10")
) + ("http://www.wps.cn/officeDocument/2020/",)


_TEXT, _CELLS, _SHOW, _DRAW = (
    _OFFICE + name
    for name in ("wordprocessingml.", "spreadsheetml.", "presentationml.", "drawingml.")
)


@dataclass(frozen=True)
class PartKind:
    """Where parts of this kind are put, what they are, and what their root must be.

    `follows` are the kinds that belong to it without being named in its text, in the order in
    which they are built: what others use comes last.
    """

    name: str
    place: str
    content_type: str
    root: str
    follows: tuple[str, ...] = ()


def relation_type(kind: str) -> str:
    """Return the relationship type of a kind, in the transitional form."""
    return (_DRAWN if kind == "diagramDrawing" else OFFICE_RELATIONS) + kind


def presentation_type(kind: str) -> str:
    """Return the content type of a kind of part that only presentations have."""
    return f"{_SHOW}{kind}+xml"


def kind_of(relation: str) -> str:
    """Return the short name of a relationship type, or "" for one of no family that we know."""
    for family in (OFFICE_RELATIONS, _STRICT, _DRAWN, *_READ):
        if relation.startswith(family):
            return relation.removeprefix(family)
    return ""


_DRAWN_TYPE = "application/vnd.ms-office.drawingml.diagramDrawing+xml"
_DIAGRAM = _DRAW + "diagram"


def _word(name: str, root: str, place: str = "", **more: tuple[str, ...]) -> PartKind:
    return PartKind(name, f"word/{place or name}.xml", f"{_TEXT}{name}+xml", root, **more)


def _common(folder: str) -> tuple[PartKind, ...]:
    return tuple(
        PartKind(name, f"{folder}/{place}{{}}.xml", content_type, root, follows)
        for name, place, content_type, root, follows in (
            ("theme", "theme/theme", _OFFICE + "theme+xml", "a:theme", ()),
            (
                "themeOverride",
                "theme/override",
                _OFFICE + "themeOverride+xml",
                "a:themeOverride",
                (),
            ),
            ("chart", "charts/chart", _DRAW + "chart+xml", "c:chartSpace", ("themeOverride",)),
            ("chartUserShapes", "drawings/shapes", _DRAW + "chartshapes+xml", "c:userShapes", ()),
            ("diagramData", "diagrams/data", _DIAGRAM + "Data+xml", "dgm:dataModel", ()),
            ("diagramLayout", "diagrams/layout", _DIAGRAM + "Layout+xml", "dgm:layoutDef", ()),
            ("diagramQuickStyle", "diagrams/style", _DIAGRAM + "Style+xml", "dgm:styleDef", ()),
            ("diagramColors", "diagrams/colors", _DIAGRAM + "Colors+xml", "dgm:colorsDef", ()),
            ("diagramDrawing", "diagrams/drawing", _DRAWN_TYPE, "dsp:drawing", ()),
        )
    )


_FOLLOWERS = ("styles", "settings", "theme", "footnotes", "endnotes", "numbering", "fontTable")
_WORD = (
    PartKind(
        "document", "word/document.xml", f"{_TEXT}document.main+xml", "w:document", _FOLLOWERS
    ),
    _word("styles", "w:styles"),
    _word("numbering", "w:numbering"),
    _word("settings", "w:settings"),
    _word("fontTable", "w:fonts"),
    _word("footnotes", "w:footnotes"),
    _word("endnotes", "w:endnotes"),
    _word("header", "w:hdr", "header{}"),
    _word("footer", "w:ftr", "footer{}"),
    *_common("word"),
)
_SHEET = (
    PartKind(
        "workbook", "xl/workbook.xml", f"{_CELLS}sheet.main+xml", "x:workbook",
        ("styles", "theme", "sharedStrings"),
    ),
    PartKind("worksheet", "xl/worksheets/sheet{}.xml", f"{_CELLS}worksheet+xml", "x:worksheet"),
    PartKind("chartsheet", "xl/chartsheets/sheet{}.xml", f"{_CELLS}chartsheet+xml", "x:chartsheet"),
    PartKind("styles", "xl/styles.xml", f"{_CELLS}styles+xml", "x:styleSheet"),
    PartKind("sharedStrings", "xl/sharedStrings.xml", f"{_CELLS}sharedStrings+xml", "x:sst"),
    PartKind("table", "xl/tables/table{}.xml", f"{_CELLS}table+xml", "x:table"),
    PartKind("drawing", "xl/drawings/drawing{}.xml", _OFFICE + "drawing+xml", "xdr:wsDr"),
    *_common("xl"),
)  # fmt: skip
_SLIDES = (
    PartKind(
        "presentation", "ppt/presentation.xml", f"{_SHOW}presentation.main+xml", "p:presentation",
        ("theme", "tableStyles"),
    ),
    PartKind("slide", "ppt/slides/slide{}.xml", f"{_SHOW}slide+xml", "p:sld", ("slideLayout",)),
    PartKind(
        "slideLayout", "ppt/slideLayouts/slideLayout{}.xml", f"{_SHOW}slideLayout+xml",
        "p:sldLayout", ("slideMaster",),
    ),
    PartKind(
        "slideMaster", "ppt/slideMasters/slideMaster{}.xml", f"{_SHOW}slideMaster+xml",
        "p:sldMaster", ("theme",),
    ),
    PartKind(
        "tableStyles", "ppt/tableStyles.xml", f"{_SHOW}tableStyles+xml", "a:tblStyleLst"
    ),
    *_common("ppt"),
)  # fmt: skip
# The main part comes first; pictures are beside the kinds, for they are no XML.
VOCABULARIES: dict[str, dict[str, PartKind]] = {
    _OFFICE + name: {kind.name: kind for kind in kinds}
    for name, kinds in (
        ("wordprocessingml.document", _WORD),
        ("spreadsheetml.sheet", _SHEET),
        ("presentationml.presentation", _SLIDES),
    )
}
FOLDERS = {"document": "word", "workbook": "xl", "presentation": "ppt"}
