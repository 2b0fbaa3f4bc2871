"""From a record of an archive to a post or page as it will be saved; nothing is written here."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import urljoin, urlsplit

from django.utils import timezone, translation

from blogsite.lib.markup import PHOTO_ADDRESS, clean
from posts.darkroom import Darkroom
from posts.importers import PostRecord, PostState, Report, guess, shape
from posts.models import Page, Photo, Post

LEADING = re.compile(
    r"\A\s*<figure><img src=\"/media/photos/([0-9a-f]{32})/[^>]*>"
    r"(?:<figcaption>(.{0,2000}?)</figcaption>)?</figure>\s*",
    re.DOTALL,
)
TAG = re.compile(r"<[^>]*>?")
COUNTRY = re.compile(r"\.blogspot\.(?:[a-z]{2}|com?\.[a-z]{2})\Z")
MOMENT = re.compile(r"\bshowComment=[0-9]{1,14}(?![0-9])")
GUESSED = 12_000  # characters of a body, markup and all, that tell its language
DATED = {PostState.LIVE, PostState.SCHEDULED, PostState.WITHDRAWN}
GIVEN = ("headline", "standfirst", "body", "lead", "published_at", "withdrawn_at", "comments_open")


@dataclass(slots=True)
class Draft:
    """A post or a page, never both, with the record that it comes from."""

    record: PostRecord
    mark: str  # digest of what was read
    post: Post | None = None
    page: Page | None = None

    @property
    def whole(self) -> Post:
        if self.post is None:
            raise ValueError("a page is no post")
        return self.post

    @property
    def body(self) -> str:
        return self.post.body if self.post else self.page.body if self.page else ""

    def give(self, post: Post) -> None:
        """Give another post what this one says; its address stays its own.

        One that was due there, and had its moment here, stays as public as it is.
        """
        withdrawn, due = post.withdrawn_at, post.published_at
        for name in GIVEN:
            setattr(post, name, getattr(self.whole, name))
        if withdrawn and self.whole.withdrawn_at:
            post.withdrawn_at = withdrawn
        if self.record.state == PostState.SCHEDULED and post.published_at is None:
            post.published_at = due


@dataclass(slots=True)
class Drafter:
    """Makes drafts. `language` is a code or "" to guess; `hosts` are names of the old place."""

    darkroom: Darkroom
    report: Report
    language: str
    hosts: frozenset[str]

    def draft(self, record: PostRecord, mark: str) -> Draft:
        """Return a record as a post, or as a page when it is a live page with an address."""
        language = self.language or guess(f"{record.title} {TAG.sub(' ', record.body[:GUESSED])}")
        self.report.count(f"language: {language}")
        where = record.address or f"{record.id} {record.title}"
        with translation.override(language):
            body = shape(
                record.body,
                picture=partial(self.darkroom.shown, where=where),
                link=partial(_linked, hosts=self.hosts | set(record.hosts), base=record.address),
                breaks=record.breaks,
            )
        title = record.title or _dated(record.published)
        if record.page and record.state == PostState.LIVE:
            return Draft(record, mark, page=Page(language=language, title=title[:120], body=body))
        if record.page:
            self.report.note("held: pages that were not public, kept as draft posts", where)
        return Draft(record, mark, post=self._post(record, language, title, body))

    def _post(self, record: PostRecord, language: str, title: str, body: str) -> Post:
        post = Post(
            language=language, headline=title, standfirst=record.standfirst,
            comments_open=record.comments_open,
        )  # fmt: skip
        body, post.lead = self._lead(record, body)
        post.body = clean(body)
        if record.state in DATED and not record.page:
            post.published_at = record.published
        if record.state == PostState.SCHEDULED and post.state == Post.State.LIVE:
            post.published_at = None
            self.report.note(
                "held: scheduled posts whose moment has passed", f"{record.id} {title}"
            )
        if record.state == PostState.WITHDRAWN:
            post.withdrawn_at = timezone.now()
        if record.state == PostState.LIVE and record.published is None:
            self.report.note("held: live posts without a date", f"{record.id} {title}")
        self.report.count(f"posts: {post.state.value}")
        return post

    def _lead(self, record: PostRecord, body: str) -> tuple[str, Photo | None]:
        """Return the body and the lead photo; one that opens the body leaves it."""
        if record.lead is not None:
            lead = self.darkroom.photo(record.lead, record.address or record.id)
            if lead is not None:
                return body, lead
        opening = LEADING.match(body)
        if opening is None:
            return body, None
        return body[opening.end() :], Photo.objects.filter(token=opening[1]).first()


def _linked(address: str, hosts: frozenset[str], base: str) -> str:
    """Return an address; one of the old place is a path of ours, and we redirect what moved.

    One that says no place, or no scheme, is whole again; `base` is the path of the text.
    """
    try:
        address = f"https:{address}" if address.startswith("//") else address
        parts = urlsplit(address)
        if base and not parts.scheme and not parts.netloc:
            return urljoin(base, address) if parts.path else address
        ours = _named(parts.hostname or "") in set(map(_named, hosts))
    except ValueError:
        return ""
    if not ours:
        return address
    if PHOTO_ADDRESS.search(parts.path):
        return parts.path
    query = f"?{parts.query}" if parts.query and parts.path in {"", "/"} else ""
    if moment := MOMENT.search(parts.query):
        query = f"?{moment[0]}"  # tells on which page of a long thread the comment is
    return f"{parts.path or '/'}{query}" + (f"#{parts.fragment}" if parts.fragment else "")


def _named(host: str) -> str:
    """Return a host as others call it too: Blogger led each country to its own ending."""
    return COUNTRY.sub(".blogspot.com", host.lower().removeprefix("www."))


def _dated(moment: datetime | None) -> str:
    """Return a headline for what had none."""
    return f"{timezone.localdate(moment):%Y-%m-%d}" if moment else "—"
