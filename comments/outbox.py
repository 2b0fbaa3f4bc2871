"""The outbox: what was approved is shown a minute later, so that a slip can be taken back.

One thread in each server process looks every second. A look is one transaction under the locks of
its comments and their threads: killed half-way it leaves everything as it was, and what came due
while no server ran is found at the first look.
"""

import threading
from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from blogsite.lib import clock
from comments import learning, printing, showing, verdicts
from comments.models import Comment, CommentQuerySet, Thread
from posts.models import Post

PAUSE = 1.0  # seconds between two looks
BATCH = 200  # comments of one transaction


def release_due(batch: int = BATCH) -> int:
    """Show the approved comments whose time has come, each with the next number of its post.

    Returns how many; `batch` of them at most. Numbers follow the order of approval, then arrival.
    """
    if not _due().exists():  # nothing is locked while there is nothing to do
        return 0
    with transaction.atomic():
        printing.hold_answered(_due().only("parent")[:batch])
        rows = _due().select_for_update(of=("self",), skip_locked=True, no_key=True)
        comments = list(rows.select_related("post")[:batch])
        comments.sort(key=lambda c: (c.release_at, c.received_at, c.pk))
        _show(comments)
        Comment.objects.bulk_update(comments, verdicts.FIELDS)
        _forget(comments)
    return len(comments)


def _due() -> CommentQuerySet:
    return Comment.objects.filter(
        status=Comment.Status.OUTBOX, release_at__lte=timezone.now()
    ).order_by("release_at", "pk")


def _show(comments: list[Comment]) -> None:
    """Number and print comments in their order; one that had a number before keeps it."""
    wanted = Counter(comment.post_id for comment in comments if comment.number is None)
    following = Thread.take_numbers(wanted) if wanted else {}
    for comment in comments:
        number = comment.number
        if number is None:
            number = following[comment.post_id]
            following[comment.post_id] += 1
        comment.show(number)


def _forget(comments: list[Comment]) -> None:
    """Drop the pages that show these comments, once this is committed."""
    numbers: dict[Post, list[int]] = {}
    for comment in comments:
        numbers.setdefault(comment.post, []).append(comment.number or 1)
    for post, shown in numbers.items():
        showing.forget(post, shown)


def look(since: datetime, until: datetime) -> None:
    """Show all that is due; learn from what was decided long enough ago not to be undone."""
    while release_due() == BATCH:
        pass
    learning.catch_up()


def start(pause: float = PAUSE) -> threading.Event:
    """Look in a thread of its own until the process ends or the returned event is set."""
    return clock.start("comments.outbox", look, pause)
