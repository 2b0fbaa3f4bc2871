"""Order and time, taken out of how tips are stored: rows change places, files are written anew.

A row's place in its table and a file's times and inode tell what came after what. After a shuffle
they tell chance, and that there was a shuffle.
"""

import os
import secrets
from contextlib import suppress

from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from tips.erasure import tables
from tips.models import Attachment, random_name, sealed_storage
from tips.store import discard

CHANCE = secrets.SystemRandom()
LONG_AGO = 1_368_489_600  # seconds: 14 May 2013, for every file alike
_PLACES = 2**62  # a new row comes behind the highest place, so there must be room


def shuffle_rows() -> int:
    """Move every row of tips to a place of chance; return how many. One transaction."""
    moved = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for table in (connection.ops.quote_name(name) for name in tables()):
            cursor.execute(f"SELECT id FROM {table}")  # noqa: S608  a name of ours
            keys = [key for (key,) in cursor.fetchall()]
            CHANCE.shuffle(keys)
            if connection.vendor == "sqlite":
                places = zip(CHANCE.sample(range(1, _PLACES), len(keys)), keys, strict=True)
                statement = f"UPDATE {table} SET rowid = %s WHERE id = %s"  # noqa: S608
                cursor.executemany(statement, list(places))
            else:  # a row that is written again comes behind all others
                statement = f"UPDATE {table} SET {_anew(cursor, table)} WHERE id = %s"  # noqa: S608
                cursor.executemany(statement, [(key,) for key in keys])
            moved += len(keys)
    return moved


def _anew(cursor: CursorWrapper, table: str) -> str:
    """Return what to set so that PostgreSQL writes all of a row again, long values too.

    Those lie apart (TOAST) under numbers that count up. They keep them for as long as the same
    value is meant, through a rewriting of the whole table too, and so would tell the order.
    """
    cursor.execute(
        "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = %s::regclass"
        " AND atttypid = 'bytea'::regtype AND NOT attisdropped",
        [table],
    )
    long = [f"{name} = {name} || ''::bytea" for (name,) in cursor.fetchall()]
    return ", ".join(["id = id", *long])


def shuffle_files() -> int:
    """Write every sealed file again under a new name, in an order of chance; return how many.

    A file whose tip is deleted meanwhile goes too. One that is missing is left out.
    """
    rows = list(Attachment.objects.only("pk", "sealed"))
    CHANCE.shuffle(rows)
    return sum(_rewritten(row) for row in rows)


def _rewritten(row: Attachment) -> bool:
    storage, old = sealed_storage(), str(row.sealed.name)
    try:
        with storage.open(old, "rb") as content:
            new = storage.save(random_name(row, ""), content)
    except FileNotFoundError:
        return False
    taken = Attachment.objects.filter(pk=row.pk, sealed=old).update(sealed=new)
    if taken and isinstance(storage, FileSystemStorage):
        with suppress(FileNotFoundError):  # its tip is deleted just now
            # Not before a row names it: an old file without one is swept away.
            os.utime(storage.path(new), (LONG_AGO, LONG_AGO))
    discard(old if taken else new)
    return bool(taken)
