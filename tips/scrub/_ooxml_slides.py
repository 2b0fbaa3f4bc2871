"""What drawings and slides have: hidden slides and shapes, embedded files, old workbooks."""

from collections import Counter

from lxml import etree

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
_WHOLE = frozenset((*_ANCHORS, *_SHAPES, f"{_W}drawing"))


def settle(kind: str, root: etree._Element, lost: Counter[Kind]) -> bool:
    """Take out what is hidden and what is embedded; False leaves a hidden slide out."""
    if kind == "slide" and str(root.get("show", "1")) in _OFF:
        lost[Kind.HIDDEN] += 1
        return False
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
    """Take out the whole shape or drawing that something is part of."""
    node: etree._Element | None = inner
    while node is not None and node.tag not in _WHOLE:
        node = node.getparent()
    parent = node.getparent() if node is not None else None
    if node is None or parent is None:
        return 0
    parent.remove(node)
    return 1
