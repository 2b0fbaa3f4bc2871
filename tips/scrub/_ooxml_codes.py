"""Word's fields: codes that count pages stay; of others, only what they show.

A field that a program fills in by itself with a person, a file or a time of saving goes whole.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from tips.scrub._fields import spoken
from tips.scrub._ooxml_elements import NAMESPACES
from tips.scrub._ooxml_names import Names

_W = "{" + NAMESPACES["w"] + "}"
_CHAR, _CODE, _TEXT = f"{_W}fldChar", f"{_W}instrText", f"{_W}t"
_OFF = frozenset(("0", "false", "off"))
_NAMING = re.compile(
    r"\s*(?:AUTHOR|LASTSAVEDBY|USER(?:NAME|INITIALS|ADDRESS)|FILENAME|TEMPLATE|DOCPROPERTY"
    r"|DOCVARIABLE|COMMENTS|KEYWORDS|INFO|CREATEDATE|SAVEDATE|PRINTDATE|EDITTIME|REVNUM|PRIVATE)\b",
    re.I,
)


@dataclass
class _Field:
    """One field while it is read: its marks, its code, and words that are part of the code."""

    marks: list[etree._Element] = field(default_factory=list)
    codes: list[etree._Element] = field(default_factory=list)
    unseen: list[etree._Element] = field(default_factory=list)
    result: list[etree._Element] = field(default_factory=list)
    shows: bool = False
    ended: bool = False


def settle(root: etree._Element, names: Names) -> int:
    """Keep the fields whose code `names` knows, with new names; leave the others' result alone.

    Returns how many went with what they show.
    """
    simple = root.iter(f"{_W}fldSimple")
    named = [node for node in simple if _NAMING.match(node.get(f"{_W}instr", ""))]
    _drop(named)
    open_fields: list[_Field] = []
    stray: list[etree._Element] = []
    gone = 0
    for node in list(root.iter(_CHAR, _CODE, _TEXT)):
        if node.tag == _CHAR:
            stray += _mark(node, open_fields)
            gone += _finished(open_fields, names)
        elif node.tag == _CODE:
            is_code = open_fields and not open_fields[-1].shows
            (open_fields[-1].codes if is_code else stray).append(node)
        else:
            for outer in open_fields:
                (outer.result if outer.shows else outer.unseen).append(node)
    for left in open_fields:
        stray += left.marks + left.codes
    _drop(stray)
    return len(named) + gone


def _mark(node: etree._Element, open_fields: list[_Field]) -> list[etree._Element]:
    """Take one begin, separate or end mark; return the marks that belong to nothing."""
    kind = node.get(f"{_W}fldCharType")
    if kind == "begin":
        open_fields.append(_Field([node]))
        return []
    if not open_fields:
        return [node]
    open_fields[-1].marks.append(node)
    open_fields[-1].shows = True
    open_fields[-1].ended = kind == "end"
    return []


def _finished(open_fields: list[_Field], names: Names) -> int:
    """Settle the innermost field once it has ended; return 1 when it went with what it shows."""
    if not open_fields or not open_fields[-1].ended:
        return 0
    done = open_fields.pop()
    said = "".join(node.text or "" for node in done.codes)
    if _NAMING.match(said):
        _drop(done.marks + done.codes + done.unseen + done.result)
        return 1
    code = names.field(said)
    if code is not None:
        done.codes[0].text = code
        done.codes[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        _drop(done.codes[1:] + done.unseen)
        return 0
    shown = _form(done.marks[0])
    if shown is None and not any(node.text for node in done.result):
        shown = spoken(said)
    if shown:
        _put_before(done.marks[0], shown)
    _drop(done.marks + done.codes + done.unseen)
    return 0


def _form(begin: etree._Element) -> str | None:
    """Return what an old form's box or list shows, which is nowhere in the text."""
    box = begin.find(f"{_W}ffData/{_W}checkBox")
    if box is not None:
        state = box.find(f"{_W}checked")
        state = box.find(f"{_W}default") if state is None else state
        ticked = state is not None and state.get(f"{_W}val", "1") not in _OFF
        return "\u2612" if ticked else "\u2610"
    choices = begin.findall(f"{_W}ffData/{_W}ddList/{_W}listEntry")
    chosen = begin.find(f"{_W}ffData/{_W}ddList/{_W}result")
    place = str(chosen.get(f"{_W}val", "0")) if chosen is not None else "0"
    if choices and place.isdecimal() and int(place) < len(choices):
        return str(choices[int(place)].get(f"{_W}val", ""))
    return None


def _put_before(node: etree._Element, shown: str) -> None:
    text = etree.Element(_TEXT)
    text.text = shown
    node.addprevious(text)


def _drop(nodes: list[etree._Element]) -> None:
    for node in nodes:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
