"""Leases: what one moderator has on the screen is not shown to the others for ten minutes."""

from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Exists, OuterRef, Q, Value
from django.utils import timezone

from comments.models import Comment, CommentQuerySet

Scope = dict[str, Any]
TRIES: Final = 5  # somebody else may take the same cards a moment earlier
MEMBERS: Final = 200  # near-equal comments that one card decides together
# Rows are locked in one order: two statements over the same rows could wait for each other.
CLAIM: Final = """
UPDATE comments_comment SET leased_to_id = %s, leased_until = %s WHERE id IN (
 SELECT id FROM comments_comment WHERE status = 'pending' AND id IN ({keys})
 AND (leased_until IS NULL OR leased_until < %s OR leased_to_id = %s) ORDER BY id {lock}
) RETURNING id
"""


def take(
    moderator: User, size: int, *, language: str = "", lane: int = 0, after: Comment | None = None
) -> tuple[list[Comment], list[Comment]]:
    """Lease the next `size` cards to a moderator: the comments, and all members of their clusters.

    Of a cluster the oldest in each lane stands for those in it. Two queries, unless others are
    quicker.
    """
    within: Scope = {"post__language": language} if language else {}
    if lane:
        within["lane"] = lane
    for _turn in range(TRIES):
        heads, members = _dealt(moderator, within, after, size)
        wanted = {comment.pk for comment in [*heads, *members]}
        ours = _claim(moderator, wanted)
        if ours or not wanted:
            break
    return [c for c in heads if c.pk in ours], [c for c in members if c.pk in ours]


def give_back(moderator: User) -> int:
    """End this moderator's leases, so that others get what is left; return how many there were."""
    mine = Comment.objects.filter(status=Comment.Status.PENDING, leased_to=moderator)
    return mine.update(leased_to=None, leased_until=None)


def _heads(moderator: User, within: Scope, after: Comment | None) -> CommentQuerySet:
    """Return what this moderator may be shown as a card, in the order of the queue."""
    alike = within | {"cluster": OuterRef("cluster"), "lane": OuterRef("lane")}
    held = Comment.objects.filter(status=Comment.Status.PENDING, pk__lt=OuterRef("pk"))
    elder = held.filter(**alike).exclude(second_to=moderator)
    waiting = _free(moderator).filter(Q(cluster=None) | ~Exists(elder), **within)
    return (waiting.behind(after) if after else waiting).queued()


def _free(moderator: User) -> CommentQuerySet:
    lapsed = Q(leased_until=None) | Q(leased_until__lt=timezone.now()) | Q(leased_to=moderator)
    mine = Q(second_to=None) | ~Q(second_to=moderator)
    return Comment.objects.listed().filter(lapsed, mine, status=Comment.Status.PENDING)


def _dealt(
    moderator: User, within: Scope, after: Comment | None, size: int
) -> tuple[list[Comment], list[Comment]]:
    """Return the heads, and what waits in the clusters that they stand for: one query."""
    chosen = _heads(moderator, within, after)[:size]
    cards = Comment.objects.listed().filter(pk__in=chosen.values("pk"))
    alike = _free(moderator).filter(cluster__in=chosen.values("cluster"), **within)
    both = cards.annotate(part=Value(0)).union(alike.annotate(part=Value(1)), all=True)
    found: list[Any] = list(both.order_by("part", "lane", "received_at", "pk")[: size + MEMBERS])
    heads = [comment for comment in found if not comment.part]
    groups = {(head.cluster, head.lane) for head in heads}
    return heads, [c for c in found if c.part and (c.cluster, c.lane) in groups]


def _claim(moderator: User, pks: set[int]) -> set[int]:
    """Lease those of the rows that nobody else holds; one statement, and it waits for nobody."""
    if not pks:
        return set()
    adapt, now = connection.ops.adapt_datetimefield_value, timezone.now()
    until = adapt(now + settings.COMMENT_LEASE)
    keys = sorted(pks)
    with connection.cursor() as cursor:
        cursor.execute(
            CLAIM.format(keys=", ".join(["%s"] * len(keys)), lock=_lock()),
            [moderator.pk, until, *keys, adapt(now), moderator.pk],
        )
        return {pk for (pk,) in cursor.fetchall()}


def _lock() -> str:
    """Return the clause by which a row that somebody is deciding on is left out, not waited for."""
    if not connection.features.has_select_for_update:
        return ""
    return connection.ops.for_update_sql(skip_locked=True, no_key=True)
