"""Forgetting for good: expired tips, files without a row, and what a database keeps of its dead."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import OperationalError, connection
from django.utils import timezone

from tips.models import Attachment, Tip, sealed_storage
from tips.store import discard

STRAY = timedelta(days=1)  # a file this old without a row belongs to a sending that failed


class Swept(NamedTuple):
    """How many files were deleted, and how many their store would not delete."""

    deleted: int
    stuck: int


def purge() -> int:
    """Delete expired tips, each with its keys first; return how many."""
    expired = list(Tip.objects.expired())
    for tip in expired:
        tip.destroy()
    return len(expired)


def sweep() -> Swept:
    """Delete sealed files that no row names, once they cannot be of a sending under way."""
    storage = sealed_storage()
    try:
        names = storage.listdir("")[1]
    except FileNotFoundError:
        return Swept(0, 0)
    limit = timezone.now() - STRAY
    old = {name for name in set(names) - _named() if _is_older(name, limit)}
    # A shuffle under way makes a file look old, but names it before: so the rows are asked again.
    stray = old - _named() if old else old
    deleted = sum(map(discard, stray))
    return Swept(deleted, len(stray) - deleted)


def missing() -> int:
    """Return how many files rows name that are not in the store, as after half a backup."""
    storage = sealed_storage()
    return sum(not storage.exists(name) for name in _named())


def _named() -> set[str]:
    return set(Attachment.objects.values_list("sealed", flat=True))


def _is_older(name: str, limit: datetime) -> bool:
    try:
        return sealed_storage().get_modified_time(name) < limit
    except FileNotFoundError:  # deleted meanwhile
        return False


def compact() -> bool:
    """Rewrite the database so that no page, free or logged, holds what was deleted.

    On PostgreSQL only the tables of tips. False when it cannot be done just now, because others use
    the database or a transaction is open; the next run does it.
    """
    if connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                busy, _logged, _moved = cursor.fetchone()
                return not busy  # a reader of an older state keeps the log alive, without an error
            for table in tables():
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
    except OperationalError:
        return False
    return True


def tables() -> list[str]:
    """Return the tables of tips."""
    return sorted(
        name for name in connection.introspection.table_names() if name.startswith("tips_")
    )
