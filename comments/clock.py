"""What changes by itself: old posts close, and once a day the public tally is counted anew.

One thread in each server process looks every half minute.
"""

import threading
from datetime import date, datetime

from django.utils import timezone

from blogsite.lib import clock
from comments import gates, tally

PAUSE = 30.0  # seconds between two looks


def look(since: datetime, until: datetime, counted: date | None) -> date:
    """Do what has come due after `since`; count on the first look of a day. Returns that day."""
    gates.forget_closed(since, until)
    today = timezone.localdate(until)
    if counted != today:
        tally.recount(today)
    return today


def start(pause: float = PAUSE) -> threading.Event:
    """Look in a thread of its own until the process ends or the returned event is set."""
    counted: date | None = None

    def each(since: datetime, until: datetime) -> None:
        nonlocal counted
        counted = look(since, until, counted)

    return clock.start("comments.clock", each, pause)
