"""Scheduled posts: the stored pages that should show one go as soon as it is due.

Nothing publishes a scheduled post, its date does; but pages that were stored before it was due do
not show it. One thread in each server process looks every second.
"""

import logging
import threading
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from blogsite import pages
from posts import labels, showing
from posts.models import Post

PAUSE = 1.0  # seconds between two looks
REACH = timedelta(minutes=5)  # how far back the first look goes: a server starts without pages
logger = logging.getLogger(__name__)


def forget_due(since: datetime, until: datetime) -> int:
    """Forget the pages that show posts which came due after `since`, up to `until`; count them."""
    due = Post.objects.live().filter(published_at__gt=since, published_at__lte=until)
    paths: set[str] = set()
    posts = list(due.only("pk"))
    for post in posts:
        labels.recount(labels.of(post))
        paths |= showing.of_post(post)
    if paths:
        pages.forget(*paths)
    return len(posts)


def start(pause: float = PAUSE) -> threading.Event:
    """Look in a thread of its own until the process ends or the returned event is set."""
    stop = threading.Event()
    thread = threading.Thread(target=_watch, args=(stop, pause), name="schedule", daemon=True)
    thread.start()
    return stop


def _watch(stop: threading.Event, pause: float) -> None:
    since, well = timezone.now() - REACH, True
    while not stop.wait(pause):
        until = timezone.now()
        try:
            close_old_connections()
            forget_due(since, until)
            since, well = until, True
        except (DatabaseError, OSError):  # what came due meanwhile is found at the next look
            if well:
                logger.exception("the schedule cannot be looked at")
            well = False
    connections.close_all()
