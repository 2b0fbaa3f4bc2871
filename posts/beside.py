"""What stands beside a post: the older and the newer one, its translation, and related posts.

In SQL of our own, one query that both databases read alike: as five querysets it is five queries,
as subqueries of the post's own it takes Django ten times as long to write as a database to answer.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from posts.models import Post

SHOWN = 4  # related posts on a page, the newest
LOOKED_AT = 24  # of the newest posts that name this one as related
LIVE = "p.withdrawn_at IS NULL AND p.published_at <= %(now)s"
COLUMNS = "p.language, p.headline, p.path, p.published_at, p.id"
# The bound of the place stands before that of LIVE: SQLite walks an index from the first.
QUERY = f"""
SELECT 'older' AS beside, older.* FROM (
    SELECT {COLUMNS} FROM posts_post p
    WHERE p.language = %(language)s AND (p.published_at, p.id) < (%(moment)s, %(pk)s) AND {LIVE}
    ORDER BY p.published_at DESC, p.id DESC LIMIT 1
) older
UNION ALL
SELECT 'newer', newer.* FROM (
    SELECT {COLUMNS} FROM posts_post p
    WHERE p.language = %(language)s AND (p.published_at, p.id) > (%(moment)s, %(pk)s) AND {LIVE}
    ORDER BY p.published_at, p.id LIMIT 1
) newer
UNION ALL
SELECT 'counterpart', {COLUMNS} FROM posts_translation t
JOIN posts_post p ON p.id = t.spanish_id AND p.language = 'es'
WHERE t.english_id = %(pk)s AND %(language)s = 'en' AND {LIVE}
UNION ALL
SELECT 'counterpart', {COLUMNS} FROM posts_translation t
JOIN posts_post p ON p.id = t.english_id AND p.language = 'en'
WHERE t.spanish_id = %(pk)s AND %(language)s = 'es' AND {LIVE}
UNION ALL
SELECT 'related', {COLUMNS} FROM posts_relation r
JOIN posts_post p ON p.id = r.earlier_id WHERE r.later_id = %(pk)s AND {LIVE}
UNION ALL
SELECT 'related', {COLUMNS} FROM (
    SELECT later_id FROM posts_relation WHERE earlier_id = %(pk)s
    ORDER BY later_id DESC LIMIT {LOOKED_AT}
) r
JOIN posts_post p ON p.id = r.later_id WHERE {LIVE}
"""  # noqa: S608  made of the constants above


class Other(NamedTuple):
    """A live post beside another one."""

    language: str
    headline: str
    path: str

    def get_absolute_url(self) -> str:
        return f"/{self.path}"


@dataclass
class Beside:
    """What stands beside one post; of the related the newest first.

    One of them may be of the other edition: it changed since it was chosen.
    """

    older: Other | None = None
    newer: Other | None = None
    counterpart: Other | None = None
    related: list[Other] = field(default_factory=list)

    def everything(self) -> list[Other]:
        return [
            other for other in (self.older, self.newer, self.counterpart) if other
        ] + self.related

    def related_in(self, language: str) -> list[Other]:
        """Return what a page in this language shows of the related."""
        return [other for other in self.related if other.language == language][:SHOWN]


def of(post: Post) -> Beside:
    """Return what stands beside a post (one query); a draft without a date has no neighbours."""
    adapt = connection.ops.adapt_datetimefield_value
    moments = {"moment": adapt(post.published_at), "now": adapt(timezone.now())}
    with connection.cursor() as cursor:
        cursor.execute(QUERY, moments | {"pk": post.pk, "language": post.language})
        rows = cursor.fetchall()
    found = Beside()
    for place, language, headline, path, *_moment in sorted(rows, key=_age, reverse=True):
        other = Other(language, headline, path)
        if place == "related":
            found.related.append(other)
        else:
            setattr(found, place, other)
    return found


def _age(row: tuple[Any, ...]) -> tuple[Any, int]:
    """Return date and key of a row: SQLite gives a date as text, in the same order."""
    return row[-2:]
