"""Reports: what readers say against a published comment. A report never hides anything.

Nothing about the reader is kept: the reason, the day and, if they like, a few words. The desk sees
one entry for each comment however many reports it has, and of one comment a bounded number is kept:
a flood fills no queue.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blogsite.lib import budget
from comments.decisions import Reason

KEPT = 20  # open reports of one comment; more of them say nothing new
WORDS = 500  # characters
HOUR = timedelta(hours=1)


class Report(models.Model):
    """One reader's report on one published comment."""

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="reports")
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    day = models.DateField(default=timezone.localdate)
    words = models.CharField(_("words"), max_length=WORDS, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.reason}"


@dataclass
class Reported:
    """A published comment with the open reports on it: how many for which reason, and the words."""

    comment: models.Model
    count: int
    since: date
    last: int = 0  # key of the newest of them
    reasons: Counter[str] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)


def has_room() -> bool:
    """Count one report against the site's limit of the hour; False when over."""
    return budget.spend("reports", settings.REPORTS_PER_SITE, HOUR)


def file(report: Report) -> bool:
    """Keep a report, unless enough are open on its comment; False for one that was not needed."""
    if Report.objects.filter(comment=report.comment_id)[:KEPT].count() >= KEPT:
        return False
    report.save()
    return True


def waiting(limit: int = 25) -> list[Reported]:
    """Return the reported comments that readers still see: most reports first, then the oldest.

    Two queries; each comment once. Reason keys are those of the policy.
    """
    public = Report.objects.filter(comment__status="approved").values("comment")
    counted = public.annotate(count=Count("pk"), since=Min("day")).order_by("-count", "since")
    found = {row["comment"]: row for row in counted[:limit]}
    reported: dict[int, Reported] = {}
    told = Report.objects.filter(comment__in=found).select_related("comment__post").order_by("pk")
    for report in told:
        row = found[report.comment_id]
        entry = reported.setdefault(
            report.comment_id, Reported(report.comment, row["count"], row["since"])
        )
        entry.reasons[report.reason] += 1
        entry.last = report.pk
        entry.words += [report.words] if report.words else []
    return [reported[pk] for pk in found if pk in reported]


def settle(comment_pk: int, last: int) -> int:
    """Drop the reports on a comment up to the `last` that a moderator saw; return how many."""
    count, _models = Report.objects.filter(comment=comment_pk, pk__lte=last).delete()
    return count
