"""A PDF written by us, object after object, in one plain form: no dates, ids, strings or history.

A value is written as soon as it is known, as bytes of PDF syntax; text is always hexadecimal, so
nothing that is not a number, a name of ours or a stream can stand anywhere.
"""

import re
import zlib
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, BinaryIO

import pikepdf

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_LARGEST = 2**31 - 1
_PLAIN = re.compile(rb"-?(?:[1-9]\d{0,8}(?:\.\d{0,7}[1-9])?|0\.\d{0,7}[1-9])")


class Writer:
    """Writes numbered objects to a sink and the table that finds them."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._places: dict[int, int] = {}
        self._count = 0
        self._place = sink.write(_HEADER)

    def reserve(self) -> int:
        """Return a number for an object that is written later."""
        self._count += 1
        return self._count

    def put(self, number: int, body: bytes) -> bytes:
        """Write an object under its number and return the reference to it."""
        self._places[number] = self._place
        self._place += self._sink.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        return reference(number)

    def add(self, body: bytes) -> bytes:
        """Write an object under the next number and return the reference to it."""
        return self.put(self.reserve(), body)

    def stream(
        self, entries: Mapping[str, bytes], data: bytes, *, packed: bool = False, number: int = 0,
        effort: int = 6,
    ) -> bytes:  # fmt: skip
        """Write a stream; `packed` data brings its own Filter among the entries.

        `effort` is zlib's level of compression.
        """
        if not packed:
            entries, data = {**entries, "Filter": b"/FlateDecode"}, zlib.compress(data, effort)
        head = dictionary({**entries, "Length": b"%d" % len(data)})
        body = b"%b\nstream\n%b\nendstream" % (head, data)
        return self.put(number or self.reserve(), body)

    def close(self, root: bytes) -> None:
        """Write the table of places and the trailer, which name the root and nothing else."""
        table = self._place
        lines = [b"xref\n0 %d\n0000000000 65535 f \n" % (self._count + 1)]
        for number in range(1, self._count + 1):
            place = self._places.get(number)
            free = b"0000000000 00000 f \n"
            lines.append(free if place is None else b"%010d 00000 n \n" % place)
        trailer = dictionary({"Size": b"%d" % (self._count + 1), "Root": root})
        lines.append(b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (trailer, table))
        self._sink.write(b"".join(lines))


def reference(number: int) -> bytes:
    """Return the PDF syntax that points to an object."""
    return b"%d 0 R" % number


def dictionary(entries: Mapping[str, bytes]) -> bytes:
    """Return a PDF dictionary of values that are PDF syntax already."""
    return b"<<%b>>" % b"".join(b"/%b %b" % (key.encode(), entries[key]) for key in entries)


def array(values: Iterable[bytes]) -> bytes:
    """Return a PDF array of values that are PDF syntax already."""
    return b"[%b]" % b" ".join(values)


@lru_cache(maxsize=4096)
def digits(token: bytes) -> bytes:
    """Return a number in its shortest plain form, so that spare digits say nothing."""
    if _PLAIN.fullmatch(token):
        return token
    if token.isdigit():
        return b"%d" % int(token) if len(token) < 12 else b"%d" % _LARGEST
    try:
        value = Decimal(token.decode("latin-1"))
    except InvalidOperation:
        return b"0"
    if not value.is_finite() or abs(value) > _LARGEST:
        return b"0"
    text = f"{value:.8f}".rstrip("0").rstrip(".")
    return (text if text not in {"-0", ""} else "0").encode()


def number(value: Any, default: bytes = b"") -> bytes:
    """Return a number or a truth value as PDF syntax, or the default for anything else."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int):
        return b"%d" % max(-_LARGEST, min(_LARGEST, value))
    if isinstance(value, Decimal | float):
        return digits(str(value).encode())
    return default


def numbers(value: Any, most: int = 100_000, depth: int = 3) -> bytes:
    """Return an array of numbers (and arrays of numbers) as PDF syntax; other members are 0."""
    if not isinstance(value, pikepdf.Array):
        return number(value, b"0")
    if not depth:
        return b"[]"
    members = (member for _, member in zip(range(most), value, strict=False))
    return array(numbers(member, most, depth - 1) for member in members)


def picked(source: Any, kinds: Mapping[str, str]) -> dict[str, bytes]:
    """Return what a dictionary holds under the given keys where it is of the given kind.

    A kind is "n" (number or truth value), "a" (array of numbers; "a4" of four at most, since
    further ones mean nothing), or the allowed names, with spaces between them.
    """
    entries: dict[str, bytes] = {}
    for key, kind in kinds.items():
        value = source.get("/" + key)
        if kind == "n" and (text := number(value)):
            entries[key] = text
        elif kind[0] == "a" and isinstance(value, pikepdf.Array):
            entries[key] = numbers(value, int(kind[1:])) if kind[1:] else numbers(value)
        elif (name := name_of(value)) in kind.split():
            entries[key] = b"/" + name.encode()
    return entries


def name_of(value: Any) -> str:
    """Return a name without its slash, or "" for anything that is no name.

    Bytes that are no UTF-8 (old Asian programs name fonts so) are as in the keys of a dictionary.
    """
    if not isinstance(value, pikepdf.Name):
        return ""
    return bytes(value)[1:].decode("utf-8", "surrogateescape")
