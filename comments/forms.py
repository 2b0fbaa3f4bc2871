"""Forms: what a reader writes, and what a moderator decides."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blogsite.lib.forms import HoneypotField, HumanField, ReadableField, StampField
from comments import codes, reports
from comments.models import NAME_LENGTH, Comment, Habit, Reason, Report, Verdict
from comments.verdicts import Ruling
from posts.models import Post

LEAVE, REJECTED = "leave", "rejected"
CARDS_LENGTH = 50_000  # characters: 50 cards and the members of their clusters
SHOWN = "[0-9]{1,18}-[0-9a-f]{64}"
CARDS = rf"\A{SHOWN}(?:[ ,]{SHOWN})*\Z"
ONLY = r"\A[0-9]{1,18}:[a-z]{1,12}\Z"


class CommentForm(forms.ModelForm):
    """A reader's comment on one post; its hidden stamp is good for that post only."""

    name = ReadableField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("You can leave this empty, or use any name you like."),
        required=False,
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    body = ReadableField(
        label=gettext_lazy("Comment"),
        max_length=settings.COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    website = HoneypotField()
    captcha = HumanField(subject="comment")
    busy = False  # there was no room for it

    class Meta:
        model = Comment
        fields = ["name", "body"]

    def __init__(
        self, data: QueryDict | None = None, *, post: Post, parent: Comment | None = None
    ) -> None:
        super().__init__(data, instance=Comment(post=post, parent=parent))
        self.fields["token"] = StampField(
            subject=f"comment:{post.pk}", life=settings.COMMENT_TOKEN_LIFE
        )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class ReportForm(forms.ModelForm):
    """What a reader says against a published comment."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Which point of the policy does it break?"),
        choices=[("", gettext_lazy("Choose one")), *Reason.choices],
    )
    words = ReadableField(
        label=gettext_lazy("What should we know?"),
        help_text=gettext_lazy("Do not say who you are."),
        required=False,
        max_length=reports.WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    website = HoneypotField()
    captcha = HumanField(subject="report")
    busy = False  # there was no room for it

    class Meta:
        model = Report
        fields = ["reason", "words"]

    def __init__(self, data: QueryDict | None = None, *, comment: Comment) -> None:
        super().__init__(data, instance=Report(comment=comment))
        self.fields["token"] = StampField(
            subject=f"report:{comment.pk}", life=settings.COMMENT_TOKEN_LIFE
        )


class CodeForm(forms.Form):
    """The code that a sender was shown."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy("Large or small letters, spaces and dashes do not matter."),
        max_length=codes.LONGEST,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class SweepForm(forms.Form):
    """What the queue sends: the cards that were shown, and a mark for each or one for one card.

    `cards` is one compact field, `key-hash` for each comment, commas inside a cluster, spaces
    between cards; `mark-<key>` is what its card's menu says; `only` is "<key>:<mark>" when a
    button of one card was pressed. A mark is "approved", "held", "leave" or a Reason.
    """

    cards = forms.RegexField(CARDS, max_length=CARDS_LENGTH)
    only = forms.RegexField(ONLY, required=False)
    was = forms.ChoiceField(choices=Comment.Status.choices, required=False)

    def clean(self) -> dict[str, Any]:
        """Add `rulings`; raises ValidationError for one without a reason, or without effect."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            shown = [card.split(",") for card in data["cards"].split()]
            try:
                data["rulings"] = [r for card in shown for r in self._rulings(card, data)]
            except ValueError:
                text = _("This page was not sent whole. Load it again.")
                raise forms.ValidationError(text) from None
        return data

    def _rulings(self, card: list[str], data: dict[str, Any]) -> Iterator[Ruling]:
        head = card[0].partition("-")[0]
        mark = self.data.get(f"mark-{head}", LEAVE)
        if data["only"]:
            only, _colon, wanted = data["only"].partition(":")
            mark = (mark if wanted == REJECTED else wanted) if only == head else LEAVE
            if only == head and wanted == REJECTED and mark not in Reason.values:
                raise forms.ValidationError(_("Choose a reason, then reject."))
        if mark in {*Reason.values, Verdict.APPROVED, Verdict.HELD}:
            reason = mark if mark in Reason.values else ""
            verdict = Verdict.REJECTED.value if reason else mark
            for token in card:
                pk, _dash, seen = token.partition("-")
                yield Ruling(int(pk), seen, verdict, reason, data["was"] or "pending")


class RedactionForm(forms.Form):
    """Words of one comment that are to be destroyed, and the reason that the mark will give."""

    words = forms.CharField(max_length=settings.COMMENT_LENGTH)
    reason = forms.ChoiceField(choices=Reason.choices)
    seen = forms.RegexField(r"^[0-9a-f]{64}$")


class HabitForm(forms.ModelForm):
    """How a moderator wants the queue to be."""

    class Meta:
        model = Habit
        fields = ["language", "cards", "veiled"]
        labels = {
            "language": gettext_lazy("Language"),
            "cards": gettext_lazy("Comments on a page"),
            "veiled": gettext_lazy("Veil the words of dangerous comments until I ask for them"),
        }
