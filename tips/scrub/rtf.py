"""RTF: read as a reader would and written anew; nothing that a reader does not show is copied.

Out: RTF with the same words, paragraphs, tables and pictures.
Taken out: author, company, dates, revision marks, comments, templates, paths, objects, fields'
instructions, and those that name a person or a file, links, hidden text and drawings, the sides
that a frame hides of a picture, heads of pages that it has not, cells that the one above covers,
bookmarks, unknown parts, names of typefaces that not everybody has, each of which becomes one of
its family, the program's name; EXIF in pictures.
Stays: the words and the way of writing; what pictures show.
Refused: damaged files; files nested too deep.
"""

from collections import Counter
from typing import BinaryIO

from tips.scrub import _rtf_look
from tips.scrub._report import Change, Kind, Limit, Reason, Report, Unscrubbable
from tips.scrub._rtf_rebuild import Rebuild

MEDIA_TYPES = {"application/rtf": ("rtf",)}


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write the same words, looks, tables and pictures. Raises Unscrubbable."""
    source.seek(0)
    data = source.read()
    if not data.startswith(b"{\\rtf"):
        raise Unscrubbable(Reason.BROKEN)
    rebuilt = Rebuild(data)
    sink.write(rebuilt.written().encode("ascii"))
    removed = rebuilt.removed
    changed, kept = {Change.REBUILT}, {Limit.WORDING}
    for report in rebuilt.reports:
        removed += Counter(report.removed)
        changed.update(report.changed)
        kept.update(report.kept)
    removed[Kind.TRAILING] += len(data.rstrip(b"\0\r\n ")) > rebuilt.length
    return Report("application/rtf", +removed, tuple(sorted(changed)), tuple(sorted(kept)))


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what is not in our plain form, letter by letter; the rebuilding is not asked."""
    source.seek(0)
    return _rtf_look.found(source.read())
