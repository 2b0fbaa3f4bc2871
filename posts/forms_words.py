"""Fields of a post's form that need more than their type: what is refused, and in whose words."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blogsite.lib.markup import readable
from posts.placing import may_move
from posts.stories import Part

YEARS: Final = (1900, 2099)  # those that an address can name
GONE: Final = gettext_lazy("One that was chosen is not there any more. Choose again, or none.")


class WordsForm(forms.ModelForm):
    """What is typed around the body of a post."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("bylines", "labels", "lead"):
            if name in self.fields:
                self.fields[name].error_messages |= dict.fromkeys(
                    ("invalid_choice", "invalid_pk_value"), GONE
                )
        if "slug" in self.fields and not may_move(self.instance):
            self._settle(self.fields["slug"])

    def _settle(self, slug: forms.Field) -> None:
        slug.disabled = True
        address = {"address": self.instance.get_absolute_url()}
        slug.help_text = _("Readers know this post as %(address)s: that stays.") % address

    def clean_headline(self) -> str:
        """Return the headline without what nobody sees; there must be something to see."""
        headline = readable(self.cleaned_data["headline"]).strip()
        if not headline:
            raise forms.ValidationError(self.fields["headline"].error_messages["required"])
        return headline

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"]
        parts = Part.objects.filter(post=self.instance.pk)
        if parts.exclude(series__language=language).exists():
            raise forms.ValidationError(_("This post is in a series: take it out of that first."))
        return language

    def clean_published_at(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["published_at"]
        first, last = YEARS
        if moment and not first <= moment.year <= last:
            years = {"first": first, "last": last}
            raise forms.ValidationError(_("Choose a year from %(first)d to %(last)d.") % years)
        return moment
