"""Forms of the desk: a passphrase, a reply, a note, a status, a key to export to."""

from datetime import timedelta
from typing import Any, Self, cast

from django import forms
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from blogsite.lib.budget import spend
from tips import desk, handling, sealing
from tips.forms import REPLY_LENGTH, WordsField
from tips.models import DeskKey, Tip

TRIES, PER = 5, timedelta(minutes=1)
PASSPHRASE_LENGTH = 500  # characters


def _secret(**kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(widget=widget, strip=False, max_length=PASSPHRASE_LENGTH, **kwargs)


class PassphraseForm(forms.Form):
    """Opens the key of a desk member, or makes it. After `is_valid`, `key` is open."""

    passphrase = _secret(label=_("Passphrase for the tips"))
    again = _secret(label=_("The same passphrase again"))
    key: desk.OpenKey

    def __init__(self, *args: Any, user: User, desk_key: DeskKey | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.desk_key = user, desk_key
        if desk_key:
            del self.fields["again"]
        else:
            self.fields["passphrase"].help_text = _(
                "At least five words, or 20 characters; not the password you log in with. Nobody"
                " can tell it to you again: without it the tips stay closed to you."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self._open(cleaned)
        return cleaned

    def _open(self, cleaned: dict[str, Any]) -> None:
        if not spend(f"unlock:{self.user.pk}", TRIES, PER):
            raise forms.ValidationError(_("Too many tries. Wait a minute."))
        if self.desk_key is None:
            if cleaned["again"] != cleaned["passphrase"]:
                raise forms.ValidationError(_("The two passphrases are not the same."))
            self._make(cleaned["passphrase"])
            return
        try:
            self.key = desk.unlock(self.desk_key, cleaned["passphrase"])
        except desk.Locked:
            raise forms.ValidationError(_("This passphrase does not open your key.")) from None

    def _make(self, passphrase: str) -> None:
        try:
            self.key = desk.make_key(self.user, passphrase)
        except desk.WeakPassphrase:
            raise forms.ValidationError(
                _("Take five words or more, and not the password you log in with.")
            ) from None
        except IntegrityError:
            raise forms.ValidationError(_("Your key was just made. Open it now.")) from None


class ReplyForm(forms.Form):
    text = WordsField(
        rows=8,
        max_length=REPLY_LENGTH,
        label=_("Reply to the source"),
        help_text=_("Sealed to the receipt. Do not repeat what could lead to the source."),
    )


class NoteForm(forms.Form):
    text = WordsField(
        rows=4,
        max_length=REPLY_LENGTH,
        label=_("Note for the desk"),
        help_text=_("Sealed with the tip; the source never sees it. Your login stands beside it."),
    )


class StatusForm(forms.Form):
    """Where a tip stands. In clear in the database, so it says nothing about what is in the tip."""

    NEEDS_KEY = _("They have no key to this tip yet. Unlock yours and open the tip, then assign.")

    status = forms.ChoiceField(label=_("Status"), choices=Tip.Status.choices)
    assignee = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Looks after it"),
        required=False,
        empty_label=_("nobody"),
        help_text=_("Whoever has a key is given one to this tip too."),
    )
    held = forms.BooleanField(
        label=_("Legal hold"),
        required=False,
        help_text=_("Neither the desk nor the calendar deletes it. Its source still can."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["assignee"]).queryset = handling.members()

    @classmethod
    def of(cls, tip: Tip) -> Self:
        """Return the form as it stands for a tip."""
        initial = {"status": tip.status, "assignee": tip.assignee_id, "held": tip.held}
        return cls(initial=initial, auto_id="status_%s")


class ExportForm(forms.Form):
    recipient = forms.CharField(
        label=_("Seal the bundle to this age key"),
        max_length=200,
        help_text=_("It begins with age1. Its private half should never have been on a connected"
                    " computer."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_recipient(self) -> str:
        public: str = self.cleaned_data["recipient"]
        try:
            sealing.recipient(public)
        except sealing.UnusableKey:
            raise forms.ValidationError(_("This is no age key.")) from None
        return public
