"""What only Word's texts have: tracked changes, fields, hidden words, notes of what is gone."""

import itertools
from collections import Counter
from collections.abc import Iterable

from lxml import etree

from tips.scrub import _ooxml_codes, _ooxml_faces, _ooxml_unseen
from tips.scrub._ooxml_elements import NAMESPACES
from tips.scrub._ooxml_names import Names
from tips.scrub._report import Kind, Reason, Unscrubbable

KINDS = frozenset(
    ("document", "header", "footer", "footnotes", "endnotes", "styles", "numbering", "fontTable")
)

_W = "{" + NAMESPACES["w"] + "}"
_ALL, _NO_STYLE = " all", " none"  # what every style is based on; what stands in for no style
_OFF = frozenset(("0", "false", "off", "none"))
_PROPERTIES = frozenset(f"{_W}{name}" for name in ("rPr", "trPr", "tcPr", "pPr"))
_GONE = (f"{_W}del", f"{_W}moveFrom")
_HOLDERS = tuple(
    f"{_W}{name}" for name in ("tc", "hdr", "ftr", "footnote", "endnote", "txbxContent")
)
_NOTES = (("footnote", "footnoteReference"), ("endnote", "endnoteReference"))
_HEADS = (f"{_W}hdr", f"{_W}ftr")
_BLOCKS = (f"{_W}p", f"{_W}tbl", f"{_W}sdt", f"{_W}customXml")


def learn(root: etree._Element, names: Names) -> None:
    """Note what the styles of a document are called, and which of them hide their words."""
    based = {_NO_STYLE: _ALL}
    if _is_on(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}vanish")):
        names.hidden.add(_ALL)
    _identify(root)
    for style in root.iter(f"{_W}style"):
        identifier = str(style.get(f"{_W}styleId", ""))
        names.learn_style(identifier, _said(style.find(f"{_W}name")))
        own = style.find(f"{_W}rPr/{_W}vanish")
        if _is_on(own):
            names.hidden.add(identifier)
        elif own is None:
            of_letters = style.get(f"{_W}type") == "character"
            based[identifier] = _said(style.find(f"{_W}basedOn")) or ("" if of_letters else _ALL)
        if style.get(f"{_W}type") == "paragraph" and _is_default(style):
            based[_NO_STYLE] = identifier
    # A style hides what the style below it hides, at most as deep as there are styles.
    while more := {style for style, below in based.items() if below in names.hidden}:
        names.hidden |= more
        based = {style: below for style, below in based.items() if style not in more}


# What each part is asked before the text is read.
AHEAD = {"styles": learn, "settings": _ooxml_unseen.learn, "fontTable": _ooxml_faces.learn}


def _identify(root: etree._Element) -> None:
    """Give each style an identifier: where a report program wrote none, its name is meant."""
    for style in root.iter(f"{_W}style"):
        if not style.get(f"{_W}styleId") and (name := _said(style.find(f"{_W}name"))):
            style.set(f"{_W}styleId", name)


def _is_default(style: etree._Element) -> bool:
    return str(style.get(f"{_W}default", "0")).lower() not in _OFF


def _said(node: etree._Element | None) -> str:
    return "" if node is None else str(node.get(f"{_W}val", ""))


def settle(root: etree._Element, names: Names, lost: Counter[Kind]) -> bool:
    """Accept insertions, take out deletions, hidden words and fields that name or fetch.

    Raises Unscrubbable (UNSUPPORTED) for a document without any words of its own.
    """
    if _is_elsewhere(root):
        raise Unscrubbable(Reason.UNSUPPORTED)
    bare = [holder for holder in root.iter(*_HOLDERS) if _ends_in_table(holder)]
    lost[Kind.HISTORY] += _drop_deleted(root)
    _identify(root)
    _join_paragraphs(root)
    lost[Kind.HIDDEN] += _drop_hidden(root, names.hidden) + _ooxml_unseen.settle(root, names)
    lost[Kind.AUTHOR] += _ooxml_codes.settle(root, names)
    _drop_marks(root)
    lost[Kind.HISTORY] += _drop_notes(root, names.cited)
    _mend(root, bare)
    return True


def _is_elsewhere(root: etree._Element) -> bool:
    """Tell whether all words are in a file beside, as programs do that wrap a web page for Word.

    Word alone reads it, and makes words of its own of it when it saves (ECMA-376-1, 17.17.2.1).
    """
    chunk = root.find(f"{_W}body/{_W}altChunk")
    return chunk is not None and not "".join(root.itertext()).strip()


def _drop(nodes: Iterable[etree._Element]) -> int:
    """Take nodes out of their parents, with all they hold; return how many."""
    number = 0
    for node in list(nodes):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
            number += 1
    return number


def _drop_deleted(root: etree._Element) -> int:
    rows = [
        node
        for node in root.iter(f"{_W}tr")
        if any(node.find(f"{_W}trPr/{tag}") is not None for tag in _GONE)
    ]
    cells = [
        node for node in root.iter(f"{_W}tc") if node.find(f"{_W}tcPr/{_W}cellDel") is not None
    ]
    runs = [
        node
        for node in root.iter(*_GONE)
        if (parent := node.getparent()) is not None and parent.tag not in _PROPERTIES
    ]
    return _drop(rows) + _drop(cells) + _drop(runs)


def _join_paragraphs(root: etree._Element) -> None:
    """A paragraph whose end was deleted runs on into the next one."""
    for paragraph in list(root.iter(f"{_W}p")):
        properties = paragraph.find(f"{_W}pPr")
        if properties is None or properties.find(f"{_W}sectPr") is not None:
            continue
        if not any(properties.find(f"{_W}rPr/{tag}") is not None for tag in _GONE):
            continue
        following = paragraph.getnext()
        inside = [node for node in paragraph if node is not properties]
        if following is not None and following.tag == f"{_W}p":
            at = 1 if following.find(f"{_W}pPr") is not None else 0
            following[at:at] = inside
            _drop([paragraph])
        elif not any(True for _ in paragraph.iter(f"{_W}t", f"{_W}drawing", f"{_W}pict")):
            _drop([paragraph])


def _drop_hidden(root: etree._Element, hidden: set[str]) -> int:
    runs = [run for run in root.iter(f"{_W}r") if _is_hidden(run, hidden)]
    said = sum(any(True for _ in run.iter(f"{_W}t", f"{_W}drawing")) for run in runs)
    _drop(runs)
    return said


def _is_hidden(run: etree._Element, hidden: set[str]) -> bool:
    own = run.find(f"{_W}rPr/{_W}vanish")
    if own is not None:
        return _is_on(own)
    if not hidden:
        return False
    styles = [_said(run.find(f"{_W}rPr/{_W}rStyle"))]
    for paragraph in itertools.islice(run.iterancestors(f"{_W}p"), 1):
        styles.append(_said(paragraph.find(f"{_W}pPr/{_W}pStyle")) or _NO_STYLE)
    for table in itertools.islice(run.iterancestors(f"{_W}tbl"), 1):
        styles.append(_said(table.find(f"{_W}tblPr/{_W}tblStyle")))
    return any(style in hidden for style in styles)


def _is_on(node: etree._Element | None) -> bool:
    return node is not None and str(node.get(f"{_W}val", "1")).lower() not in _OFF


def _drop_marks(root: etree._Element) -> None:
    """Word keeps the place of the last change as a bookmark."""
    marks = [node for node in root.iter(f"{_W}bookmarkStart") if node.get(f"{_W}name") == "_GoBack"]
    numbers = {node.get(f"{_W}id") for node in marks}
    ends = [node for node in root.iter(f"{_W}bookmarkEnd") if node.get(f"{_W}id") in numbers]
    _drop(marks + ends)


def _drop_notes(root: etree._Element, cited: set[str]) -> int:
    """Notes come after the text; one that no text cites any more belongs to what was deleted."""
    dropped = 0
    for note, reference in _NOTES:
        if root.tag == f"{_W}document":
            found = root.iter(f"{_W}{reference}")
            cited |= {f"{note} {node.get(f'{_W}id')}" for node in found}
        elif root.tag == f"{_W}{note}s":
            dropped += _drop(
                node
                for node in root.findall(f"{_W}{note}")
                if node.get(f"{_W}type") in (None, "normal")
                and f"{note} {node.get(f'{_W}id')}" not in cited
            )
    return dropped


def _mend(root: etree._Element, bare: list[etree._Element]) -> None:
    """Leave no row without cells, no table without rows, no cell without a paragraph at its end.

    A head or foot that ended in a table before, as report programs write them, does so still.
    """
    _drop(row for row in root.iter(f"{_W}tr") if not _holds(row, f"{_W}tc"))
    _drop(table for table in root.iter(f"{_W}tbl") if not _holds(table, f"{_W}tr"))
    for holder in root.iter(*_HOLDERS):
        is_head = holder.tag in _HEADS and holder in bare
        if not _blocks(holder) or (_ends_in_table(holder) and not is_head):
            etree.SubElement(holder, f"{_W}p")


def _blocks(holder: etree._Element) -> list[etree._Element]:
    return [node for node in holder if node.tag in _BLOCKS]


def _ends_in_table(holder: etree._Element) -> bool:
    return any(node.tag == f"{_W}tbl" for node in _blocks(holder)[-1:])


def _holds(node: etree._Element, tag: str) -> bool:
    return next(node.iter(tag), None) is not None
