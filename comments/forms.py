"""Forms: what a reader writes, and what a moderator decides."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blogsite.lib.forms import HoneypotField, HumanField, ReadableField, StampField
from comments import codes, reports
from comments.models import NAME_LENGTH, Comment, Reason, Report, Verdict
from posts.models import Post


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


class DecisionForm(forms.Form):
    """One moderator's decision on one card, and the card to show next."""

    verdict = forms.ChoiceField(choices=Verdict.choices[:2])
    reason = forms.ChoiceField(choices=Reason.choices, required=False)
    was = forms.ChoiceField(choices=Comment.Status.choices)
    seen = forms.RegexField(r"^[0-9a-f]{64}$")

    def clean(self) -> dict[str, Any]:
        """Drop the reason of an approval; raises ValidationError for a rejection without one."""
        data = super().clean() or self.cleaned_data
        if data.get("verdict") == Comment.Status.APPROVED:
            data["reason"] = ""
        elif not data.get("reason"):
            raise forms.ValidationError(_("Choose a reason, then reject."))
        return data
