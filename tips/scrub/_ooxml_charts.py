"""What a chart keeps and does not draw: words of labels that are off, points beyond their number,
and of the forms of its numbers the words for other numbers than it has.

Fields in labels that read the chart stay; those that read cells become what the cells said. The
title of an axis that is off stays: programs draw it.
"""

import re
from collections.abc import Iterable

from lxml import etree

from tips.scrub._ooxml_elements import NAMESPACES
from tips.scrub._ooxml_forms import Form

_C, _A = ("{" + NAMESPACES[prefix] + "}" for prefix in "ca")
_LATER = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
_OFF = frozenset(("0", "false"))
_POINT = f"{_C}pt"
_NUMBER = re.compile(r"-?\d{1,300}(?:\.\d+)?(?:[Ee][+-]?\d{1,2})?")
# Fields of a label: programs work them out from the values of the chart, or from cells.
_OF_CHART = frozenset(
    ("VALUE", "XVALUE", "YVALUE", "CATEGORYNAME", "SERIESNAME", "PERCENTAGE", "BUBBLESIZE")
)
_OF_CELLS = f"{_LATER}dlblFTEntry"
_LEFT = (f"{_C}idx", f"{_C}delete")  # what a label that is off still needs


def settle(chart: etree._Element) -> int:
    """Take it out; return how many pieces went."""
    unseen = [node for label in chart.iter(f"{_C}dLbl") for node in _unsaid(label)]
    for label in chart.iter(f"{_C}dLbl"):
        _fill(label)
    unseen += [point for count in chart.iter(f"{_C}ptCount") for point in _uncounted(count)]
    for node in unseen:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    return len(unseen) + _settle_forms(chart)


def counts(field: etree._Element) -> bool:
    """Tell whether a field of a label shows what the chart says itself."""
    return field.get("type") in _OF_CHART


def _fill(label: etree._Element) -> None:
    """Put into a label's fields what its cells said; Office leaves "[CELLRANGE]" in their place."""
    for field in label.iter(f"{_A}fld"):
        kind = str(field.get("type", ""))
        said = f"[{kind}]" if counts(field) else _cells_said(label, field, kind)
        for text in field.iterfind(f"{_A}t") if said is not None else ():
            text.text = said


def _cells_said(label: etree._Element, field: etree._Element, kind: str) -> str | None:
    """Return the words of the cell that a field shows; None for a field of another kind."""
    if kind == "CELLREF":
        entries = label.iter(_OF_CELLS)
        own = (one for one in entries if one.findtext(f"{_LATER}txfldGUID") == field.get("id"))
        return next(("".join(one.itertext(f"{_C}v")) for one in own), "")
    series = next(label.iterancestors(f"{_C}ser"), None)
    if kind != "CELLRANGE" or series is None:
        return None
    at = label.find(f"{_C}idx")
    number = None if at is None else at.get("val")
    points = series.iterfind(f".//{_LATER}dlblRangeCache/{_POINT}")
    return next((p.findtext(f"{_C}v") or "" for p in points if p.get("idx") == number), "")


def _settle_forms(chart: etree._Element) -> int:
    """Take words out of forms of numbers; nought and a share of one stand at many axes."""
    places = chart.iter(f"{_C}numFmt", f"{_C}formatCode", _POINT)
    said = [(node, code) for node in places if (code := _code(node))]
    numbers = {0.5} | _numbers(chart)
    made: dict[str, str] = {}
    for code in {code for _node, code in said} if len(numbers) > 1 else ():
        form = Form(code)
        for number in numbers:
            form.number(number)
        made[code] = form.settled()
    changed = [(node, made[code]) for node, code in said if made.get(code, code) != code]
    for node, code in changed:
        if "formatCode" in node.attrib:
            node.set("formatCode", code)
        else:
            node.text = code
    return len(changed)


def _numbers(chart: etree._Element) -> set[float]:
    lists = chart.iter(f"{_C}numCache", f"{_C}numLit")
    said = (point.findtext(f"{_C}v") or "" for points in lists for point in points.iterfind(_POINT))
    return {float(value) for value in said if _NUMBER.fullmatch(value)}


def _code(node: etree._Element) -> str:
    """Return a form of numbers, which stands in an attribute or between the tags."""
    return str(node.get("formatCode") or ("" if node.tag == _POINT else node.text or ""))


def _unsaid(label: etree._Element) -> Iterable[etree._Element]:
    mark = label.find(f"{_C}delete")
    if mark is None or mark.get("val", "1") in _OFF:
        return ()
    return [node for node in label if node.tag not in _LEFT]


def _uncounted(count: etree._Element) -> Iterable[etree._Element]:
    """Return the points beside a number of points that it does not count."""
    said, held = str(count.get("val", "")), count.getparent()
    if held is None or not said.isdecimal():
        return ()
    numbers = ((point, str(point.get("idx", ""))) for point in held.iter(f"{_C}pt"))
    return [point for point, at in numbers if not at.isdecimal() or int(at) >= int(said)]
