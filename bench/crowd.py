"""A crowd of comments, written by the database itself: a million of them in half a minute or so.

For a database that is thrown away: rows are made by one statement each, without the site's rules.
"""
# ruff: noqa: S608  statements made of constants

from datetime import timedelta
from typing import Any

POSTS = 400
LONG = 5_000  # comments of the longest thread, the first post's
TEXT = "The ferry stopped in May and nobody said why; my uncle ran that rope for thirty years. " * 4
# One statement writes all rows from i = {since} + 1 to {until}; comment 1 to LONG are one thread.
NUMBERS = (
    "WITH RECURSIVE n(i) AS (SELECT {since} + 1 UNION ALL SELECT i + 1 FROM n WHERE i < {until})"
)
POST = f"CASE WHEN i <= {LONG} THEN 0 ELSE 1 + (i - {LONG}) %% {POSTS - 1} END"
NUMBER = "i"  # above whatever a measurement gave out meanwhile
COLUMNS = (
    "post_id, name, body, status, received_at, number, approved_at, html, lane, likelihood,"
    " cluster, code_hash, imported_id"
)


def fill_published(since: int, until: int) -> None:
    """Write published comments and a decision for each."""
    first, moment = first_post(), "%s"
    run(
        f"INSERT INTO comments_comment ({COLUMNS}) {NUMBERS} SELECT {first} + {POST}, 'Rea ' || i,"
        f" i || %s, 'approved', {moment}, {NUMBER}, {moment},"
        " '<li class=\"comment\" id=\"c' || i || '\"><p>' || i || %s || '</p></li>', 5, NULL,"
        " NULL, '', '' FROM n",
        since, until, [TEXT, months_ago(6), months_ago(6), TEXT],
    )  # fmt: skip
    run(
        "INSERT INTO comments_decision"
        " (comment_id, verdict, reason, moderator_id, decided_at, seen, waited)"
        " SELECT id, 'approved', '', %s, %s, 'x', 60 FROM comments_comment c WHERE"
        " status = 'approved' AND NOT EXISTS (SELECT 1 FROM comments_decision d WHERE"
        " d.comment_id = c.id)",
        since, until, [moderator().pk, months_ago(6)],
    )  # fmt: skip
    run("DELETE FROM comments_thread", since, until, [])
    run(
        "INSERT INTO comments_thread (post_id, last_number) SELECT post_id, MAX(number)"
        " FROM comments_comment WHERE number IS NOT NULL GROUP BY post_id",
        since, until, [],
    )  # fmt: skip


def fill_pending(since: int, until: int) -> None:
    """Write held comments: a tenth each in danger, bursts of 10 and spam; flags on the flagged."""
    lane = "CASE i %% 10 WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 3 ELSE 5 END"
    cluster = "CASE WHEN i %% 10 = 1 THEN i / 100 END"
    run(
        f"INSERT INTO comments_comment ({COLUMNS}) {NUMBERS} SELECT {first_post()} + i %% {POSTS},"
        f" 'Rea ' || i, i || %s, 'pending', %s, NULL, NULL, '', {lane}, 0.5, {cluster}, '', ''"
        " FROM n",
        since, until, [TEXT, months_ago(0)],
    )  # fmt: skip
    run(
        "INSERT INTO comments_flag (comment_id, rule, lane, spans, in_name, failed) SELECT id,"
        " 'phones', lane, '[[4, 9]]', FALSE, FALSE FROM comments_comment c"
        " WHERE status = 'pending' AND lane < 5 AND NOT EXISTS (SELECT 1 FROM comments_flag f"
        " WHERE f.comment_id = c.id)",
        since, until, [],
    )  # fmt: skip


def run(statement: str, since: int, until: int, parameters: list[Any]) -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(statement.format(since=since, until=until), parameters)
        cursor.execute("ANALYZE")


def months_ago(months: int) -> Any:
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    moment = timezone.now() - timedelta(days=30 * months, hours=5)
    adapted = connection.ops.adapt_datetimefield_value(moment)
    return adapted if connection.vendor == "sqlite" else moment


def moderator() -> Any:
    from django.contrib.auth.models import Group, User  # noqa: PLC0415

    user, made = User.objects.get_or_create(username="mo", is_staff=True)
    if made:
        user.groups.add(Group.objects.get(name="Moderator"))
    return user


def first_post() -> int:
    """Return the key of the first post; write the posts when there are none."""
    from posts.models import Post  # noqa: PLC0415
    from tests.posts.factories import make_post  # noqa: PLC0415

    found = Post.objects.order_by("pk").first()
    if found is None:
        found = make_post()
        fields = {"body": found.body, "body_html": found.body_html}
        fields |= {"published_at": found.published_at, "card": found.card}
        names = [f"crowd-{turn}" for turn in range(1, POSTS)]
        Post.objects.bulk_create(
            Post(headline=name, slug=name, path=f"2025/01/{name}.html", **fields) for name in names
        )
    return int(found.pk)
