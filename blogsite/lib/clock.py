"""What a server process does by itself every so often, in a thread of its own."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import close_old_connections, connections
from django.utils import timezone

REACH = timedelta(minutes=5)  # how far back the first look goes: a server starts without pages
Look = Callable[[datetime, datetime], object]


def start(name: str, look: Look, pause: float) -> threading.Event:
    """Call look(since, until) every `pause` seconds until the process or the returned event ends.

    The stretches follow each other without a gap: one whose look failed is looked at again with
    the next. Of failures in a row the logger `name` gets the first.
    """
    stop = threading.Event()
    threading.Thread(target=_watch, args=(stop, name, look, pause), name=name, daemon=True).start()
    return stop


def _watch(stop: threading.Event, name: str, look: Look, pause: float) -> None:
    since, well = timezone.now() - REACH, True
    while not stop.wait(pause):
        until = timezone.now()
        try:
            close_old_connections()
            look(since, until)
            since, well = until, True
        except Exception:  # whatever broke, what is due stays due until the next look
            if well:
                logging.getLogger(name).exception("the clock cannot look")
            well = False
    connections.close_all()
