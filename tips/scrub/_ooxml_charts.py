"""What a chart keeps and does not draw: words of labels that are off, points beyond their number.

The title of an axis that is off stays: programs draw it.
"""

from collections.abc import Iterable

from lxml import etree

from tips.scrub._ooxml_elements import NAMESPACES

_C = "{" + NAMESPACES["c"] + "}"
_OFF = frozenset(("0", "false"))
_LEFT = (f"{_C}idx", f"{_C}delete")  # what a label that is off still needs


def settle(chart: etree._Element) -> int:
    """Take it out; return how many pieces went."""
    unseen = [node for label in chart.iter(f"{_C}dLbl") for node in _unsaid(label)]
    unseen += [point for count in chart.iter(f"{_C}ptCount") for point in _uncounted(count)]
    for node in unseen:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    return len(unseen)


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
