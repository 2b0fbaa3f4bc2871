"""Decisions: who decided what about which text, when and why; sweeps: a page of them at once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A decision that was not taken, because the comment is not what the moderator saw."""


class Changed(Refused):
    """The text is another one than the moderator saw."""


class Decided(Refused):
    """Somebody else has decided on this comment in the meantime."""


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

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"sweep {self.pk}"


class Decision(models.Model):
    """Who decided what about which text, when and why; written once, never changed."""

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

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        default_permissions = ("view",)
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.comment}: {self.verdict}"
