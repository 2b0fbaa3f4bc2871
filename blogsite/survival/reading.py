"""One state of the database, however long it is read; others go on writing meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Read only, all of it as it is now. Inside a transaction it is that one's state.

    SQLite: a deferred transaction of its write-ahead log, which holds no writer up; ours begin
    IMMEDIATE otherwise. PostgreSQL: REPEATABLE READ.
    """
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    with _deferred(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _deferred() -> Iterator[None]:
    """Let the next transaction of SQLite take no lock before it writes."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]
