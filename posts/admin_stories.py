"""What the newsroom adds to a post beside its text; series; labels that become one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from blogsite.lib.editions import Language
from posts import publishing, series, showing
from posts.admin_press import Searched
from posts.models import Label, Post
from posts.stories import Correction, Origin, Part, Series, Source, Translation

SIDES = {"english": Language.EN, "spanish": Language.ES}  # the language of a post, by its side
# What tells the language for which a form was made.
ROWS = {"in_spanish-TOTAL_FORMS": Language.EN, "in_english-TOTAL_FORMS": Language.ES}


class Omissible(BaseInlineFormSet):
    """Rows that a form may leave out altogether: then they stay as they are."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        prefix = kwargs.get("prefix") or self.get_default_prefix()
        if data is not None and f"{prefix}-TOTAL_FORMS" not in data:
            data = {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
        super().__init__(data, *args, **kwargs)


class Pairs(Omissible):
    """The translation of a post: it has to fit the language that the form gives the post."""

    def clean(self) -> None:
        super().clean()
        told = [form for form in self.forms if form.instance.pk or form.has_changed()]
        kept = [form for form in told if not form.cleaned_data.get(DELETION_FIELD_NAME)]
        if kept and self.instance.language != SIDES[self.fk.name]:
            raise forms.ValidationError(
                _("This translation does not fit the language of the post. Take it away, or choose"
                  " the other language.")
            )  # fmt: skip


class CorrectionInline(admin.StackedInline):
    model = Correction
    formset = Omissible
    extra = 0
    readonly_fields = ["made_at"]


class LinkedInline(admin.StackedInline):
    """Rows with a link; one written without a scheme is taken for https."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest | None, **kwargs: Any
    ) -> forms.Field | None:
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[arg-type]


class OtherPostInline(admin.TabularInline):
    """Rows that name another post in `other`, out of those that this person may see."""

    other = ""
    taken: Any = ""  # said of a post that is named already
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        theirs = Post.objects.editable_by(request.user)
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.filter(**{f"{self.other}__in": theirs})

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name != self.other:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        kwargs["queryset"] = Post.objects.editable_by(request.user)
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.error_messages |= {"unique": self.taken}
        return field


class SourceInline(LinkedInline):
    model = Source
    formset = Omissible
    extra = 0


class OriginInline(LinkedInline):
    model = Origin
    formset = Omissible
    extra = 0


class SpanishInline(OtherPostInline):
    """The Spanish version of a post in English."""

    model = Translation
    formset = Pairs
    fk_name, other = "english", "spanish"
    taken = gettext_lazy("This post is the translation of another one already.")
    autocomplete_fields = ["spanish"]


class EnglishInline(SpanishInline):
    """The English version of a post in Spanish."""

    fk_name, other = "spanish", "english"
    autocomplete_fields = ["english"]


class PartInline(OtherPostInline):
    """The posts of a series; each says its number."""

    model = Part
    other = "post"
    taken = gettext_lazy("This post is in a series already.")
    autocomplete_fields = ["post"]
    extra = 1


@admin.register(Series)
class SeriesAdmin(Searched):
    """Series are put together here; the pages of every post that comes or goes follow."""

    inlines = [PartInline]
    list_display = ["name", "language"]
    list_filter = ["language"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name"]

    def save_model(self, request: HttpRequest, obj: Series, form: Any, change: bool) -> None:
        series.put(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        with publishing.forgetting(lambda: showing.of_series(form.instance)):
            super().save_related(request, form, formsets, change)

    def delete_model(self, request: HttpRequest, obj: Series) -> None:
        series.remove(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Series]) -> None:
        for obj in queryset:
            series.remove(obj)


def of_the_desk() -> str:
    """Return the language of the desk, in which a new post is most often written."""
    return Language.ES if (get_language() or "").startswith("es") else Language.EN


def inlines(post: Post | None, sent: Any = ()) -> list[type[admin.options.InlineModelAdmin]]:
    """Return what is added to a post; which side of a translation it is, its language says.

    The rows of a new post are those of the desk's language, or of the form that was `sent`.
    """
    language = post.language if post else of_the_desk()
    if post is None:
        language = next((ROWS[name] for name in ROWS if name in sent), language)
    other = EnglishInline if language == Language.ES else SpanishInline
    return [CorrectionInline, SourceInline, OriginInline, other]


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(Label.objects.all(), label=gettext_lazy("Keep"))

    def __init__(self, chosen: QuerySet[Label], data: Any = None) -> None:
        super().__init__(data)
        self.fields["into"].queryset = chosen  # type: ignore[attr-defined]


class Merging(admin.ModelAdmin):
    """Lets labels be merged: one of those chosen keeps its name, the others lead to it."""

    actions = ["merge"]

    @admin.action(description=gettext_lazy("Merge into one"), permissions=["change", "delete"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Label]) -> HttpResponse | None:
        """Ask which label stays, then give it the posts and addresses of the others."""
        form = MergeForm(queryset, request.POST if "into" in request.POST else None)
        if form.is_valid():
            kept = form.cleaned_data["into"]
            for label in queryset.exclude(pk=kept.pk):
                self.log_change(request, kept, [{"changed": {"fields": ["name"]}}])
                publishing.merge_label(label, kept)
            self.message_user(request, _("The labels are one now."), messages.SUCCESS)
            return None
        context = self.admin_site.each_context(request) | {
            "title": _("Merge labels"),
            "form": form,
            "labels": queryset,
            "opts": self.model._meta,
        }
        return render(request, "admin/posts/label/merge.html", context)
