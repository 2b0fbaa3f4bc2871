"""Pictures inside RTF: JPEG and PNG cleaned as if they had come alone; other kinds are left out."""

import binascii
import re
from dataclasses import dataclass, field
from io import BytesIO

from tips.scrub import jpeg, png
from tips.scrub._report import Change, Report, Unscrubbable

MEASURES = ("picw", "pich", "picwgoal", "pichgoal", "picscalex", "picscaley")
KINDS = {b"\xff\xd8\xff": (jpeg, "jpegblip"), b"\x89PNG\r\n\x1a\n": (png, "pngblip")}

_LARGEST = 32_767


@dataclass
class Picture:
    """A picture while it is read: its measures by word, its bytes, or their digits."""

    measures: dict[str, int] = field(default_factory=dict)
    digits: bytearray = field(default_factory=bytearray)
    binary: bytearray = field(default_factory=bytearray)


def drawn(picture: Picture) -> tuple[str, Report | None]:
    """Return a clean picture in RTF and its report, or "" and None where it cannot be cleaned."""
    try:
        data = bytes(picture.binary) or binascii.unhexlify(
            bytes(picture.digits).translate(None, b" ")
        )
    except binascii.Error:
        return "", None
    for start, (module, word) in KINDS.items():
        if data.startswith(start):
            try:
                report = module.scrub(BytesIO(data), sink := BytesIO())
            except Unscrubbable:
                return "", None
            words = _measured(picture.measures, turned=Change.TURNED in report.changed)
            return f"{{\\pict\\{word}{words} {sink.getvalue().hex()}}}", report
    return "", None


def _measured(measures: dict[str, int], *, turned: bool) -> str:
    """Return width and height as words; a picture that was turned upright changes them over."""
    other = {"w": "h", "h": "w", "x": "y", "y": "x"}
    words = ""
    for name in MEASURES:
        swapped = re.sub("(?<=pic|ale)[whxy]", lambda found: other[found[0]], name)
        number = measures.get(swapped if turned else name)
        words += f"\\{name}{max(1, min(number, _LARGEST))}" if number is not None else ""
    return words
