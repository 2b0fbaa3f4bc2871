"""What is asked before a byline is given up: which one, and who takes its posts over."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from posts import bylines
from posts.models import Byline

Words = Any  # a text, or one that is translated when it is read


class Way(NamedTuple):
    """A way to give bylines up: its words, and what is done with each of them.

    `to` says what the posts are given to: "" one that stays, else the words for nobody.
    """

    title: Words
    meaning: Words
    button: Words
    act: Callable[[Byline, Any], int]
    nobody: Words = ""
    among: bool = False  # the one that takes over is one of those chosen


WAYS = {
    "merge": Way(
        gettext_lazy("Merge bylines"),
        gettext_lazy(
            "All posts will carry the byline that you keep. The addresses of the others will lead"
            " to it: readers learn that they are one."
        ),
        gettext_lazy("Merge"),
        bylines.merge,
        among=True,
    ),
    "reassign": Way(
        gettext_lazy("Give all posts to another byline"),
        gettext_lazy("All posts will carry the other byline. These bylines stay, without posts."),
        gettext_lazy("Give the posts"),
        bylines.reassign,
    ),
    "retire": Way(
        gettext_lazy("Retire bylines"),
        gettext_lazy(
            "The name goes from every post, list, feed and block of data at once, and from the"
            " record of what was done here. Its address will say that it is gone and leads"
            " nowhere. Words inside texts stay as they are written. This cannot be undone."
        ),
        gettext_lazy("Retire"),
        bylines.retire,
        nobody=gettext_lazy("Nobody: the posts stand without a byline"),
    ),
}


class HandOverForm(forms.Form):
    """Asks who takes the posts over."""

    to = forms.ModelChoiceField(Byline.objects.all(), label=gettext_lazy("The posts go to"))

    def __init__(self, way: Way, chosen: QuerySet[Byline], data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["to"]
        names = chosen.values("pk")
        field.queryset = chosen if way.among else Byline.objects.exclude(pk__in=names)
        if way.nobody:
            field.required, field.empty_label = False, way.nobody


class RetireForm(forms.Form):
    """Asks which byline goes, and who takes its posts over."""

    byline = forms.ModelChoiceField(Byline.objects.all(), label=gettext_lazy("Byline"))
    to = forms.ModelChoiceField(
        Byline.objects.all(),
        label=gettext_lazy("The posts go to"),
        required=False,
        empty_label=WAYS["retire"].nobody,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("to") and cleaned["to"] == cleaned.get("byline"):
            self.add_error("to", _("Choose another byline than the one that goes."))
        return cleaned


def retire(byline: Byline, to: Byline | None) -> int:
    """Retire a byline, and take its name out of the admin's own log. Return how many posts."""
    kind = ContentType.objects.get_for_model(Byline)
    told = LogEntry.objects.filter(content_type=kind, object_id=str(byline.pk))
    count = bylines.retire(byline, to)
    told.update(object_repr=_("a retired byline"), change_message="")
    return count
