"""Marks of fields in an OpenDocument that came from Word: what they show, without their codes.

LibreOffice writes them in a namespace of its own: a form's boxes and lists, which a page shows, as
parameters, and a field's code as words between its start and its separator, which no page shows.
"""

from collections import Counter
from collections.abc import Iterable

from lxml import etree

from tips.scrub._odf_hidden import remove
from tips.scrub._report import Kind

_FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_EMPTY, _TICKED = "\u2610\u2612"


def settle(roots: Iterable[etree._Element], lost: Counter[Kind]) -> None:
    """Write out what the forms of one document show, and take out the codes of its fields."""
    for root in roots:
        for mark in list(root.iter(f"{_FIELD}fieldmark")):
            mark.tail = _shown(mark) + (mark.tail or "")
            remove(mark)
        for start in list(root.iter(f"{_FIELD}fieldmark-start")):
            lost[Kind.SCRIPT] += _drop_code(start)


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
