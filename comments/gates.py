"""Gates: whether a post takes comments now: by itself, by its age, and by a freeze of the site."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blogsite import pages
from posts.models import Post


class Gate(StrEnum):
    """What a reader who wants to comment finds."""

    OPEN = "open"
    CLOSED = "closed"  # by an editor, or because the post is old
    FROZEN = "frozen"  # nowhere on the site, for the time being


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
    if not post.comments_open or _too_old(post):
        return Gate.CLOSED
    return Gate.FROZEN if frozen_since() else Gate.OPEN


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
    """Forget the pages of posts that grew too old for comments after `since`, up to `until`."""
    age = closing_age()
    if not age:
        return 0
    aged = Post.objects.live().filter(
        comments_open=True, published_at__gt=since - age, published_at__lte=until - age
    )
    paths = [post.get_absolute_url() for post in aged.only("path")]
    if paths:
        pages.forget(*paths)
    return len(paths)


def closing_age() -> timedelta:
    """Return the age at which a post stops taking comments; zero for never."""
    age: timedelta = settings.COMMENTS_CLOSE_AFTER
    return age


def _too_old(post: Post) -> bool:
    age = closing_age()
    return bool(age and post.published_at and post.published_at + age <= timezone.now())
