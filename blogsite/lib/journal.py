"""What a database still holds of words that were destroyed: its journal, its dead rows."""

from django.db import connection

WAIT = 2_000  # milliseconds for readers to finish


def forget(*tables: str) -> None:
    """Cut SQLite's journal to nothing; on PostgreSQL vacuum the dead rows of these tables away.

    Best effort, outside a transaction: a reader at work keeps SQLite's journal, and the daily purge
    tries again. PostgreSQL's write-ahead log goes by itself.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            for table in tables:
                cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
            return
        cursor.execute("PRAGMA busy_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {WAIT}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
