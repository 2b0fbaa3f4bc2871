"""Lists of posts: pages that stay the same when new posts come, and groups by day."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.utils import timezone

from blogsite.lib.moments import blurred
from posts.addresses import OTHER, address
from posts.models import Post
from posts.querysets import PostQuerySet

PAGE = 12  # posts
# What Blogger's links "Older posts" and "Newer posts" ask for; the second ends at its moment.
OLDER, NEWER = "updated-max", "updated-min"
HEADLINES = 100  # on the page of a year; its months have the rest


class Cursor(NamedTuple):
    """A place in the order of publication."""

    moment: datetime
    pk: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "moment,id" from an address; raises ValueError for anything else."""
        moment, comma, pk = text.rpartition(",")
        when = datetime.fromisoformat(moment)
        if when.tzinfo is None or not (pk.isascii() and pk.isdigit()) or len(pk) > 18:
            raise ValueError("not a place among the posts")
        return cls(blurred(when), int(pk))

    @classmethod
    def of(cls, post: Post) -> Self:
        if post.published_at is None:
            raise ValueError("a draft has no place among the posts")
        return cls(post.published_at.astimezone(UTC), post.pk)

    def exact(self) -> Self:
        """Return the place with the true moment of its post, of which addresses tell a blurred one.

        Where that post is gone, the whole grain is shown again: twice is better than never. An
        address with a finer moment asks for no more than one without: it could be guessed by it.
        """
        if not settings.PUBLISHED_TIME_GRAIN:
            return self
        at = Post.objects.filter(pk=self.pk).values_list("published_at", flat=True).first()
        if at is None or blurred(at) != self.moment:
            at = self.moment + timedelta(minutes=settings.PUBLISHED_TIME_GRAIN)
        return self._replace(moment=at)

    def address(self, plain: str) -> str:
        """Return the address of the page that begins after this place."""
        moment = blurred(self.moment).isoformat()
        query = urlencode({"before": f"{moment},{self.pk}"}, safe=":,")
        return f"{plain}?{query}"


Days = list[tuple[date, list[Post]]]


def by_day(posts: Iterable[Post]) -> Days:
    """Group posts, newest first, under the days of the paper's own time zone."""
    return [(day, list(group)) for day, group in groupby(posts, key=_day)]


def by_month(posts: Iterable[Post]) -> Days:
    """Group posts, newest first, under the first days of their months."""
    first = groupby(posts, key=lambda post: _day(post).replace(day=1))
    return [(day, list(group)) for day, group in first]


def _day(post: Post) -> date:
    return timezone.localdate(post.published_at)


def page(posts: PostQuerySet, plain: str, before: str) -> dict[str, Any]:
    """Return `days`, `older` and `newer` of one page; `plain`, of the first, is `here` too.

    Raises ValueError when `before` is not a place.
    """
    try:
        cursor = Cursor.parse(before).exact() if before else None
    except OverflowError as error:
        raise ValueError("not a moment of any time zone") from error
    shown = posts.before(*cursor) if cursor else posts.order_by("-published_at", "-pk")
    found = list(shown.listed()[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    return {
        "here": plain,
        "days": by_day(found),
        "older": Cursor.of(found[-1]).address(plain) if more else "",
        "newer": _newer(posts, plain, found[0]) if cursor and found else "",
    }


def of_blogger(asked: Mapping[str, str], plain: str) -> str:
    """Return where Blogger's "Older posts" or "Newer posts" leads here, "" for another query.

    `plain` is the address of the list, which it leads to when the moment cannot be read.
    """
    if not {OLDER, NEWER} & asked.keys():
        return ""
    try:  # a "+" that was not encoded has come as a space
        moment = datetime.fromisoformat(asked.get(OLDER, "").replace(" ", "+"))
        if moment.tzinfo is None:
            return plain
        return Cursor(moment.astimezone(UTC), 0).address(plain)
    except (ValueError, OverflowError):
        return plain


def _newer(posts: PostQuerySet, plain: str, first: Post) -> str:
    """Return the address of the page that ends just above `first`."""
    newer = posts.after(*Cursor.of(first)).only("published_at")[: PAGE + 1]
    above = list(newer)
    if not above:
        return ""
    return Cursor.of(above[PAGE]).address(plain) if len(above) > PAGE else plain


def months(posts: PostQuerySet, language: str, year: int) -> list[tuple[date, str]]:
    """Return the months of a year that have posts, newest first, with their addresses."""
    found = _filled(posts, {month: span(year, month) for month in range(1, 13)})
    return [
        (date(year, month, 1), address("month", language, year, month)) for month in found[::-1]
    ]


def _filled(posts: PostQuerySet, spans: Mapping[int, tuple[datetime, datetime]]) -> list[int]:
    """Return the numbers of the spans in which there are posts, in their order.

    One query that looks into an index once a span; dates of a whole year would be thousands.
    Its SQL is made once, as making it takes longer than looking: the bounds are its first values.
    """
    some = posts.between(*next(iter(spans.values()))).order_by().values("pk")[:1]
    sql, (_first, _end, *others) = some.query.sql_with_params()
    adapt = connection.ops.adapt_datetimefield_value
    values = [value for ends in spans.values() for value in (*map(adapt, ends), *others)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join([f"EXISTS({sql})"] * len(spans)), values)
        return [number for number, has in zip(spans, cursor.fetchone(), strict=True) if has]


def editions(posts: PostQuerySet, language: str, name: str, *args: object) -> dict[str, str]:
    """Return the addresses of a list by language if it exists in both editions, else nothing.

    `posts` are those of both editions; the home page always is in both.
    """
    other = OTHER[language]
    if name != "home" and not posts.in_edition(other).exists():
        return {}
    return {found: address(name, found, *args) for found in sorted((language, other))}


def other_years(posts: PostQuerySet, language: str, year: int) -> list[tuple[int, str]]:
    """Return the years but this one that have live posts, newest first, with their addresses."""
    others = [found for found in years(posts)[::-1] if found != year]
    return [(found, address("year", language, found)) for found in others]


def years(posts: PostQuerySet) -> list[int]:
    """Return the years that have live posts, oldest first (two queries)."""
    oldest = posts.order_by("published_at").values_list("published_at", flat=True).first()
    if oldest is None:
        return []
    known = range(timezone.localtime(oldest).year, timezone.localdate().year + 1)
    return _filled(posts, {year: span(year) for year in known})


def span(year: int, month: int | None = None) -> tuple[datetime, datetime]:
    """Return the first moment of a year or month in the paper's time zone, and of the next one."""
    first = start(date(year, month or 1, 1))
    if month is None or month == 12:
        return first, first.replace(year=year + 1, month=1)
    return first, first.replace(month=month + 1)


def start(day: date) -> datetime:
    """Return the first moment of a day in the paper's time zone."""
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())
