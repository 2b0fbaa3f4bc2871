"""What readers see, as Blogger's Takeout writes it: other systems read that, and so do we.

The schema (blogger/2018) is documented by nobody; posts.importers.takeout reads it. It has no
field for a credit, a graphic veil or a correction: papers.py has them.
"""

import hashlib
import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from blogsite.lib.editions import prefix
from blogsite.lib.markup import PHOTO_ADDRESS
from blogsite.lib.moments import blurred
from comments.models import Comment
from posts import figures
from posts.models import Page, Photo, Post

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
POST, PAGE, COMMENT = 1, 2, 3  # first digits of ids, which must not meet
OLD_ID = re.compile(r"c?([1-9][0-9]{0,23})\Z")
STATES = {
    Post.State.LIVE: "LIVE", Post.State.DRAFT: "DRAFT", Post.State.SCHEDULED: "SCHEDULED",
}  # fmt: skip
LAST_SECOND = 86_399  # of a day


def blog() -> str:
    """Return the number that stands for this paper in every id: always the same one."""
    digest = hashlib.sha256(settings.SITE_URL.encode()).digest()
    return str(int.from_bytes(digest[:7], "big"))


def head() -> str:
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom'"
        " xmlns:blogger='http://schemas.google.com/blogger/2018'>\n"
        f"<id>{_tag()}</id>{_element('title', settings.SITE_NAME)}\n"
    )


TAIL = "</feed>\n"


def post(found: Post, photos: dict[str, Photo]) -> str:
    """Return the entry of a post whose lead, bylines and labels are loaded."""
    names = [byline.name for byline in found.bylines.all()] or [""]
    moment = blurred(found.published_at or found.revised_at)
    with translation.override(found.language):
        body = _lead(found) + _pictured(found.body, photos, found.get_absolute_url())
    return _entry(
        f"{_tag()}.post-{POST}{found.pk:012}", "POST", STATES[Post.State(found.state)],
        language=found.language, names=names, title=found.headline, content=body,
        description=found.standfirst, published=moment,
        labels=[label.name for label in found.labels.all()],
        filename=f"/{found.path}" if found.path else "",
    )  # fmt: skip


def page(found: Page, photos: dict[str, Photo]) -> str:
    """Return the entry of a lasting page."""
    address = f"{prefix(found.language)}/p/{found.slug}.html"
    with translation.override(found.language):
        body = _pictured(found.body, photos, found.get_absolute_url())
    return _entry(
        f"{_tag()}.page-{PAGE}{found.pk:012}", "PAGE", "LIVE", language=found.language,
        names=[settings.SITE_NAME], title=found.title, content=body, filename=address,
    )  # fmt: skip


def comments(found: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Yield entries of comments (see papers.said), those of a post together and in their order.

    A reader of this format numbers them by their time. Ours is public by the day only; where a
    comment was approved later than a younger one, it bears that one's day, so that numbers stay.
    """
    about, day, ids = 0, datetime(1970, 1, 1, tzinfo=UTC), dict[int, str]()
    for row in found:
        if row["post_id"] != about:
            about, day, ids = row["post_id"], datetime(1970, 1, 1, tzinfo=UTC), {}
        received = timezone.localtime(row["received_at"])
        day = max(day, received.replace(hour=0, minute=0, second=0, microsecond=0))
        ids[row["number"]] = _comment_id(row)
        removed = row["status"] == Comment.Status.REMOVED
        answered = ids.get(row["parent__number"] or 0, "")
        after = timedelta(seconds=min(row["number"], LAST_SECOND))
        yield _entry(
            ids[row["number"]], "COMMENT", "EMPTIED" if removed else "LIVE",
            names=["" if removed else row["name"]], published=day + after,
            content="" if removed else html.escape(row["body"], quote=False),
            extra=f"<blogger:parent>{_tag()}.post-{POST}{about:012}</blogger:parent>"
            f"<blogger:inReplyTo>{answered}</blogger:inReplyTo>",
        )  # fmt: skip


def _tag() -> str:
    return f"tag:blogger.com,1999:blog-{blog()}"


def _comment_id(row: dict[str, Any]) -> str:
    """Return the id that it had at an old place, where links to it lead, or a new one."""
    old = OLD_ID.match(row["imported_id"])
    own = old[1] if old else "{}{post_id:012}{number:06}".format(COMMENT, **row)
    return f"{_tag()}.post-{own}"


def _entry(
    own: str, kind: str, status: str, *, names: list[str], content: str, title: str | None = None,
    language: str = "", description: str = "", published: datetime | None = None,
    labels: list[str] | None = None, filename: str | None = None, extra: str = "",
) -> str:  # fmt: skip
    moment = published and published.astimezone(UTC).isoformat().replace("+00:00", "Z")
    created = f"<blogger:created>{moment}</blogger:created><published>{moment}</published>"
    updated = moment or f"{timezone.now().date().isoformat()}T00:00:00Z"
    parts = [
        f"<entry xml:lang='{language}'>" if language else "<entry>",
        f"<id>{own}</id><blogger:type>{kind}</blogger:type>",
        f"<blogger:status>{status}</blogger:status>",
        *(_author(name, "ANONYMOUS" if kind == "COMMENT" else "BLOGGER") for name in names),
        "" if title is None else _element("title", title),
        _element("content", content, " type='html'"),
        "" if kind == "COMMENT" else _element("blogger:metaDescription", description),
        f"{created if moment else ''}<updated>{updated}</updated>",
        *(f"<category scheme='{_tag()}' term='{_text(label)}'/>" for label in labels or ()),
        "" if filename is None else _element("blogger:filename", filename),
        f"{extra}<link/><enclosure/><blogger:trashed></blogger:trashed></entry>\n",
    ]
    return "".join(parts)


def _author(name: str, kind: str) -> str:
    told = f"<uri></uri><blogger:type>{kind}</blogger:type>"
    return f"<author>{_element('name', name)}{told}</author>"


def _text(text: str) -> str:
    return html.escape(NOT_IN_XML.sub("", text))


def _element(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{_text(text)}</{name}>"


def picture(token: str) -> str:
    """Return the name of a photo's file in the archive: one that no other photo has."""
    return f"{token}.jpg"


def _lead(found: Post) -> str:
    if found.lead is None:
        return ""
    if found.lead.graphic:
        return _instead(found.lead, found.get_absolute_url())
    words = (
        f"<figcaption>{html.escape(found.lead.caption)}</figcaption>" if found.lead.caption else ""
    )
    return f"<figure>{_image(found.lead)}{words}</figure>\n"


def _pictured(body: str, photos: dict[str, Photo], address: str) -> str:
    """Return a body whose pictures are called as in the archive; graphic ones are not shown.

    The format knows no veil, and what opens without one must not be a shock.
    """

    def shown(match: re.Match[str]) -> str:
        token = PHOTO_ADDRESS.search(match[0])
        photo = photos.get(token[1]) if token else None
        if photo is None:
            return ""
        return _instead(photo, address) if photo.graphic else _image(photo)

    return figures.IMAGE.sub(shown, body)


def _image(photo: Photo) -> str:
    alt = "" if photo.decorative else html.escape(photo.alt)
    return f'<img src="{settings.SITE_URL}/media/photos/{picture(photo.token)}" alt="{alt}">'


def _instead(photo: Photo, address: str) -> str:
    words = _("Graphic photo: %(reason)s") % {"reason": photo.graphic_reason}
    return f'<p><a href="{html.escape(address)}">{html.escape(words)}</a></p>\n'
