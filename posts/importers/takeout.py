"""Blogger as Google Takeout exports it: feed.atom in the namespace of blogger/2018.

Google documents none of it; everything here was read from real files. There are no kind
categories, links or domain; comments may come before their post.
"""

from collections.abc import Iterator

from lxml import etree

from posts.importers import _addresses, _words
from posts.importers._records import (
    PUBLIC,
    CommentRecord,
    CommentState,
    PostRecord,
    PostState,
    Record,
)
from posts.importers._report import Report
from posts.importers._sources import Feed
from posts.importers._xml import children, entries, text

NAME = "Blogger (Google Takeout)"
READINGS = 1
NAMESPACE = "http://schemas.google.com/blogger/2018"
POSTS = {
    "LIVE": PostState.LIVE,
    "DRAFT": PostState.DRAFT,
    "SCHEDULED": PostState.SCHEDULED,
    "SOFT_TRASHED": PostState.WITHDRAWN,
}
COMMENTS = {
    "LIVE": CommentState.LIVE,
    "EMPTIED": CommentState.REMOVED,
    "PENDING_MODERATION": CommentState.PENDING,
    "PENDING": CommentState.PENDING,
    "SPAM_COMMENT": CommentState.SPAM,
    "SPAM": CommentState.SPAM,
}


def recognise(start: str) -> bool:
    return NAMESPACE in start


def read(feed: Feed, report: Report) -> Iterator[Record]:
    """Yield what a feed.atom holds; raises Refused for hostile XML."""
    for entry in entries(feed, ("entry",), report):
        kind = text(entry, "type").strip()
        ids = _addresses.ids(text(entry, "id"))
        if ids is None or kind not in {"POST", "PAGE", "COMMENT"}:
            report.note("unknown: entries", f"{kind or 'no type'} {text(entry, 'id')}")
            continue
        _count_private(entry, report)
        record = _comment(entry, *ids, report) if kind == "COMMENT" else _post(entry, *ids, report)
        if record is not None:
            yield record


def _count_private(entry: etree._Element, report: Report) -> None:
    """Count what is about a person and is never read further."""
    if text(entry, "location", "latitude").strip() or text(entry, "location", "name").strip():
        report.count("dropped: places (geotags)")
    if text(entry, "author", "uri").strip():
        report.count("dropped: addresses of authors' profiles")
    if text(entry, "author", "email").strip():
        report.count("dropped: e-mail addresses")


def _post(entry: etree._Element, blog: str, own: str, report: Report) -> PostRecord:
    status, page = text(entry, "status").strip(), text(entry, "type").strip() == "PAGE"
    state = POSTS.get(status, PostState.HELD)
    if state == PostState.HELD:
        report.note("held: posts in an unknown state", f"{status} {own}")
    if text(entry, "trashed").strip():
        state = PostState.WITHDRAWN
    terms = [found.get("term") or text(found) for found in children(entry, "category")]
    return PostRecord(
        origin=f"blogger:{blog}", id=own, page=page, state=state,
        title=_words.title(text(entry, "title")),
        body=text(entry, "content"),
        published=_words.moment(text(entry, "published") or text(entry, "created")),
        address=_addresses.path(text(entry, "filename")),
        author=_words.name(text(entry, "author", "name")),
        labels=_words.labels(terms),
        topics=_words.topics(terms),
        standfirst=_words.summary(text(entry, "metaDescription")),
    )  # fmt: skip


def _comment(entry: etree._Element, blog: str, own: str, report: Report) -> CommentRecord | None:
    status = text(entry, "status").strip()
    state = COMMENTS.get(status, CommentState.HELD)
    if state == CommentState.HELD:
        report.note("held: comments in an unknown state", f"{status} {own}")
    if text(entry, "trashed").strip():
        if state not in PUBLIC:
            report.count("dropped: comments in the bin")
            return None
        state = CommentState.REMOVED
    published = _words.moment(text(entry, "published") or text(entry, "created"))
    if published is None:
        report.note("unknown: comments without a date", own)
        return None
    return CommentRecord(
        origin=f"blogger:{blog}", id=own, fragment=f"c{own}", state=state, published=published,
        post=_words.number(text(entry, "parent")),
        parent=_words.number(text(entry, "inReplyTo")),
        name=_words.name(text(entry, "author", "name")),
        body=_words.comment(text(entry, "content")),
    )  # fmt: skip
