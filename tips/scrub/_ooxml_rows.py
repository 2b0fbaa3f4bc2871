"""Plain cells and strings of a workbook, of which there may be a million: written in one go.

A cell is plain that says no more than where it is, its look, its kind and a value; a string is
that has one look. Whatever else there is goes the way of all elements, which writes these alike.
"""

import re

from lxml import etree

from tips.scrub._office_xml import words, written
from tips.scrub._ooxml_elements import NAMESPACES

MANY = frozenset(("x:row", "x:sst"))  # the elements that hold them

_CELL, _VALUE, _STRING, _TEXT = (f"{{{NAMESPACES['x']}}}{name}" for name in ("c", "v", "si", "t"))
_PLACE = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
_SPACE = [("{http://www.w3.org/XML/1998/namespace}space", "preserve")]


def plain(node: etree._Element) -> str:
    """Return a plain cell or string as XML, or nothing for any other element."""
    if len(node) < 2 and node.tag == _CELL:
        return _cell(node)
    if len(node) != 1 or node.tag != _STRING or node.items():
        return ""
    text = node[0]
    spaces = text.items()
    if text.tag != _TEXT or len(text) or spaces not in ([], _SPACE):
        return ""
    attributes = [("xml:space", "preserve")] if spaces else []
    return f"<x:si>{written('x:t', attributes, words(text.text or ''))}</x:si>"


def _cell(node: etree._Element) -> str:
    start = "<x:c"
    for key, said in node.items():
        if key == "r":
            is_plain = bool(_PLACE.fullmatch(said))
        else:
            is_plain = key in ("s", "t") and said.isascii() and said.isalnum()
        if not is_plain:
            return ""
        start += f' {key}="{said}"'
    for value in node:
        if value.tag != _VALUE or len(value) or value.items():
            return ""
        return f"{start}>{written('x:v', (), words(value.text or ''))}</x:c>"
    return start + "/>"
