"""Comments of an archive set aside while its posts are written: sorted, not in memory.

Archives hold comments in no order, most of them before their posts. They wait in a private
database of SQLite that has no name in any folder and is gone with the process.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from typing import Self

from posts.importers import CommentRecord, CommentState

COLUMNS = [field.name for field in fields(CommentRecord)]
STATE, MOMENT = COLUMNS.index("state"), COLUMNS.index("published")
MARKS = ", ".join("?" for _column in COLUMNS)
NAMES = ", ".join(COLUMNS)
CACHE = 20_000  # kilobytes of memory
BATCH = 500


class Staging:
    """A place for comments; use it as a context manager."""

    def __init__(self) -> None:
        self.waiting: list[CommentRecord] = []
        self.doubled = 0
        self.base = sqlite3.connect("", isolation_level=None)
        self.base.execute(f"PRAGMA cache_size = -{CACHE}")
        self.base.execute("PRAGMA journal_mode = OFF")
        self.base.execute("PRAGMA synchronous = OFF")
        self.base.execute(f"CREATE TABLE c ({NAMES}, PRIMARY KEY (origin, id)) WITHOUT ROWID")
        self.base.execute("BEGIN")  # one for all: each comment by itself takes twice as long

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.base.close()

    def add(self, record: CommentRecord) -> None:
        self.waiting.append(record)
        if len(self.waiting) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        rows = [_row(record) for record in self.waiting]
        sql = f"INSERT OR IGNORE INTO c ({NAMES}) VALUES ({MARKS})"  # noqa: S608  our own names
        kept = self.base.executemany(sql, rows).rowcount
        self.doubled += len(rows) - kept
        self.waiting.clear()

    def __len__(self) -> int:
        """Return how many comments wait."""
        self._flush()
        count: int = self.base.execute("SELECT count(*) FROM c").fetchone()[0]
        return count

    def in_order(self) -> Iterator[CommentRecord]:
        """Yield every comment: those of one post together, the oldest first."""
        self._flush()
        order = "origin, post, published, length(id), id"
        sql = f"SELECT {NAMES} FROM c ORDER BY {order}"  # noqa: S608  our own names
        for row in self.base.execute(sql):
            values = list(row)
            values[STATE] = CommentState(values[STATE])
            values[MOMENT] = datetime.fromtimestamp(values[MOMENT], UTC)
            yield CommentRecord(*values)


def _row(record: CommentRecord) -> list[object]:
    row = [getattr(record, column) for column in COLUMNS]
    row[STATE], row[MOMENT] = record.state.value, record.published.timestamp()
    return row
