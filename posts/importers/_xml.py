"""A bounded reader of foreign XML: one entry in memory at a time, no entities, no surprises.

Real backups hold control characters, bytes that are no UTF-8 and broken CDATA: those are mended
and counted. What is hostile is refused: a document type (and with it every entity), elements
nested deeper than 256, an entry of more than LARGEST_ENTRY bytes.
"""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from posts.importers._report import Report
from posts.importers._sources import Feed, Refused

CHUNK = 64 * 1024  # bytes read at once
LARGEST_ENTRY = 8 * 2**20  # characters between the ends of two entries
LONGEST_FIELD = 4 * 2**20  # characters of one text
ENCODINGS = {"utf-8", "us-ascii", "ascii", "iso-8859-1", "windows-1252", "latin1"}
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# CDATA that ends in the midst of a text: its end stands before a closing tag or the next CDATA.
BROKEN = re.compile(r"\]\]>(?!\s*(?:</|<!\[CDATA\[|\Z))")
HELD_BACK = 256  # characters of a chunk that may wait for the next one
REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));")
PROLOG = re.compile(r"\A(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)  # of one chunk at most
NAMED = re.compile(r"encoding\s*=\s*[\"']([A-Za-z0-9_.-]+)")
FIRST_ELEMENT = re.compile(r"<[A-Za-z_]")
TOO_MUCH = {etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_NAME_TOO_LONG}


def entries(feed: Feed, tags: tuple[str, ...], report: Report) -> Iterator[etree._Element]:
    """Yield each element of these local names, whole, in the order of the file; then it is gone.

    Raises Refused for what is hostile; notes in `report` a file that ends too early.
    """
    wanted = [f"{{*}}{tag}" for tag in tags]
    parser = etree.XMLPullParser(
        events=("end",), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True, recover=True,
    )  # fmt: skip
    since = 0
    for piece in _mended(feed, report):
        try:
            parser.feed(piece.encode())
        except etree.XMLSyntaxError as error:
            raise Refused(f"The XML cannot be read: {error.msg}") from error
        since += len(piece)
        for _event, element in parser.read_events():
            if not _inside(element, tags):
                yield element
                _drop(element)
                since = 0
        if since > LARGEST_ENTRY:
            raise Refused(f"One entry is larger than {LARGEST_ENTRY // 2**20} million characters.")
    _finish(parser, report)


def _inside(element: etree._Element, tags: tuple[str, ...]) -> bool:
    """Whether an element stands in another one that is looked for: that one comes whole."""
    around = (outer.tag for outer in element.iterancestors())
    return any(isinstance(tag, str) and tag.rpartition("}")[2] in tags for tag in around)


def text(element: etree._Element, *names: str) -> str:
    """Return the text of a descendant, found by local names whatever the namespaces; "" if none.

    Markup that lies open inside, as broken CDATA leaves it, is text again.
    """
    found = child(element, *names)
    if found is None:
        return ""
    words = found.text or ""
    for inner in found:
        named = isinstance(inner.tag, str)  # an entity is not, and stands for nothing
        words += etree.tostring(inner, encoding="unicode") if named else inner.tail or ""
    return words[:LONGEST_FIELD]


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the first descendant along a path of local names."""
    found: etree._Element | None = element
    for name in names:
        found = next(children(found, name), None) if found is not None else None
    return found


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Return the child elements of a local name, whatever their namespace."""
    return iter(element.iterchildren(f"{{*}}{name}"))


def _mended(feed: Feed, report: Report) -> Iterator[str]:
    """Yield the file as text that XML allows, the declaration taken off, in chunks."""
    decoder, rest, first = None, "", True
    with feed.path.open("rb") as file:
        while chunk := file.read(CHUNK):
            feed.seen(len(chunk))
            if decoder is None:
                decoder = _decoder(chunk)
            decoded = decoder.decode(chunk)
            if unread := decoded.count("\ufffd"):
                report.count("LOOK: letters of no known encoding, lost", unread)
            piece = rest + decoded
            if first:
                piece, first = _without_prolog(piece), False
            # A reference or an end of CDATA that the chunk cuts in two waits for the next one.
            cut = _whole(piece)
            piece, rest = piece[:cut], piece[cut:]
            yield _allowed(piece, report)
    yield _allowed(rest + (decoder.decode(b"", final=True) if decoder else ""), report)


def _whole(piece: str) -> int:
    """Return how much of a chunk can go on by itself."""
    floor = max(0, len(piece) - HELD_BACK)
    cut = max(piece.rfind(mark, floor) for mark in ("&", "]"))
    cut = cut if cut >= 0 else len(piece)
    while cut > floor and piece[cut - 1] == "]":
        cut -= 1
    return cut


def _decoder(chunk: bytes) -> codecs.IncrementalDecoder:
    head = chunk[:200].decode("ascii", "replace")
    named = NAMED.search(head) if "<?xml" in head else None
    name = named[1].lower() if named else "utf-8"
    if name not in ENCODINGS or chunk[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise Refused(f"The encoding {name} is not read; save the file as UTF-8.")
    return codecs.getincrementaldecoder("utf-8-sig" if name == "utf-8" else name)("replace")


def _without_prolog(start: str) -> str:
    """Return the text from its first element on; raises Refused for a document type."""
    start = PROLOG.sub("", start.lstrip("\ufeff"))
    if start[:9].upper() == "<!DOCTYPE":
        raise Refused("The file declares a document type: such files are not read.")
    if not FIRST_ELEMENT.match(start):
        raise Refused("This is not XML.")
    return start


def _allowed(piece: str, report: Report) -> str:
    piece, controls = FORBIDDEN.subn("", piece)
    if controls:
        report.count("mended: characters that XML does not allow", controls)
    piece, broken = BROKEN.subn("]]]]><![CDATA[>", piece)
    if broken:
        report.count("mended: CDATA that ended too early", broken)
    return REFERENCE.sub(_reference, piece)


def _reference(match: re.Match[str]) -> str:
    """Return a character reference that XML allows as it was, another one as nothing."""
    code = int(match[1], 16) if match[1] else int(match[2])
    return match[0] if code < 0x110000 and not FORBIDDEN.match(chr(code)) else ""


def _drop(element: etree._Element) -> None:
    """Free an element and all that came before it."""
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _finish(parser: etree.XMLPullParser, report: Report) -> None:
    """Say where the parser had to mend; raises Refused for what it would not read at all."""
    with suppress(etree.XMLSyntaxError):
        parser.close()
    for error in list(parser.feed_error_log)[:20]:
        if error.type in TOO_MUCH:
            raise Refused(f"The XML is too deep or too large at line {error.line}.")
        report.note("LOOK: the file is cut off or damaged", f"line {error.line}: {error.message}")
