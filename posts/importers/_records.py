"""What importers yield: a post, page or comment as it was at the old place, without the person."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum


class PostState(StrEnum):
    LIVE = "live"
    SCHEDULED = "scheduled"  # a draft, when its moment passed: nobody saw it there
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"  # in the bin of the old place
    HELD = "held"  # in a state that we do not know, or must not guess: kept as a draft


class CommentState(StrEnum):
    LIVE = "live"
    REMOVED = "removed"  # its number stays, its words do not
    PENDING = "pending"
    SPAM = "spam"
    HELD = "held"  # in a state that we do not know


PUBLIC = (CommentState.LIVE, CommentState.REMOVED)  # those that have a number


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a post shows first, by its address at the old place."""

    address: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PostRecord:
    """A post, or a lasting page when `page` is true; texts as they were, HTML not yet safe."""

    origin: str  # the old blog: "blogger:<number>" or "wordpress:<host>"
    id: str  # its id there
    title: str
    body: str
    state: PostState
    published: datetime | None
    page: bool = False
    address: str = ""  # its path at the old place, with the leading slash; "" when it had none
    other_addresses: tuple[str, ...] = ()  # more paths, or "?p=12", that led to it
    author: str = ""
    labels: tuple[str, ...] = ()
    topics: tuple[tuple[str, str], ...] = ()  # label and the address of its list there
    standfirst: str = ""
    lead: Picture | None = None
    comments_open: bool = True
    comment_count: int | None = None  # as the old place counted them: a check sum
    hosts: tuple[str, ...] = ()  # names of the old place: links to them are links to us
    breaks: bool = False  # an empty line in the body is a new paragraph (WordPress)


@dataclass(frozen=True, slots=True)
class CommentRecord:
    """A comment: plain text. `fragment` is what followed the # of its own address."""

    origin: str
    id: str
    post: str  # id of its post
    fragment: str
    name: str
    body: str
    state: CommentState
    published: datetime
    parent: str = ""  # id of the comment that it answers


Record = PostRecord | CommentRecord


def _plain(record: PostRecord) -> dict[str, object]:
    found = {field.name: getattr(record, field.name) for field in fields(record)}
    return found | {"lead": record.lead and asdict(record.lead)}


def digest(*parts: object) -> str:
    """Return the SHA-256, in hex, of records and strings: equal as long as nothing changed."""
    plain = [_plain(part) if isinstance(part, PostRecord) else part for part in parts]
    return hashlib.sha256(json.dumps(plain, default=str, sort_keys=True).encode()).hexdigest()
