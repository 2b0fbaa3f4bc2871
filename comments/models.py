"""Comments: held until a moderator decides on the exact text, then stored as finished HTML."""

import hashlib
from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from blogsite import pages
from comments.decisions import Changed, Decided, Decision, Reason, Refused, Sweep, Verdict
from comments.flags import Flag, Lane, WordList
from posts.models import Post

__all__ = [
    "Changed", "Comment", "Decided", "Decision", "Flag", "Lane", "Reason", "Refused", "Sweep",
    "Thread", "Verdict", "WordList",
]  # fmt: skip

NAME_LENGTH = 80  # characters


def this_minute() -> datetime:
    """Return the time now without its seconds: an exact time could be matched with a connection."""
    return timezone.now().replace(second=0, microsecond=0)


class Thread(models.Model):
    """The comments of one post as a whole; its row is the lock under which numbers are given."""

    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="thread")
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.post_id}: {self.last_number}"

    @classmethod
    def next_number(cls, post_id: int) -> int:
        """Return the next free number of a post, 1 at first; call it inside a transaction."""
        thread, _made = cls.objects.select_for_update().get_or_create(post_id=post_id)
        thread.last_number += 1
        thread.save(update_fields=["last_number"])
        return thread.last_number


class CommentQuerySet(models.QuerySet["Comment"]):
    """The only place that knows which comments readers may see."""

    def pending(self) -> Self:
        """Held comments, the oldest first."""
        return self.filter(status=Comment.Status.PENDING).order_by("received_at", "pk")

    def approved(self) -> Self:
        """Public comments, in the order of their numbers."""
        return self.filter(status=Comment.Status.APPROVED).order_by("number")

    def reprint(self, batch: int = 500) -> None:
        """Render every public comment anew, `batch` at a time: a template has changed."""
        some: list[Comment] = []
        for comment in self.approved().select_related("post").iterator(chunk_size=batch):
            comment.html = comment.printed()
            some.append(comment)
            if len(some) == batch:
                Comment.objects.bulk_update(some, ["html"])
                some = []
        Comment.objects.bulk_update(some, ["html"])

    def after(self, last: "Comment") -> Self:
        """Those that come after `last` in the order of arrival."""
        return self.filter(received_at__gte=last.received_at).exclude(
            received_at=last.received_at, pk__lte=last.pk
        )


class Comment(models.Model):
    """What a reader sent: no address, no account, and the time of arrival to the minute only."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Held")
        OUTBOX = "outbox", _("Approved, not yet shown")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        REMOVED = "removed", _("Removed after publication")

    # The index on (post, number) serves the foreign key too.
    post = models.ForeignKey(Post, models.PROTECT, related_name="comments", db_index=False)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    body = models.TextField()
    status = models.CharField(max_length=8, choices=Status, default=Status.PENDING)
    received_at = models.DateTimeField(default=this_minute)
    number = models.PositiveIntegerField(null=True, editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    html = models.TextField(blank=True, editable=False)
    # The comment that this one answers; it is quoted, and a quote never holds a quote.
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="replies")
    lane = models.PositiveSmallIntegerField(choices=Lane, default=Lane.PLAIN)
    likelihood = models.FloatField(null=True)  # of spam, 0 to 1, as learnt from decisions
    # Near-equal comments of a burst carry the key of the first of them.
    cluster = models.PositiveBigIntegerField(null=True)
    code_hash = models.CharField(max_length=64, blank=True)  # of the sender's status code
    leased_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    leased_until = models.DateTimeField(null=True)
    # Who asked for a second person; somebody else has to decide.
    second_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    release_at = models.DateTimeField(null=True)  # when the outbox lets it go
    imported_id = models.CharField(max_length=40, blank=True)  # its fragment at the old address
    purged_at = models.DateTimeField(null=True)  # when the text of a rejected one was destroyed

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        default_permissions = ("view",)
        permissions = [("moderate_comment", "May decide on comments")]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="comment_number_once"),
            models.CheckConstraint(
                condition=~Q(status="approved")
                | (Q(number__isnull=False, approved_at__isnull=False) & ~Q(html="")),
                name="comment_approved_whole",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["approved", "removed"]) | Q(html=""),
                name="comment_html_if_public",
            ),
            models.UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="comment_code_once"
            ),
            models.UniqueConstraint(
                fields=["post", "imported_id"],
                condition=~Q(imported_id=""),
                name="comment_imported_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["post", "number"],
                condition=Q(status__in=["approved", "removed"]),
                name="comment_shown",
            ),
            models.Index(
                fields=["lane", "received_at", "id"],
                condition=Q(status="pending"),
                name="comment_waiting",
            ),
            models.Index(
                fields=["release_at"], condition=Q(status="outbox"), name="comment_outbox"
            ),
            models.Index(
                fields=["cluster"], condition=Q(cluster__isnull=False), name="comment_cluster"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}#c{self.number or '?'}"

    def get_absolute_url(self) -> str:
        """Return the public address; its fragment is there once the comment is approved."""
        return f"{self.post.get_absolute_url()}#c{self.number}"

    @property
    def language(self) -> str:
        """Return the language code of the post, which the comment's page is written in."""
        return self.post.language

    @property
    def text_hash(self) -> str:
        """Return the SHA-256, in hex, of all that readers would see of the sender's words."""
        return hashlib.sha256(f"{self.name}\0{self.body}".encode()).hexdigest()

    def decide(
        self,
        verdict: str,
        *,
        moderator: User,
        seen: str,
        reason: str = "",
        was: str = Status.PENDING,
    ) -> "Decision":
        """Approve or reject; leave a Decision; forget the post's page once it is committed.

        `seen` and `was` are the text_hash and status that the moderator had in view: raises
        Changed or Decided if they are others now; ValueError for what _check does not let by.
        """
        _check(verdict, was, reason)
        with transaction.atomic():
            self._lock()
            if (self.status, self.text_hash) != (was, seen):
                raise Decided if self.status != was else Changed
            self._show() if verdict == self.Status.APPROVED else self._hide()
            if self.Status.APPROVED in {verdict, was}:
                pages.forget(self.post.get_absolute_url())
            return self.decisions.create(
                verdict=verdict, moderator=moderator, reason=reason, seen=seen
            )

    def _lock(self) -> None:
        """Read the row again and hold it until the transaction ends."""
        rows = Comment.objects.select_for_update(of=("self",)).select_related("post")
        self.refresh_from_db(from_queryset=rows)

    def _show(self) -> None:
        """Give a number, if there is none yet, and store what readers will get."""
        self.status, self.approved_at = self.Status.APPROVED, timezone.now()
        self.number = self.number or Thread.next_number(self.post_id)
        self.html = self.printed()
        self.save(update_fields=["status", "number", "approved_at", "html"])

    def printed(self) -> str:
        """Return the `<li>` that readers get, in the language of the post."""
        with translation.override(self.language):
            return render_to_string("comments/_comment.html", {"comment": self}).strip()

    def _hide(self) -> None:
        """Take the words off the page, if they were there; a number stays this comment's own."""
        self.status, self.html = self.Status.REJECTED, ""
        self.save(update_fields=["status", "html"])


def _check(verdict: str, was: str, reason: str) -> None:
    if verdict not in {Comment.Status.APPROVED, Comment.Status.REJECTED} or verdict == was:
        raise ValueError("a decision approves or rejects what was not so before")
    if (verdict == Comment.Status.REJECTED) != (reason in Reason.values):
        raise ValueError("a rejection, and only a rejection, needs a reason of the policy")
