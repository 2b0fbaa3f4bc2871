"""Palettes inside a PDF: colours that nothing is drawn in say something, so they are blanked."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from PIL import Image

from tips.scrub._pdf_samples import Samples
from tips.scrub._pdf_writer import array


class Palette(NamedTuple):
    """A table of colours: its base as PDF syntax, bytes a colour, last index, and the colours."""

    base: bytes
    width: int
    highest: int
    colours: bytes

    def written(self, used: Iterable[int]) -> bytes:
        """Return a space as PDF syntax: what is not used is zeros, or cut off behind the rest."""
        kept = {max(0, min(index, self.highest)) for index in used} or {0}
        colours = bytearray(self.colours[: (max(kept) + 1) * self.width])
        for index in set(range(max(kept))) - kept:
            place = slice(index * self.width, (index + 1) * self.width)
            colours[place] = bytes(len(colours[place]))
        table = b"<%b>" % colours.hex().encode()
        return array([b"/Indexed", self.base, b"%d" % max(kept), table])


def used(samples: Samples, decode: tuple[float, float] | None) -> set[int]:
    """Return the indices that a picture's samples stand for; `decode` as a PDF has it."""
    last = (1 << samples.bits) - 1
    low, high = decode or (0.0, float(last))
    found: set[int] = set()
    for value in _values(samples):
        index = round(low + value * (high - low) / last, 6)
        found |= {math.floor(index), math.ceil(index)}  # viewers differ in how they round
    return found


def _values(samples: Samples) -> set[int]:
    """Return the samples that occur; those that fill a row up to a byte are none."""
    packed = Image.frombytes("L", (samples.stride, samples.height), samples.rows)
    each = 8 // samples.bits
    whole, rest = divmod(samples.width, each)
    found = _parts(packed.crop((0, 0, whole, samples.height)), samples.bits, each)
    if rest:
        tail = packed.crop((whole, 0, whole + 1, samples.height))
        found |= _parts(tail, samples.bits, rest)
    return found


def _parts(packed: Image.Image, bits: int, count: int) -> set[int]:
    if not packed.width:
        return set()
    values = [value for value, times in enumerate(packed.histogram()) if times]
    shifts = [8 - bits * (number + 1) for number in range(count)]
    return {value >> shift & (1 << bits) - 1 for value in values for shift in shifts}
