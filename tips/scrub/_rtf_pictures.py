"""Pictures inside RTF: JPEG and PNG cleaned as if they had come alone; other kinds are left out."""

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from tips.scrub import jpeg, png
from tips.scrub._office_pictures import Picture as Whole
from tips.scrub._office_pictures import cropped
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


def drawn(picture: Picture, crop: Mapping[str, float]) -> tuple[str, Report | None]:
    """Return a clean picture in RTF and its report, or "" and None where it cannot be cleaned.

    `crop` is the part of each side ("l", "t", "r", "b") that is hidden and to be cut off; a picture
    in the text says so itself.
    """
    try:
        data = bytes(picture.binary) or binascii.unhexlify(
            bytes(picture.digits).translate(None, b" ")
        )
    except binascii.Error:
        return "", None
    shares = _shares(picture.measures, crop)
    for start, (module, word) in KINDS.items():
        if data.startswith(start):
            try:
                report = module.scrub(BytesIO(data), sink := BytesIO())
            except Unscrubbable:
                return "", None
            turned = Change.TURNED in report.changed
            clean = _cut(sink.getvalue(), report.media_type, shares, turned=turned)
            words = _measured(_left(picture.measures, shares), turned=turned)
            return (f"{{\\pict\\{word}{words} {clean.hex()}}}", report) if clean else ("", None)
    return "", None


def _shares(measures: Mapping[str, int], crop: Mapping[str, float]) -> list[float]:
    """Return the parts of the left, upper, right and lower side that are hidden."""
    shares = []
    for side, along in zip("ltrb", "whwh", strict=True):
        whole, cut = measures.get(f"pic{along}goal", 0), measures.get(f"piccrop{side}", 0)
        share = cut / whole if cut > 0 and whole > 0 else crop.get(side, 0.0)
        shares.append(min(max(share, 0.0), 1.0))
    return shares


def _cut(data: bytes, media_type: str, shares: list[float], *, turned: bool) -> bytes:
    """Return a picture without its hidden sides, or nothing where that cannot be."""
    if not any(shares):
        return data
    sides = ",".join(str(int(share * 100_000)) for share in shares)
    made = cropped(Whole(data, media_type, ""), sides)
    return b"" if made.lost or turned else made.data


def _left(measures: Mapping[str, int], shares: list[float]) -> dict[str, int]:
    """Return the measures of what is left of a picture."""
    left, upper, right, lower = shares
    rest = {"w": 1 - left - right, "h": 1 - upper - lower}
    return {
        name: int(size * rest.get(name[3:4], 1)) if name in MEASURES[:4] else size
        for name, size in measures.items()
    }


def _measured(measures: Mapping[str, int], *, turned: bool) -> str:
    """Return width and height as words; a picture that was turned upright changes them over."""
    other = {"w": "h", "h": "w", "x": "y", "y": "x"}
    words = ""
    for name in MEASURES:
        swapped = re.sub("(?<=pic|ale)[whxy]", lambda found: other[found[0]], name)
        number = measures.get(swapped if turned else name)
        words += f"\\{name}{max(1, min(number, _LARGEST))}" if number is not None else ""
    return words
