"""What the styles of an OpenDocument are called: by names that tell nothing, and still fit.

A file names a style in letters of XML alone ("Mi_20_estilo"), and programs by what they show
("Mi estilo"). LibreOffice's conditional formats use the second kind.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from tips.scrub._odf_elements import NAMESPACES
from tips.scrub._ooxml_names import Names

_STYLE, _DRAW = ("{" + NAMESPACES[prefix] + "}" for prefix in ("style", "draw"))
_FACE = _STYLE + "font-face"  # a typeface, which is named apart
_CODED = re.compile(r"_([0-9A-Fa-f]{1,5})_")  # a letter that a name in XML cannot have
_BUILT_IN = re.compile(
    r"(?:[A-Za-z]|M?(?:dp|fr|gr|pm|pr|Sect)|M[LPT]|PM|ce|co|ro|ta|dtd|ftr|hdr|Table)\d{1,5}"
    r"|Standard|[Dd]efault|Heading(?:_20_\d+)?|Title|Subtitle|Text_20_body"
    r"|List|Caption|Index|Header|Footer|Graphics|Frame|Table_20_(?:Contents|Heading)"
    r"|(?:Foot|End)note(?:_20_(?:Symbol|anchor))?|layout|background|backgroundobjects|controls|measurelines"
    r"|standard|text|title|objectwithoutfill"
)
# A slide's styles are found by the name of its master and these endings.
_ENDING = re.compile(r"(.+)-(title|subtitle|outline\d|notes|background(?:objects)?)")


class Styles:
    """The new names of one document's styles; `roots` are the parts that define and use them."""

    def __init__(self, names: Names, roots: Iterable[etree._Element] = ()) -> None:
        self._names = names
        told = [found for root in roots for found in _told(root)]
        self._known = {name for name, _shown in told}
        self._shown = {shown: name for name, shown in reversed(told) if shown not in self._known}

    def new(self, value: str) -> str:
        """Return what a name becomes, or each of a list of names."""
        if value in self._known or value in self._shown:
            return self._one(value)
        return " ".join(map(self._one, value.split(" ")))

    def shown(self, value: str) -> str:
        """Return what programs will call the style that a file names in either way."""
        new = self._one(value)
        return display_name(new) or new

    def _one(self, name: str) -> str:
        """Keep the names that programs give; a style may be called after a person or a firm."""
        name = self._shown.get(name, name)
        ending = _ENDING.fullmatch(name)
        if ending:
            return f"{self._one(ending[1])}-{ending[2]}"
        if not name or _BUILT_IN.fullmatch(name):
            return name
        return self._names.given("style", name, "Style_{}".format)


def display_name(new: str) -> str | None:
    """Return what programs show for a name that stays, or None where it is the same."""
    return new.replace("_20_", " ") if "_20_" in new else None


def _told(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the name of each definition of one part, and what programs show for it."""
    for node in root.iter(etree.Element):
        name, drawn = node.get(_STYLE + "name"), node.get(_DRAW + "name")
        if name is not None and node.tag != _FACE:
            yield name, _CODED.sub(_letter, name)
            yield name, node.get(_STYLE + "display-name", name)
        elif drawn is not None and (shown := node.get(_DRAW + "display-name")):
            yield drawn, shown


def _letter(code: re.Match[str]) -> str:
    number = int(code[1], 16)
    return chr(number) if number <= 0x10FFFF else code[0]
