"""Near-equal comments: what was said before in about the same words, and one card for all of it.

A text is cut into runs of five letters; the smallest hashes of the runs, in bands of two, are marks
that near-equal texts share (MinHash with locality-sensitive hashing: Broder 1997; Leskovec et al.,
Mining of Massive Datasets, ch. 3). Each mark points to one earlier comment, so that a look costs
the same whatever was sent before; what is found is compared word for word.
"""

import heapq
import re
import zlib
from collections import Counter
from datetime import timedelta
from hashlib import blake2b
from typing import NamedTuple

from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments.memory import Band
from comments.models import Comment, CommentQuerySet, Flag, Lane
from comments.rules import Near
from comments.rules._spelling import Spelling

DAYS = 7  # that a mark lives
ALIKE = 0.6  # shared share of all runs of two texts, from which on they are about the same
RUN = 5  # letters
SAMPLE = 128  # runs of a text that stand for it
BANDS = 10  # of two minima each: texts alike by 0.6 share one with a chance of 99 in 100
CANDIDATES = 4  # earlier comments that are compared
COUNTED = 50  # members of a cluster that are counted
FORGOTTEN = 50  # old marks deleted with each new comment
_PRIME = 2**61 - 1
_TURNS = [
    (turn * 0x9E3779B97F4A7C15 % _PRIME, turn * 0xC2B2AE3D27D4EB4F % _PRIME)
    for turn in range(1, 2 * BANDS + 1)
]
_BETWEEN = re.compile(r"[^a-z0-9]{1,400}")


class First(NamedTuple):
    """The comment that said about the same before; its cluster is None while it is the only one."""

    pk: int
    cluster: int | None


def nearest(body: str) -> tuple[First | None, Near | None]:
    """Return the first comment of these days that said about the same, and how often it was said.

    Three queries at most.
    """
    mine = runs(body)
    since = timezone.localdate() - timedelta(days=DAYS)
    marked = Band.objects.filter(key__in=_bands(mine), seen_on__gte=since)
    votes = Counter(marked.values_list("first", flat=True)).most_common(CANDIDATES)
    earlier = Comment.objects.filter(pk__in=[pk for pk, _votes in votes])
    scores = [
        (likeness(mine, runs(text)), -pk, cluster)
        for pk, cluster, text in earlier.values_list("pk", "cluster", "body")
    ]
    best, pk, cluster = max(scores, default=(0.0, 0, None))
    if best < ALIKE:
        return None, Near()
    return First(-pk, cluster), _near(-pk, cluster)


def _near(pk: int, cluster: int | None) -> Near:
    """Count the members of a cluster, or its first comment alone, up to COUNTED."""
    found = Comment.objects.filter(pk=pk) if cluster is None else _members(cluster)
    moments = list(found.values_list("received_at", flat=True)[:COUNTED])
    hour = timezone.now() - timedelta(hours=1)
    return Near(len(moments), sum(moment >= hour for moment in moments))


def _members(cluster: int) -> CommentQuerySet:
    return Comment.objects.filter(cluster=cluster).order_by("-pk")


def remember(comment: Comment, first: First | None) -> None:
    """Put a saved comment with those that it is like, or mark it for those that come after."""
    if first is None:
        _mark(comment)
    elif first.cluster is None:
        Comment.objects.filter(pk=first.pk, cluster=None).update(cluster=first.pk)
    if first and comment.lane == Lane.BURST:
        _pull(first)
    stale = Band.objects.filter(seen_on__lt=timezone.localdate() - timedelta(days=DAYS))
    old = list(stale.select_for_update(skip_locked=True).values_list("pk", flat=True)[:FORGOTTEN])
    if old:
        Band.objects.filter(pk__in=old).delete()


def _pull(first: First) -> None:
    """Bring the first of a burst to the others, when it still waits in a later lane."""
    late = Comment.objects.filter(pk=first.pk, status=Comment.Status.PENDING, lane__gt=Lane.BURST)
    if late.update(lane=Lane.BURST):
        flag = Flag(comment_id=first.pk, rule="repeats", lane=Lane.BURST)
        Flag.objects.bulk_create([flag], ignore_conflicts=True)


def _mark(comment: Comment) -> None:
    """Let the marks of a text point to it; sorted, so that two writers do not wait in a ring."""
    keys = sorted(set(_bands(runs(comment.body))))
    day = timezone.localdate()
    Band.objects.bulk_create(
        [Band(key=key, first=comment.pk, seen_on=day) for key in keys],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["first", "seen_on"],
    )


def runs(body: str) -> set[str]:
    """Return every run of letters of a text; digits are one digit, what is between is one space."""
    text = re.sub("[0-9]", "0", _BETWEEN.sub(" ", Spelling(body).text)).strip() or body.strip()
    return {text[place : place + RUN] for place in range(max(1, len(text) - RUN + 1))}


def likeness(one: set[str], other: set[str]) -> float:
    """Return the shared part of all runs of two texts, 0 to 1."""
    return len(one & other) / len(one | other)


def _bands(cut: set[str]) -> list[int]:
    """Return the marks of a text: 64-bit numbers, keyed with the site's secret."""
    sample = heapq.nsmallest(SAMPLE, {zlib.crc32(run.encode()) for run in cut})
    least = [min((turn * run + shift) % _PRIME for run in sample) for turn, shift in _TURNS]
    secret = salted_hmac("comments.clusters", "bands", algorithm="sha256").digest()
    return [
        int.from_bytes(blake2b(repr((band, pair)).encode(), digest_size=8, key=secret).digest(),
                       signed=True)
        for band, pair in enumerate(zip(least[::2], least[1::2], strict=True))
    ]  # fmt: skip
