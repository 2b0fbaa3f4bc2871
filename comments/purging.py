"""Forgetting: the text of rejected comments is destroyed after a while, the decisions stay."""

from datetime import datetime

from django.conf import settings
from django.db.models import Max, Q
from django.utils import timezone

from blogsite.lib import journal
from comments.models import Comment, Flag

BATCH = 500  # comments of one transaction: moderators must not wait for the purge


def purge_rejected(now: datetime | None = None) -> int:
    """Destroy name and text of what was rejected longer ago than REJECTED_RETENTION; count them.

    The last decision counts. Number, status and decisions stay. On SQLite the bytes are
    overwritten and the journal is cut; on PostgreSQL dead rows are vacuumed away.
    """
    before = (now or timezone.now()) - settings.REJECTED_RETENTION
    count = 0
    while pks := _due(before):
        Flag.objects.filter(comment__in=pks).delete()
        rejected = Comment.objects.filter(pk__in=pks, status=Comment.Status.REJECTED)
        count += rejected.update(name="", body="", likelihood=None, purged_at=timezone.now())
    journal.forget(*(["comments_comment"] if count else []))
    return count


def _due(before: datetime) -> list[int]:
    rejected = Comment.objects.filter(status=Comment.Status.REJECTED, purged_at=None)
    old = rejected.annotate(last=Max("decisions__decided_at")).filter(
        Q(last__lt=before) | Q(last=None, received_at__lt=before)
    )
    return list(old.order_by().values_list("pk", flat=True)[:BATCH])
