"""Printing many comments: the template once for each language, filled in for all the rest.

Rendering one comment takes a quarter of a millisecond, filling in a mould a fraction of it. A
mould is what the template makes of marks in place of words; where the marks do not come out as
expected, and for an answer, which quotes, the comment is rendered by itself. The result is always
the same as Comment.printed().
"""

from copy import copy
from datetime import UTC, date, datetime
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import escape

from blogsite.lib.markup import paragraphs
from comments import printing
from comments.models import Comment

# What stands in a mould for the words to come; no comment holds them.
NAME, BODY, ID, PATH = "\ue001", "\ue002", "c\ue003", "\ue004"
NUMBER, KEY = 2_000_000_011, 2_000_000_017  # no post has so many comments, no site so many posts
YEAR = "1907"  # of the day that stands for every day
DAY = datetime(1907, 11, 23, 12, tzinfo=UTC)
FORMS = ("Y-m-d", "DATE_FORMAT")  # in which the template writes a day
TRIED, SELDOM = 100, 50  # the first are compared with a whole rendering, then one in SELDOM


class Moulds:
    """Prints comments; keep one for a whole run. What they answer is there, and locked or new."""

    def __init__(self) -> None:
        self.kept: dict[tuple[object, ...], str | None] = {}
        self.filled = 0

    def printed(self, comment: Comment) -> str:
        """Return what comment.printed() returns."""
        if comment.status != Comment.Status.APPROVED or comment.parent is not None:
            return printing.item(comment, comment.parent)
        key = (comment.post.language, bool(comment.name), bool(comment.imported_id))
        if key not in self.kept:
            self.kept[key] = _mould(comment)
        mould = self.kept[key]
        if mould is None:
            return comment.printed()
        self.filled += 1
        filled = _filled(mould, comment)
        if self.filled <= TRIED or self.filled % SELDOM == 0:
            whole = comment.printed()
            if filled != whole:
                self.kept[key] = None
            return whole
        return filled


def _mould(comment: Comment) -> str | None:
    """Return the template with marks for this kind of comment, None when it cannot be filled in."""
    marked, post = copy(comment), copy(comment.post)
    marked.name, marked.body, marked.number = comment.name and NAME, BODY, NUMBER
    marked.imported_id = comment.imported_id and ID
    marked.received_at = marked.approved_at = DAY
    post.path, post.pk = PATH, KEY
    marked.post = post
    mould = marked.printed()
    bodies = mould.count(BODY)
    for number, shown in enumerate(_days(timezone.localdate(DAY), comment.post.language)):
        mould = mould.replace(shown, f"\ue005{number}")
    odd = str(KEY) in mould or YEAR in mould or bodies != mould.count(f"<p>{BODY}</p>")
    return None if odd else mould


def _filled(mould: str, comment: Comment) -> str:
    filled = mould.replace(str(NUMBER), str(comment.number))
    filled = filled.replace(ID, escape(comment.imported_id))
    day = timezone.localdate(comment.received_at)
    for number, shown in enumerate(_days(day, comment.post.language)):
        filled = filled.replace(f"\ue005{number}", shown)
    filled = filled.replace(PATH, escape(comment.post.path or ""))
    filled = filled.replace(NAME, escape(comment.name))
    return filled.replace(f"<p>{BODY}</p>", paragraphs(comment.body))


@lru_cache(maxsize=2000)
def _days(day: date, language: str) -> list[str]:
    """Return a day in each of FORMS, as the template writes it in this language."""
    with translation.override(language):
        return [escape(date_format(day, form)) for form in FORMS]
