"""Comments: held until a moderator decides on the exact text, then stored as finished HTML."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from comments import memory, printing, showing, threads, verdicts
from comments.decisions import Changed, Decided, Decision, Habit, Reason, Refused, Sweep, Verdict
from comments.flags import Flag, Lane, WordList
from comments.gates import Closing, Freeze
from comments.reports import Report
from comments.tally import Tally
from posts.models import Post

__all__ = [
    "Changed", "Closing", "Comment", "Decided", "Decision", "Flag", "Freeze", "Habit", "Lane",
    "Reason", "Refused", "Report", "Sweep", "Tally", "Thread", "Verdict", "WordList", "memory",
]  # fmt: skip

NAME_LENGTH = 80  # characters
LISTED = (
    "name", "body", "status", "number", "received_at", "lane", "likelihood", "cluster",
    "purged_at", "second_to__username", "post__headline", "post__path", "post__language",
    "parent__name", "parent__body", "parent__number", "parent__status",
)  # fmt: skip


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
    def take_numbers(cls, wanted: dict[int, int]) -> dict[int, int]:
        """Take `wanted[post_id]` free numbers of each post, in a transaction; return the first."""
        posts = sorted(wanted)  # locked in one order by everybody
        Thread.objects.bulk_create([Thread(post_id=pk) for pk in posts], ignore_conflicts=True)
        threads = list(cls.objects.select_for_update().filter(pk__in=posts).order_by("pk"))
        first = {thread.pk: thread.last_number + 1 for thread in threads}
        for thread in threads:
            thread.last_number += wanted[thread.pk]
        cls.objects.bulk_update(threads, ["last_number"])
        return first


class CommentQuerySet(models.QuerySet["Comment"]):
    """The only place that knows which comments readers may see."""

    def pending(self) -> Self:
        """Held comments, the oldest first."""
        return self.filter(status=Comment.Status.PENDING).order_by("received_at", "pk")

    def approved(self) -> Self:
        """Comments with their words, in the order of their numbers."""
        return self.filter(status=Comment.Status.APPROVED).order_by("number")

    def shown(self) -> Self:
        """What stands on public pages: published comments, and placeholders of removed ones."""
        public = [Comment.Status.APPROVED, Comment.Status.REMOVED]
        return self.filter(status__in=public).order_by("number")

    def newest(self) -> Self:
        """In the order of publication, the latest first; of approved() only, which has an index."""
        return self.order_by("-approved_at")

    def listed(self) -> Self:
        """With what a card of the queue shows, in one query."""
        return self.select_related("post", "parent", "second_to").only(*LISTED)

    def queued(self) -> Self:
        """In the order of the queue: the worst lane first, inside it the oldest."""
        return self.order_by("lane", "received_at", "pk")

    def behind(self, last: "Comment") -> Self:
        """Those that come after `last` in the order of the queue."""
        later = Q(received_at__gt=last.received_at) | Q(
            received_at=last.received_at, pk__gt=last.pk
        )
        return self.filter(lane__gte=last.lane).filter(Q(lane__gt=last.lane) | later)


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
                fields=["-approved_at"], condition=Q(status="approved"), name="comment_newest"
            ),
            models.Index(
                fields=["cluster", "id"], condition=Q(cluster__isnull=False), name="comment_alike"
            ),
            models.Index(fields=["received_at"], name="comment_arrival"),
            models.Index(
                fields=["received_at"],
                condition=Q(status="rejected", purged_at=None),
                name="comment_purge",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}#c{self.number or '?'}"

    def get_absolute_url(self) -> str:
        """Return the public address; its fragment is there once the comment is approved."""
        return f"{threads.page_address(self.post, self.number)}#c{self.number}"

    @property
    def language(self) -> str:
        """Return the language code of the post, which the comment's page is written in."""
        return self.post.language

    @property
    def text_hash(self) -> str:
        """Return a keyed SHA-256, in hex, of all that readers would see of the sender's words.

        Keyed: records keep it longer than the words, and a bare hash lets numbers be guessed.
        """
        text = f"{self.name}\0{self.body}"
        return salted_hmac("comments.text", text, algorithm="sha256").hexdigest()

    def decide(
        self,
        verdict: str,
        *,
        moderator: User,
        seen: str,
        reason: str = "",
        was: str = Status.PENDING,
    ) -> "Decision":
        """Approve, reject or remove with effect at once, past the outbox; leave a Decision.

        Raises Refused if text_hash and status are not `seen` and `was`, ValueError for no reason.
        """
        ruling = verdicts.Ruling(self.pk, seen, verdict, reason, was)
        with transaction.atomic():
            printing.hold_answered([self])
            rows = Comment.objects.select_for_update(of=("self",), no_key=True)
            self.refresh_from_db(from_queryset=rows.select_related("post"))
            decision = verdicts.apply(self, ruling, moderator)
            if self.status == self.Status.OUTBOX:
                self.show(self.number or Thread.take_numbers({self.post_id: 1})[self.post_id])
                showing.forget(self.post, [self.number or 1])
            self.save(update_fields=verdicts.FIELDS)
            decision.save()
        return decision

    def show(self, number: int) -> None:
        """Become public under `number`, in memory; the caller saves verdicts.FIELDS."""
        self.status, self.number = self.Status.APPROVED, number
        self.approved_at, self.release_at = timezone.now(), None
        self.html = self.printed()

    def printed(self) -> str:
        """Return the `<li>` that readers get, in the language of the post."""
        return printing.item(self)
