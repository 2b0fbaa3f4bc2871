"""Saving many new comments by one prepared statement: bulk_create takes several times as long."""

from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection

from comments.models import Comment, Thread

# What differs from one imported comment to the next; every other column has its default.
GIVEN = (
    "post_id", "name", "body", "status", "received_at", "number", "approved_at", "html",
    "parent_id", "imported_id",
)  # fmt: skip
MOMENTS = [GIVEN.index("received_at"), GIVEN.index("approved_at")]
PARENT = GIVEN.index("parent_id")
_given = attrgetter(*GIVEN)
CHUNK = 500  # keys in one question


def insert(comments: Sequence[Comment], wanted: Collection[tuple[int, str]] = ()) -> None:
    """Save new comments whose parents are saved; only those named in `wanted` learn their keys.

    `wanted` holds (key of the post, imported_id). Call it inside a transaction.
    """
    fields = [f for f in Comment._meta.concrete_fields if not f.primary_key]
    bare = Comment()
    rest = [field for field in fields if field.attname not in GIVEN]
    defaults = [field.get_db_prep_save(field.pre_save(bare, True), connection) for field in rest]
    named = {field.attname: field for field in fields}
    columns = [field.get_attname_column()[1] for field in [*map(named.get, GIVEN), *rest] if field]
    quoted = ", ".join(connection.ops.quote_name(str(column)) for column in columns)
    marks = ", ".join("%s" for _column in columns)
    table = connection.ops.quote_name(Comment._meta.db_table)
    sql = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608  names of the model
    with connection.cursor() as cursor:
        cursor.executemany(sql, [[*_values(comment), *defaults] for comment in comments])
    _learn([c for c in comments if (c.post_id, c.imported_id) in wanted])


def number(threads: Iterable[Thread]) -> None:
    """Save the last numbers of these threads."""
    table = connection.ops.quote_name(Thread._meta.db_table)
    sql = f"UPDATE {table} SET last_number = %s WHERE post_id = %s"  # noqa: S608  names of the model
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(thread.last_number, thread.post_id) for thread in threads])


def _values(comment: Comment) -> list[Any]:
    values = list(_given(comment))
    received, approved = (values[place] for place in MOMENTS)
    adapt = connection.ops.adapt_datetimefield_value
    values[MOMENTS[0]] = values[MOMENTS[1]] = adapt(received)
    if approved != received:
        values[MOMENTS[1]] = adapt(approved)
    if comment.parent is not None:
        values[PARENT] = comment.parent.pk
    return values


def _learn(comments: Sequence[Comment]) -> None:
    """Give saved comments their keys: others will be their answers."""
    for start in range(0, len(comments), CHUNK):
        some = {(c.post_id, c.imported_id): c for c in comments[start : start + CHUNK]}
        posts, fragments = zip(*some, strict=True)
        rows = Comment.objects.filter(post__in=set(posts), imported_id__in=fragments)
        for key, post, fragment in rows.values_list("pk", "post_id", "imported_id"):
            if (post, fragment) in some:
                some[post, fragment].pk = key
