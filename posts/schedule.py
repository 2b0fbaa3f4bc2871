"""Scheduled posts: the stored pages that should show one go as soon as it is due.

Nothing publishes a scheduled post, its date does; but pages that were stored before it was due do
not show it. One thread in each server process looks every second.
"""

import threading
from datetime import datetime

from blogsite import pages
from blogsite.lib import clock
from blogsite.lib.editions import Language
from posts import labels, showing
from posts.addresses import stored
from posts.models import Post

PAUSE = 1.0  # seconds between two looks


def forget_due(since: datetime, until: datetime) -> int:
    """Forget the pages that show posts which came due after `since`, up to `until`; count them."""
    due = Post.objects.live().filter(published_at__gt=since, published_at__lte=until)
    paths: set[str] = set()
    posts = list(due.only("pk"))
    if len(posts) > 1:  # together they may be the first of a month, though none is alone
        paths |= showing.archives(due)
    for post in posts:
        labels.recount(labels.of(post))
        paths |= showing.of_post(post)
    if paths:
        pages.forget(*paths)
    return len(posts)


def count_missed() -> None:
    """Bring the topics of both editions up to date, whatever came due unseen."""
    if labels.amend():
        pages.forget(*(stored("labels", language) for language in Language.values))


def start(pause: float = PAUSE) -> threading.Event:
    """Look in a thread of its own until the process ends or the returned event is set.

    The first look also counts what came due while no process ran.
    """
    caught_up = threading.Event()

    def look(since: datetime, until: datetime) -> None:
        forget_due(since, until)
        if not caught_up.is_set():
            count_missed()
            caught_up.set()

    return clock.start("posts.schedule", look, pause)
