"""Photos: a picture's words, and where the files of its bare pixels are."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from posts import variants


def random_token() -> str:
    """Return 32 random hexadecimal digits: the name of a photo's folder."""
    return secrets.token_hex(16)


class PhotoQuerySet(models.QuerySet["Photo"]):
    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows and, once that is committed, their files."""
        gone = list(self.values_list("token", flat=True))
        result = super().delete()
        transaction.on_commit(lambda: variants.erase(*gone))
        return result


class Photo(models.Model):
    """A picture of which only bare pixels are kept, in several sizes and formats."""

    class Focus(models.TextChoices):
        """The part that stays where a list or a link preview cuts a photo to its own shape."""

        TOP_LEFT = "nw", _("top left")
        TOP = "n", _("top")
        TOP_RIGHT = "ne", _("top right")
        LEFT = "w", _("left")
        CENTRE = "c", _("centre")
        RIGHT = "e", _("right")
        BOTTOM_LEFT = "sw", _("bottom left")
        BOTTOM = "s", _("bottom")
        BOTTOM_RIGHT = "se", _("bottom right")

    token = models.CharField(max_length=32, unique=True, default=random_token, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    widths = models.JSONField(default=list, editable=False)
    alt = models.CharField(
        _("description"), max_length=300, blank=True, help_text=_("For those who cannot see it.")
    )
    decorative = models.BooleanField(_("says nothing that the text does not"), default=False)
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    source = models.URLField(_("source"), max_length=500, blank=True)
    licence = models.CharField(
        _("licence"), max_length=100, blank=True, help_text=_("Such as CC BY 4.0.")
    )
    focus = models.CharField(
        _("what matters is"),
        max_length=2,
        blank=True,
        choices=[("", _("everywhere: it is never cut")), *Focus.choices],
        help_text=_("Lists and link previews cut the photo to 3:2 around this part."),
    )
    # When what is still missing of its files is to be made, see posts.making; None: all are there.
    due_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    graphic = models.BooleanField(_("graphic"), default=False)
    graphic_reason = models.CharField(
        _("what it shows"), max_length=200, blank=True, help_text=_("Stands on the veil.")
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        indexes = [
            models.Index(
                fields=["due_at"], name="posts_photo_due", condition=Q(due_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.alt or self.caption or self.token

    def address(self, width: int, ending: str = "jpg", focus: str = "") -> str:
        """Return the path of one variant; `width` is one of `widths`, or of `cut_widths`."""
        return settings.MEDIA_URL + variants.name(self.token, width, ending, focus)

    @property
    def endings(self) -> list[str]:
        """Return the formats in which readers get it, the best first: no file of one is missing."""
        return list(variants.FORMATS if self.due_at is None else variants.AT_ONCE)

    def files(self, endings: Iterable[str] = variants.FORMATS) -> list[str]:
        """Return the names of its files, in these formats, in the photo store."""
        cut = [(width, self.focus) for width in self.cut_widths]
        return [
            variants.name(self.token, width, ending, focus)
            for width, focus in [*((width, "") for width in self.widths), *cut]
            for ending in endings
        ]

    @property
    def cut_widths(self) -> list[int]:
        """Return the widths of the variants that are cut around its focus."""
        return variants.cut_widths(self.width, self.height) if self.focus else []

    @property
    def small(self) -> str:
        """Return the path of the smallest variant that every browser reads."""
        return self.address(self.widths[0])

    @property
    def large(self) -> str:
        """Return the path of the largest variant that every browser reads."""
        return self.address(self.widths[-1])

    @property
    def shared(self) -> str:
        """Return the path of what link previews show."""
        return self.address(self.cut_widths[-1], focus=self.focus) if self.focus else self.large

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row and, once that is committed, its files."""
        token = self.token
        result = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: variants.erase(token))
        return result
