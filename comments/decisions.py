"""Decisions: who decided what about which text, when and why; sweeps: a page of them at once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blogsite.lib.editions import Language


class Refused(Exception):
    """A decision that was not taken, because the comment is not what the moderator saw."""


class Changed(Refused):
    """The text is another one than the moderator saw."""


class Decided(Refused):
    """Somebody else has decided on this comment in the meantime."""


class SecondPerson(Refused):
    """This moderator asked for a second person, so it takes another one to decide."""


class Reason(models.TextChoices):
    """Why a comment is not published: the points of the comment policy."""

    ATTACK = "attack", _("Personal attack")
    HATE = "hate", _("Racist or inflammatory")
    PRIVATE = "private", _("Personal data of somebody")
    THREAT = "threat", _("Threat")
    PROPAGANDA = "propaganda", _("Propaganda or recruitment")
    EMPTY = "empty", _("Adds nothing")
    PROMOTION = "promotion", _("Links or promotion")
    SPAM = "spam", _("Spam")


class Verdict(models.TextChoices):
    """What a moderator did to a comment."""

    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    HELD = "held", _("Held for a second person")
    REDACTED = "redacted", _("Words removed")
    UNDONE = "undone", _("Taken back")


class Sweep(models.Model):
    """One submit that decided a page of comments; it can be undone as one."""

    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"sweep {self.pk}"


class Decision(models.Model):
    """Who decided what about which text, when and why; the database lets nobody change a row.

    Of words that were removed it keeps the `length` in characters, never the words, and `seen` is
    then the text_hash of what was left: that of the whole would help to guess what was cut out.
    """

    comment = models.ForeignKey("comments.Comment", models.PROTECT, related_name="decisions")
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("moderator")
    )
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)
    seen = models.CharField(max_length=64)  # the text_hash that was decided on
    sweep = models.ForeignKey(
        Sweep, models.PROTECT, null=True, related_name="decisions", verbose_name=_("sweep")
    )

    waited = models.PositiveIntegerField(null=True)  # minutes from arrival to this decision
    length = models.PositiveIntegerField(_("characters removed"), null=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        default_permissions = ("view",)
        ordering = ["-pk"]
        indexes = [models.Index(fields=["decided_at", "moderator"], name="decision_day")]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.verdict}"


class Habit(models.Model):
    """How one moderator wants the queue to be: which language, how many cards, what is veiled."""

    moderator = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="queue_habit"
    )
    language = models.CharField(max_length=2, choices=Language.choices, blank=True)
    cards = models.PositiveSmallIntegerField(choices=[(25, "25"), (50, "50")], default=25)
    veiled = models.BooleanField(default=True)  # words of the danger lane wait to be asked for

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"habits of {self.moderator_id}"
