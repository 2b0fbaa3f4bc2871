"""WordPress's export (WXR): RSS 2.0 with elements of WordPress, matched by name alone.

The namespace of wp: is http://wordpress.org/export/1.0, 1.1 or 1.2, and https in official test
data. The file is read twice: what a post says of its pictures and authors may come after it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

from lxml import etree

from posts.importers import _addresses, _words
from posts.importers._records import (
    CommentRecord,
    CommentState,
    Picture,
    PostRecord,
    PostState,
    Record,
)
from posts.importers._report import Report
from posts.importers._sources import Feed
from posts.importers._xml import children, entries, text

NAME = "WordPress (WXR)"
READINGS = 2
POSTS = {
    "publish": PostState.LIVE,
    "future": PostState.SCHEDULED,
    "draft": PostState.DRAFT,
    "pending": PostState.DRAFT,
    "private": PostState.HELD,
    "trash": PostState.WITHDRAWN,
}
UNWRITTEN = {"inherit", "auto-draft"}
COMMENTS = {"1": CommentState.LIVE, "0": CommentState.PENDING, "spam": CommentState.SPAM}
DEEPEST = 20  # categories in one another
PINGS = {"pingback", "trackback"}


@dataclass(slots=True)
class Blog:
    """What the first reading finds: the host, names by login, pictures by the id of their item,
    and the category that each one stands in."""

    host: str = ""
    names: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    above: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"wordpress:{self.host or 'unknown'}"[:80]


def recognise(start: str) -> bool:
    return "<rss" in start and "://wordpress.org/export/" in start


def read(feed: Feed, report: Report) -> Iterator[Record]:
    """Yield what an export holds; raises Refused for hostile XML."""
    blog = _looked_through(feed)
    for item in entries(feed, ("item",), report):
        kind, status = text(item, "post_type").strip(), text(item, "status").strip()
        if kind == "attachment":
            continue
        if kind not in {"post", "page"} or status in UNWRITTEN:
            report.count(f"dropped: {kind or 'items without a type'} ({status or 'no state'})")
            continue
        own = text(item, "post_id").strip()
        if not _words.DIGITS.match(own):
            report.note("unknown: entries", f"{kind} without an id: {text(item, 'title')}")
            continue
        yield _post(item, own, blog, report)
        for found in children(item, "comment"):
            comment = _comment(found, own, blog, report)
            if comment is not None:
                yield comment


def _looked_through(feed: Feed) -> Blog:
    blog, unseen = Blog(), Report()
    wanted = ("item", "author", "category", "base_site_url", "base_blog_url")
    for element in entries(feed, wanted, unseen):
        name = etree.QName(element).localname
        if name.startswith("base_"):
            blog.host = "".join(_addresses.host(element.text or "")) or blog.host
        elif name == "author":
            login = text(element, "author_login").strip()
            blog.names[login] = _words.name(text(element, "author_display_name"))
        elif name == "category":
            blog.above[text(element, "category_nicename")] = text(element, "category_parent")
        else:
            blog.host = blog.host or "".join(_addresses.host(text(element, "link")))
        if name == "item" and text(element, "post_type").strip() == "attachment":
            blog.pictures[text(element, "post_id").strip()] = Picture(
                address=text(element, "attachment_url").strip()[:1000],
                alt=_words.title(_meta(element).get("_wp_attachment_image_alt", "")),
                caption=_words.summary(_encoded(element)[1]),
            )
    return blog


def _meta(item: etree._Element) -> dict[str, str]:
    """Return the first value of each meta key."""
    found: dict[str, str] = {}
    for meta in children(item, "postmeta"):
        found.setdefault(text(meta, "meta_key").strip(), text(meta, "meta_value").strip())
    return found


def _post(item: etree._Element, own: str, blog: Blog, report: Report) -> PostRecord:
    status, link = text(item, "status").strip(), text(item, "link")
    state = POSTS.get(status, PostState.HELD)
    if text(item, "post_password").strip():
        state, status = PostState.HELD, "behind a password"
    if state == PostState.HELD:
        report.note("held: posts in an unknown state", f"{status or 'no state'} {own}")
    body, excerpt = _encoded(item)
    topics = _topics(item, blog)
    return PostRecord(
        origin=blog.origin, id=own, state=state,
        page=text(item, "post_type").strip() == "page",
        title=_words.title(text(item, "title")), body=body, breaks=True,
        published=_when(item, "post_date") or _posted(text(item, "pubDate")),
        address=_addresses.path(link),
        other_addresses=(f"?p={own}", f"?page_id={own}"),
        author=_author(text(item, "creator").strip(), blog, report),
        labels=_words.labels([term for term, _address in topics]),
        topics=tuple((_words.labels([term])[0], address) for term, address in topics),
        standfirst=_words.summary(excerpt),
        lead=blog.pictures.get(_meta(item).get("_thumbnail_id", "")),
        comments_open=text(item, "comment_status").strip() != "closed",
        hosts=(blog.host,) if blog.host else _addresses.host(link),
    )  # fmt: skip


def _encoded(item: etree._Element) -> tuple[str, str]:
    """Return content:encoded and excerpt:encoded, told apart by their namespaces."""
    found = {"content": "", "excerpt": ""}
    for element in children(item, "encoded"):
        space = etree.QName(element).namespace or ""
        found["excerpt" if "excerpt" in space else "content"] = text(element)
    return found["content"], found["excerpt"]


def _topics(item: etree._Element, blog: Blog) -> list[tuple[str, str]]:
    """Return categories and tags, each with the addresses of its list in a stock WordPress."""
    found = []
    for topic in children(item, "category"):
        kind, nice = topic.get("domain", "category"), topic.get("nicename", "")
        base = {"category": "category", "post_tag": "tag", "tag": "tag"}.get(kind)
        if base and nice != "uncategorized" and _words.labels([topic.text or ""]):
            places = {nice, _whole(nice, blog.above) if base == "category" else nice}
            found += [(topic.text or "", _addresses.path(f"/{base}/{place}/") if place else "")
                      for place in sorted(places)]  # fmt: skip
    return found


def _whole(nice: str, above: dict[str, str]) -> str:
    """Return a category's path from the outermost one in which it stands."""
    path = [nice]
    while (outer := above.get(path[0], "")) and outer not in path and len(path) < DEEPEST:
        path.insert(0, outer)
    return "/".join(path)


def _author(login: str, blog: Blog, report: Report) -> str:
    """Return the name that readers saw; a login name without one is never shown."""
    shown = blog.names.get(login, "")
    if login and not shown:
        report.count("dropped: login names of authors without a public name")
    elif shown == login:
        report.note("LOOK: a byline equals a login name of the old place", shown)
    return shown


def _when(item: etree._Element, name: str) -> datetime | None:
    """Return a moment from its GMT form, else from the one of the blog's clock; zeros are none."""
    return _words.moment(text(item, f"{name}_gmt")) or _words.moment(text(item, name))


def _posted(text: str) -> datetime | None:
    try:
        return _words.moment(parsedate_to_datetime(text).isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _comment(found: etree._Element, post: str, blog: Blog, report: Report) -> CommentRecord | None:
    kind, own = text(found, "comment_type").strip(), text(found, "comment_id").strip()
    approved = text(found, "comment_approved").strip()
    for name, what in (("comment_author_IP", "IP addresses"),
                       ("comment_author_email", "e-mail addresses")):  # fmt: skip
        if text(found, name).strip():
            report.count(f"dropped: {what}")
    published = _when(found, "comment_date")
    if kind in PINGS or approved == "trash":
        report.count(f"dropped: {kind if kind in PINGS else 'comments in the bin'}")
        return None
    if published is None or not _words.DIGITS.match(own):
        report.note("unknown: comments without a date or id", own)
        return None
    known = approved in COMMENTS and kind in {"", "comment"}
    if not known:
        report.note("held: comments in an unknown state", f"{approved or 'none'} {kind} {own}")
    parent = text(found, "comment_parent").strip()
    return CommentRecord(
        origin=blog.origin, id=own, post=post, fragment=f"comment-{own}", published=published,
        state=COMMENTS[approved] if known else CommentState.HELD,
        name=_words.name(text(found, "comment_author")),
        body=_words.comment(text(found, "comment_content")),
        parent=parent if _words.DIGITS.match(parent) and parent != "0" else "",
    )  # fmt: skip
