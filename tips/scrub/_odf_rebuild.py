"""One XML part of an OpenDocument built anew, element by element, from the allow-list."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from lxml import etree

from tips.scrub import _odf_faces, _odf_shapes
from tips.scrub._odf_attributes import ATTRIBUTES
from tips.scrub._odf_elements import ELEMENTS, NAMESPACES, PREFIXES
from tips.scrub._odf_styles import Styles, display_name
from tips.scrub._office_xml import document, listed, words, written
from tips.scrub._ooxml_names import Names
from tips.scrub._ooxml_values import FOREIGN, PLAIN

# What only wraps or counts: the words that it shows stay.
UNWRAPPED = {
    f"text:{name}"
    for name in listed(
        "a meta meta-field date time user-field-get user-field-input variable-get variable-set "
        "variable-input expression conditional-text placeholder text-input drop-down note-ref "
        "sequence-ref sequence bookmark-ref reference-ref bibliography-mark measure title subject "
        "chapter page-variable-get database-display database-row-number table-of-content "
        "alphabetical-index bibliography "
        "illustration-index object-index table-index user-index index-body index-title "
        "paragraph-count word-count character-count table-count image-count object-count "
        "toc-mark-start toc-mark-end dde-connection execute-macro table-formula hidden-text "
    )
} | {"draw:a", "loext:content-control"}
_TEXTS = listed(
    "text:p text:h text:span text:page-number text:page-count text:note-citation"
    " text:ruby-base text:ruby-text text:sheet-name text:number"
    " text:linenumbering-separator number:text number:embedded-text"
    " number:currency-symbol number:fill-character loext:fill-character presentation:footer-decl"
    " presentation:date-time-decl math:mi math:mn math:mo math:mtext"
)
_FILLED = frozenset(("draw:frame", "text:list-level-style-image", "style:background-image"))
_LINKED = frozenset(
    ("draw:image", "draw:object", "draw:fill-image", "style:background-image",
     "text:list-level-style-image")
)  # fmt: skip
# Definitions whose name is draw:name; on shapes and slides it is what a person called them.
_NAMED = frozenset(
    f"draw:{name}"
    for name in ("gradient", "hatch", "fill-image", "marker", "stroke-dash", "opacity", "layer")
) | {"svg:linearGradient", "svg:radialGradient"}
_NAMES_STYLES = re.compile(
    r"(?!style:font-).*(?:style-names?|master-page-name|page-layout-name|fill-\w+-name"
    r"|draw:marker-(?:start|end)|draw:stroke-dash(?:-names)?|opacity-name|style-override"
    r"|draw:layer|style:name|use-(?:footer|date-time)-name|presentation:name|text:class-names)"
)
_PLAIN_TABLE = re.compile(r"local-table|(?:Table|Tabla)\d{1,3}")
_OWNER, _ELSEWHERE = re.compile(r"[^\s:.]+(?=\.)"), re.compile(r"<[^<>]*\.")  # another table
_CALLED = listed(
    "table:name table:cell-range-address table:base-cell-address table:print-ranges table:formula"
    " table:expression table:end-cell-address office:string-value chart:values-cell-range-address"
    " chart:label-cell-address text:bullet-char style:num-prefix style:num-suffix"
    " style:num-format style:leader-text"
    " calcext:target-range-address calcext:base-cell-address calcext:value style:condition"
    " loext:label-string loext:num-list-format"
)
_FACES = _odf_faces.DECLARED | _odf_faces.FAMILIES | _odf_faces.STYLES
_IDENTIFIERS = listed("xml:id text:continue-list draw:start-shape draw:end-shape")
_EMBED = [("xlink:type", "simple"), ("xlink:show", "embed"), ("xlink:actuate", "onLoad")]


@cache
def short(tag: str) -> str:
    """Return "text:p" for a tag in braces; a name in no namespace that we know begins with "?"."""
    if not tag.startswith("{"):
        return tag
    address, _, local = tag[1:].partition("}")
    return f"{PREFIXES.get(address, '?')}:{local}"


def _showed(node: etree._Element) -> bool:
    return any(short(str(child.tag)) == "draw:image" for child in node)


class Rebuild:
    """Writes one part. `link` tells the new place of a picture or object, or None when it went.

    For no address it tells that of a blank picture.
    Only a table of a `sheets` document shows what it is called.
    """

    def __init__(
        self,
        names: Names,
        styles: Styles,
        link: Callable[[str], str | None],
        *,
        sheets: bool = True,
    ) -> None:
        self._names, self._styles, self._sheets = names, styles, sheets
        self._link = link
        self._used: set[str] = set()

    def part(self, root: etree._Element) -> bytes | None:
        """Return the part's bytes, or None when its root is no element that we know."""
        inside = self._element(root, False)
        if not inside:
            return None
        used = sorted(self._used - {"xml"} | {"of"})  # formulas begin with this prefix
        spaces = "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in used)
        name = short(str(root.tag))
        return document(f"<{name}{spaces}{inside[len(name) + 1 :]}")

    def _element(self, node: etree._Element, in_text: bool) -> str:
        name = short(str(node.tag))
        if name in UNWRAPPED:
            return self._inside(node, in_text)
        if name not in ELEMENTS:
            return ""
        attributes = list(self._attributes(node, name))
        inside = self._inside(node, name in _TEXTS)
        if name in _LINKED:
            if not any(key == "xlink:href" for key, _ in attributes):
                return ""
            attributes += _EMBED
        elif name in _FILLED and not inside:
            inside = self._blank() if _showed(node) else ""
            if not inside:
                return ""
        self._used.update(key.partition(":")[0] for key, _ in attributes if ":" in key)
        self._used.add(name.partition(":")[0])
        return written(name, attributes, inside)

    def _blank(self) -> str:
        """Return a picture of nothing, so that what stands around a lost one stays where it is."""
        place = self._link("")
        if place is None:
            return ""
        self._used |= {"draw", "xlink"}
        return written("draw:image", [("xlink:href", place), *_EMBED], "")

    def _inside(self, node: etree._Element, in_text: bool) -> str:
        parts = [words(node.text)] if in_text and node.text else []
        for child in node:
            parts.append(self._element(child, in_text))
            if in_text and child.tail:
                parts.append(words(child.tail))
        return "".join(parts)

    def _attributes(self, node: etree._Element, name: str) -> Iterator[tuple[str, str]]:
        for tag, value in node.attrib.items():
            key = short(str(tag))
            if key in _FACES or (name == _odf_faces.DECLARATION and key == "style:name"):
                new = _odf_faces.value(self._names, node, key, str(value))
            else:
                new = self._value(name, key, str(value))
            if new is not None:
                yield key, new
                if key == "style:name" and (shown := display_name(new)):
                    yield "style:display-name", shown

    def _value(self, name: str, key: str, value: str) -> str | None:
        if key == "draw:name" and name in _NAMED:
            return self._styles.new(value)
        if key == "draw:name" and name == "draw:equation":
            return _odf_shapes.sum_name(self._names, value)
        if key not in ATTRIBUTES or key == "style:display-name":
            return None
        if key == "xlink:href":
            return self._link(value) if value and name in _LINKED else None
        if key in _odf_shapes.KEYS:
            return _odf_shapes.outline(self._names, value)
        if key == "number:transliteration-format":  # the first numeral of a script
            return value if len(value) == 1 else None
        if key in _IDENTIFIERS:
            return self._names.given("id", value, "id{}".format)
        if key == "text:name":
            return self._names.given("section", value, "Section{}".format)
        if key in _CALLED:
            return None if FOREIGN.search(value) else self._called(key, value)
        if key == "calcext:apply-style-name":
            return self._styles.shown(value)
        if _NAMES_STYLES.fullmatch(key):
            return self._styles.new(value)
        return value if PLAIN.fullmatch(value) else None

    def _called(self, key: str, value: str) -> str | None:
        """Return what a table is called, or says of another, without names that nobody sees."""
        if self._sheets:
            return value
        if key == "style:condition":
            return value if PLAIN.fullmatch(value) else None
        if key == "table:formula":
            return None if _ELSEWHERE.search(value) else value
        if key.endswith("address"):
            return _OWNER.sub(lambda owner: self._table(owner[0]), value)
        return self._table(value) if key == "table:name" else value

    def _table(self, name: str) -> str:
        if _PLAIN_TABLE.fullmatch(name):
            return name
        return self._names.given("table", name, "Table_{}".format)
