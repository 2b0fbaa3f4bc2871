"""What taking a comment in costs, by how many there are: time and queries of comments.intake.

    python -m bench.receiving [5000 1000000 …]

Makes that many invented comments in a database of its own (DATABASE_URL names another one, which
must be empty), a week's marks of near-equal ones and all buckets of the likelihood, then takes
RUNS comments in and prints the median and the longest, in milliseconds by the clock, and the median
that this process and its PostgreSQL backend worked. One comment in four is like an earlier one.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.moderation import work
from bench.reading import prepare
from bench.rules import spoken

RUNS = 200
MARKS = 100_000  # bands of a week
POSTS = 2000
NUMBERS = (
    "WITH RECURSIVE numbers(n) AS (SELECT {} UNION ALL SELECT n + 1 FROM numbers WHERE n < {})"
)
COMMENTS = """
INSERT INTO comments_comment (post_id, name, body, status, received_at, number, approved_at, html,
 lane, code_hash, imported_id)
{numbers} SELECT n %% {posts} + 1, 'Rea',
 'Invented comment ' || n || ' about the ferry, the bridge and the county of ' || n %% 1000 * 7919,
 'approved', %s, n, %s, '<li>' || n || '</li>', 5, '', '' FROM numbers
"""
MARKED = """
INSERT INTO comments_band (key, first, seen_on)
{numbers} SELECT n * 92233720368547, n, %s FROM numbers
"""
COUNTED = """
INSERT INTO comments_bucket (id, good, bad) {numbers} SELECT n, n % 97, n % 31 FROM numbers
"""


def execute(sql: str, first: int, last: int, values: Sequence[object] = ()) -> None:
    from django.db import connection  # noqa: PLC0415  the settings are known by now

    numbers = NUMBERS.format(first, last)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(numbers=numbers, posts=POSTS), values or None)


def furnish() -> None:
    """Make the posts, the marks of a week and a likelihood that has learnt."""
    from django.utils import timezone  # noqa: PLC0415

    from comments import learning  # noqa: PLC0415
    from comments.memory import Learned  # noqa: PLC0415
    from posts.models import Post  # noqa: PLC0415

    names = [f"bench-{number}" for number in range(1, POSTS + 1)]
    Post.objects.bulk_create(Post(pk=pk, headline=n, slug=n) for pk, n in enumerate(names, 1))
    execute(MARKED, 1, MARKS, [timezone.localdate()])
    execute(COUNTED, 0, learning.BUCKETS - 1)
    Learned.objects.create(key=learning._key(), good=50_000, bad=50_000)


def settle() -> None:
    """Let PostgreSQL put its counters right, as it does by itself in a while, and free the ids."""
    from django.core.management.color import no_style  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from comments.models import Comment  # noqa: PLC0415

    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [Comment]):
            cursor.execute(sql)
        cursor.execute("ANALYZE")


def measure(told: list[str]) -> tuple[list[float], list[float], int]:
    """Take comments in; return the milliseconds of each by the clock and worked, both sorted.

    And the most queries of one.
    """
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from comments import intake  # noqa: PLC0415
    from comments.models import Comment  # noqa: PLC0415

    spent, worked, queries = [], [], 0
    for turn in range(RUNS):
        body = told[turn % len(told)] if turn % 4 else told[0] + str(turn)
        comment = Comment(post_id=turn % POSTS + 1, body=body)
        if turn % 20 == 0:
            with CaptureQueriesContext(connection) as asked:
                intake.receive(comment)
            queries = max(queries, len(asked))
            continue
        began, busy = time.perf_counter(), work()
        intake.receive(comment)
        spent.append((time.perf_counter() - began) * 1000)
        worked.append((work() - busy) * 1000)
    return sorted(spent), sorted(worked), queries


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [5000, 1_000_000]
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        from django.utils import timezone  # noqa: PLC0415

        furnish()
        told = [said.text for said in [*spoken("said", "es"), *spoken("said", "en")]]
        made = 0
        for size in sizes:
            now = timezone.now().replace(tzinfo=None).isoformat(" ")
            execute(COMMENTS, made + 1, size, [now, now])
            made = size
            settle()
            spent, worked, queries = measure([f"{text} ({size})" for text in told])
            print(  # noqa: T201
                f"{size:9,} comments: median {statistics.median(spent):.1f} ms,"
                f" 95 % under {spent[int(len(spent) * 0.95)]:.1f} ms, longest {spent[-1]:.1f} ms,"
                f" worked {statistics.median(worked):.1f} ms,"
                f" {queries} queries at most (savepoints among them)"
            )


if __name__ == "__main__":
    main()
