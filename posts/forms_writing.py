"""What the form of a post knows beside the post: what was opened, and what was typed before."""

from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from blogsite.lib.markup import clean
from posts import history, revising
from posts.history import Revision, Written
from posts.models import Post


class Conflict(NamedTuple):
    """Another version was saved meanwhile; `latest` is its revision, if a form saved it."""

    version: str
    latest: Revision | None
    differences: list[revising.Difference]  # from what is saved to what was typed


class Beside(forms.CharField):
    """A hidden value that belongs to the form, not to the post."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class WritingForm(forms.ModelForm):
    """Refuses to save over what another saved meanwhile, unless `over` says that it was seen."""

    opened = Beside()  # version of the post when the form was opened
    over = Beside()  # version over which it may be saved
    kept: QueryDict | None = None  # what was typed before and not saved; set by the admin
    conflict: Conflict | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        halves = getattr(self.fields.get("published_at"), "widget", None)
        for half, name in zip(getattr(halves, "widgets", ()), (_("Date"), _("Time")), strict=False):
            half.attrs["aria-label"] = name
        if self.is_bound:
            return
        if self.instance.pk:
            self.initial["opened"] = history.version(history.written(self.instance))
        if self.kept is not None:
            for name, field in self.fields.items():
                self.initial[name] = field.widget.value_from_datadict(self.kept, {}, name)

    def clean_owner(self) -> Any:
        """Let a form that leaves the owner out leave it as it is."""
        return self.cleaned_data["owner"] if "owner" in self.data else self.instance.owner

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.instance.pk or not cleaned.get("opened"):
            return cleaned
        post = Post.objects.select_for_update(of=("self",)).get(pk=self.instance.pk)
        now = history.written(post)
        if history.version(now) not in {cleaned["opened"], cleaned.get("over")}:
            self.conflict = self._conflict(post, now)
            self.add_error(None, _("This post was changed after you opened it. Nothing is saved."))
        return cleaned

    def _conflict(self, post: Post, now: Written) -> Conflict:
        latest = post.revisions.select_related("by").first()
        if latest is not None and latest.written != now:
            latest = None
        found = list(revising.differences(now, now | self._typed()))
        return Conflict(history.version(now), latest, found)

    def _typed(self) -> Written:
        """Return what was typed, as far as it is valid."""
        given = self.cleaned_data
        typed: Written = {name: given[name] for name in history.PLAIN if name in given}
        typed |= {
            name: sorted(each.pk for each in given[name])
            for name in ("bylines", "labels")
            if name in given
        }
        if "body" in typed:
            typed["body"] = clean(typed["body"], typed.get("language", self.instance.language))
        if not typed.get("slug"):  # it stays
            typed.pop("slug", None)
        if "lead" in given:
            typed["lead"] = given["lead"] and given["lead"].pk
        if "published_at" in given:
            typed["published_at"] = history.moment(given["published_at"])
        return typed
