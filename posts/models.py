"""What the paper says: posts and pages, their bylines, labels and photos."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from blogsite.lib.editions import Language
from posts import history, stories  # noqa: F401  Django looks for their models here
from posts.addresses import absolute, address
from posts.imports import Imported, ImportedPhoto, OldAddress
from posts.library import Photo, PhotoQuerySet, random_token
from posts.preview import PreviewLink
from posts.querysets import PostQuerySet

__all__ = [
    "Byline", "Imported", "ImportedPhoto", "Label", "OldAddress", "Page", "Photo", "PhotoQuerySet",
    "Post", "PreviewLink", "label_name", "random_token",
]  # fmt: skip

# A label is a path segment, or several: "A/B" is fine, "/A", "A//B" and "." are not addresses.
label_name = RegexValidator(
    r"^(?!\.{1,2}(/|$))[^/\x00-\x1f?#\\]+(/(?!\.{1,2}(/|$))[^/\x00-\x1f?#\\]+)*\Z",
    _("A label cannot begin or end with a slash or hold ? # \\."),
)


class Byline(models.Model):
    """A name printed on posts. It is no login and knows none."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    about = models.TextField(_("about, in English"), blank=True)
    about_es = models.TextField(_("about, in Spanish"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its posts in the edition being written."""
        return address("byline", get_language() or "en", self.slug)

    def about_here(self) -> str:
        """Return what is said of it in the edition being written, or else in the other one."""
        here, there = self.about, self.about_es
        if get_language() == Language.ES:
            here, there = there, here
        return here or there


class Label(models.Model):
    """A topic with a page of its own in each edition."""

    name = models.CharField(_("name"), max_length=100, unique=True, validators=[label_name])

    class Meta:
        ordering = ["name"]
        verbose_name = _("label")
        verbose_name_plural = _("labels")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its posts in the edition being written."""
        return address("label", get_language() or "en", self.name)


class Post(models.Model):
    """One piece of reporting, in one language. Its dates say whether readers see it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SCHEDULED = "scheduled", _("scheduled")
        LIVE = "live", _("live")
        WITHDRAWN = "withdrawn", _("withdrawn")

    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.EN
    )
    headline = models.CharField(_("headline"), max_length=200)
    slug = models.SlugField(
        _("slug"), max_length=120, blank=True, help_text=_("Made from the headline when empty.")
    )
    path = models.CharField(  # noqa: DJ001  many drafts have none, and an address is unique
        _("address"), max_length=160, unique=True, null=True, editable=False, default=None
    )
    standfirst = models.TextField(_("standfirst"), blank=True)
    body = models.TextField(_("body"), blank=True)
    body_html = models.TextField(editable=False, blank=True)
    card = models.TextField(editable=False, blank=True)  # itself in a list, as HTML
    notes = models.TextField(editable=False, blank=True)  # its sources and corrections, as HTML
    lead = models.ForeignKey(
        Photo, models.PROTECT, null=True, blank=True, verbose_name=_("lead photo")
    )
    # The first photo that may be shown to anybody: link previews never carry a graphic one.
    preview = models.ForeignKey(Photo, models.SET_NULL, null=True, editable=False, related_name="+")
    bylines = models.ManyToManyField(Byline, blank=True, verbose_name=_("bylines"))
    labels = models.ManyToManyField(Label, blank=True, verbose_name=_("labels"))
    published_at = models.DateTimeField(
        _("published"),
        null=True,
        blank=True,
        help_text=_("Empty: draft. Future: scheduled."),
    )
    revised_at = models.DateTimeField(_("revised"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    comments_open = models.BooleanField(_("comments are open"), default=True)
    unverified = models.BooleanField(_("not verified"), default=False)

    # Who writes it, for the desk alone; a post without one is the editors'.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("owner"),
        help_text=_("Beside editors, only the owner sees this post at the desk."),
    )  # fmt: skip

    counterpart_found: str | None  # by with_counterpart()

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        permissions = [("edit_any_post", _("Can edit everybody's posts"))]
        indexes = [
            models.Index(
                fields=["language", "-published_at", "-id"],
                name="posts_listing",
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.Index(fields=["published_at"], name="posts_due"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """Return its address; a post without one is not found there, wherever that leads."""
        return f"/{self.path}" if self.path else reverse("posts:home")

    @property
    def state(self) -> "Post.State":
        if self.withdrawn_at is not None:
            return self.State.WITHDRAWN
        if self.published_at is None:
            return self.State.DRAFT
        return self.State.SCHEDULED if self.published_at > timezone.now() else self.State.LIVE

    @property
    def corrected(self) -> bool:
        """Tell whether its notes have the section that posts/_notes.html calls "corrections"."""
        return 'id="corrections"' in self.notes

    @property
    def preview_url(self) -> str:
        """Return the address, host included, of the picture for link previews, or ""."""
        if self.preview is None:
            return ""
        return absolute(self.preview.shared)


class Page(models.Model):
    """A lasting text of the paper: who we are, what comments may say, how to send a tip."""

    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    slug = models.SlugField(_("slug"), max_length=80)
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("body"), blank=True)
    body_html = models.TextField(editable=False, blank=True)

    class Meta:
        ordering = ["slug", "language"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="posts_page_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    def get_absolute_url(self) -> str:
        return address("page", self.language, self.slug)
