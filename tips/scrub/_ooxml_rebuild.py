"""One part of an Office Open XML package built anew, element by element, from the allow-list."""

from collections.abc import Callable
from functools import lru_cache
from typing import cast

from lxml import etree

from tips.scrub import _ooxml_faces
from tips.scrub._office_xml import document, listed, words, written
from tips.scrub._ooxml_attributes import ATTRIBUTES
from tips.scrub._ooxml_elements import ELEMENTS, NAMESPACES, PREFIXES
from tips.scrub._ooxml_names import Names
from tips.scrub._ooxml_rows import MANY, plain
from tips.scrub._ooxml_values import Rule, rule, said

# What only wraps: the words inside stay, the wrapper (author, date, tag, address) goes.
UNWRAPPED = frozenset(
    ["w:ins", "w:moveTo", "w:sdt", "w:sdtContent", "w:smartTag", "w:customXml", "w:dir", "w:bdo"]
)
# What means nothing without the part that it points to, or with nothing inside.
_LINKED = listed(
    "w:headerReference w:footerReference p:sldId p:sldMasterId p:sldLayoutId x:sheet x:drawing "
    "x:tablePart x:picture c:userShapes v:imagedata"
)
_FILLED = listed(
    "x:tableParts x:hyperlinks x:definedNames x:conditionalFormatting "
    "w:drawing w:pict p:sldIdLst x:cols x:mergeCells x:rowBreaks x:colBreaks "
    "x:totalsRowFormula"
)
_XML = "{http://www.w3.org/XML/1998/namespace}"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_DRAWN = "http://schemas.microsoft.com/office/drawing/2008/diagram"


@lru_cache(65_536)
def short(tag: str) -> str:
    """Return "w:p" for a tag in braces; a name in no namespace that we know begins with "?"."""
    address, _, local = tag[1:].partition("}")
    return f"{PREFIXES.get(address, '?')}:{local}" if tag[:1] == "{" else f"?:{tag}"


class Rebuild:
    """Writes one part.

    `link` tells the new relationship id of an old one, or None when it went; `drawn` does so for
    the drawing of a diagram, among the relationships of the part around it.
    """

    def __init__(
        self,
        names: Names,
        link: Callable[[str], str | None],
        drawn: Callable[[str], str | None],
    ) -> None:
        self._names, self._link, self._drawn_by = names, link, drawn
        self._used: set[str] = set()

    def part(self, root: etree._Element) -> bytes | None:
        """Return the part's bytes, or None when its root is no element that we know."""
        _ooxml_faces.learn(root, self._names)
        inside = self._element(root, "")
        if not inside:
            return None
        used = sorted(prefix for prefix in self._used if prefix in NAMESPACES)
        spaces = "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in used)
        name = short(str(root.tag))
        return document(f"<{name}{spaces}{inside[len(name) + 1 :]}")

    def _element(self, node: etree._Element, parent: str) -> str:
        name = short(cast(str, node.tag))
        if name == "mc:AlternateContent":
            return self._alternate(node, parent)
        if name in UNWRAPPED or (name in ("w:hyperlink", "w:fldSimple") and self._opens_out(node)):
            return "".join(self._element(child, parent) for child in node)
        if name == "w:object":  # an embedded file goes, the picture of it stays
            name = "w:pict"
        if name == "dgm:extLst" and parent == "dgm:dataModel":
            return self._drawn(node)
        if name not in ELEMENTS:
            return ""
        return self._kept(node, parent, name)

    def _kept(self, node: etree._Element, parent: str, name: str) -> str:
        text = said(self._names, name, node.text) if node.text else ""
        if text is None:
            return ""
        attributes = self._attributes(node, parent, name)
        linked = name in _LINKED or (name == "c:chart" and parent == "a:graphicData")
        if linked and not any(key.startswith("r:") for key, _ in attributes):
            return ""
        inside = words(text) if text else ""
        if name in MANY:
            inside += "".join([plain(child) or self._element(child, name) for child in node])
            node.clear()  # what is written needs no tree any more
        elif len(node):
            inside += "".join([self._element(child, name) for child in node])
        if not inside and name in _FILLED:
            return ""
        self._used.add(name.partition(":")[0])
        return written(name, attributes, inside)

    def _attributes(self, node: etree._Element, parent: str, name: str) -> list[tuple[str, str]]:
        attributes = []
        for tag, value in node.attrib.items():
            planned = _plan(parent, name, cast(str, tag))
            if planned is None:
                continue
            key, allowed = planned
            new = (
                allowed(self._names, cast(str, value)) if allowed else self._link(cast(str, value))
            )
            if new is not None:
                self._used.add(key.rpartition(":")[0])
                attributes.append((key, new))
        return attributes

    def _opens_out(self, node: etree._Element) -> bool:
        """A link to elsewhere, or a field that holds more than a number, keeps its words only."""
        if short(str(node.tag)) == "w:hyperlink":
            return not any(_key(str(tag)) == "w:anchor" for tag in node.attrib)
        codes = [value for tag, value in node.attrib.items() if _key(str(tag)) == "w:instr"]
        return not codes or self._names.field(str(codes[0])) is None

    def _alternate(self, node: etree._Element, parent: str) -> str:
        """Write the one form that is left; a newer one says what it asks of its readers."""
        for form in node:
            inside = self._inside(form, parent)
            if not inside or short(str(form.tag)) != "mc:Choice":
                return inside
            requires = " ".join(str(form.get("Requires")).split())
            self._used |= {"mc", *requires.split()}
            choice = written("mc:Choice", [("Requires", requires)], inside)
            return written("mc:AlternateContent", [], choice)
        return ""

    def _inside(self, branch: etree._Element, parent: str) -> str:
        return "".join([self._element(child, parent) for child in branch])

    def _drawn(self, node: etree._Element) -> str:
        """A diagram's data says which drawing shows it; viewers that cannot lay it out need it."""
        for found in node.iter(f"{{{_DRAWN}}}dataModelExt"):
            link = self._drawn_by(str(found.get("relId", "")))
            if link:
                self._used |= {"a", "dsp"}
                model = written("dsp:dataModelExt", [("relId", link), ("minVer", _DIAGRAM)], "")
                return written("dgm:extLst", [], written("a:ext", [("uri", _DRAWN)], model))
        return ""


@lru_cache(65_536)
def _plan(parent: str, element: str, tag: str) -> tuple[str, Rule | None] | None:
    """Return an attribute's name and what it may say; without a rule it leads to another part."""
    key = _key(tag)
    if key == "xml:space":
        return key, _space
    if key not in ATTRIBUTES.get(element.partition(":")[0], frozenset()):
        return None
    return key, None if key.startswith("r:") else rule(parent, element, key)


def _space(names: Names, value: str) -> str | None:
    return value if value == "preserve" else None


def _key(tag: str) -> str:
    if tag.startswith(_XML):
        return "xml:" + tag[len(_XML) :]
    return short(tag) if tag.startswith("{") else tag
