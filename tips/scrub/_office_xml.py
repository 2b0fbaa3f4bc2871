"""XML of office documents: read within bounds, written by our own hand."""

import codecs
import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from lxml import etree

from tips.scrub._report import Reason, Unscrubbable

MOST_XML = 64 << 20  # bytes of one part; libxml2 itself stops at 256 levels and 10 MB a text

_HEAD = 4096  # bytes in which the root must have begun
_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_ENCODINGS = {
    b"utf-8": "utf-8-sig",
    b"utf8": "utf-8-sig",
    b"us-ascii": "ascii",
    b"ascii": "ascii",
    b"iso-8859-1": "latin-1",
    b"windows-1252": "cp1252",
}
for _name in ("utf-16", *_ENCODINGS.values()):
    codecs.lookup(_name)  # loaded now: once the fences stand no file is opened
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
_SPECIAL = re.compile('[&<>"\t\n\r]|[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
_QUOTED = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(data: bytes) -> etree._Element:
    """Return the root of one part. Raises Unscrubbable: too large, broken, or with a DOCTYPE."""
    if len(data) > MOST_XML:
        raise Unscrubbable(Reason.BOMB)
    text = _as_utf8(data)
    if _DECLARED.search(text):
        raise Unscrubbable(Reason.BROKEN)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        return etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise Unscrubbable(Reason.BROKEN) from None


def _as_utf8(data: bytes) -> bytes:
    """Return a part in UTF-8 whatever it was saved in; what it says of its encoding goes."""
    said = _ENCODING.match(data.removeprefix(codecs.BOM_UTF8)[:_HEAD])
    name = _ENCODINGS.get(said[1].lower() if said else b"utf-8")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    if name is None:
        raise Unscrubbable(Reason.BROKEN)
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        raise Unscrubbable(Reason.BROKEN) from None
    return _DECLARATION.sub("", text, count=1).encode()


def listed(names: str) -> frozenset[str]:
    """Return the names that stand between spaces."""
    return frozenset(names.split())


def written(name: str, attributes: Iterable[tuple[str, str]], inside: str) -> str:
    """Return one element as XML text; `inside` is XML already."""
    start = name + "".join([f' {key}="{words(value)}"' for key, value in attributes])
    return f"<{start}>{inside}</{name}>" if inside else f"<{start}/>"


def words(text: str) -> str:
    """Return characters as XML text, fit for an attribute too."""
    if not _SPECIAL.search(text):
        return text
    return escape(_UNWRITABLE.sub("", text), _QUOTED)


def document(root: str) -> bytes:
    """Return a whole part: the declaration and the root."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return (head + root).encode()
