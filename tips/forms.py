"""Forms of the tip line: they parse and validate, and write nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from blogsite.lib.forms import HoneypotField, HumanField, UncutField
from tips.scrub import endings, media_types
from tips.scrub.text import tidy
from tips.uploads import RamFile

MESSAGE_LENGTH = 100_000  # characters
LINKS_LENGTH = 20_000
RECEIPT_LENGTH = 400
REPLY_LENGTH = 20_000


class WordsField(UncutField):
    """Text without the characters that nobody sees: NUL, controls, zero-width marks."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        attrs = {"rows": rows, "autocomplete": "off"}
        super().__init__(widget=forms.Textarea(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        return tidy(str(value or ""))[0].strip()


class FilesInput(forms.ClearableFileInput):
    """Several files at once; the list of types lets phones convert pictures by themselves.

    Endings stand there too: many systems know no type for what recorders and cameras write.
    """

    allow_multiple_selected = True
    template_name = "django/forms/widgets/input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        known = media_types()
        endings_ = {f".{ending}" for several in known.values() for ending in several}
        accepted = {"accept": ",".join(sorted({*known, *endings_}))}
        return super().get_context(name, None, accepted | (attrs or {}))

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> list[RamFile]:
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """The uploaded files as they are: what they hold is the scrubbers' business."""

    widget = FilesInput


def _cleaned_kinds() -> str:
    """Name every kind of file that a scrubber is there for, by its usual ending."""
    return ", ".join(sorted({ending.upper() for ending in endings().values()}))


class TipForm(forms.Form):
    message = WordsField(
        rows=12,
        required=False,
        max_length=MESSAGE_LENGTH,
        label=_("Your message"),
        help_text=_("What happened, where, and how you know. Leave out what leads to you."),
    )
    links = WordsField(
        rows=3,
        required=False,
        max_length=LINKS_LENGTH,
        label=_("Links"),
        help_text=_("One on each line. A link to your own account or cloud drive can name you."),
    )
    files = FilesField(  # type: ignore[assignment]  # not BaseForm.files: fields leave the class
        required=False,
        label=_("Files"),
        help_text=format_lazy(
            _("We can clean: {kinds}. Anything else: a picture of it, or its words as text."),
            kinds=lazy(_cleaned_kinds, str)(),
        ),
    )
    website = HoneypotField()

    def clean_links(self) -> list[str]:
        return [link.strip() for link in self.cleaned_data["links"].splitlines() if link.strip()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "website" in self.errors:  # its own message stands where people do not see it
            raise forms.ValidationError(_("A hidden field was filled in. Please send it again."))
        if not self.errors and not any(cleaned.get(n) for n in ("message", "links", "files")):
            raise forms.ValidationError(_("Write a message, give a link or choose a file."))
        return cleaned


class PersonForm(forms.Form):
    """The question before the form, asked while very many tips arrive."""

    captcha = HumanField(subject="tips")


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        max_length=RECEIPT_LENGTH,
        label=_("Your receipt"),
        help_text=_("The ten words. Capitals, accents, dashes and spaces do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
