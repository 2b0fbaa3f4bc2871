"""A second look at what no sheet, chart or slide shows, as it is met in a part."""

import re
from collections.abc import Iterable, Mapping, Sequence

from tips.scrub._ooxml_sums_look import Sums

_WATCHED = frozenset(
    ("c:dLbl", "c:delete", "c:ptCount", "c:pt", "a:fld", "c:numCache", "c:strCache", "c:numLit",
     "c:strLit", "c:multiLvlStrCache", "v:textpath")
)  # fmt: skip
_NO = ("0", "false", "f")
_SLIDES = ("p:sld", "p:sldLayout", "p:sldMaster")
_NUMBER = re.compile(r"\d{1,4}|‹#›")
_READING = re.compile(rb"<(?:\w+:)?rPh\b")
_READ = re.compile(rb"""\sph\s*=\s*["'](?:1|true)["']|\bPHONETIC\(""", re.I)


def readings(parts: Mapping[str, bytes]) -> bool:
    """Tell whether a workbook has readings of words, and neither cell nor formula shows any."""
    sheets: Iterable[bytes] = [data for name, data in parts.items() if name.startswith("xl/")]
    return any(map(_READING.search, sheets)) and not any(map(_READ.search, sheets))


class Unseen:
    """Follows one part; `start` and `text` tell whether what is met there is not shown.

    `path` are the names of the elements that are open, the innermost last.
    """

    def __init__(self) -> None:
        self._label_is_off = False
        self._points: int | None = None  # how many a list says that it has
        self._field = ""
        self._sums = Sums()

    def start(self, path: Sequence[str], said: Mapping[str, str]) -> bool:
        name, parent = path[-1], path[-2] if len(path) > 1 else ""
        if name.startswith("m:"):
            self._sums.start(path, said)
            return False
        if parent == "c:dLbl" and self._label_is_off:
            return name != "c:idx"
        if name not in _WATCHED:
            return False
        if name == "c:dLbl":
            self._label_is_off = False
        elif name == "c:delete":
            self._label_is_off = parent == "c:dLbl" and said.get("val") not in _NO
        elif name == "v:textpath":
            return said.get("on") in _NO and "string" in said
        elif name == "a:fld":
            self._field = said.get("type", "")
        elif name == "c:pt":
            at = said.get("idx", "")
            return self._points is not None and not (at.isdecimal() and int(at) < self._points)
        else:
            number = said.get("val", "")
            self._points = int(number) if name == "c:ptCount" and number.isdecimal() else None
        return False

    def text(self, path: Sequence[str], text: str) -> bool:
        """Tell whether characters stand where a formula shows none, or a slide its own number, or
        today's date.
        """
        if self._sums.text(path, text):
            return True
        if path[-2:] != ["a:fld", "a:t"] or path[0] not in _SLIDES:
            return False
        is_number = self._field == "slidenum" and not _NUMBER.fullmatch(text)
        return is_number or self._field.startswith("datetime")
