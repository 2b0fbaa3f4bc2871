"""Blogger's older backup, blog-MM-DD-YYYY.xml: one Atom feed with kind categories."""

from collections.abc import Iterator

from lxml import etree

from posts.importers import _addresses, _words
from posts.importers._records import CommentRecord, CommentState, PostRecord, PostState, Record
from posts.importers._report import Report
from posts.importers._sources import Feed
from posts.importers._xml import children, entries, text

NAME = "Blogger (backup until 2025)"
READINGS = 1
KIND = "http://schemas.google.com/g/2005#kind"
LABEL = "http://www.blogger.com/atom/ns#"
REMOVED = "blogger.contentRemoved"
DROPPED = {
    "blogger.itemClass": "dropped: ids of persons",
    "blogger.displayTime": "dropped: display times",
}


def recognise(start: str) -> bool:
    return (
        "<feed" in start and "tag:blogger.com,1999:blog-" in start and "blogger/2018" not in start
    )


def read(feed: Feed, report: Report) -> Iterator[Record]:
    """Yield what a backup holds; raises Refused for hostile XML."""
    for entry in entries(feed, ("entry",), report):
        kind, ids = _kind(entry), _addresses.ids(text(entry, "id"))
        if kind in {"settings", "template"}:
            report.count(f"dropped: {kind} of the blog")
        elif ids is None or kind not in {"post", "page", "comment"}:
            report.note("unknown: entries", f"{kind or 'no kind'} {text(entry, 'id')}")
        else:
            _count_private(entry, report)
            record = _comment(entry, *ids, report) if kind == "comment" else _post(entry, *ids)
            if record is not None:
                yield record


def _kind(entry: etree._Element) -> str:
    terms = (c.get("term", "") for c in children(entry, "category") if c.get("scheme") == KIND)
    return next(terms, "").rpartition("#")[2]


def _count_private(entry: etree._Element, report: Report) -> None:
    for name in ("point", "featurename", "featureName", "box"):
        if text(entry, name).strip():
            report.count("dropped: places (geotags)")
            break
    if text(entry, "author", "email").strip():
        report.count("dropped: e-mail addresses")
    if text(entry, "author", "uri").strip():
        report.count("dropped: addresses of authors' profiles")
    for extended in children(entry, "extendedProperty"):
        if what := DROPPED.get(extended.get("name", "")):
            report.count(what)


def _link(entry: etree._Element, rel: str) -> str:
    for link in children(entry, "link"):
        if link.get("rel") == rel and link.get("type", "text/html") == "text/html":
            return str(link.get("href", ""))
    return ""


def _draft(entry: etree._Element) -> bool:
    """Whether app:draft says yes; its namespace is declared on the element, in two versions."""
    return text(entry, "control", "draft").strip().lower() == "yes"


def _total(entry: etree._Element) -> int | None:
    words = text(entry, "total").strip()
    return int(words) if words.isascii() and words.isdigit() and len(words) < 9 else None


def _post(entry: etree._Element, blog: str, own: str) -> PostRecord:
    address = _link(entry, "alternate")
    terms = [c.get("term", "") for c in children(entry, "category") if c.get("scheme") == LABEL]
    return PostRecord(
        origin=f"blogger:{blog}", id=own, page=_kind(entry) == "page",
        state=PostState.DRAFT if _draft(entry) else PostState.LIVE,
        title=_words.title(text(entry, "title")),
        body=text(entry, "content"),
        published=_words.moment(text(entry, "published")),
        address=_addresses.path(address),
        author=_words.name(text(entry, "author", "name")),
        labels=_words.labels(terms),
        topics=_words.topics(terms),
        comment_count=_total(entry),
        hosts=_addresses.host(address),
    )  # fmt: skip


def _comment(entry: etree._Element, blog: str, own: str, report: Report) -> CommentRecord | None:
    published = _words.moment(text(entry, "published"))
    if published is None:
        report.note("unknown: comments without a date", own)
        return None
    marks = {e.get("name"): e.get("value") for e in children(entry, "extendedProperty")}
    state = CommentState.REMOVED if marks.get(REMOVED) == "true" else CommentState.LIVE
    if _draft(entry):
        state = CommentState.HELD
        report.note("held: comments in an unknown state", f"draft {own}")
    answered = next((r.get("ref", "") for r in children(entry, "in-reply-to")), "")
    links = (k.get("href", "") for k in children(entry, "link") if k.get("rel") == "related")
    related = next(links, "")
    return CommentRecord(
        origin=f"blogger:{blog}", id=own, fragment=f"c{own}", state=state, published=published,
        post=_words.number(answered),
        parent=_words.number(related) if "/comments/default/" in related else "",
        name=_words.name(text(entry, "author", "name")),
        body=_words.comment(text(entry, "content")),
    )  # fmt: skip
