"""Gates: whether a post takes comments now: by itself, by its age, and by a freeze of the site."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, ExpressionWrapper, F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blogsite import pages
from posts.models import Post
from posts.querysets import PostQuerySet


class Gate(StrEnum):
    """What a reader who wants to comment finds."""

    OPEN = "open"
    CLOSED = "closed"  # by an editor, or because the post is old
    FROZEN = "frozen"  # nowhere on the site, for the time being


class Door(NamedTuple):
    """The gate of one post, and when its age closes or closed it; None: never, or not known."""

    gate: Gate
    closes_at: datetime | None = None


class Closing(models.Model):
    """At what age one post stops taking comments, where that is not the site's age."""

    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="closing")
    days = models.IntegerField(
        _("days after publication"), null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(3650)],
        help_text=_("Empty: as everywhere on this site. 0: they stay open."),
    )  # fmt: skip

    class Meta:
        default_permissions = ()
        verbose_name = _("closing of comments")
        verbose_name_plural = _("closing of comments")

    def __str__(self) -> str:
        return "–" if self.days is None else str(self.days)


class Freeze(models.Model):
    """While there is a row, no post takes a comment. There is one at most."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="freeze_once")]

    def __str__(self) -> str:
        return f"frozen since {self.since:%Y-%m-%d %H:%M}"


def of_post(post: Post) -> Gate:
    """Tell whether a post takes comments now (one query)."""
    return door(post).gate


def with_doors(posts: PostQuerySet) -> PostQuerySet:
    """Load with posts what door() asks for."""
    return posts.annotate(frozen=Exists(Freeze.objects.all()), closing_days=F("closing__days"))


def door(post: Post) -> Door:
    """Tell whether a post takes comments now, and until when by its age.

    One query, none for a post of with_doors().
    """
    if not post.comments_open:
        return Door(Gate.CLOSED)
    asked = with_doors(Post.objects.filter(pk=post.pk)).only("pk")
    known = post if hasattr(post, "frozen") else asked.first()
    if known is None:  # it was deleted meanwhile
        return Door(Gate.CLOSED)
    frozen, days = known.frozen, known.closing_days  # type: ignore[union-attr]
    age = settings.COMMENTS_CLOSE_AFTER if days is None else timedelta(days=days)
    closes_at = post.published_at + age if age and post.published_at else None
    if closes_at and closes_at <= timezone.now():
        return Door(Gate.CLOSED, closes_at)
    return Door(Gate.FROZEN if frozen else Gate.OPEN, closes_at)


def frozen_since() -> datetime | None:
    """Return since when no post takes comments, or None."""
    return Freeze.objects.values_list("since", flat=True).first()


@transaction.atomic
def freeze() -> bool:
    """Take no more comments anywhere, from now on; False when that was so already.

    Comments that wait stay in the queue and can be decided. Every stored page goes on commit.
    """
    _row, made = Freeze.objects.get_or_create(id=1)
    if made:
        pages.forget_all()
    return made


@transaction.atomic
def thaw() -> bool:
    """Take comments again where they were taken before; False when nothing was frozen."""
    count, _models = Freeze.objects.all().delete()
    if count:
        pages.forget_all()
    return bool(count)


def forget_closed(since: datetime, until: datetime) -> int:
    """Forget the pages of posts that grew too old for comments after `since`, up to `until`.

    Returns how many; two queries at most.
    """
    taking = Post.objects.live().filter(comments_open=True)
    own = ExpressionWrapper(F("closing__days") * timedelta(days=1), models.DurationField())
    closes_at = ExpressionWrapper(F("published_at") + own, models.DateTimeField())
    aged = taking.filter(closing__days__gt=0).annotate(closes_at=closes_at)
    due = list(aged.filter(closes_at__gt=since, closes_at__lte=until).values_list("path"))
    if age := settings.COMMENTS_CLOSE_AFTER:
        others = taking.filter(closing__days=None)
        due += others.filter(
            published_at__gt=since - age, published_at__lte=until - age
        ).values_list("path")
    if due:
        pages.forget(*(f"/{path}" for (path,) in due))
    return len(due)
