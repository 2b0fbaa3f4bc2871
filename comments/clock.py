"""What changes by itself: old posts close, and once a day the public tally is counted anew.

One thread in each server process looks every half minute.
"""

import logging
import threading
from datetime import date, datetime

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from comments import gates, tally
from posts.schedule import REACH

PAUSE = 30.0  # seconds between two looks
logger = logging.getLogger(__name__)


def look(since: datetime, until: datetime, counted: date | None) -> date:
    """Do what has come due after `since`; count on the first look of a day. Returns that day."""
    gates.forget_closed(since, until)
    today = timezone.localdate(until)
    if counted != today:
        tally.recount(today)
    return today


def start(pause: float = PAUSE) -> threading.Event:
    """Look in a thread of its own until the process ends or the returned event is set."""
    stop = threading.Event()
    threading.Thread(target=_watch, args=(stop, pause), name="comments", daemon=True).start()
    return stop


def _watch(stop: threading.Event, pause: float) -> None:
    since, counted, well = timezone.now() - REACH, None, True
    while not stop.wait(pause):
        until = timezone.now()
        try:
            close_old_connections()
            counted, since, well = look(since, until, counted), until, True
        except (DatabaseError, OSError):  # what came due meanwhile is found at the next look
            if well:
                logger.exception("the comments' clock has stopped")
            well = False
    connections.close_all()
