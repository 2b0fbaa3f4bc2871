"""What drawings and slides have: hidden slides and shapes, embedded files, old workbooks."""

import re
from collections import Counter
from collections.abc import Iterable

from lxml import etree

from tips.scrub import _ooxml_charts
from tips.scrub._ooxml_elements import NAMESPACES
from tips.scrub._ooxml_values import GRAPHIC, chart_cells
from tips.scrub._report import Kind

_A, _P, _C, _W, _XDR, _WP = (
    "{" + NAMESPACES[prefix] + "}" for prefix in ("a", "p", "c", "w", "xdr", "wp")
)
_EMBED = "{" + NAMESPACES["r"] + "}embed"
CROP = "|"  # between the identifier of a picture and how much of each side is hidden
_OFF = frozenset(("0", "false", "off"))
_ANCHORS = tuple(f"{_XDR}{name}" for name in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"))
_SHAPES = tuple(f"{_P}{name}" for name in ("sp", "pic", "grpSp", "cxnSp", "graphicFrame"))
_BEHIND = frozenset(("slideLayout", "slideMaster"))
_NUMBERED = _BEHIND | {"slide"}
_RUNS = tuple(f"{_A}{name}" for name in ("r", "br", "fld"))
_PLACE = "Text"  # what stands where a slide has its own words
_NUMBER = "‹#›"  # and where it has its own number
_PLAIN_NUMBER = re.compile(r"\d{1,4}")
_COUNTED = re.compile(r"slidenum|datetime(?:\d{1,2}|FigureOut)?|TxLink")  # fields of ours
_FORMS = tuple(
    "{" + NAMESPACES["mc"] + "}" + name for name in ("AlternateContent", "Choice", "Fallback")
)
_WHOLE = frozenset((*_ANCHORS, *_SHAPES, f"{_W}drawing"))


def settle(kind: str, root: etree._Element, lost: Counter[Kind]) -> bool:
    """Take out what is hidden and what is embedded; False leaves a hidden slide out."""
    if kind == "slide" and str(root.get("show", "1")) in _OFF:
        lost[Kind.HIDDEN] += 1
        return False
    lost[Kind.HIDDEN] += _silence(_covered(root))
    if kind == "chart":
        lost[Kind.HIDDEN] += _ooxml_charts.settle(root)
    if kind in _BEHIND:
        for place in _places(root):
            _level(place)
    for code in list(root.iter(f"{_A}fld")):
        if kind != "chart" or not _ooxml_charts.counts(code):
            _settle_field(code, kind in _NUMBERED)
    for crop in list(root.iter(f"{_A}srcRect")):
        lost[Kind.HIDDEN] += _mark_crop(crop)
    for frame in list(root.iter(f"{_P}graphicFrame")):
        _show_picture(frame)
    for graphic in list(root.iter(f"{_A}graphicData")):
        if not GRAPHIC.fullmatch(str(graphic.get("uri", ""))):
            lost[Kind.EMBEDDED] += _drop_whole(graphic)
    for mark in list(root.iter(f"{_P}cNvPr", f"{_XDR}cNvPr", f"{_WP}docPr")):
        if str(mark.get("hidden", "0")) not in (*_OFF, ""):
            lost[Kind.HIDDEN] += _drop_whole(mark)
    return True


def clear(root: etree._Element, *, whole: bool) -> None:
    """Leave of a layout or a master only its places: LibreOffice wants it, though no slide does.

    What is not cleared as a `whole` keeps its background, which slides show without its shapes.
    """
    shapes = list(root.iterfind(f"{_P}cSld/{_P}spTree/*"))
    fixed = [shape for shape in shapes if shape.tag in (*_SHAPES, *_FORMS)]
    _drop(shape for shape in fixed if next(shape.iter(f"{_P}ph"), None) is None)
    if whole:
        _drop(root.findall(f"{_P}cSld/{_P}bg"))


def _covered(root: etree._Element) -> Iterable[etree._Element]:
    """Return cells of tables that the one before or above is drawn over."""
    cells = root.iter(f"{_A}tc")
    return [c for c in cells if any(c.get(f"{way}Merge") in ("1", "true") for way in "vh")]


def _places(root: etree._Element) -> Iterable[etree._Element]:
    """Return shapes of a layout that only keep a place: no slide shows what is written in them."""
    marks = root.iter(f"{_P}ph")
    shapes = (next(mark.iterancestors(f"{_P}sp"), None) for mark in marks)
    return [shape for shape in shapes if shape is not None]


def _silence(cells: Iterable[etree._Element]) -> int:
    """Take the words out of some cells; return how many had any."""
    spoke = 0
    for cell in cells:
        inside = list(cell.iter(*_RUNS))
        spoke += any(str(text).strip() for run in inside for text in run.itertext())
        _drop(inside)
    return spoke


def _level(shape: etree._Element) -> None:
    """Leave of each line of a place its level, which LibreOffice takes the bullets of slides from.

    The number of a slide stays a number.
    """
    for line in shape.iter(f"{_A}p"):
        runs = [node for node in line.iter(*_RUNS) if node.get("type") != "slidenum"]
        _drop(runs[1:] if runs and runs[0].tag == f"{_A}r" else runs)
        for text in line.iterfind(f"{_A}r/{_A}t"):
            text.text = _PLACE


def _drop(nodes: Iterable[etree._Element]) -> None:
    for node in list(nodes):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)


def _settle_field(code: etree._Element, numbered: bool) -> None:
    """Leave a field of ours: programs put another number or today's date in its place.

    What a date says is when the show was last saved.
    """
    kind = str(code.get("type", ""))
    if not _COUNTED.fullmatch(kind):
        _unfield(code)
    for text in code.iterfind(f"{_A}t") if numbered else ():
        if kind == "slidenum" and not _PLAIN_NUMBER.fullmatch(text.text or ""):
            text.text = _NUMBER
        elif kind.startswith("datetime"):
            text.text = ""


def _unfield(code: etree._Element) -> None:
    """Leave of a field what it shows."""
    code.tag = f"{_A}r"
    code.attrib.clear()
    for properties in code.findall(f"{_A}pPr"):
        code.remove(properties)


def _mark_crop(crop: etree._Element) -> bool:
    """A frame hides the sides of a picture, which are still in the file: have them cut off.

    How much goes, in hundred-thousandths of a side, is written behind the picture's identifier.
    """
    fill = crop.getparent()
    blip = fill.find(f"{_A}blip") if fill is not None else None
    sides = [_share(str(crop.get(side, "0"))) for side in "ltrb"]
    if blip is None or blip.get(_EMBED) is None or not any(sides):
        return False
    blip.set(_EMBED, str(blip.get(_EMBED)) + CROP + ",".join(map(str, sides)))
    for side, share in zip("ltrb", sides, strict=True):
        if share:
            crop.attrib.pop(side)
    return True


def _share(said: str) -> int:
    try:
        share = float(said[:-1]) * 1_000 if said.endswith("%") else float(said)
    except ValueError:
        return 0
    return int(share) if 0 < share < 100_000 else 0


def unlink_chart(root: etree._Element) -> None:
    """Leave the cells only of a chart's formulas: the workbook behind it is gone."""
    for formula in root.iter(f"{_C}f"):
        formula.text = chart_cells(formula.text or "")


def _show_picture(frame: etree._Element) -> None:
    """Put the picture of an embedded file in the place of the file."""
    pictures = list(frame.iter(f"{_P}pic"))
    parent = frame.getparent()
    if pictures and parent is not None and next(frame.iter(f"{_P}oleObj"), None) is not None:
        parent.replace(frame, pictures[-1])


def _drop_whole(inner: etree._Element) -> int:
    """Take out the whole shape or drawing that something is part of, in its older form too."""
    node: etree._Element | None = inner
    while node is not None and node.tag not in _WHOLE:
        node = node.getparent()
    parent = node.getparent() if node is not None else None
    while parent is not None and parent.tag in _FORMS:
        node, parent = parent, parent.getparent()
    if node is None or parent is None:
        return 0
    parent.remove(node)
    return 1
