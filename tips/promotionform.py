"""The form from which a draft is made: the desk's words, and which pictures go with them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from blogsite.lib.editions import Language
from tips import desk, media
from tips.forms import MESSAGE_LENGTH, WordsField
from tips.models import Attachment
from tips.promotion import Chosen

ALT_LENGTH = 300  # characters, as a photo's description has


class Offered(NamedTuple):
    """A picture that may be chosen, as the template shows it."""

    row: Attachment
    chosen: BoundField
    alt: BoundField


class PromotionForm(forms.Form):
    """Offers every cleaned picture of an opened tip; knows them by their place, not by an id."""

    headline = forms.CharField(
        label=_("Headline"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    text = WordsField(
        rows=12,
        max_length=MESSAGE_LENGTH,
        required=False,
        label=_("Text"),
        help_text=_("In your own words: a source can be known by theirs. An empty line ends a"
                    " paragraph."),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, opened: desk.Opened) -> None:
        super().__init__(data, initial={"language": opened.tip.language})
        self.identity = opened.identity
        self.rows = list(_pictures(opened))
        for number in range(len(self.rows)):
            self.fields[f"picture_{number}"] = forms.BooleanField(
                label=_("Use picture {number}").format(number=number + 1), required=False
            )
            self.fields[f"alt_{number}"] = forms.CharField(
                label=_("What picture {number} shows, for those who cannot see it").format(
                    number=number + 1
                ),
                max_length=ALT_LENGTH,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def words(self) -> list[BoundField]:
        """Return the fields that are not about a picture."""
        return [self[name] for name in ("headline", "language", "text")]

    def pictures(self) -> list[Offered]:
        """Return the pictures, each with its two fields."""
        return [
            Offered(row, self[f"picture_{number}"], self[f"alt_{number}"])
            for number, row in enumerate(self.rows)
        ]

    @contextmanager
    def opened_pictures(self) -> Iterator[list[Chosen]]:
        """Open the chosen pictures for as long as the block runs.

        Raises sealing.Tampered or lending.Full.
        """
        with ExitStack() as memory:
            chosen = []
            for number, row in enumerate(self.rows):
                if self.cleaned_data[f"picture_{number}"]:
                    _label, content = desk.open_file(row, self.identity)
                    memory.callback(content.close)
                    chosen.append(Chosen(content, self.cleaned_data[f"alt_{number}"]))
            yield chosen


def _pictures(opened: desk.Opened) -> Iterator[Attachment]:
    for words in opened.envelopes:
        reports = [told["report"] for told in words["files"] if told["report"]]
        for report, row in zip(reports, words["attachments"], strict=True):
            if media.shown_as(report["media_type"]) == "image":
                yield row
