"""A second look at drawn letters (Type 3) of a PDF in plain form: does some text show each.

Written from the form itself, apart from what writes it.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping

_GROUP = rb"/%b <<((?:/[A-Za-z]+\d+ \d+ 0 R)*)>>"
_FONTS, _STATES, _PROCS = (
    re.compile(_GROUP % name) for name in (b"Font", b"ExtGState", b"CharProcs")
)
_MEMBER = re.compile(rb"/([A-Za-z]+\d+) (\d+) 0 R")
_CONTENTS = re.compile(rb"/Contents (\d+) 0 R")
_CHANGES = re.compile(rb"/Differences \[((?:\d+ /g\d+ ?)*)\]")
_CHANGE = re.compile(rb"(\d+) /(g\d+)")
_STEP = re.compile(
    rb"(?:\A|(?<=\n))(?:/(F\d+) [^\n]* Tf|/(E\d+) gs|(q|Q)|([^\n]*) (?:Tj|TJ|'|\"))\n"
)
_TEXT = re.compile(rb"<([0-9a-f]*)>")
_LETTERS = b"/Subtype /Type3"

Objects = Mapping[bytes, tuple[bytes, bytes | None]]  # by number: what stands there, and its stream


def are_shown(objects: Objects) -> bool:
    """Tell whether each letter that is a drawing is shown by a text in its font."""
    fonts = {number: value for number, (value, _) in objects.items() if _LETTERS in value}
    if not fonts:
        return True
    shown: defaultdict[bytes, set[int]] = defaultdict(set)
    for number, (value, _) in objects.items():
        for content in _contents(objects, number, value):
            _follow(objects, value, content, shown)
    return all(_is_lean(value, shown[number] | shown[b""]) for number, value in fonts.items())


def _is_lean(font: bytes, shown: set[int]) -> bool:
    procs, changes = _PROCS.search(font), _CHANGES.search(font)
    if not procs or not changes:
        return False
    coded = _CHANGE.findall(changes[1])
    names = {name for name, _ in _MEMBER.findall(procs[1])}
    return names == {name for _, name in coded} and {int(code) for code, _ in coded} <= shown


def _contents(objects: Objects, number: bytes, value: bytes) -> Iterator[bytes]:
    """Yield the drawing that goes with the resources of an object."""
    if found := _CONTENTS.search(value):
        yield _unpacked(objects, found[1])
    elif _LETTERS in value and (procs := _PROCS.search(value)):
        for _, letter in _MEMBER.findall(procs[1]):
            yield _unpacked(objects, letter)
    elif b"/Resources <<" in value:
        yield _unpacked(objects, number)


def _unpacked(objects: Objects, number: bytes) -> bytes:
    packed = objects.get(number, (b"", None))[1]
    try:
        return zlib.decompress(packed) if packed else b""
    except zlib.error:
        return b""  # what is no drawing shows nothing


def _follow(
    objects: Objects, value: bytes, content: bytes, shown: defaultdict[bytes, set[int]]
) -> None:
    """Note which codes a drawing shows, by the number of the font; none where it is not told."""
    fonts, states = (
        dict(_MEMBER.findall(found[1])) if (found := group.search(value)) else {}
        for group in (_FONTS, _STATES)
    )
    font, outer = b"", []
    for face, state, nest, text in _STEP.findall(content):
        if face:
            font = fonts.get(face, b"")
        elif state and b"/Font [" in objects.get(states.get(state, b""), (b"", b""))[0]:
            font = b""
        elif nest == b"q":
            outer.append(font)
        elif nest:
            font = outer.pop() if outer else b""
        elif text:
            shown[font].update(bytes.fromhex(b"".join(_TEXT.findall(text)).decode()))
