"""Querysets of posts: the only place that knows which of them readers may see."""

from datetime import datetime
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, F, OuterRef, Subquery, When
from django.utils import timezone

from posts.stories import Series


class PostQuerySet(models.QuerySet):
    """Posts; a public page that filters by date or state itself is a mistake."""

    def live(self) -> Self:
        return self.filter(published_at__lte=timezone.now(), withdrawn_at__isnull=True)

    def drafts(self) -> Self:
        return self.filter(published_at__isnull=True, withdrawn_at__isnull=True)

    def scheduled(self) -> Self:
        return self.filter(published_at__gt=timezone.now(), withdrawn_at__isnull=True)

    def withdrawn(self) -> Self:
        return self.filter(withdrawn_at__isnull=False)

    def editable_by(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Return the posts that somebody may see at the desk: their own, an editor's are all."""
        if user.has_perm("posts.edit_any_post"):  # type: ignore[union-attr]
            return self
        return self.filter(owner=user.pk) if user.pk else self.none()

    def in_edition(self, language: str) -> Self:
        return self.filter(language=language)

    def _from_there(self, **bounds: Any) -> Self:
        """Narrow by bounds that stand before any other: SQLite walks an index from the first."""
        return type(self)(self.model).filter(**bounds) & self

    def between(self, start: datetime, end: datetime) -> Self:
        """Return posts published from `start` up to, not including, `end`."""
        return self._from_there(published_at__gte=start, published_at__lt=end)

    def in_series(self, series: Series) -> Self:
        """Return the live posts of a series in its order, with `place`, the number of each."""
        found = self.live().in_edition(series.language).filter(part__series=series)
        return found.annotate(place=F("part__place")).order_by("part__place", "part__pk")

    def before(self, moment: Any, pk: Any) -> Self:
        """Return what is older than a place in the order of publication, newest first."""
        older = self._from_there(published_at__lte=moment)
        return older.exclude(published_at=moment, pk__gte=pk).order_by("-published_at", "-pk")

    def after(self, moment: Any, pk: Any) -> Self:
        """Return what is newer than a place in the order of publication, oldest first."""
        newer = self.filter(published_at__gte=moment)
        return newer.exclude(published_at=moment, pk__lte=pk).order_by("published_at", "pk")

    def listed(self) -> Self:
        """Load what a list shows: finished cards; the leading one asks for its parts by itself."""
        shown = ("headline", "path", "standfirst", "published_at", "lead", "unverified", "card")
        return self.only(*shown)

    def with_counterpart(self) -> Self:
        """Add `counterpart_found`: the path of the live translation, or None."""
        posts = type(self)(self.model)
        spanish = posts.in_edition("es").filter(in_english__english=OuterRef("pk"))
        english = posts.in_edition("en").filter(in_spanish__spanish=OuterRef("pk"))
        return self.annotate(
            counterpart_found=Case(
                When(language="en", then=Subquery(spanish.live().values("path")[:1])),
                default=Subquery(english.live().values("path")[:1]),
            )
        )

    def complete(self) -> Self:
        """Load what a post's own page shows (three queries)."""
        found = self.select_related("lead", "preview", "origin", "part__series")
        return found.defer("body", "card").prefetch_related("bylines", "labels")
