"""A second look at the letters of a PDF in plain form: does some text show each.

Written from the form itself, apart from what writes it.
"""

import re
import struct
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tips.scrub import _pdf_face_look
from tips.scrub._pdf_face_look import Objects, unpacked

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
_FONT, _LETTERS = b"<</Type /Font/", b"/Subtype /Type3"


def are_shown(objects: Objects) -> bool:
    """Tell whether each letter that a font has or speaks of is shown by a text in that font."""
    fonts = {number: value for number, (value, _) in objects.items() if _FONT in value}
    if not fonts:
        return True
    shown: defaultdict[bytes, set[int]] = defaultdict(set)
    for number, (value, _) in objects.items():
        for content in _contents(objects, number, value):
            _follow(objects, value, content, shown)
    for number, value in fonts.items():
        codes = shown[number] | shown[b""]
        if not _pdf_face_look.is_lean(objects, value, codes) or not _is_lean(value, codes):
            return False
    return True


def _is_lean(font: bytes, shown: set[int]) -> bool:
    if _LETTERS not in font:
        return True
    procs, changes = _PROCS.search(font), _CHANGES.search(font)
    if not procs or not changes:
        return False
    coded = _CHANGE.findall(changes[1])
    names = {name for name, _ in _MEMBER.findall(procs[1])}
    return names == {name for _, name in coded} and {int(code) for code, _ in coded} <= shown


def _contents(objects: Objects, number: bytes, value: bytes) -> Iterator[bytes]:
    """Yield the drawing that goes with the resources of an object."""
    if found := _CONTENTS.search(value):
        yield unpacked(objects, found[1])
    elif _LETTERS in value and (procs := _PROCS.search(value)):
        for _, letter in _MEMBER.findall(procs[1]):
            yield unpacked(objects, letter)
    elif b"/Resources <<" in value:
        yield unpacked(objects, number)


def _follow(
    objects: Objects, value: bytes, content: bytes, shown: defaultdict[bytes, set[int]]
) -> None:
    """Note which codes a drawing shows, by the number of the font; none where it is not told."""
    fonts, states = (
        dict(_MEMBER.findall(found[1])) if (found := group.search(value)) else {}
        for group in (_FONTS, _STATES)
    )
    font, outer = b"", []
    for face, state, nest, text in map(re.Match.groups, _STEP.finditer(content)):
        if face:
            font = fonts.get(face, b"")
        elif state and b"/Font [" in objects.get(states.get(state, b""), (b"", b""))[0]:
            font = b""
        elif nest == b"q":
            outer.append(font)
        elif nest:
            font = outer.pop() if outer else b""
        elif text:
            for part in _TEXT.findall(text):
                shown[font].update(*_codes(bytes.fromhex(part.decode())))


def _codes(text: bytes) -> Iterator[Sequence[int]]:
    """Yield the codes that a text may be made of: its bytes, and its pairs from either start."""
    yield text
    for start in range(min(2, len(text))):
        yield struct.unpack_from(f">{(len(text) - start) // 2}H", text, start)
