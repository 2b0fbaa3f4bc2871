"""What the attributes and texts of a cleaned document may say, where a plain word is not enough."""

import re
from collections.abc import Callable

from tips.scrub import _ooxml_faces
from tips.scrub._office_xml import listed
from tips.scrub._ooxml_names import Names

# A number, a word of the standard, a colour, a cell, a path of points: never a sentence.
PLAIN = re.compile(r"[A-Za-z0-9_.,:;%#()+*/ {}$!'=@~&|<>^-]*")
_GUID = re.compile(r"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
_SHAPE = re.compile(r"#?_x0000_[a-z]\d+")
GRAPHIC = re.compile(
    r"http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/drawingml/(?:2006/)?"
    r"(?:picture|table|chart|diagram|lockedCanvas)"
    r"|http://schemas\.microsoft\.com/office/word/2010/wordprocessing(?:Shape|Group|Canvas)"
)
# Another file, or a function that fetches, names or locates.
FOREIGN = re.compile(
    r"(?:^|[^\w\].])\[\d+\]|'[^']*\[[^'\]]+\][^']*'!|\bfile:|://|\|'|[A-Za-z]:\\|\\\\"
    r"|\b(?:HYPERLINK|WEBSERVICE|IMAGE|RTD|CELL|INFO|CUBE\w+|CALL|DDE|DISPIMG|REGISTER\.ID|SQL\.REQUEST)\(",
    re.I,
)
_QUOTED = re.compile(r"""("(?:[^"]|"")*")|'(?:[^']|'')*'""")  # words, or the name of a sheet
_CELLS = re.compile(r"[$A-Z0-9:]+(?:,[$A-Z0-9:]+)*")

_TABLE_STYLE = re.compile(r"(?:Table|Pivot)Style(?:Light|Medium|Dark)\d{1,2}")

Rule = Callable[[Names, str], str | None]


def reaches_out(formula: str) -> bool:
    """Tell whether a formula reads another file or program, such as `program|topic!item` (DDE)."""
    if FOREIGN.search(formula):
        return True
    return "|" in formula and "|" in _QUOTED.sub(
        lambda found: "" if found[1] else found[0], formula
    )


def _always(word: str) -> Rule:
    return lambda names, value: word


def _never(names: Names, value: str) -> None:
    return None


def _as_is(names: Names, value: str) -> str:
    return value


def _if(pattern: re.Pattern[str]) -> Rule:
    return lambda names, value: value if pattern.fullmatch(value) else None


def _plain(names: Names, value: str) -> str | None:
    return value if PLAIN.fullmatch(value) else None


def _reckoned(names: Names, value: str) -> str | None:
    return value if PLAIN.fullmatch(value) and not reaches_out(value) else None


def _numbered(kind: str, form: str) -> Rule:
    return lambda names, value: names.given(kind, value, form.format)


def _table_style(names: Names, value: str) -> str:
    """Keep the names that Excel gives; others may be of a person or a firm."""
    own = _TABLE_STYLE.fullmatch(value)
    return value if own else names.given("sheet table style", value, "Table style {}".format)


def _styled(names: Names, value: str) -> str | None:
    new, rest = _ooxml_faces.styled(names, value)
    return new if PLAIN.fullmatch(rest) and "/*" not in rest else None


def guid(names: Names, value: str) -> str | None:
    """Replace a GUID by a number and leave a plain word as it is."""
    value = names.guid(value)
    return value if PLAIN.fullmatch(value) else None


def chart_cells(value: str) -> str:
    """Return only the cells of a formula whose workbook is gone."""
    cells = value.rpartition("!")[2]
    return f"Sheet1!{cells}" if _CELLS.fullmatch(cells) else "Sheet1!$A$1"


RULES: dict[str, Rule] = {
    "w:bookmarkStart w:name": Names.mark,
    "w:hyperlink w:anchor": Names.mark,
    "w:fldSimple w:instr": Names.field,
    "w:style w:styleId": Names.style,
    "w:style/w:name w:val": Names.style_name,
    "w:abstractNum/w:name w:val": _never,
    "w:name w:val": _never,
    "w:lvlText w:val": _as_is,
    "w:compatSetting w:uri": _if(re.compile(r"http://schemas\.microsoft\.com/office/word")),
    "w:compatSetting w:name": _if(re.compile(r"\w{1,60}")),
    "w:lvl w:tplc": _never,
    "a:theme name": _always("Theme"),
    "a:clrScheme name": _always("Colours"),
    "a:fontScheme name": _always("Fonts"),
    "a:fmtScheme name": _always("Effects"),
    "a:tableStyle styleName": _numbered("table style", "Table style {}"),
    "a:tblStyle styleName": _numbered("table style", "Table style {}"),
    "a:tableStyle styleId": _if(_GUID),
    "a:tblStyle styleId": _if(_GUID),
    "a:tblStyleLst def": _if(_GUID),
    "a:buChar char": _as_is,
    "a:fld id": Names.any_guid,
    "a:ext uri": _never,
    "a:graphicData uri": _if(GRAPHIC),
    "p:cSld name": _never,
    "x:sheet name": _as_is,
    "x:definedName name": _as_is,
    "x:table name": _as_is,
    "x:table displayName": _as_is,
    "x:tableColumn name": _as_is,
    "x:tableColumn totalsRowLabel": _as_is,
    "x:tableStyle name": _table_style,
    "x:tableStyleInfo name": _table_style,
    "x:tableStyles defaultTableStyle": _table_style,
    "x:tableStyles defaultPivotStyle": _table_style,
    "x:cellStyle name": _numbered("cell style", "Style {}"),
    "x:numFmt formatCode": _as_is,
    "x:hyperlink location": _as_is,
    "x:cfRule text": _as_is,
    "x:cfvo val": _reckoned,
    "c:numFmt formatCode": _as_is,
    "c:pt formatCode": _as_is,
    "c:axId val": _numbered("axis", "{}"),
    "c:crossAx val": _numbered("axis", "{}"),
    "v:textpath string": _as_is,
    "v:shape id": _if(_SHAPE),
    "v:shapetype id": _if(_SHAPE),
    "v:shape type": _if(_SHAPE),
    "wps:cNvPr name": _always("Shape"),
}
RULES |= {
    f"w:{name} w:val": Names.style
    for name in (
        "pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink"
    )
}  # fmt: skip
RULES |= {f"m:{name} m:val": _as_is for name in ("chr", "begChr", "endChr", "sepChr")}
RULES |= dict.fromkeys(_ooxml_faces.PLACES, Names.face)
RULES |= {
    f"dgm:{element} {name}": guid
    for element, names in {
        "pt": ("modelId", "cxnId"),
        "cxn": ("modelId", "srcId", "destId", "parTransId", "sibTransId"),
        "prSet": ("presAssocID",),
    }.items()
    for name in names
} | {"dsp:sp modelId": guid}
RULES |= {
    f"{prefix} name": _always("Shape")
    for prefix in (
        "p:cNvPr", "a:cNvPr", "cdr:cNvPr", "pic:cNvPr", "xdr:cNvPr", "wp:docPr", "wpg:cNvPr",
        "dsp:cNvPr",
    )
}  # fmt: skip
_OLD = (
    "arc", "curve", "group", "line", "oval", "polyline", "rect", "roundrect", "image", "fill",
    "imagedata", "path", "shadow", "stroke", "textbox", "textpath", "background",
)  # fmt: skip
for _element in _OLD:
    RULES[f"v:{_element} id"] = _if(_SHAPE)
for _element in ("shape", "shapetype", *_OLD):
    RULES[f"v:{_element} style"] = _styled

# Elements whose characters are words, numbers or formulas that a reader sees.
TEXTS = listed(
    "w:t w:instrText a:t a:tableStyleId m:t x:t x:v x:f x:definedName x:formula x:oddHeader "
    "x:oddFooter x:evenHeader x:evenFooter x:firstHeader x:firstFooter x:totalsRowFormula c:v c:f "
    "c:formatCode c:name c:separator cdr:x cdr:y wp:align wp:posOffset xdr:col xdr:colOff xdr:row "
    "xdr:rowOff"
)
_SCALARS = listed(
    "a:tableStyleId cdr:x cdr:y wp:align wp:posOffset xdr:col xdr:colOff xdr:row xdr:rowOff"
)
FORMULAS = listed("x:f x:formula x:definedName x:totalsRowFormula c:f")


def said(names: Names, element: str, text: str) -> str | None:
    """Return what the characters of an element may be, or None to leave the element out."""
    if element not in TEXTS:
        return ""
    if element in _SCALARS:
        return text if PLAIN.fullmatch(text) else None
    if element in FORMULAS and reaches_out(text):
        return "#REF!" if element == "c:f" else None
    if element in _ooxml_faces.HEADINGS:
        return _ooxml_faces.coded(names, text)
    if element == "w:instrText":
        return text if names.is_field(text) else None
    return text


def rule(parent: str, element: str, name: str) -> Rule:
    """Return what decides on an allowed attribute: None for what it may not say."""
    return RULES.get(f"{parent}/{element} {name}") or RULES.get(f"{element} {name}") or _plain
