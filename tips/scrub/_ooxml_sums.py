"""What a formula of a document holds and does not show: hidden letters, degrees and limits."""

import re
from collections.abc import Iterator

from lxml import etree

from tips.scrub._ooxml_elements import NAMESPACES

_KINDS = frozenset(
    ("document", "header", "footer", "footnotes", "endnotes", "drawing", "slide", "slideLayout",
     "slideMaster", "chart", "chartUserShapes", "diagramData", "diagramDrawing")
)  # fmt: skip

_W, _M = ("{" + NAMESPACES[prefix] + "}" for prefix in "wm")
_OFF = frozenset(("0", "false", "off"))
_LETTER = re.compile(r"\w")
# The mark that hides, and what it hides, of each kind of formula.
_PLACES = (
    ("rad", "radPr", "degHide", "deg"),
    ("nary", "naryPr", "subHide", "sub"),
    ("nary", "naryPr", "supHide", "sup"),
)


def settle(kind: str, root: etree._Element) -> int:
    """Take it out of one part; return how many of its pieces said something.

    A phantom takes as much room as its letters would, so it keeps as many.
    """
    if kind not in _KINDS:
        return 0
    hidden = list(_hidden(root))
    lost = sum(any(text.strip() for text in node.itertext()) for node in hidden)
    for node in hidden:
        del node[:]
    for phantom in root.iter(f"{_M}phant"):
        shown = phantom.find(f"{_M}phantPr/{_M}show")
        if shown is not None and not _is_on(shown, _M):
            for words in phantom.iter(f"{_M}t"):
                lost += bool(words.text)
                words.text = _LETTER.sub("x", words.text or "")
    return lost


def _hidden(root: etree._Element) -> Iterator[etree._Element]:
    for kind, said, mark, place in _PLACES:
        for formula in root.iter(f"{_M}{kind}"):
            if _is_on(formula.find(f"{_M}{said}/{_M}{mark}"), _M):
                yield from formula.iterfind(f"{_M}{place}")
    for run in root.iter(f"{_M}r"):
        if _is_on(run.find(f"{_W}rPr/{_W}vanish"), _W):
            yield run


def _is_on(node: etree._Element | None, space: str) -> bool:
    return node is not None and str(node.get(f"{space}val", "1")).lower() not in _OFF
