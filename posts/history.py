"""What became of a post's text: revisions, what somebody has not saved yet, who is at it now.

None of it is for readers: no page, feed, copy or archive holds any of it.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, Final, cast

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

Written = dict[str, Any]  # what a person wrote of a post, by field, as JSON can hold it
PLAIN: Final = (
    "headline", "standfirst", "body", "language", "slug", "comments_open", "unverified",
)  # fmt: skip
FIELDS: Final = (*PLAIN, "lead", "bylines", "labels", "published_at")


class Revision(models.Model):
    """A post as somebody saved it. `by` is nobody for what came from elsewhere: an import."""

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="revisions")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    changed = models.JSONField(default=list)  # names of fields that differ from the one before
    body = models.TextField(blank=True)
    rest = models.JSONField()  # the other FIELDS

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return f"{self.post_id}: {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def written(self) -> Written:
        return {**self.rest, "body": self.body}


class Autosave(models.Model):
    """A form that somebody has not saved yet, as a browser would send it; one for each post, and
    one for a post that is not there yet.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    post = models.ForeignKey("posts.Post", models.CASCADE, null=True, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)
    typed = models.TextField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "post"], name="posts_autosave_once"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(post=None), name="posts_autosave_new_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.post_id or 'new'}"


class Editing(models.Model):
    """Somebody has a post's form open, or had it when last seen."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "post"], name="posts_editing_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.post_id}"


def written(post: Any) -> Written:
    """Return what was written of a saved Post, as it is now; its bylines and labels are read."""
    return {name: getattr(post, name) for name in PLAIN} | {
        "lead": post.lead_id,
        "bylines": sorted(post.bylines.values_list("pk", flat=True)),
        "labels": sorted(post.labels.values_list("pk", flat=True)),
        "published_at": moment(post.published_at),
    }


def moment(when: datetime | None) -> str | None:
    """Return a moment to the second: a form knows no more of it."""
    return when.astimezone(UTC).isoformat(timespec="seconds") if when else None


def version(found: Written) -> str:
    """Return a digest that differs whenever a field does."""
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:32]


def differing(before: Written, after: Written) -> list[str]:
    return [name for name in FIELDS if before.get(name) != after.get(name)]


def keep(post: Any, before: Written | None, by: Any) -> None:
    """Keep what a save changed, once it is done; `before` is what was there, None for a new post.

    What was there is kept too where no revision has it: the first time, or after an import.
    """
    after = written(post)
    if before == after:
        return
    latest = post.revisions.first()
    if before is not None and (latest is None or latest.written != before):
        latest = _made(post, before, latest, None)
    _made(post, after, latest, by)


def _made(post: Any, found: Written, latest: Revision | None, by: Any) -> Revision:
    changed = differing(latest.written, found) if latest else list(FIELDS)
    rest = {name: value for name, value in found.items() if name != "body"}
    made = post.revisions.create(by=by, changed=changed, body=found["body"], rest=rest)
    return cast(Revision, made)
