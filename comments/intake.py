"""The way in: within the flow limits, a comment is looked at by the rules, stored and held."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.db import connection, transaction

from blogsite.lib import budget
from comments import clusters, learning, rules
from comments.clusters import First
from comments.learning import Score
from comments.models import Comment, Flag, Lane, WordList
from comments.rules import Mark, Near, Phrases, Said
from posts.models import Post

HOUR = timedelta(hours=1)
HIDDEN = {Comment.Status.REJECTED, Comment.Status.REMOVED}
Answer = TypeVar("Answer")


def has_room(post: Post) -> bool:
    """Count one comment against the hour's limits of the post and the site; False when over."""
    return budget.spend(f"comments:{post.pk}", settings.COMMENTS_PER_POST, HOUR) and budget.spend(
        "comments", settings.COMMENTS_PER_SITE, HOUR
    )


def receive(comment: Comment) -> Comment:
    """Store a comment as held, with the minute of its arrival; nobody but moderators sees it.

    The rules, the likeness to earlier ones and the likelihood put it into a lane. Whatever breaks
    there is said on its card; the comment is held all the same. All looking is done before the one
    transaction that writes, so that nobody waits for it.
    """
    comment.status = Comment.Status.PENDING
    comment.received_at = comment.received_at.replace(second=0, microsecond=0)
    first, near = _near(comment.body)
    score = _tried(lambda: learning.behind(comment.body), None)
    marks = [*rules.look(_said(comment, near)), *_learnt(comment.body, score)]
    comment.likelihood = score and score.likelihood
    comment.cluster = (first.cluster or first.pk) if first else None
    comment.lane = Lane(min([Lane.PLAIN, *(mark.lane for mark in marks)]))
    with transaction.atomic():
        comment.save(force_insert=True)
        Flag.objects.bulk_create(Flag(comment=comment, **mark._asdict()) for mark in marks)
        if near is not None:
            _tried(lambda: clusters.remember(comment, first), None)
    return comment


def _learnt(body: str, score: Score | None) -> Iterator[Mark]:
    """Yield the mark of a score that is worth saying: where the words behind it stand."""
    if score and score.likelihood > learning.LIKELY:
        lane = Lane.SPAM if score.likelihood >= learning.SURE else Lane.PLAIN
        yield Mark(learning.FLAG, lane, learning.places(body, score))


def _near(body: str) -> tuple[First | None, Near | None]:
    """Return what was said before in about the same words; no Near: that could not be found out."""
    unknown: tuple[First | None, Near | None] = (None, None)
    return _tried(lambda: clusters.nearest(body), unknown)


def _said(comment: Comment, near: Near | None) -> Said:
    """Gather what the rules are told; what cannot be looked up is None, and they say so."""
    parent = comment.parent
    return Said(
        comment.body,
        comment.name,
        orphan=parent is not None and parent.status in HIDDEN,
        near=near,
        lists=_tried(_lists, None),
    )


def _lists() -> tuple[Phrases, ...]:
    rows = WordList.objects.order_by().values_list("lane", "words", "language")
    return tuple(Phrases(Lane(lane), words, language) for lane, words, language in rows)


def _tried(look: Callable[[], Answer], otherwise: Answer) -> Answer:
    """Return what `look` finds; whatever breaks there undoes itself alone, and it goes on."""
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return look()
    except Exception:  # the comment must be held, and the card says what could not be known
        return otherwise
