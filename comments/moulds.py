"""Printing many comments: the template once for each kind, filled in for all the rest.

Rendering one comment takes a quarter of a millisecond, an answer with its quote a whole one,
filling in a mould a fraction of either. A mould is what the template makes of marks in place of
words; where the marks do not come out as expected, the comment is rendered by itself. The result
is always the same as Comment.printed().
"""

import re
from collections import Counter
from copy import copy
from datetime import UTC, date, datetime
from functools import lru_cache

from django.template.defaultfilters import linebreaksbr
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import escape

from blogsite.lib.markup import paragraphs
from comments import printing
from comments.models import Comment
from comments.printing import Quote

# What stands in a mould for the words to come; no comment holds them.
NAME, BODY, ID, PATH = "\ue001", "<p>\ue002</p>", "c\ue003", "\ue004"
THERE, WHO, SAID = "\ue006", "\ue007", "\ue008"  # of a quote: its link, its name, its words
# No post has so many comments, no site so many posts.
NUMBER, KEY, ANSWERED = "2000000011", 2_000_000_017, "2000000033"
YEAR = "1907"  # of the day that stands for every day
DAY = datetime(1907, 11, 23, 12, tzinfo=UTC)
FORMS = ("Y-m-d", "DATE_FORMAT")  # in which the template writes a day
DAYS = [f"\ue005{number}" for number in range(len(FORMS))]
MARKS = re.compile(
    "(" + "|".join((NAME, BODY, ID, PATH, THERE, WHO, SAID, NUMBER, ANSWERED, *DAYS)) + ")"
)
ALONE = re.compile("[\ue002\ue003]")  # marks that came out other than whole
TRIED, SELDOM = 50, 50  # of a kind, the first are compared with a whole rendering; one in SELDOM


class Moulds:
    """Prints comments; keep one for a whole run. What they answer is there, and locked or new."""

    def __init__(self) -> None:
        self.kept: dict[tuple[object, ...], list[str] | None] = {}
        self.filled: Counter[tuple[object, ...]] = Counter()

    def printed(self, comment: Comment) -> str:
        """Return what comment.printed() returns."""
        if comment.status != Comment.Status.APPROVED:
            return printing.item(comment, comment.parent)
        parent, language = comment.parent, comment.language
        said = None if parent is None else printing.quoted(comment, parent)
        key = (language, bool(comment.name), bool(comment.imported_id), _kind(said))
        if key not in self.kept:
            self.kept[key] = _mould(comment, said)
        mould = self.kept[key]
        if mould is None:
            return _whole(comment, said)
        self.filled[key] += 1
        filled = _filled(mould, comment, said)
        if self.filled[key] <= TRIED or self.filled[key] % SELDOM == 0:
            whole = _whole(comment, said)
            if filled != whole:
                self.kept[key] = None
            return whole
        return filled


def _kind(said: Quote | None) -> tuple[bool, bool] | None:
    return said and (bool(said.name), bool(said.words))


def _whole(comment: Comment, said: Quote | None) -> str:
    with translation.override(comment.language):
        return printing.with_quote(comment, said)


def _mould(comment: Comment, said: Quote | None) -> list[str] | None:
    """Return the template of this kind of comment, cut at its marks, which stand at odd places;
    None when it cannot be filled in.
    """
    marked, post = copy(comment), copy(comment.post)
    marked.name, marked.body, marked.number = comment.name and NAME, "\ue002", int(NUMBER)
    marked.imported_id = comment.imported_id and ID
    marked.received_at = marked.approved_at = DAY
    post.path, post.pk = PATH, KEY
    marked.post = post
    if said is not None:
        said = Quote(int(ANSWERED), said.name and WHO, said.words and SAID, THERE)
    mould = _whole(marked, said)
    for mark, shown in zip(DAYS, _days(timezone.localdate(DAY), comment.language), strict=True):
        mould = mould.replace(shown, mark)
    pieces = MARKS.split(mould)
    rest = "".join(pieces[::2])
    return None if str(KEY) in rest or YEAR in rest or ALONE.search(rest) else pieces


def _filled(mould: list[str], comment: Comment, said: Quote | None) -> str:
    days = _days(timezone.localdate(comment.received_at), comment.language)
    words = {
        NAME: escape(comment.name),
        BODY: paragraphs(comment.body),
        ID: escape("c" + comment.imported_id.removeprefix("c")),
        PATH: escape(comment.post.path or ""),
        NUMBER: str(comment.number),
        **dict(zip(DAYS, days, strict=True)),
    }
    if said is not None:
        words |= {
            THERE: escape(said.link),
            WHO: escape(said.name),
            SAID: linebreaksbr(said.words),
            ANSWERED: str(said.number),
        }
    filled = mould.copy()
    filled[1::2] = [words[mark] for mark in mould[1::2]]
    return "".join(filled)


@lru_cache(maxsize=2000)
def _days(day: date, language: str) -> list[str]:
    """Return a day in each of FORMS, as the template writes it in this language."""
    with translation.override(language):
        return [escape(date_format(day, form)) for form in FORMS]
