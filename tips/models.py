"""What is stored of a tip: sealed boxes, a day, and what the desk needs to sort its work."""

import uuid
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blogsite.lib.editions import Language
from tips import epochs as epochs  # Django looks for its model here
from tips import tally
from tips.store import discard
from tips.store import random_name as random_name
from tips.store import sealed_storage as sealed_storage

READ_TIP = "tips.read_tip"
SOON = timedelta(days=7)


class RandomKey(models.Model):
    """A row whose key tells neither order nor time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
        default_permissions = ()


class DeskKeyQuerySet(models.QuerySet["DeskKey"]):
    def usable(self) -> Self:
        """Keys of the people who may read tips today: the only ones a tip is sealed to."""
        app, codename = READ_TIP.split(".")
        named = {"codename": codename, "content_type__app_label": app}
        given = [
            models.Q(**{f"user__{way}__{field}": value for field, value in named.items()})
            for way in ("user_permissions", "groups__permissions")
        ]
        may = models.Q(user__is_superuser=True) | given[0] | given[1]
        return self.filter(pk__in=self.model.objects.filter(may, user__is_active=True).values("pk"))


class DeskKey(RandomKey):
    """One desk member's key pair; the private half only opens with a passphrase."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_key"
    )
    public = models.CharField(max_length=80)  # an age recipient
    sealed_private = models.BinaryField()

    objects = DeskKeyQuerySet.as_manager()


class TipQuerySet(models.QuerySet["Tip"]):
    def kept(self) -> Self:
        """Tips that are not expired: for a source, the only ones."""
        return self.exclude(_too_old(timezone.localdate()))

    def expired(self) -> Self:
        """Tips that the purge deletes.

        TIP_RETENTION after the desk's last action, TIP_UNREAD_RETENTION when nobody ever opened
        them; never while they are held.
        """
        return self.filter(_too_old(timezone.localdate()))

    def going(self) -> Self:
        """Tips that the purge deletes before SOON is over because nobody opened them."""
        return self.filter(_too_old(timezone.localdate() + SOON), opened_on=None)


def _too_old(day: date) -> Q:
    left = Q(last_action_on__lt=day - settings.TIP_RETENTION)
    unread = Q(opened_on=None, received_on__lt=day - settings.TIP_UNREAD_RETENTION)
    return (left | unread) & Q(held=False)


class Tip(RandomKey):
    """A tip as the desk's list shows it. What was said is in its envelopes, sealed."""

    class Status(models.TextChoices):
        NEW = "new", _("new")
        READING = "reading", _("reading")
        ANSWER = "answer", _("needs an answer")
        USED = "used", _("used")
        CLOSED = "closed", _("closed")

    class Size(models.TextChoices):
        SMALL = "small", _("under 1 MB")
        MEDIUM = "medium", _("under 20 MB")
        LARGE = "large", _("20 MB and more")

    received_on = models.DateField(_("day"))
    last_action_on = models.DateField()
    opened_on = models.DateField(null=True)  # the first time by anybody
    held = models.BooleanField(_("legal hold"), default=False)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.NEW)
    kinds = models.CharField(_("kinds"), max_length=100, blank=True)  # "image text", sorted
    size_class = models.CharField(_("size"), max_length=6, choices=Size.choices)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assignee"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    public = models.CharField(max_length=80)  # the tip's own age recipient: seals, cannot open
    lookup = models.CharField(max_length=64, unique=True)  # keyed hash of the receipt
    reply_key = models.BinaryField(max_length=32)  # seals replies to whoever holds the receipt
    tally = models.CharField(max_length=64, default="")  # of its envelopes; see tips.tally

    objects = TipQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        permissions = [
            ("read_tip", _("Can open and answer tips")),
            ("manage_desk", _("Can take people off the tip desk")),
        ]
        # The key is random: inside a day the order tells nothing.
        ordering = ["-received_on", "id"]
        verbose_name = _("tip")
        verbose_name_plural = _("tips")

    def __str__(self) -> str:
        return _("Tip of {day}").format(day=date.isoformat(self.received_on))

    def settle(self, status: str | None = None) -> None:
        """Note that the desk acted today, and where it stands now with this tip."""
        self.status = self.Status(status or self.status)
        self.last_action_on = timezone.localdate()
        self.save(update_fields=["status", "last_action_on"])

    def lock(self) -> None:
        """Keep others from working on this tip until the transaction ends; read its key anew."""
        self.public, self.tally = (
            Tip.objects.select_for_update().values_list("public", "tally").get(pk=self.pk)
        )

    def count_in(self, place: int, sealed: bytes | memoryview) -> bool:
        """Add an envelope to the tally; False when another one was added since we were read."""
        found = Tip.objects.filter(pk=self.pk, tally=self.tally)
        self.tally = tally.after(self.tally, str(self.pk), place, sealed)
        return found.update(tally=self.tally) == 1

    def destroy(self) -> None:
        """Delete for good: the keys first and on their own, so that nothing left over can open."""
        self.wraps.all().delete()
        attachments = Attachment.objects.filter(envelope__tip=self)
        names = list(attachments.values_list("sealed", flat=True))
        with transaction.atomic():
            self.delete()
        for name in names:
            discard(name)


class Envelope(RandomKey):
    """One sending of a tip: the first at place 0, what the same person added later after it."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="envelopes")
    place = models.PositiveSmallIntegerField(default=0)
    received_on = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        default_permissions = ()
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["tip", "place"], name="one_envelope_a_place")
        ]


class Attachment(RandomKey):
    """One cleaned, sealed file of an envelope."""

    envelope = models.ForeignKey(Envelope, on_delete=models.CASCADE, related_name="attachments")
    place = models.PositiveSmallIntegerField()
    sealed = models.FileField(storage=sealed_storage, upload_to=random_name)

    class Meta:
        default_permissions = ()
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["envelope", "place"], name="one_attachment_a_place")
        ]


class Wrap(RandomKey):
    """A tip's key in a box for one desk key, for the offline key, or for nobody (a filler)."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="wraps")
    # Without its key a box opens for nobody: it stays as a filler, so that their number does.
    desk_key = models.ForeignKey(
        DeskKey, on_delete=models.SET_NULL, null=True, related_name="wraps"
    )
    box = models.BinaryField()


class Reply(RandomKey):
    """What the desk answered, sealed once for the source and once for the desk."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="replies")
    day = models.DateField()
    place = models.PositiveSmallIntegerField()
    sealed_for_source = models.BinaryField()
    sealed_for_desk = models.BinaryField()

    class Meta:
        default_permissions = ()
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["tip", "place"], name="one_reply_a_place")]


class Note(RandomKey):
    """What desk members tell each other about a tip, sealed to it: text, author and day."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="notes")
    place = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        default_permissions = ()
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["tip", "place"], name="one_note_a_place")]


class Opening(RandomKey):
    """That somebody opened a tip, and how many of its envelopes they have seen; not when."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="openings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tip_openings"
    )
    seen = models.PositiveSmallIntegerField()
    exported = models.BooleanField(default=False)
    relocked = models.BooleanField(default=False)  # the tip has another key since they left

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["tip", "user"], name="one_opening_a_user")]
