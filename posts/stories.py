"""What belongs to a post beside its text: its translation, corrections, sources, origin, relations.

All of it is written through the admin, and shown as it is stored by posts.notes and posts.related.
"""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blogsite.lib.editions import Language
from posts.addresses import address


class Translation(models.Model):
    """The same report in both editions; each post has one counterpart at most."""

    english = models.OneToOneField(
        "posts.Post", models.CASCADE, related_name="in_spanish", verbose_name=_("in English")
    )
    spanish = models.OneToOneField(
        "posts.Post", models.CASCADE, related_name="in_english", verbose_name=_("in Spanish")
    )

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")

    def __str__(self) -> str:
        return f"{self.english_id} = {self.spanish_id}"

    def clean(self) -> None:
        """Refuse a pair whose posts are not in the languages that it says."""
        wrong = {}
        for field, language in (("english", Language.EN), ("spanish", Language.ES)):
            post = getattr(self, field) if getattr(self, f"{field}_id") else None
            if post is not None and post.language != language:
                wrong[field] = _("This post is in the other language.")
        if wrong:
            raise ValidationError(wrong)


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def shown(self, language: str) -> Self:
        """Return the corrections of an edition's live posts, newest first, with their posts."""
        live = models.Q(post__published_at__lte=timezone.now(), post__withdrawn_at__isnull=True)
        found = self.filter(live, post__language=language).select_related("post").order_by("-pk")
        return found.only("made_at", "text", "post__headline", "post__path", "post__language")


class Correction(models.Model):
    """What was wrong in a post and what is right: dated, shown on the post, listed, never edited
    away without a trace in the admin's log.
    """

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="corrections")
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    text = models.TextField(_("what was wrong, and what is right"), max_length=2000)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return self.text[:60]


class Source(models.Model):
    """A document, report or person that a post rests on, named as far as it is safe."""

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="sources")
    title = models.CharField(_("title"), max_length=300)
    link = models.URLField(_("link"), max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title


class Origin(models.Model):
    """Where a post was published first, when it is not ours."""

    post = models.OneToOneField("posts.Post", models.CASCADE, related_name="origin")
    name = models.CharField(_("first published by"), max_length=200)
    link = models.URLField(_("link"), max_length=500, blank=True)
    published_on = models.DateField(_("there since"), null=True, blank=True)

    class Meta:
        verbose_name = _("first publication")
        verbose_name_plural = _("first publications")

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    """Reports of one edition that belong together and are read in an order, with a page of their
    own.
    """

    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.EN
    )
    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=100)
    about = models.TextField(_("about"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("series")
        verbose_name_plural = pgettext_lazy("several of them", "series")
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="posts_series_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("series", self.language, self.slug)


class Part(models.Model):
    """A post's place in a series; a post is in one series at most."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="parts")
    post = models.OneToOneField(
        "posts.Post", models.CASCADE, related_name="part", verbose_name=_("post")
    )
    place = models.PositiveSmallIntegerField(_("part"))

    class Meta:
        ordering = ["place", "id"]
        verbose_name = _("part")
        verbose_name_plural = _("parts")

    def __str__(self) -> str:
        return f"{self.series_id}: {self.place}"

    def clean(self) -> None:
        """Refuse a post of the other edition."""
        post = self.post if self.post_id else None
        if post is not None and post.language != self.series.language:
            raise ValidationError({"post": _("This post is in the other language.")})


class DayOfReads(models.Model):
    """How often a post was read on a day, once that is often (posts.popular); three columns."""

    pk = models.CompositePrimaryKey("post_id", "day")
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="days_of_reads")
    day = models.DateField(db_index=True)
    reads = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.post_id} {self.day}: {self.reads}"


class FormerLabel(models.Model):
    """A name that a label had, or one that was merged into it: its address leads to the label."""

    name = models.CharField(max_length=100, unique=True)
    label = models.ForeignKey("posts.Label", models.CASCADE, related_name="former")

    def __str__(self) -> str:
        return self.name


class FormerByline(models.Model):
    """An address that a byline had: it leads to the byline that took over, or it is gone.

    The address is kept as a keyed digest (see posts.bylines): no retired name can be read here.
    """

    mark = models.CharField(max_length=64, unique=True)
    byline = models.ForeignKey("posts.Byline", models.CASCADE, null=True, related_name="former")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.mark[:8]} → {self.byline_id or 'gone'}"


class Relation(models.Model):
    """Two posts of one edition about the same; readers of either find the other."""

    later = models.ForeignKey("posts.Post", models.CASCADE, related_name="+")
    earlier = models.ForeignKey("posts.Post", models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier"], name="posts_relation_once")
        ]

    def __str__(self) -> str:
        return f"{self.later_id} → {self.earlier_id}"


class Tally(models.Model):
    """How many live posts of an edition carry a label; counted when one of them changes."""

    label = models.ForeignKey("posts.Label", models.CASCADE, related_name="tallies")
    language = models.CharField(max_length=2, choices=Language.choices)
    posts = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["label", "language"], name="posts_tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.label_id} {self.language}: {self.posts}"
