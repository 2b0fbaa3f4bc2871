"""What a PDF tells about its sender: a search of its raw bytes, without the library that rewrites.

Every stream is unpacked within bounds here first, so that a file which unpacks to far more than it
should is refused before any other reader sees it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from tips.scrub import _pdf_canon, _pdf_filters, _tags, jpeg
from tips.scrub._report import Kind, Reason, Unscrubbable

MOST_UNPACKED = 768 << 20  # bytes of all streams of a file together
MOST_OBJECTS = 500_000

_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj\b")
_BODY_END = re.compile(rb"\bendobj\b|\bstream(?:\r\n|\n|\r)")
_FILTERS = re.compile(rb"/(?:Filter|F)\s*(/[A-Za-z0-9]+|\[[^\]]*\])")
_NAME = re.compile(rb"/([A-Za-z0-9]+)")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})(?!\s+\d+\s+R)")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_ODD_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")

_KEYS: dict[Kind, bytes] = {
    Kind.AUTHOR: b"Author Company Manager Name Reason ContactInfo T TU Cert Sig DigestValue",
    Kind.SOFTWARE: b"Creator Producer PieceInfo Prop_Build PTEX Trapped Lib",
    Kind.DATES: b"CreationDate ModDate LastModified M",
    Kind.COMMENT: b"Title Subject Keywords Contents RC Subj Alt ActualText E Popup NM RT",
    Kind.DEVICE: b"Make Model",
    Kind.PLACE: b"Location GEO Measure GPTS LGIDict",
    Kind.THUMBNAIL: b"Thumb",
    Kind.EMBEDDED: b"EmbeddedFile EmbeddedFiles Filespec EF RichMedia Sound Movie Alternates",
    Kind.SCRIPT: b"JavaScript JS OpenAction AA Launch URI SubmitForm ImportData GoToR GoToE",
    Kind.HIDDEN: b"OCG OCMD OCProperties XFA StructTreeRoot AcroForm Redact",
    Kind.COLOUR: b"ICCBased OutputIntent OutputIntents",
    Kind.OTHER: b"ID Outlines PageLabels Dests Lang ViewerPreferences URLS IDS WebCapture",
}
_KINDS = {key: kind for kind, keys in _KEYS.items() for key in keys.split()}
_USUAL = frozenset((b"Contents", b"Name", b"E", b"T", b"M", b"ID", b"Title"))
_SAYS = re.compile(rb"/(Contents|Name|E|T|M|ID|Title)\s*(?:\(|<(?!<)|\[\s*[(<])")
_EOF = re.compile(rb"%%EOF[\0\t\n\f\r ]*")
_ADOBE = re.compile(rb"\xff\xee\x00\x0eAdobe.{7}", re.S)


def found(data: bytes) -> Counter[Kind]:
    """Count what identifies, per kind; nothing for a file that is in our own plain form.

    Raises Unscrubbable (BOMB) past the bounds.
    """
    kinds = _around(data)
    budget = MOST_UNPACKED
    for head, packed in _objects(data):
        kinds += _named(head)
        if packed is None or _is_pixels(head):
            continue
        body = _unpacked(head, packed, budget)
        budget -= len(body)
        if budget < 0:
            raise Unscrubbable(Reason.BOMB)
        kinds += _inside(head, body)
    if _pdf_canon.is_plain(data):
        # A profile of ours is the one thing that a plain file may share with others.
        del kinds[Kind.COLOUR]
    else:
        kinds[Kind.OTHER] += 1
    return +kinds


def _around(data: bytes) -> Counter[Kind]:
    """Look at what stands before the start and after the end, and at how often it was saved."""
    kinds: Counter[Kind] = Counter()
    start = data.find(b"%PDF-")
    ends = [match.end() for match in _EOF.finditer(data)]
    first = data.find(b"/Linearized", start, start + 1024) >= 0
    kinds[Kind.TRAILING] = int(start > 0) + int(bool(ends) and ends[-1] < len(data))
    kinds[Kind.HISTORY] = max(0, len(ends) - 1 - first)
    return kinds


def _objects(data: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """Yield (head, packed bytes or None) of each object that the raw bytes show."""
    place = 0
    for _ in range(MOST_OBJECTS):
        start = _OBJECT.search(data, place)
        if start is None:
            break
        end = _BODY_END.search(data, start.end())
        if end is None:
            yield data[start.end() :], None
            return
        head, place = data[start.end() : end.start()], end.end()
        if end[0].startswith(b"stream"):
            stop = _stream_end(data, head, place)
            yield head, data[place:stop]
            place = stop
        else:
            yield head, None
    else:
        raise Unscrubbable(Reason.BOMB)
    for trailer in re.finditer(rb"\btrailer\s*(<<.{0,4096}?>>)\s*startxref", data, re.S):
        yield trailer[1], None


def _stream_end(data: bytes, head: bytes, place: int) -> int:
    length = _LENGTH.search(head)
    if length:
        stop = place + int(length[1])
        if data[stop : stop + 12].lstrip().startswith(b"endstream"):
            return stop
    stop = data.find(b"endstream", place)
    return stop if stop >= 0 else len(data)


def _is_pixels(head: bytes) -> bool:
    """Tell bare pixels, which nothing unpacks but the rebuilding, one picture at a time."""
    told = (b"DCT", b"JPX", b"/ObjStm", b"/XRef", b"/Metadata", b"#")
    return bool(_PICTURE.search(head)) and not any(word in head for word in told)


def _unpacked(head: bytes, packed: bytes, budget: int) -> bytes:
    named = _FILTERS.search(head)
    names = [name.decode() for name in _NAME.findall(named[1])] if named else []
    steps: list[tuple[str, Any]] = [(_pdf_filters.SHORT.get(name, name), {}) for name in names]
    if len(steps) > _pdf_filters.MOST_FILTERS:
        raise Unscrubbable(Reason.BOMB)
    try:
        most = max(1, min(budget, _pdf_filters.MOST_BYTES))
        return _pdf_filters.undone(packed, steps, most, keep_rows=True)[0]
    except Unscrubbable as refusal:
        if refusal.reason is Reason.BOMB:
            raise
        return b""


def _named(head: bytes) -> Counter[Kind]:
    """Count keys that tell something, by what follows them where the key alone tells nothing."""
    if b"#" in head:
        head = _ODD_NAME.sub(lambda code: bytes([int(code[1], 16)]), head)
    kinds: Counter[Kind] = Counter()
    for name in _NAME.findall(head):
        if name in _KINDS and name not in _USUAL:
            kinds[_KINDS[name]] += 1
    for name in _SAYS.findall(head):
        kinds[_KINDS[name]] += 1
    return kinds


def _inside(head: bytes, body: bytes) -> Counter[Kind]:
    """Look into what a stream holds: a description, a picture, other objects, drawing."""
    if b"/ObjStm" in head:
        return _named(body)
    if b"/Metadata" in head or body.lstrip()[:16].startswith(b"<?xpacket"):
        return _tags.xmp(body) + Counter({Kind.OTHER: 1})
    if b"DCT" in head:
        try:
            return jpeg.inspect(BytesIO(_ADOBE.sub(b"", body, 1)))
        except Unscrubbable:
            return Counter()
    if b"JPXDecode" in head:
        return Counter({Kind.OTHER: sum(body.count(name) for name in (b"xml ", b"uuid"))})
    if b"/ActualText" in body or b"/Alt" in body:
        return Counter({Kind.COMMENT: 1})
    return Counter()
