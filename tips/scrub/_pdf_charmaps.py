"""Character maps (CMaps) of a PDF: the ranges stay; names, comments and makers do not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf

from tips.scrub._pdf_faces import MOST_STEPS, within
from tips.scrub._pdf_glyphs import letter
from tips.scrub._pdf_graph import Graph
from tips.scrub._pdf_writer import dictionary, name_of, number
from tips.scrub._report import Reason, Unscrubbable

KNOWN = re.compile(
    r"(?:Identity|Uni(?:GB|CNS|JIS|KS|JISX0213|JISX02132004|JISPro|AKR)?-?(?:UCS2|UTF8|UTF16|UTF32)?"
    r"(?:-HW)?|GB-EUC|GBpc-EUC|GBK-EUC|GBKp-EUC|GBK2K|B5pc|HKscs-B5|ETen-B5|ETenms-B5|CNS-EUC"
    r"|83pv-RKSJ|90ms-RKSJ|90msp-RKSJ|90pv-RKSJ|Add-RKSJ|EUC|Ext-RKSJ|KSC-EUC|KSCms-UHC"
    r"|KSCms-UHC-HW|KSCpc-EUC)-[HV]\Z|[HV]\Z"
)

_MOST_BYTES = 4 << 20
_MOST_CODE = 8  # digits of a code
_MOST_DIGITS = 32  # of what one code stands for: eight letters, where a ligature has three
_UNTOLD = b"fffd"  # the character for what cannot be shown
_PER_BLOCK = 100  # what readers accept between begin and end
_BLOCK = re.compile(
    rb"begin(codespacerange|bfchar|bfrange|cidchar|cidrange|notdefchar|notdefrange)"
    rb"(.*?)end\1", re.S,
)  # fmt: skip
_MODE = re.compile(rb"/WMode\s+([01])\s+def")
_BASE = re.compile(rb"/([A-Za-z0-9-]{1,40})\s+usecmap")
_HEX = rb"<([0-9A-Fa-f\s]*)>"
_TO = rb"\s*(?:<([0-9A-Fa-f\s]*)>|(\d{1,7})|\[([0-9A-Fa-f\s<>]*)\])"
_PAIR = re.compile(_HEX + _TO)
_TRIPLE = re.compile(_HEX + rb"\s*" + _HEX + _TO)
_CODES = re.compile(_HEX + rb"\s*" + _HEX)
_SINGLE = re.compile(_HEX)
_COMMENT = re.compile(rb"%[^\r\n]*")

Match = re.Match[bytes] | None

_START = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Map def
/CMapType %d def
/WMode %b def
"""
_END = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


def characters(graph: Graph, source: Any, codes: Sequence[int]) -> bytes:
    """Return a map from codes to Unicode, which is what makes text selectable.

    Of the sorted codes that are shown; what others would mean is nobody's business.
    """
    data = _COMMENT.sub(b"", graph.data(source, _MOST_BYTES))
    found: dict[tuple[int, int], bytes] = {}  # by the number of digits, and the code
    steps = 0
    for block in _BLOCK.finditer(data):
        for first, last, targets in _meanings(block[1], block[2]):
            size, low, high = len(first), int(first, 16), int(last, 16)
            shown = within(codes, low, high)
            found |= {(size, code): _target(targets, code - low) for code in shown}
            steps += 1 + len(shown)
            if steps > MOST_STEPS:
                raise Unscrubbable(Reason.BOMB)
    return graph.writer.stream({}, _written(found, _MODE.search(data), _BASE.search(data)))


def spelt(graph: Graph, names: Mapping[int, str]) -> bytes | None:
    """Return a map for a font whose names of letters alone say what its codes mean, if they do."""
    found = {
        (2, code): b"%04x" % ord(sign) for code, name in names.items() if (sign := letter(name))
    }
    return graph.writer.stream({}, _written(found, None, None)) if found else None


def _meanings(kind: bytes, body: bytes) -> Iterator[tuple[bytes, bytes, list[bytes]]]:
    """Yield (first code, last code, what they mean) of each row; the one meaning is the first's."""
    if kind not in {b"bfchar", b"bfrange"}:
        return
    for row in (_PAIR if kind == b"bfchar" else _TRIPLE).finditer(body):
        *ends, target, _, several = row.groups(b"")
        first, last = _digits(ends[0]), _digits(ends[-1])
        inner = [_digits(part) for part in _SINGLE.findall(several)] or [_digits(target)]
        if 0 < len(first) <= _MOST_CODE and 0 < len(last) <= _MOST_CODE and inner[0]:
            yield first, last, inner


def _target(targets: list[bytes], step: int) -> bytes:
    """Return what a code means, so many steps behind the first of its range."""
    if step < len(targets):
        return targets[step]
    if len(targets) > 1 or targets[0] == _UNTOLD:
        return _UNTOLD
    start, last = targets[0][:-4], targets[0][-4:].zfill(4)
    return b"%b%04x" % (start, (int(last, 16) + step) & 0xFFFF)


def _written(found: dict[tuple[int, int], bytes], mode: Match, base: Match) -> bytes:
    parts = [_START % (2, mode[1] if mode else b"0")]
    if base and KNOWN.match(base[1].decode()):
        parts.append(b"/%b usecmap\n" % base[1])
    sizes = sorted({size for size, _ in found})
    rows = [b"<%b> <%b>" % (b"0" * size, b"f" * size) for size in sizes]
    parts += [_block(b"codespacerange", rows)] if rows else []
    rows = [b"<%0*x> <%b>" % (*key, found[key]) for key in sorted(found)]
    for place in range(0, len(rows), _PER_BLOCK):
        parts.append(_block(b"bfchar", rows[place : place + _PER_BLOCK]))
    return b"".join((*parts, _END))


def _block(kind: bytes, rows: list[bytes]) -> bytes:
    return b"%d begin%b\n%b\nend%b\n" % (len(rows), kind, b"\n".join(rows), kind)


def encoding(graph: Graph, source: Any) -> bytes:
    """Return a map from codes to glyphs of a font with many."""
    entries = {"Type": b"/CMap", "CMapName": b"/Map"}
    info = {"Registry": b"<41646f6265>", "Ordering": b"<4964656e74697479>", "Supplement": b"0"}
    entries |= {"CIDSystemInfo": dictionary(info), "WMode": number(source.get("/WMode"), b"0")}
    base = source.get("/UseCMap")
    if isinstance(base, pikepdf.Name) and KNOWN.match(name_of(base)):
        entries["UseCMap"] = b"/" + name_of(base).encode()
    return graph.writer.stream(entries, _rewritten(graph.data(source, _MOST_BYTES)))


def _rewritten(data: bytes) -> bytes:
    data = _COMMENT.sub(b"", data)
    mode, base = _MODE.search(data), _BASE.search(data)
    parts = [_START % (1, mode[1] if mode else b"0")]
    if base and KNOWN.match(base[1].decode()):
        parts.append(b"/%b usecmap\n" % base[1])
    for block in _BLOCK.finditer(data):
        rows = list(_rows(block[1], block[2]))
        for place in range(0, len(rows), _PER_BLOCK):
            some = rows[place : place + _PER_BLOCK]
            parts.append(_block(block[1], some))
    return b"".join((*parts, _END))


def _rows(kind: bytes, body: bytes) -> Iterator[bytes]:
    if kind == b"codespacerange":
        for found in _CODES.finditer(body):
            yield b"<%b> <%b>" % (_digits(found[1]), _digits(found[2]))
        return
    single = kind.endswith(b"char")
    for found in (_PAIR if single else _TRIPLE).finditer(body):
        target, code, several = found.groups()[-3:]
        codes = [b"<%b>" % _digits(part) for part in found.groups()[:-3]]
        if several is not None:
            inner = _SINGLE.findall(several)
            codes.append(b"[%b]" % b" ".join(b"<%b>" % _digits(part) for part in inner))
        else:
            codes.append(code if target is None else b"<%b>" % _digits(target))
        yield b" ".join(codes)


def _digits(text: bytes) -> bytes:
    """Return a code or its letters; whole sentences behind one code are no letters."""
    digits = b"".join(text.split()).lower()
    return digits if len(digits) <= _MOST_DIGITS else _UNTOLD
