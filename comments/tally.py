"""The public tally: how many comments were refused for which point of the policy, by month.

It is counted once a day up to the midnight before, so that it tells no exact moment, and kept in a
small table: no page counts the record of decisions.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import TruncMonth
from django.utils import timezone

from blogsite import pages
from comments.decisions import Decision, Reason, Verdict
from posts.models import Page

MONTHS = 12
POLICY = "comment-policy"


class Tally(models.Model):
    """How many comments one month's decisions left refused for one reason; "" for published."""

    month = models.DateField()
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["month", "reason"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.reason}: {self.count}"


class Month(NamedTuple):
    """One month of the tally: its first day, comments published, and refused by policy point."""

    first: date
    published: int
    refused: list[tuple[str, int]]


def recent() -> list[Month]:
    """Return the latest months that have anything to tell, the newest first (one query)."""
    lines: dict[date, Counter[str]] = {}
    start = timezone.localdate() - timedelta(days=31 * MONTHS)
    for row in Tally.objects.filter(month__gt=start).order_by("-month"):
        lines.setdefault(row.month, Counter())[row.reason] = row.count
    return [
        Month(month, counts[""], [(str(point.label), counts[point.value]) for point in Reason])
        for month, counts in lines.items()
    ]


@transaction.atomic
def recount(today: date | None = None) -> bool:
    """Count this month and the one before up to the last midnight; tell whether anything changed.

    Safe to repeat, and in several processes at once: the result depends on the record alone.
    """
    today = today or timezone.localdate()
    first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    counted = _count(_midnight(first), _midnight(today))
    before = {(t.month, t.reason): t.count for t in Tally.objects.filter(month__gte=first)}
    if counted == before:
        return False
    for key in before.keys() - counted.keys():
        Tally.objects.filter(month=key[0], reason=key[1]).delete()
    for (month, reason), count in counted.items():
        Tally.objects.update_or_create(month=month, reason=reason, defaults={"count": count})
    pages.forget(*(page.get_absolute_url() for page in Page.objects.filter(slug=POLICY)))
    return True


def _count(start: datetime, end: datetime) -> dict[tuple[date, str], int]:
    """Count comments by month and outcome of the last decision on them in a stretch of time."""
    made = Decision.objects.filter(decided_at__gte=start, decided_at__lt=end)
    later = made.filter(comment=OuterRef("comment"), pk__gt=OuterRef("pk")).exclude(
        verdict=Verdict.REDACTED
    )
    final = made.filter(verdict__in=[Verdict.APPROVED, Verdict.REJECTED]).exclude(Exists(later))
    rows = final.order_by().annotate(month=TruncMonth("decided_at")).values("month", "reason")
    return {
        (timezone.localtime(row["month"]).date(), row["reason"]): row["count"]
        for row in rows.annotate(count=Count("pk"))
    }


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
