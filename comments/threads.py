"""Pages of a thread: 200 numbers each, so that a comment's page never changes as others come.

Numbers 1 to 200 stand on the post's own page, 201 to 400 at `<post>/comments/201-400/`, and so on.
Which page shows a number is arithmetic; a page reads one stretch of the index of numbers.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from posts.models import Post

if TYPE_CHECKING:
    from comments.models import CommentQuerySet

PAGE = 200  # numbers
REPLY_LINK = re.compile(r'<a rel="nofollow" href="[^"]*\?to=\d+">[^<]*</a> · ')


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


def page_address(post: Post, number: int | None) -> str:
    """Return the address of the page that shows comment `number` of a post; None: of no comment."""
    first, last = span(number or 1)
    own = post.get_absolute_url()
    return own if first == 1 else f"{own}/comments/{first}-{last}/"


def front(post: Post) -> Shown:
    """Return the part of a thread that stands on the post's own page: one query, two if long."""
    found = _rows(_shown(post)[: PAGE + 1])
    rows = [row for row in found if row[0] <= PAGE]
    if len(rows) == len(found):
        return _joined(rows, len(rows))
    last = _shown(post).order_by("-number").values_list("number", flat=True)[0] or 0
    return _joined(
        rows,
        last,  # numbers are given at publication: the last one counts them
        later=page_address(post, found[len(rows)][0]),
        newest=page_address(post, last),
    )


def page(post: Post, first: int) -> Shown:
    """Return the page whose first number is `first`; three queries, however long the thread."""
    here = _shown(post).filter(number__range=(first, first + PAGE - 1))
    numbers = _shown(post).values_list("number", flat=True)
    before = numbers.filter(number__lt=first).order_by("-number")[:1]
    after = numbers.filter(number__gte=first + PAGE)[:1]
    rows = _rows(here)
    return _joined(
        rows,
        len(rows),
        # The post's own page is a page of its thread even when nothing is left on it.
        earlier=page_address(post, next(iter(before), 1)),
        later="".join(page_address(post, number) for number in after),
    )


def _shown(post: Post) -> "CommentQuerySet":
    return post.comments.shown()


def _rows(comments: "CommentQuerySet") -> list[tuple[int, str]]:
    """Load numbers and finished items; whatever is shown has a number."""
    return [(number or 0, html) for number, html in comments.values_list("number", "html")]


def _joined(rows: list[tuple[int, str]], count: int, **ways: str) -> Shown:
    html = "".join(html for _number, html in rows)
    return Shown([number for number, _html in rows], mark_safe(html), count, **ways)  # noqa: S308
