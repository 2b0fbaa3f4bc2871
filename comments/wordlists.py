"""Word lists in the admin: what editors want marked, one word or phrase on each line."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments.models import WordList
from comments.rules._spelling import Spelling
from comments.rules.words import LISTED, LONGEST

LINES = 2000  # phrases of one list
LETTERS = 100  # characters of one phrase


class WordListForm(forms.ModelForm):
    """A list whose every line can be found in a text; anything else is named and refused."""

    class Meta:
        model = WordList
        fields = ["name", "language", "lane", "words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if words := self.fields.get("words"):
            words.help_text = gettext_lazy(
                "One word or phrase on each line. Capitals and accents do not count; a star at the"
                " end of a word stands for any ending: halcon* finds halcones."
            )

    def clean_words(self) -> str:
        """Return the lines once each, in order; raises ValidationError that names a bad line."""
        typed = self.cleaned_data["words"].splitlines()
        lines = dict.fromkeys(" ".join(line.split()) for line in typed)
        lines.pop("", None)
        if len(lines) > LINES:
            text = ngettext("At most {count} line.", "At most {count} lines.", LINES)
            raise forms.ValidationError(text.format(count=LINES))
        for line in lines:
            _check(line)
        return "\n".join(lines)


def _check(line: str) -> None:
    parts = LISTED.findall(Spelling(line).text)
    if not 0 < len(parts) <= LONGEST or len(line) > LETTERS:
        text = _("“{line}” cannot be looked for: 1 to {most} words, {letters} characters.")
        raise forms.ValidationError(text.format(line=line[:50], most=LONGEST, letters=LETTERS))
    if any(len(part) < 3 for part in parts if part.endswith("*")):
        text = _("“{line}”: before a star stand at least two letters.")
        raise forms.ValidationError(text.format(line=line))


@admin.register(WordList)
class WordListAdmin(admin.ModelAdmin):
    form = WordListForm
    list_display = ["name", "language", "lane", "lines"]
    list_filter = ["language", "lane"]

    @admin.display(description=gettext_lazy("lines"))
    def lines(self, words: WordList) -> int:
        return len(words.words.splitlines())
