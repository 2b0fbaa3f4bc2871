"""Scrubbers: what identifies a sender is taken out of a file, or the file is refused.

One module per family of formats in this folder, registered nowhere else. Each has
`MEDIA_TYPES` (media type to the endings of its names), `scrub(source, sink) -> Report` and
`inspect(source) -> Counter[Kind]`, which counts what identifies and never asks the writer: on a
clean file it finds nothing. No Django here: the folder works as a library.
"""

import ast
import pkgutil
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from blogsite.lib import plugins
from tips.scrub import _sandbox
from tips.scrub import _words as words
from tips.scrub._fence import FENCES, HELD
from tips.scrub._packages import OLE, ZIP, old_reason, sniff_package
from tips.scrub._report import Change, Kind, LeftOut, Limit, Reason, Report, Unscrubbable
from tips.scrub._sniff import HEAD, sniff
from tips.scrub._warm import WARM

__all__ = [
    "FENCES", "HELD", "Change", "Kind", "LeftOut", "Limit", "Reason", "Report", "Unscrubbable",
    "clean", "endings", "fences", "found", "media_types", "scrubbers", "type_of", "warm",
    "words",
]  # fmt: skip


class Scrubber(Protocol):
    """What a module of this folder offers."""

    MEDIA_TYPES: dict[str, tuple[str, ...]]

    def scrub(self, source: BinaryIO, sink: BinaryIO) -> Report: ...

    def inspect(self, source: BinaryIO) -> Counter[Kind]: ...


@cache
def scrubbers() -> dict[str, Scrubber]:
    """Return the module for each media type that can be cleaned.

    Imports them all, and with them the libraries that parse: for the starter and for tests.
    """
    modules = [cast(Scrubber, module) for module in plugins.load(__name__)]
    return {media_type: module for module in modules for media_type in module.MEDIA_TYPES}


@cache
def media_types() -> dict[str, tuple[str, ...]]:
    """Return the name endings of each media type that can be cleaned, ours first.

    Read from the modules without importing them: who takes in files never loads a parser.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        if not name.startswith("_"):
            found |= _declared(Path(__path__[0], f"{name}.py"))
    return found


def _declared(module: Path) -> dict[str, tuple[str, ...]]:
    """Return what a module's source says of MEDIA_TYPES, which is written out as a literal."""
    for line in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "MEDIA_TYPES":
            return cast(dict[str, tuple[str, ...]], ast.literal_eval(line.value))
    return {}


def endings() -> dict[str, str]:
    """Return the name ending that we give to each media type, such as "jpg"."""
    return {media_type: known[0] for media_type, known in media_types().items()}


def clean(
    source: BinaryIO, sink: BinaryIO, ending: str = "", *, as_pictures: bool = False
) -> Report:
    """Clean one file into an empty sink; both are real descriptors. Raises Unscrubbable.

    `ending` is what the sender's name ended with: only noted where it disagrees with the content.
    `as_pictures` draws the pages of a document instead of keeping their text, where a module can.
    Each step is a process of its own, and the look at the result trusts nothing of the first.
    """
    media_type = type_of(source)
    report = _sandbox.scrub(media_type, source, sink, as_pictures=as_pictures)
    if type_of(sink) != report.media_type or _sandbox.inspect(report.media_type, sink):
        raise Unscrubbable(Reason.RESIDUE)
    known = media_types()[media_type]
    misnamed = bool(ending) and ending.lower().lstrip(".") not in known
    return replace(report, misnamed=misnamed)


def found(source: BinaryIO) -> Counter[Kind]:
    """Count what identifies in a file as it is, without cleaning it. Raises Unscrubbable."""
    return _sandbox.inspect(type_of(source), source)


def warm() -> None:
    """Start what cleans where it does not run, and return at once: a file is on its way."""
    WARM.up()


def fences(*, quick: bool = False) -> list[str]:
    """Return the names of the fences that stand around each file on this machine.

    Asks a process that is ready for a file, or, where it must be `quick`, one without parsers.
    Raises Unscrubbable where there can be none.
    """
    return _sandbox.probe() if quick else _sandbox.standing()


def type_of(source: BinaryIO) -> str:
    """Return the media type of a file that some module cleans. Raises Unscrubbable."""
    source.seek(0)
    head = source.read(HEAD)
    source.seek(0)
    media_type = sniff(head)
    if media_type == ZIP:
        media_type = sniff_package(source)
    if media_type == OLE:
        raise Unscrubbable(old_reason(source))
    if media_type in media_types():
        return media_type
    if media_type == "text/html":
        raise Unscrubbable(Reason.MARKUP)
    if media_type:
        picture = media_type.startswith("image/")
        raise Unscrubbable(Reason.PICTURE if picture else Reason.UNSUPPORTED)
    raise Unscrubbable(Reason.UNKNOWN if head else Reason.EMPTY)
