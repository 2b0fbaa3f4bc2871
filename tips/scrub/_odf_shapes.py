"""The outlines of shapes in an OpenDocument: paths, and the sums that these mention by name."""

import re

from tips.scrub._office_xml import listed
from tips.scrub._ooxml_names import Names

KEYS = listed(
    "draw:enhanced-path draw:formula draw:glue-points draw:text-areas draw:handle-position"
    " draw:handle-polar draw:handle-radius-range-maximum draw:handle-radius-range-minimum"
    " draw:handle-range-x-maximum draw:handle-range-x-minimum draw:handle-range-y-maximum"
    " draw:handle-range-y-minimum drawooo:enhanced-path drawooo:sub-view-size"
)
_NAME = re.compile(r"\?(\w+)")
# Nothing is given back once it is taken: a long path that ends in a word is not tried in all ways.
_OUTLINE = re.compile(
    r"(?:\?\w++|\$\d++|(?:\d++(?:\.\d*+)?|\.\d++)(?:[Ee][+-]?\d++)?|[A-Z]{1,2}(?![A-Za-z])"
    r"|(?:sin|cos|tan|atan2?|sqrt|abs|min|max|if|pi|left|top|right|bottom|[xy]stretch"
    r"|has(?:stroke|fill)|(?:log)?(?:width|height))(?!\w)|[-+*/(),\s])*+"
)


def outline(names: Names, value: str) -> str | None:
    """Return an outline or a sum with other names in it; None where it is neither."""
    if not _OUTLINE.fullmatch(value):
        return None
    return _NAME.sub(lambda found: "?" + sum_name(names, found[1]), value)


def sum_name(names: Names, old: str) -> str:
    return names.given("sum", old, "f{}".format)
