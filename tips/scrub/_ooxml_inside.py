"""Which pictures lie inside cells: Excel's ("place in cell") and those of WPS Office (DISPIMG).

Excel keeps such a picture as what stands behind an error, four parts away from its cell, among
what it fetched of stocks, places and people.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from tips.scrub._office_xml import parse
from tips.scrub._ooxml_elements import NAMESPACES
from tips.scrub._ooxml_layouts import of
from tips.scrub._ooxml_links import Relation

Thing = TypeVar("Thing")
Relations = Callable[[str], Mapping[str, Relation]]
Read = Callable[[str], bytes]

ASKS = re.compile(rb"""\svm\s*=\s*["']|\bDISPIMG\(""")  # in a sheet with such pictures

_X, _R, _A = ("{" + NAMESPACES[prefix] + "}" for prefix in "xra")
_NAMED = re.compile(r'\bDISPIMG\("(\w{1,80})"')
_VALUES, _IMAGE = "XLRICHVALUE", "_rvRel:LocalImageIdentifier"


@dataclass
class Pictures:
    """The members that are pictures in cells, by the number of a value and by a name."""

    by_value: dict[str, str]
    by_name: dict[str, str]

    def __bool__(self) -> bool:
        return bool(self.by_value or self.by_name)

    def of(self, cell: etree._Element) -> str | None:
        """Return the picture in a cell."""
        named = _NAMED.search(cell.findtext(f"{_X}f") or "")
        return self.by_name.get(named[1]) if named else self.by_value.get(str(cell.get("vm", "")))


def pictures(own: Mapping[str, Relation], relations: Relations, read: Read) -> Pictures:
    """Return them; `own` are the relationships of the workbook."""

    def root(kind: str) -> etree._Element | None:
        data = next((read(place) for place in of(kind, own.values())), b"")
        return parse(data) if data.strip() else None

    by_name = {}
    named, places = root("cellImage"), list(of("cellImage", own.values()))
    for picture in named.iter("{*}pic") if named is not None else ():
        mark, blip = next(picture.iter("{*}cNvPr"), None), next(picture.iter(f"{_A}blip"), None)
        member = _member(relations(places[0]), blip, "embed")
        if mark is not None and member:
            by_name[str(mark.get("name", ""))] = member
    listed, places = root("richValueRel"), list(of("richValueRel", own.values()))
    links = relations(places[0]) if places else {}
    members = [_member(links, one, "id") for one in listed] if listed is not None else []
    metadata, values, shapes = map(root, ("sheetMetadata", "rdRichValue", "rdRichValueStructure"))
    if metadata is None or values is None or shapes is None:
        return Pictures({}, by_name)
    keys = [[str(key.get("n")) for key in shape.iterfind("{*}k")] for shape in shapes]
    behind = [_image(value, keys, members) for value in values]
    return Pictures(_by_value(metadata, behind), by_name)


def _member(links: Mapping[str, Relation], node: etree._Element | None, name: str) -> str:
    relation = links.get(str(node.get(_R + name))) if node is not None else None
    return relation.target if relation and relation.kind == "image" else ""


def _image(value: etree._Element, keys: list[list[str]], members: list[str]) -> str:
    """Return the picture that a value is, or nothing for what was fetched from elsewhere."""
    own = _at(keys, value.get("s")) or []
    return next(
        (
            _at(members, part.text) or ""
            for key, part in zip(own, value.iterfind("{*}v"), strict=False)
            if key == _IMAGE
        ),
        "",
    )


def _by_value(metadata: etree._Element, values: list[str]) -> dict[str, str]:
    """Follow each number that a cell may give to the picture behind it."""
    kinds = [str(one.get("name")) for one in metadata.iterfind(f"{_X}metadataTypes/*")]
    future = [
        next((_at(values, mark.get("i")) for mark in block.iter("{*}rvb")), None)
        for block in metadata.iterfind(f"{_X}futureMetadata[@name='{_VALUES}']/{_X}bk")
    ]
    found = {}
    for number, block in enumerate(metadata.iterfind(f"{_X}valueMetadata/{_X}bk"), 1):
        for record in block.iterfind(f"{_X}rc"):
            is_value = _at(kinds, record.get("t"), 1) == _VALUES
            member = _at(future, record.get("v")) if is_value else None
            if member:
                found[str(number)] = member
    return found


def _at(things: Sequence[Thing], said: str | None, first: int = 0) -> Thing | None:
    """Return the thing of a number, or nothing where there is none."""
    number = int(said) - first if said and said.isdecimal() and len(said) < 9 else -1
    return things[number] if 0 <= number < len(things) else None
