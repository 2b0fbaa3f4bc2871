"""Printing many comments: the template once for each day and language, filled in for the rest.

Rendering one comment takes a quarter of a millisecond, filling in a mould a fraction of it. A
mould is what the template makes of marks in place of words; where the marks do not come out as
expected, and for an answer, which quotes, the comment is rendered by itself. The result is always
the same as Comment.printed().
"""

from copy import copy

from django.utils import timezone
from django.utils.html import escape

from blogsite.lib.markup import paragraphs
from comments.models import Comment

# What stands in a mould for the words to come; no comment holds them.
NAME, BODY, ID, PATH = "\ue001", "\ue002", "c\ue003", "\ue004"
NUMBER, KEY = 2_000_000_011, 2_000_000_017  # no post has so many comments, no site so many posts
MOST = 2000  # moulds kept
TRIED, SELDOM = 50, 20  # the first moulds are compared with a whole rendering, later one in SELDOM


class Moulds:
    """Prints comments; keep one for a whole run."""

    def __init__(self) -> None:
        self.kept: dict[tuple[object, ...], str | None] = {}
        self.made = 0

    def printed(self, comment: Comment) -> str:
        """Return what comment.printed() returns."""
        if comment.status != Comment.Status.APPROVED or comment.parent_id is not None:
            return comment.printed()
        day = timezone.localdate(comment.received_at)
        key = (comment.post.language, day, bool(comment.name), bool(comment.imported_id))
        if key not in self.kept:
            if len(self.kept) >= MOST:
                self.kept.clear()
            self.made += 1
            tried = self.made <= TRIED or self.made % SELDOM == 0
            self.kept[key] = _mould(comment, tried)
        mould = self.kept[key]
        return comment.printed() if mould is None else _filled(mould, comment)


def _mould(comment: Comment, tried: bool) -> str | None:
    """Return the template with marks for this kind of comment, None when it cannot be filled in."""
    marked, post = copy(comment), copy(comment.post)
    marked.name, marked.body, marked.number = comment.name and NAME, BODY, NUMBER
    marked.imported_id = comment.imported_id and ID
    post.path, post.pk = PATH, KEY
    marked.post = post
    mould = marked.printed()
    if str(KEY) in mould or mould.count(BODY) != mould.count(f"<p>{BODY}</p>"):
        return None
    return None if tried and _filled(mould, comment) != comment.printed() else mould


def _filled(mould: str, comment: Comment) -> str:
    filled = mould.replace(str(NUMBER), str(comment.number)).replace(
        ID, escape(comment.imported_id)
    )
    filled = filled.replace(PATH, escape(comment.post.path or ""))
    filled = filled.replace(NAME, escape(comment.name))
    return filled.replace(f"<p>{BODY}</p>", paragraphs(comment.body))
