"""What is read most: a day's reads of a post, written down once there are many, and the list.

A post with few reads is in no table: neither a backup nor a seized disk can tell that somebody
looked up one report. How reads are counted: posts.reads. Why at all, and what for: ADR 0017.
"""

import threading
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from blogsite import pages
from blogsite.lib import clock
from blogsite.lib.editions import Language
from posts import reads
from posts.addresses import stored
from posts.models import Post
from posts.querysets import PostQuerySet
from posts.stories import DayOfReads

LISTED = 10  # posts
SPAN = timedelta(days=7)  # whose reads make the list
KEPT = timedelta(days=30)


def most_read(language: str) -> PostQuerySet:
    """Return the live posts of an edition that were read most in the last days (one query)."""
    since = timezone.localdate() - SPAN
    found = Post.objects.live().in_edition(language).filter(days_of_reads__day__gt=since)
    found = found.annotate(total=Sum("days_of_reads__reads")).order_by("-total", "-published_at")
    shown = ("headline", "path", "standfirst", "published_at", "unverified")
    return found.only(*shown)[:LISTED]


def flush(since: datetime, until: datetime) -> int:
    """Write down which posts had many reads since `since`; return how many posts.

    What had few waits in memory for more, until the day of the paper's time zone is over.
    """
    day = timezone.localdate(since)
    over = timezone.localdate(until) != day
    counts = reads.memory.reached(settings.COUNT_READS_LEAST)
    with transaction.atomic():
        languages = _write(day, counts)
        purge()
        if over:  # another seven days make the list
            languages = list(Language.values)
        if languages:  # to forget nothing would still spoil the pages that are being made
            pages.forget(*(stored("popular", language) for language in languages))
    reads.memory.subtract(counts)
    if over:
        reads.memory.clear()
    return len(counts)


def _write(day: date, counts: Mapping[str, int]) -> list[str]:
    """Add reads to a day, of posts that are live; return the editions with another list now."""
    found = Post.objects.live().filter(path__in=counts).order_by("pk") if counts else ()
    posts = {post.pk: post for post in found}
    rows = [DayOfReads(post_id=pk, day=day) for pk in posts]
    DayOfReads.objects.bulk_create(rows, ignore_conflicts=True)
    for pk, post in posts.items():
        row = DayOfReads.objects.filter(post=pk, day=day)
        row.update(reads=F("reads") + counts[post.path or ""])
    return sorted({post.language for post in posts.values()})


def purge() -> int:
    """Delete the reads of old days, all of them where none are counted; return how many rows."""
    old = DayOfReads.objects.all()
    if settings.COUNT_READS:
        old = old.filter(day__lt=timezone.localdate() - KEPT)
    return old.delete()[0] if old.exists() else 0


def start(pause: float | None = None) -> threading.Event | None:
    """Flush in a thread of its own until the process ends; None where reads are not counted."""
    if not settings.COUNT_READS:
        return None
    return clock.start("posts.popular", flush, pause or settings.COUNT_READS_EVERY.total_seconds())
