"""What narrows a search down: topic, reporter, days. Anybody may ask for anything."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from posts import bylines, labels, listing
from posts.models import Byline, Label, Post
from posts.querysets import PostQuerySet
from posts.stories import Tally

CHOICES = 200  # names in a list; the busiest topics
FIRST, LAST = date(1970, 1, 1), date(2100, 1, 1)


class DayField(forms.DateField):
    """A day that browsers let people pick; outside FIRST to LAST there is no newspaper."""

    def __init__(self, label: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        bounds = [MinValueValidator(FIRST), MaxValueValidator(LAST)]
        super().__init__(label=label, widget=widget, validators=bounds, required=False)

    def bound_data(self, data: Any, initial: Any) -> date | None:
        """Give back what is a day: an input of days can hold nothing else."""
        try:
            found: date | None = self.clean(data)
        except forms.ValidationError:
            return None
        return found


class SearchForm(forms.Form):
    """The filters; the words themselves are never refused, only cut short."""

    label = forms.CharField(label=gettext_lazy("Topic"), max_length=100, required=False)
    by = forms.CharField(label=gettext_lazy("Reporter"), max_length=100, required=False)
    since = DayField(gettext_lazy("From"))
    until = DayField(gettext_lazy("To"))

    def clean_label(self) -> Label | None:
        name = self.cleaned_data["label"]
        found = Label.objects.filter(name=name).first() or labels.successor(name) if name else None
        if name and found is None:
            raise forms.ValidationError(_("There is no such topic."))
        return found

    def clean_by(self) -> Byline | None:
        slug = self.cleaned_data["by"]
        with suppress(bylines.Gone, Http404):
            found = bylines.at(slug) if slug else None
            if found is None or _signing(Post.objects.live()).filter(pk=found.pk).exists():
                return found
        raise forms.ValidationError(_("There is no such reporter."))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day comes before the first one."))
        return cleaned

    def within(self, language: str) -> PostQuerySet | None:
        """Return the live posts that the filters leave, None when nothing was filled in."""
        chosen = self.cleaned_data
        if not any(chosen.values()):
            return None
        posts: PostQuerySet = Post.objects.live().in_edition(language)
        if chosen["label"]:
            posts = posts.filter(labels=chosen["label"])
        if chosen["by"]:
            posts = posts.filter(bylines=chosen["by"])
        if chosen["since"] or chosen["until"]:
            first, last = chosen["since"] or FIRST, chosen["until"] or LAST
            posts = posts.between(listing.start(first), listing.start(last + timedelta(days=1)))
        return posts

    def topics(self, language: str) -> list[str]:
        """Return the names of the busiest topics of an edition, and the one that was chosen."""
        busy = Tally.objects.filter(language=language).order_by("-posts", "label_id")
        names = set(busy.values_list("label__name", flat=True)[:CHOICES])
        return sorted(names | {self.data.get("label", "")} - {""}, key=str.casefold)

    def others(self, topics: list[str]) -> list[str]:
        """Leave out the chosen topic: whatever name was asked for may be none."""
        return [name for name in topics if name != self.data.get("label")]

    def reporter(self) -> str:
        """Return the slug of the byline that was found; its address may have been an old one."""
        found = self.cleaned_data.get("by")
        return found.slug if found else ""

    def reporters(self, language: str) -> list[tuple[str, str]]:
        """Return slugs and names of the bylines that readers of an edition know, by name."""
        known = _signing(Post.objects.live().in_edition(language))
        return list(known.values_list("slug", "name")[:CHOICES])


def _signing(posts: PostQuerySet) -> QuerySet[Byline]:
    """Return the bylines under these posts: one that no live post has is nobody's business.

    Asked byline by byline, post by post: SQLite would walk all posts of the edition for each.
    """
    joins = Post.bylines.through.objects.filter(byline=OuterRef("pk"))
    signed = joins.filter(Exists(posts.order_by().filter(pk=OuterRef("post"))))
    return Byline.objects.filter(Exists(signed))
