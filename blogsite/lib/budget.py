"""Flow limits of a form or of the whole site: no address, no visitor, only a count that expires."""

import time
from datetime import timedelta

from django.core.cache import cache


def spend(name: str, limit: int, per: timedelta) -> bool:
    """Count one use of `name` and tell whether it is within `limit` uses in this period.

    Periods are fixed windows of `per`; the counter is forgotten when its window has passed.
    """
    seconds = int(per.total_seconds())
    window = int(time.time()) // seconds
    key = f"budget:{name}:{window}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) <= limit
    except ValueError:  # the window closed between the two calls
        return True
