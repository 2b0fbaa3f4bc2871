"""Preview links: a post that is not out yet, shown for days to whoever holds a secret address.

The address holds 128 random bits and is told once; the database keeps their SHA-256 alone. Nobody
is named: neither who made a link nor who follows it.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from posts.models import Post

LIVES = (1, 3, 7)  # days


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self) -> Self:
        """Return the links that have not expired, the first to expire first."""
        return self.filter(expires_at__gt=timezone.now()).order_by("expires_at", "pk")

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())


class PreviewLink(models.Model):
    """A secret address of a post; ended by deleting it."""

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="preview_links")
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField(_("made"), default=timezone.localdate)
    expires_at = models.DateTimeField(_("expires"))

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return f"{self.post_id} until {self.expires_at:%Y-%m-%d %H:%M}"


def make(post: "Post", days: int) -> str:
    """Make a link to a post that works for `days`; return its token, which is stored nowhere."""
    token = secrets.token_hex(16)
    until = timezone.now() + timedelta(days=days)
    PreviewLink.objects.create(post=post, digest=_digest(token), expires_at=until)
    return token


def find(token: str) -> PreviewLink | None:
    """Return the open link of a token; None for one that is wrong, expired or ended."""
    return PreviewLink.objects.open().filter(digest=_digest(token)).first()


def _digest(token: str) -> str:
    """Return SHA-256 in hex, without a key: 128 random bits cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()
