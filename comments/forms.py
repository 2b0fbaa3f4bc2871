"""Forms: what a reader writes, and what a moderator decides."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blogsite.lib.forms import HoneypotField, HumanField, ReadableField, StampField
from comments.models import NAME_LENGTH, Comment, Reason, Verdict
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

    class Meta:
        model = Comment
        fields = ["name", "body"]

    def __init__(self, data: QueryDict | None = None, *, post: Post) -> None:
        super().__init__(data, instance=Comment(post=post))
        self.fields["token"] = StampField(
            subject=f"comment:{post.pk}", life=settings.COMMENT_TOKEN_LIFE
        )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


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
