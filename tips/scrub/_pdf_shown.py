"""What content in plain form uses of the tables that it names: colours by their number."""

import re
from collections.abc import Iterator

_CHOOSE = (b" sc\n", b" SC\n", b" scn\n", b" SCN\n")
_SHADE = re.compile(rb"(\d{1,9})(\.\d+)?(?: /P\d+)?\Z")


def shades(content: bytes) -> set[int]:
    """Return the whole numbers that colours are chosen by, where one number chooses."""
    found: set[int] = set()
    for line in set(_before(content)):
        if chosen := _SHADE.match(line):
            found |= {int(chosen[1]), int(chosen[1]) + bool(chosen[2])}
    return found


def _before(content: bytes) -> Iterator[bytes]:
    """Yield what stands before each operator that chooses a colour."""
    for operator in _CHOOSE:
        place = content.find(operator)
        while place >= 0:
            yield content[content.rfind(b"\n", 0, place) + 1 : place]
            place = content.find(operator, place + 1)
