"""The figures of the desk: what waits, how long, what was done today. One query, bounded counts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from comments.models import Comment, Decision, Lane, Report, Sweep, Verdict
from comments.sweeps import REACH

HOUR: Final = timedelta(hours=1)
COUNTED: Final = 25_000  # rows of one figure; how much more there are is not worth counting
SAMPLE: Final = 1_000  # decisions that a median is taken of
TIRED: Final = 300  # decisions within the hour after which a break is suggested


class CountOf(Subquery):
    """How many rows a subquery has, which may be cut to a length."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = models.IntegerField()


class MedianOf(Subquery):
    """The middle one of the values `waited` of a subquery; None of nothing."""

    template = (
        "(SELECT m.waited FROM (%(subquery)s) m ORDER BY m.waited LIMIT 1"
        " OFFSET (SELECT COUNT(*) FROM (%(subquery)s) n) / 2)"
    )
    output_field = models.IntegerField()

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        sql, params = super().as_sql(*args, **kwargs)
        return sql, tuple(params) * 2


@dataclass(frozen=True)
class Figures:
    """How the desk stands for one moderator. Waits are in minutes, `pace` is decisions an hour."""

    lanes: dict[Lane, int]
    oldest: datetime | None
    median: int | None
    mine: int
    all: int
    mine_in_hour: int
    pace: int
    arriving: int
    last_sweep: int | None
    reported: int
    language: str
    cards: int
    veiled: bool

    @property
    def waiting(self) -> int:
        """Return how many wait, in all lanes."""
        return sum(self.lanes.values())

    @property
    def median_since(self) -> datetime | None:
        """Return the moment that lies one median wait back, for `timesince`; None without one."""
        return None if self.median is None else timezone.now() - timedelta(minutes=self.median)

    @property
    def exact(self) -> bool:
        """Tell whether no lane was longer than what is counted."""
        return all(count < COUNTED for count in self.lanes.values())

    @property
    def late(self) -> bool:
        """Tell whether the oldest has waited longer than the desk wants."""
        return bool(self.oldest and timezone.now() - self.oldest > settings.COMMENT_WAIT_WARNING)

    @property
    def tired(self) -> bool:
        """Tell whether this moderator has decided so much within the hour that a break is due."""
        return self.mine_in_hour >= TIRED

    @property
    def done_at(self) -> datetime | None:
        """Return when the queue is empty at the pace of the last hour; None if nobody can say."""
        gain = self.pace - self.arriving
        if gain <= 0 or not self.waiting or not self.exact:
            return None
        return timezone.now() + HOUR * (self.waiting / gain)

    @property
    def growing(self) -> bool:
        """Tell whether more came in the last hour than was decided."""
        return bool(self.waiting) and self.arriving > self.pace


def of(moderator: User) -> Figures:
    """Return the figures and habits of a moderator: one query, of scalar subqueries only."""
    row = User.objects.filter(pk=moderator.pk).annotate(**_waiting(), **_done(moderator))
    found = row.values(
        *_waiting(), *_done(moderator), "queue_habit__language", "queue_habit__cards",
        "queue_habit__veiled",
    ).get()  # fmt: skip
    waits = [moment for lane in Lane if (moment := found[f"oldest_{lane}"])]
    veiled = found["queue_habit__veiled"]
    return Figures(
        lanes={lane: found[f"waiting_{lane}"] for lane in Lane},
        oldest=min(waits, default=None),
        language=found["queue_habit__language"] or "",
        cards=found["queue_habit__cards"] or 25,
        veiled=True if veiled is None else veiled,
        **{name: found[name] for name in _done(moderator)},
    )


def _waiting() -> dict[str, Any]:
    subqueries: dict[str, Any] = {}
    for lane in Lane:
        there = Comment.objects.filter(status=Comment.Status.PENDING, lane=lane).order_by()
        first = there.order_by("received_at").values("received_at")[:1]
        subqueries[f"waiting_{lane}"] = CountOf(there.values("pk")[:COUNTED])
        subqueries[f"oldest_{lane}"] = Subquery(first)
    return subqueries


def _done(moderator: User) -> dict[str, Any]:
    now = timezone.now()
    today, hour_ago = _since(now), now - HOUR
    decided = Decision.objects.filter(verdict__in=COUNTING).order_by()
    newest = decided.filter(decided_at__gte=today).order_by("-decided_at").values("waited")
    mine = decided.filter(moderator=moderator)
    arrived = Comment.objects.filter(received_at__gte=hour_ago).order_by()
    reported = Report.objects.filter(comment__status=Comment.Status.APPROVED).order_by()
    sweeps = Sweep.objects.filter(moderator=moderator, undone_at=None, made_at__gte=now - REACH)
    return {
        "median": MedianOf(newest.exclude(waited=None)[:SAMPLE]),
        "mine": _count(mine.filter(decided_at__gte=today)),
        "all": _count(decided.filter(decided_at__gte=today)),
        "mine_in_hour": _count(mine.filter(decided_at__gte=hour_ago)),
        "pace": _count(decided.filter(decided_at__gte=hour_ago)),
        "arriving": _count(arrived),
        "reported": CountOf(reported.values("comment").distinct()[:COUNTED]),
        "last_sweep": Subquery(sweeps.order_by("-pk").values("pk")[:1]),
    }


COUNTING: Final = (Verdict.APPROVED, Verdict.REJECTED)


def _count(rows: QuerySet) -> CountOf:
    return CountOf(rows.values("pk")[:COUNTED])


def _since(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True)
class Day:
    """One day of the desk: how many comments came, how many were approved and rejected."""

    day: date
    arrived: int = 0
    approved: int = 0
    rejected: int = 0


def days(first: date, last: date) -> list[Day]:
    """Return the days from `first` to `last`, both included; two queries over their rows."""
    start = timezone.make_aware(datetime.combine(first, datetime.min.time()))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), datetime.min.time()))
    came = Comment.objects.filter(received_at__gte=start, received_at__lt=end).order_by()
    arrived = came.values(on=TruncDate("received_at")).annotate(number=Count("pk"))
    made = Decision.objects.filter(decided_at__gte=start, decided_at__lt=end).order_by()
    decided = made.values(on=TruncDate("decided_at")).annotate(
        approved=Count("pk", filter=Q(verdict=Verdict.APPROVED)),
        rejected=Count("pk", filter=Q(verdict=Verdict.REJECTED)),
    )
    coming = {row["on"]: row["number"] for row in arrived}
    going: dict[date, Any] = {row["on"]: row for row in decided}
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [
        Day(day, coming.get(day, 0), found.get("approved", 0), found.get("rejected", 0))
        for day in every
        for found in [going.get(day, {})]
    ]
