"""Flow limits of a form or of the whole site: no address, no visitor, only a count that expires."""

import time
from datetime import timedelta

from django.core.cache import cache
from django.db import transaction


def spend(name: str, limit: int, per: timedelta) -> bool:
    """Count one use of `name` and tell whether it is within `limit` uses in this period.

    Periods are fixed windows of `per`; the counter is forgotten when its window has passed.
    """
    seconds = int(per.total_seconds())
    key = f"budget:{name}:{int(time.time()) // seconds}"
    with transaction.atomic():
        # The database cache's `incr` reads, then writes: a touch first, or having added it, holds
        # the row till commit.
        if not (cache.touch(key, timeout=seconds) or cache.add(key, 0, timeout=seconds)):
            cache.touch(key, timeout=seconds)  # somebody else has just added it
        try:
            count = cache.incr(key)
        except ValueError:  # the window closed between two calls, or the cache was emptied
            return True
        if seconds != cache.default_timeout:  # `incr` put that life in place of ours
            cache.touch(key, timeout=seconds)
    return count <= limit
