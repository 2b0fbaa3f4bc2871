"""Drawings in RTF, which say by names and values what they are: a picture, whole or not, or hidden.

Of all those values only the picture is written, and in its place.
"""

VALUES = ("sn", "sv")  # a name, and what it says

_SIDES = {"cropFromLeft": "l", "cropFromTop": "t", "cropFromRight": "r", "cropFromBottom": "b"}
_WHOLE = 65_536  # the parts of a side that a drawing counts in
_LONGEST = 40  # letters of a name or of a value that are read


class _Shape:
    def __init__(self, start: int) -> None:
        self.start = start
        self.is_hidden = False
        self.crop: dict[str, float] = {}


class Shapes:
    """Told of drawings while `out` is written; takes out of it those that are hidden."""

    def __init__(self, out: list[str]) -> None:
        self._out = out
        self._open = [_Shape(0)]
        self._said = dict.fromkeys(VALUES, "")

    @property
    def has_picture(self) -> bool:
        """Tell whether the value at hand is the picture itself, and no filling or border."""
        return self._said["sn"].strip() == "pib"

    @property
    def crop(self) -> dict[str, float]:
        """Return by side ("l", "t", "r", "b") the part of the picture that is hidden."""
        return self._open[-1].crop

    def open(self) -> None:
        """Take the begin of a drawing, which may stand in the words of another."""
        self._open.append(_Shape(len(self._out)))

    def close(self) -> bool:
        """Take its end. Returns whether it was hidden, and went."""
        shape, end = self._open.pop(), len(self._out)
        if shape.is_hidden:
            self._out[shape.start : end] = [""] * (end - shape.start)
        return shape.is_hidden

    def begin(self, part: str) -> None:
        """Take the begin of a name ("sn"), of a value ("sv") or of both."""
        if part in VALUES:
            self._said[part] = ""

    def read(self, part: str, text: str) -> None:
        self._said[part] += text[: _LONGEST - len(self._said[part])]

    def end(self) -> None:
        """Take the end of a value, and what it means."""
        name, value = (self._said[part].strip() for part in VALUES)
        if not value.lstrip("-").isdecimal():
            return
        if name == "fHidden":
            self._open[-1].is_hidden = int(value) != 0
        elif name in _SIDES:
            self.crop[_SIDES[name]] = int(value) / _WHOLE
