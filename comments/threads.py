"""Pages of a thread: 200 numbers each, so that a comment's page never changes as others come.

Numbers 1 to 200 stand on the post's own page, 201 to 400 at `<post>/comments/201-400/`, and so on.
Which page shows a number is arithmetic; a page reads one stretch of the index of numbers.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.utils.safestring import SafeString, mark_safe

from posts.models import Post

if TYPE_CHECKING:
    from comments.models import Comment

PAGE = 200  # numbers
REPLY_LINK = re.compile(r'<a rel="nofollow" href="[^"]*\?to=\d+">[^<]*</a>')


@dataclass(frozen=True)
class Shown:
    """One page of a thread: finished list items, how many the whole thread has, ways to go on.

    `earlier`, `later` and `newest` are addresses or "".
    """

    numbers: list[int]
    html: SafeString
    count: int
    earlier: str = ""
    later: str = ""
    newest: str = ""

    def __html__(self) -> str:
        return self.html

    @cached_property
    def closed_html(self) -> SafeString:
        """Return the list items without their links to answer: for a post that takes no more."""
        return mark_safe(REPLY_LINK.sub("", self.html))  # noqa: S308  what people wrote is escaped


def span(number: int) -> tuple[int, int]:
    """Return the first and the last number of the page that shows `number`."""
    first = (number - 1) // PAGE * PAGE + 1
    return first, first + PAGE - 1


def page_address(post: Post, number: int) -> str:
    """Return the address of the page that shows comment `number` of a post."""
    first, last = span(number)
    own = post.get_absolute_url()
    return own if first == 1 else f"{own}/comments/{first}-{last}/"


def front(post: Post) -> Shown:
    """Return the part of a thread that stands on the post's own page: one query, three if long."""
    found = _shown(post).values_list("number", "html")[: PAGE + 1]
    rows = [(number, html) for number, html in found if number <= PAGE]
    if len(rows) == len(found):
        return _joined(rows, len(rows))
    last = _shown(post).order_by("-number").values_list("number", flat=True)[0]
    return _joined(
        rows,
        _shown(post).order_by().count(),
        later=page_address(post, found[len(rows)][0]),
        newest=page_address(post, last),
    )


def page(post: Post, first: int) -> Shown:
    """Return the page whose first number is `first`; three queries, however long the thread."""
    here = _shown(post).filter(number__range=(first, first + PAGE - 1))
    numbers = _shown(post).values_list("number", flat=True)
    before = numbers.filter(number__lt=first).order_by("-number")[:1]
    after = numbers.filter(number__gte=first + PAGE)[:1]
    rows = list(here.values_list("number", "html"))
    return _joined(
        rows,
        len(rows),
        # The post's own page is a page of its thread even when nothing is left on it.
        earlier=page_address(post, next(iter(before), 1)),
        later="".join(page_address(post, number) for number in after),
    )


def _shown(post: Post) -> "models.QuerySet[Comment]":
    return post.comments.shown()  # type: ignore[no-any-return]


def _joined(rows: list[tuple[int, str]], count: int, **ways: str) -> Shown:
    html = "".join(html for _number, html in rows)
    return Shown([number for number, _html in rows], mark_safe(html), count, **ways)  # noqa: S308
