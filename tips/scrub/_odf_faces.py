"""Names of typefaces in an OpenDocument, which it declares under names of its own.

A style says `style:font-name="Liberation Serif1"`, a declaration of that name says which typeface
(`svg:font-family`) it is: a list as in CSS, each in quotes where needed. LibreOffice writes some
names with features behind a colon ("Linux Libertine G:smcp").
"""

import re

from lxml import etree

from tips.scrub._odf_elements import NAMESPACES
from tips.scrub._office_xml import listed
from tips.scrub._ooxml_names import Names
from tips.scrub._typefaces import common, family, is_style, told

DECLARATION = "style:font-face"
DECLARED = listed("style:font-name style:font-name-asian style:font-name-complex")
FAMILIES = listed(
    "svg:font-family fo:font-family style:font-family-asian style:font-family-complex"
)
STYLES = listed(
    "style:font-adornments style:font-style-name style:font-style-name-asian"
    " style:font-style-name-complex"
)
_STYLE = "{" + NAMESPACES["style"] + "}"
_COPY = re.compile(r"(?<=\D)\d{1,3}$")  # the number that LibreOffice gives the second of a name


def value(names: Names, node: etree._Element, key: str, said: str) -> str | None:
    """Return what an attribute may name of a typeface; None for a style that is no usual one."""
    if key in FAMILIES:
        return common(said, _told(node, key.partition("font-family")[2]))
    if key in STYLES:
        return said if is_style(said) else None
    if not said or family(said) or family(_COPY.sub("", said)):
        return said
    return names.given("face", said, "Face_{}".format)


def _told(node: etree._Element, script: str) -> str:
    """Return the family that an element tells of its typeface for one kind of writing."""
    kind, pitch, letters = (
        str(node.get(f"{_STYLE}font-{name}{script}", ""))
        for name in ("family-generic", "pitch", "charset")
    )
    return told(kind, pitch, signs=letters == "x-symbol")
