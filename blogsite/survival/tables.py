"""The rows of the database as lines of JSON, the same for SQLite and PostgreSQL.

A row is a list of the values of a model's fields in their order; bytes are base64, moments ISO
8601. Sessions, captchas, counters, reads and who has a form open are left out: nobody needs them
elsewhere; so are preview links: none that was ended comes back. The search index is made anew. What
one database wrote, the other can read, with the same release.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, Model

from comments import records

LEFT_OUT = {
    "sessions.session", "captcha.captchastore", "posts.editing", "posts.previewlink",
    "posts.dayofreads",
}  # fmt: skip
OF_PEOPLE = {"tips.deskkey"}  # the desk's own keys stay when tips are left out
PART = 4 * 2**20  # characters of lines in memory
ROWS = 500  # read at once
WRITTEN = 500  # at once


def models(*, tips: bool) -> list[type[Model]]:
    """Return the models whose rows are kept, those of tips only when they are asked for."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        about = model._meta
        left = about.label_lower in LEFT_OUT or not about.managed or about.proxy
        sealed = about.app_label == "tips" and about.label_lower not in OF_PEOPLE
        if not left and (tips or not sealed):
            found.append(model)
    return found


def release() -> list[str]:
    """Return the migrations that the database has seen: rows fit exactly these tables."""
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


def parts(model: type[Model]) -> Iterator[bytes]:
    """Yield all rows of a model as lines, some megabytes at a time."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=ROWS)
    lines, size = [], 0
    for row in rows:
        line = json.dumps(row, default=_plain, ensure_ascii=False)
        lines.append(line)
        size += len(line)
        if size >= PART:
            yield _joined(lines)
            lines, size = [], 0
    if lines:
        yield _joined(lines)


def _joined(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"a {type(value).__name__} has no form in a backup")


def empty() -> None:
    """Delete every row of every table, in the transaction under way; decisions are let go of."""
    records.unseal(connection)
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608  our own names


def fill(model: type[Model], lines: Iterable[str]) -> int:
    """Write rows as they were, dates and keys included; return how many."""
    fields: list[Field] = list(model._meta.concrete_fields)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column or "") for field in fields)
    marks = ", ".join("%s" for _field in fields)
    table = quote(model._meta.db_table)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608  our own names
    rows = (_row(fields, json.loads(line)) for line in lines)
    count = 0
    with connection.cursor() as cursor:
        while some := list(islice(rows, WRITTEN)):
            cursor.executemany(sql, some)
            count += len(some)
    return count


def _row(fields: list[Field], values: list[object]) -> list[Any]:
    return [
        field.get_db_prep_save(field.to_python(value), connection)
        for field, value in zip(fields, values, strict=True)
    ]


def settle() -> None:
    """Check every reference, let new keys begin above the old ones, protect decisions again."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models(tips=True)):
            cursor.execute(statement)
    records.seal(connection)
