"""Word, Excel and PowerPoint documents (Office Open XML): a new package, part by part.

Out: the same kind of document: its words, tables, pictures, charts, formulas, slides, fields that
count pages.
Taken out: properties, authors, dates, comments, tracked changes (accepted), revision marks, the
names of styles, shapes and bookmarks, alternative texts, templates, printers, links, data sources,
embedded files, films, animations, notes of slides; hidden sheets, rows, columns, slides, frames and
words; cells that another one covers, heads of pages that have none, what stands in the places of
layouts, lists and number formats that nothing uses, the words of formats for other numbers than are
shown, filters, names of ranges that no formula uses; checks of what is typed, words that rules for
looks seek and no cell has; older forms of drawings, readings of words and labels of charts that are
off; names of typefaces that not everybody has, each of which becomes one of its family; where a
workbook hides something, formulas that have a value or read what goes; the sides that a frame hides
of a picture; fields that name a person or a file; EXIF in pictures.
Stays: the words and the way of writing; what pictures show; text that is white or off the page.
Refused: documents with macros, locked or damaged ones, those from before 2007; a picture of a kind
that cannot be cleaned (EMF, WMF, SVG) gives way to a blank.
"""

from collections import Counter
from typing import BinaryIO

from tips.scrub import _rules
from tips.scrub._ooxml_kinds import VOCABULARIES
from tips.scrub._ooxml_look import look
from tips.scrub._ooxml_parts import Walk
from tips.scrub._packages import Package, pack, sniff_package
from tips.scrub._report import Change, Kind, Limit, Reason, Report, Unscrubbable

# Written out: who takes in files reads this without loading a parser.
MEDIA_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx", "dotx"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx", "xltx"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (
        "pptx",
        "ppsx",
        "potx",
    ),
}


def scrub(source: BinaryIO, sink: BinaryIO) -> Report:
    """Write a document with the same words, tables, pictures and values. Raises Unscrubbable."""
    media_type = sniff_package(source)
    if media_type not in MEDIA_TYPES:
        raise Unscrubbable(Reason.BROKEN)
    removed = look(source)
    built = Walk(Package(source), VOCABULARIES[media_type]).run()
    built.lost[Kind.HIDDEN] += _rules.of_workbook(built.members)
    pack(sink, built.members.items())
    for kind, number in built.lost.items():
        removed[kind] = max(removed[kind], number)
    kept = (Limit.WORDING, Limit.VISIBLE, Limit.UNSEEN)
    return Report(media_type, +removed, (Change.REBUILT,), kept)


def inspect(source: BinaryIO) -> Counter[Kind]:
    """Count what a document does not need. Reads with other parsers than the writer's."""
    return look(source)
