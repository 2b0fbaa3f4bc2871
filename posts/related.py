"""Related posts: chosen by shared labels when a post is published, kept as pairs, read both ways.

A post names a few earlier ones; those name it in turn. So a reader of an old report finds what came
of it, and a new post changes the pages of a handful of others, which posts.showing can list.
"""

from collections import Counter, deque
from collections.abc import Iterator, Set
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from posts.models import Post
from posts.stories import Relation

KEPT = 4  # earlier posts that one post names
LOOKED_AT = 24  # of the newest posts with each label
BATCH = 500  # rows written, or keys asked for, at once


class Carrying(NamedTuple):
    """A post in the order of publication, with the keys of its labels."""

    pk: int
    language: str
    labels: list[int]
    live: bool


def write(post: Post) -> None:
    """Choose a post's relations anew; a post that is not live (yet) has none to earlier ones.

    A scheduled post is counted as published: what it names will be earlier when it is due.
    """
    Relation.objects.filter(later=post.pk).delete()
    if post.published_at is None or post.withdrawn_at is not None:
        return
    edition = Post.objects.live().in_edition(post.language)
    earlier = edition.before(post.published_at, post.pk)
    shared: Counter[int] = Counter()
    for label in post.labels.order_by("pk").values_list("pk", flat=True):  # a name may change
        shared.update(earlier.filter(labels=label).values_list("pk", flat=True)[:LOOKED_AT])
    chosen = _best(shared)
    Relation.objects.bulk_create(Relation(later_id=post.pk, earlier_id=pk) for pk in chosen)


@transaction.atomic
def rebuild(only: Set[int] | None = None) -> int:
    """Choose relations anew in bulk, as write() would, and return how many there are.

    All of them, or those that the posts with the keys in `only` name. All posts are walked, which
    costs less than asking for the posts beside each of many.
    """
    _forget(only)
    recent: dict[tuple[str, int], deque[int]] = {}
    pairs: list[Relation] = []
    count = 0
    for post in _oldest_first():
        lines = [
            recent.setdefault((post.language, label), deque(maxlen=LOOKED_AT))
            for label in post.labels
        ]
        if only is None or post.pk in only:
            pairs += [Relation(later_id=post.pk, earlier_id=other) for other in _best_of(lines)]
        for line in lines if post.live else ():
            line.appendleft(post.pk)
        if len(pairs) >= BATCH:
            count += len(Relation.objects.bulk_create(pairs))
            pairs = []
    return count + len(Relation.objects.bulk_create(pairs))


def named_by(posts: Set[int]) -> set[str]:
    """Return the addresses of the live posts that the posts with these keys name as related."""
    paths: set[str] = set()
    for keys in _batches(posts):
        named = Relation.objects.filter(later__in=keys).values("earlier")
        found = Post.objects.live().filter(pk__in=named).values_list("path", flat=True)
        paths |= {f"/{path}" for path in found}
    return paths


def _forget(only: Set[int] | None) -> None:
    if only is None:
        Relation.objects.all().delete()
        return
    for keys in _batches(only):
        Relation.objects.filter(later__in=keys).delete()


def _batches(posts: Set[int]) -> Iterator[list[int]]:
    keys = sorted(posts)
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def _best_of(lines: list[deque[int]]) -> list[int]:
    shared: Counter[int] = Counter()
    for line in lines:
        shared.update(line)
    return _best(shared)


def _best(shared: Counter[int]) -> list[int]:
    """Return the keys with the most labels in common; among equals the first counted."""
    return [pk for pk, _labels in shared.most_common(KEPT)]


def _oldest_first() -> Iterator[Carrying]:
    """Yield every post that is or will be live, with its labels in the order of their keys."""
    joins: dict[int, list[int]] = {}
    rows = Post.labels.through.objects.values_list("post_id", "label_id").order_by("label_id")
    for post, label in rows.iterator():
        joins.setdefault(post, []).append(label)
    now = timezone.now()
    dated = (Post.objects.live() | Post.objects.scheduled()).order_by("published_at", "pk")
    for pk, language, moment in dated.values_list("pk", "language", "published_at").iterator():
        yield Carrying(pk, language, joins.get(pk, []), bool(moment and moment <= now))
