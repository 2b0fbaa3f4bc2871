"""Lanes and flags: where a comment waits in the queue, and which of its words put it there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blogsite.lib.editions import Language


class Lane(models.IntegerChoices):
    """Where a held comment waits; the worst lane comes first, inside it the oldest."""

    DANGER = 1, _("Danger")
    BURST = 2, _("Bursts")
    SPAM = 3, _("Likely spam")
    ORPHAN = 4, _("Replies to the rejected")
    PLAIN = 5, _("Plain")


class Flag(models.Model):
    """What one rule found in a comment, or what was learnt. It puts into a lane, never decides.

    `spans` are [start, end) pairs of characters in the body that fired, for marking; empty when
    the flag is about the whole. `in_name`: the sender's name fired (too). `failed` says that the
    rule broke or took too long.
    """

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="flags")
    rule = models.CharField(max_length=30)  # a module of comments.rules, or learning.FLAG
    lane = models.PositiveSmallIntegerField(choices=Lane)
    spans = models.JSONField(default=list)
    in_name = models.BooleanField(default=False)
    failed = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["comment", "rule"], name="flag_once")]

    def __str__(self) -> str:
        return f"{self.rule} on {self.comment_id}"


class WordList(models.Model):
    """Words and phrases kept by editors, one on each line; a comment that holds one is flagged."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, blank=True,
        help_text=_("Empty: every language."),
    )  # fmt: skip
    words = models.TextField(_("words"), help_text=_("One word or phrase on each line."))
    lane = models.PositiveSmallIntegerField(_("lane"), choices=Lane, default=Lane.DANGER)

    class Meta:
        ordering = ["name"]
        verbose_name = _("word list")
        verbose_name_plural = _("word lists")

    def __str__(self) -> str:
        return self.name
