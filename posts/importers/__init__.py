"""Importers: each module reads the archive of one foreign format and yields plain records.

A module of this folder whose name does not begin with "_" is an importer; it is registered nowhere
else. It offers:

- `NAME`: what the format is called, for people.
- `READINGS`: how often it reads the file, for telling how far it is.
- `recognise(start: str) -> bool`: whether a file that begins with these characters is of it.
- `read(feed: Feed, report: Report) -> Iterator[Record]`: its posts, pages and comments, in the
  order of the file. Nothing that identifies a person beyond the name under a text is in a record.
"""

from types import ModuleType

from blogsite.lib import plugins
from posts.importers._albums import Albums
from posts.importers._language import guess
from posts.importers._records import (
    PUBLIC,
    CommentRecord,
    CommentState,
    Picture,
    PostRecord,
    PostState,
    Record,
    digest,
)
from posts.importers._report import Report
from posts.importers._shapes import shape
from posts.importers._sources import Feed, Refused, Source, find

__all__ = [
    "PUBLIC", "Albums", "CommentRecord", "CommentState", "Feed", "Picture", "PostRecord",
    "PostState", "Record", "Refused", "Report", "Source", "digest", "find", "guess", "importer",
    "shape",
]  # fmt: skip


def importer(feed: Feed) -> ModuleType:
    """Return the module that reads a file; raises Refused when none does."""
    start = feed.start()
    for module in plugins.load(__name__):
        if module.recognise(start):
            return module
    raise Refused("This is no archive of Blogger or WordPress that we know.")
