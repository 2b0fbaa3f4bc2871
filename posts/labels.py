"""Labels as a set: how many posts each has, how one is renamed or merged into another."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count

from blogsite.lib.editions import Language
from posts.models import Label, Post
from posts.stories import FormerLabel, Tally

STEPS = (50, 10, 0)  # hundredths of the largest count: large, middling, small in the cloud


class Weighed(NamedTuple):
    """A label in the cloud: its posts, and its size from 1 (small) to 3."""

    label: Label
    posts: int
    size: int


def of(post: Post) -> set[int]:
    """Return the keys of the labels that a post carries in the database."""
    carried = Post.labels.through.objects.filter(post_id=post.pk)
    return set(carried.values_list("label_id", flat=True))


def carrying(labels: Iterable[Label]) -> set[int]:
    """Return the keys of the posts that carry any of these labels."""
    joins = Post.labels.through.objects.filter(label__in=labels)
    return set(joins.values_list("post_id", flat=True))


def recount(labels: Iterable[int]) -> None:
    """Count the live posts of these labels anew, in each edition."""
    for label in labels:
        for language in Language.values:
            count = Post.objects.live().in_edition(language).filter(labels=label).count()
            if not count:
                Tally.objects.filter(label_id=label, language=language).delete()
                continue
            Tally.objects.update_or_create(
                label_id=label, language=language, defaults={"posts": count}
            )


def amend() -> bool:
    """Count the labels anew whose tallies are wrong; tell whether there were any (two queries).

    Nobody counts a post that comes due while no server process runs.
    """
    live = Post.objects.live().order_by().filter(labels__isnull=False)
    found = live.values_list("labels", "language").annotate(posts=Count("pk"))
    told = Tally.objects.values_list("label", "language", "posts")
    wrong = {label for label, _language, _posts in {*found} ^ {*told}}
    recount(wrong)
    return bool(wrong)


def cloud(language: str) -> list[Weighed]:
    """Return the labels with live posts in an edition, by name, with their weights."""
    tallies = list(Tally.objects.filter(language=language).select_related("label"))
    most = max((tally.posts for tally in tallies), default=0)
    weighed = [Weighed(tally.label, tally.posts, _size(tally.posts, most)) for tally in tallies]
    return sorted(weighed, key=lambda found: found.label.name.casefold())


def _size(posts: int, most: int) -> int:
    place = next(place for place, step in enumerate(STEPS) if posts * 100 >= most * step)
    return len(STEPS) - place


def successor(name: str) -> Label | None:
    """Return the label that an old name leads to now."""
    former = FormerLabel.objects.filter(name=name).select_related("label").first()
    return former.label if former else None


def save(label: Label) -> None:
    """Save a label; when its name changes, the old name's address will lead to it."""
    old = Label.objects.filter(pk=label.pk).values_list("name", flat=True).first()
    label.save()
    if old is not None and old != label.name:
        FormerLabel.objects.update_or_create(name=old, defaults={"label": label})
    FormerLabel.objects.filter(name=label.name).delete()


@transaction.atomic
def merge(old: Label, into: Label) -> None:
    """Give the posts of one label to another and delete it; its names lead to the other."""
    if old.pk == into.pk:
        raise ValueError("a label cannot be merged into itself")
    joins = Post.labels.through.objects
    carried = joins.filter(label_id=into.pk).values("post_id")
    joins.filter(label_id=old.pk).exclude(post_id__in=carried).update(label_id=into.pk)
    FormerLabel.objects.filter(label=old).update(label=into)
    name = old.name
    old.delete()
    FormerLabel.objects.create(name=name, label=into)
    recount([into.pk])
