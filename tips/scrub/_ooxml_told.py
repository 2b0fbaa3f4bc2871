"""Where a workbook says its own path: in cells, and again in charts and shapes that show them."""

from lxml import etree

from tips.scrub._office_xml import parse
from tips.scrub._ooxml_elements import NAMESPACES
from tips.scrub._told import Told

KINDS = frozenset(("chart", "chartUserShapes", "drawing"))  # what may show a cell once more

_X, _C, _A = ("{" + NAMESPACES[prefix] + "}" for prefix in "xca")


def learn(told: Told, sheet: bytes) -> None:
    """Note the paths that the cells of a sheet say."""
    if told.asks(sheet.decode("utf-8", "replace")):
        for cell in parse(sheet).iter(f"{_X}c"):
            told.learn(cell.findtext(f"{_X}f") or "", cell.findtext(f"{_X}v") or "")


def tells(told: Told, cell: etree._Element) -> bool:
    """Tell whether the words that a cell worked out are a path, a piece of it, or more."""
    if cell.get("t") != "str":
        return False
    return told.tells(cell.findtext(f"{_X}f") or "", cell.findtext(f"{_X}v") or "")


def settle(root: etree._Element, told: Told) -> None:
    """Empty what shows such a cell: a title or a name of a chart, the words of a shape."""
    for words in root.iter(f"{_C}strCache"):
        points = words.findall(f"{_C}pt/{_C}v")
        for point in points:
            said = point.text or ""
            # One of many may be a piece of the path by chance: a month, a town.
            if told.repeats(said) or (len(points) == 1 and told.tells("", said)):
                point.text = None
    for run in root.iterfind(f".//{_C}dLbl//{_A}t"):
        if told.repeats(run.text or ""):
            run.text = None
    for shape in root.iter(etree.Element):
        parts = list(shape.iter(f"{_A}t")) if shape.get("textlink") else []
        if parts and told.tells("", "".join(part.text or "" for part in parts)):
            for part in parts:
                part.text = None
