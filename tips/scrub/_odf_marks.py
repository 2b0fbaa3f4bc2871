"""Links and marks of fields in an OpenDocument: what they show, without addresses and codes.

LibreOffice writes the fields of Word in a namespace of its own: a form's boxes and lists, which a
page shows, as parameters, and a field's code as words between its start and its separator, which no
page shows. The words of a link have a look, named or not, that is no longer theirs without it.
"""

from collections import Counter
from collections.abc import Iterable

from lxml import etree

from tips.scrub._odf_hidden import remove, tag
from tips.scrub._report import Kind

_FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_LOOK, _OF_LINKS = tag("text:style-name"), "Internet_20_link"
_EMPTY, _TICKED = "\u2610\u2612"


def settle(roots: Iterable[etree._Element], lost: Counter[Kind]) -> None:
    """Write out what the forms of one document show, and take out codes and addresses."""
    parts = list(roots)
    styles = [style for root in parts for style in root.iter(tag("style:style"))]
    usual = _OF_LINKS if _OF_LINKS in {node.get(tag("style:name")) for node in styles} else None
    for root in parts:
        for link in root.iter(tag("text:a")):
            _keep_look(link, usual)
        for mark in list(root.iter(f"{_FIELD}fieldmark")):
            mark.tail = _shown(mark) + (mark.tail or "")
            remove(mark)
        for start in list(root.iter(f"{_FIELD}fieldmark-start")):
            lost[Kind.SCRIPT] += _drop_code(start)


def _keep_look(link: etree._Element, usual: str | None) -> None:
    """Leave of a link words that look as they did."""
    look = link.get(_LOOK, usual)
    if look:
        link.tag = tag("text:span")
        link.attrib.clear()
        link.set(_LOOK, look)


def _shown(mark: etree._Element) -> str:
    """Return the box or the choice that a mark without words of its own stands for."""
    told = [
        (node.get(f"{_FIELD}name", ""), node.get(f"{_FIELD}value", ""))
        for node in mark.iterchildren(f"{_FIELD}param")
    ]
    kind, values = mark.get(f"{_FIELD}type", ""), dict(told)
    if kind.endswith(".FORMCHECKBOX"):
        return _TICKED if values.get("Checkbox_Checked") == "true" else _EMPTY
    chosen = values.get("Dropdown_Selected", "")
    choices = [value for name, value in told if name == "Dropdown_ListEntry"]
    known = chosen.isdecimal() and len(chosen) < 6 and int(chosen) < len(choices)
    return choices[int(chosen)] if known else ""


def _drop_code(start: etree._Element) -> bool:
    """Take out what stands before a field's own separator; fields may stand inside its code."""
    between, depth = [], 0
    for node in start.itersiblings():
        if node.tag == f"{_FIELD}fieldmark-separator" and not depth:
            break
        depth += (node.tag == f"{_FIELD}fieldmark-start") - (node.tag == f"{_FIELD}fieldmark-end")
        if depth < 0:
            return False
        between.append(node)
    else:
        return False
    says = bool((start.tail or "").strip() or between)
    start.tail = None
    for node in between:
        node.tail = None
        remove(node)
    return says
