"""Printing: the finished `<li>` of a comment, with the words that it answers quoted in it.

A quote is taken from the row of the quoted comment, which is locked meanwhile: whoever destroys
words there waits, and then finds this comment among those that have to be printed anew.
"""

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator

from comments import threads

if TYPE_CHECKING:
    from comments.models import Comment, CommentQuerySet

QUOTED = 280  # characters of a quote, at most


class Quote(NamedTuple):
    """What a comment answers: number, name and first words ("" once removed), and a link to it."""

    number: int
    name: str
    words: str
    link: str


def item(comment: "Comment", answered: "Comment | None" = None) -> str:
    """Return the `<li>` that readers get, in the language of the post.

    Whoever holds the row of what it answers, locked or new, passes it on: it is not read again.
    """
    with translation.override(comment.language):
        if comment.status == comment.Status.REMOVED:
            return _drawn("comments/_removed.html", comment)
        said = quote(comment) if answered is None else quoted(comment, answered)
        return with_quote(comment, said)


def with_quote(comment: "Comment", said: Quote | None) -> str:
    """Return the `<li>` of a public comment with this quote, in the language that is active."""
    address = comment.post.get_absolute_url()
    return _drawn("comments/_comment.html", comment, quote=said, address=address)


def _drawn(template: str, comment: "Comment", **more: object) -> str:
    # Links to the old address end in "#c<id>"; the importer may have kept the id alone.
    old = f"c{comment.imported_id.removeprefix('c')}" if comment.imported_id else ""
    return render_to_string(template, {"comment": comment, "old": old} | more).strip()


def hold_answered(comments: "Iterable[Comment]") -> None:
    """Lock what these comments answer, in a transaction and before they are locked themselves.

    What is answered is older: so everybody locks from the oldest to the newest, then the thread.
    """
    some = list(comments)
    keys = {comment.parent_id for comment in some if comment.parent_id is not None}
    if keys:
        rows = type(some[0]).objects.filter(pk__in=keys).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk"))


@transaction.atomic
def quote(comment: "Comment") -> Quote | None:
    """Return what a comment answers, as readers see it; None where nothing public is answered."""
    if comment.parent_id is None:
        return None
    rows = type(comment).objects.shown().select_for_update(no_key=True)
    parent = rows.filter(pk=comment.parent_id).only("number", "name", "body", "status").first()
    return None if parent is None else quoted(comment, parent)


def quoted(comment: "Comment", parent: "Comment") -> Quote | None:
    """Return the quote of what a comment answers, whose row is held; None if it is not public."""
    if parent.number is None:
        return None
    words = unicodedata.normalize("NFC", parent.body)
    if len(words) > QUOTED:
        words = Truncator(words).chars(QUOTED)
    return Quote(parent.number, parent.name, words, _link(comment, parent))


def _link(comment: "Comment", parent: "Comment") -> str:
    """Return a fragment where both stand on one page: it works in every copy of the page."""
    there = threads.page_address(comment.post, parent.number)
    same = threads.page_address(comment.post, comment.number) == there
    return f"{'' if same else there}#c{parent.number}"


def reprint_replies(comment: "Comment") -> list[int]:
    """Print anew what quotes a comment whose words have changed; return the numbers printed.

    Call it in the transaction that changed the words, after they were saved.
    """
    answers = list(comment.replies.approved().order_by("pk").select_for_update(no_key=True))
    for answer in answers:
        answer.post = comment.post
        answer.html = item(answer)
    type(comment).objects.bulk_update(answers, ["html"], batch_size=500)
    return [answer.number for answer in answers if answer.number]


def reprint(comments: "CommentQuerySet", batch: int = 500) -> None:
    """Render the public ones of these comments anew, `batch` at a time: a template has changed.

    Rows are locked meanwhile: words that are being destroyed must not be written back.
    """
    last = 0
    while found := list(
        comments.shown().filter(pk__gt=last).order_by("pk").values_list("pk", "parent")[:batch]
    ):
        last = found[-1][0]
        with transaction.atomic():
            _reprint(comments, found)


def _reprint(comments: "CommentQuerySet", found: list[tuple[int, int | None]]) -> None:
    """Render comments, given with what they answer; rows are locked in one order by everybody."""
    wanted = {pk for pk, _parent in found}
    locked = comments.filter(pk__in=wanted | {parent for _pk, parent in found if parent})
    rows = locked.order_by("pk").select_related("post")
    public = comments.model.Status.APPROVED, comments.model.Status.REMOVED
    some = [
        comment
        for comment in rows.select_for_update(of=("self",), no_key=True)
        if comment.pk in wanted and comment.status in public
    ]
    for comment in some:
        comment.html = item(comment)
    comments.bulk_update(some, ["html"])
