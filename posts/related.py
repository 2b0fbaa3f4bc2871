"""Related posts: chosen by shared labels when a post is published, kept as pairs, read both ways.

A post names a few earlier ones; those name it in turn. So a reader of an old report finds what came
of it, and a new post changes the pages of a handful of others, which posts.showing can list.
"""

from collections import Counter, deque

from django.db import transaction

from posts.models import Post
from posts.stories import Relation

KEPT = 4  # earlier posts that one post names
LOOKED_AT = 24  # of the newest posts with each label
BATCH = 1000  # rows written at once


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
    for label in post.labels.values_list("pk", flat=True):
        shared.update(earlier.filter(labels=label).values_list("pk", flat=True)[:LOOKED_AT])
    chosen = _best(shared)
    Relation.objects.bulk_create(Relation(later_id=post.pk, earlier_id=pk) for pk in chosen)


@transaction.atomic
def rebuild() -> int:
    """Choose all relations anew, after a bulk load; return how many there are."""
    Relation.objects.all().delete()
    recent: dict[tuple[str, int], deque[int]] = {}
    pairs: list[Relation] = []
    count = 0
    for pk, language, carried in _oldest_first():
        shared: Counter[int] = Counter()
        for label in carried:
            line = recent.setdefault((language, label), deque(maxlen=LOOKED_AT))
            shared.update(line)
            line.append(pk)
        pairs += [Relation(later_id=pk, earlier_id=other) for other in _best(shared)]
        if len(pairs) >= BATCH:
            count += len(Relation.objects.bulk_create(pairs))
            pairs = []
    return count + len(Relation.objects.bulk_create(pairs))


def _best(shared: Counter[int]) -> list[int]:
    """Return the keys with the most labels in common; among equals the first counted."""
    return [pk for pk, _labels in shared.most_common(KEPT)]


def _oldest_first() -> list[tuple[int, str, list[int]]]:
    """Return key, language and labels of every live post."""
    joins: dict[int, list[int]] = {}
    rows = Post.labels.through.objects.values_list("post_id", "label_id").order_by("label_id")
    for post, label in rows:
        joins.setdefault(post, []).append(label)
    live = Post.objects.live().order_by("published_at", "pk")
    return [(pk, lang, joins.get(pk, [])) for pk, lang in live.values_list("pk", "language")]
