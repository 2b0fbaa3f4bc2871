"""Fields of anonymous forms: is a person there, is the form ours and fresh, was the trap left alone."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from captcha.models import CaptchaStore
from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CLEAR_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # none that looks like another or like a digit
NUMBERS = [
    gettext_lazy("zero"), gettext_lazy("one"), gettext_lazy("two"), gettext_lazy("three"),
    gettext_lazy("four"), gettext_lazy("five"), gettext_lazy("six"), gettext_lazy("seven"),
    gettext_lazy("eight"), gettext_lazy("nine"), gettext_lazy("ten"), gettext_lazy("eleven"),
    gettext_lazy("twelve"), gettext_lazy("thirteen"), gettext_lazy("fourteen"),
    gettext_lazy("fifteen"), gettext_lazy("sixteen"), gettext_lazy("seventeen"),
    gettext_lazy("eighteen"),
]  # fmt: skip
NONCE_BYTES = 12


def letters() -> tuple[str, str]:
    """Return a captcha's picture text and its answer (five letters, any case)."""
    text = "".join(secrets.choice(CLEAR_LETTERS) for _place in range(5))
    return text, text.lower()


def sum_in_digits() -> tuple[str, str]:
    """Return a sum such as "3+9" and its answer, for the written question."""
    first, second = 1 + secrets.randbelow(9), 1 + secrets.randbelow(9)
    return f"{first}+{second}", str(first + second)


class Attempt(NamedTuple):
    """What came back from a HumanWidget: two challenges' keys and the answers to them."""

    picture_key: str
    picture: str
    question_key: str
    question: str


class HumanWidget(forms.Widget):
    """A picture of letters and, as the second way, a written question; each with its own label."""

    template_name = "forms/human.html"
    use_fieldset = True
    parts = Attempt._fields

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        # Rows are made when a form is shown: a page with this widget must never be stored.
        question, answer = sum_in_digits()
        row = CaptchaStore.objects.create(challenge=question, response=answer)
        first, second = (NUMBERS[int(number)] for number in question.split("+"))
        context["widget"] |= {
            "picture_key": CaptchaStore.generate_key(),
            "question_key": row.hashkey,
            "question": _("How much is %(first)s plus %(second)s?")
            % {"first": first, "second": second},
        }
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Attempt:
        return Attempt(*(str(data.get(f"{name}_{part}", ""))[:100] for part in self.parts))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}_picture" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_picture"


class HumanField(forms.Field):
    """A captcha that is used up by any answer, right or wrong, and lives CAPTCHA_TIMEOUT minutes."""

    widget = HumanWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Show that a person is writing"))
        kwargs.setdefault("help_text", gettext_lazy("Answer one of the two, as you prefer."))
        super().__init__(**kwargs)

    def clean(self, value: Attempt) -> bool:
        """Return True for one right answer; raises ValidationError otherwise."""
        CaptchaStore.remove_expired()
        picture = _burn(value.picture_key)
        question = _burn(value.question_key)
        if picture and value.picture.strip().lower() == picture:
            return True
        if question and _as_digits(value.question) == question:
            return True
        if not picture and not question:
            raise forms.ValidationError(
                _("The question was used or is too old. Here is a new one.")
            )
        raise forms.ValidationError(_("The answer was not right. Here is a new question."))


def _burn(key: str) -> str:
    """Delete a challenge and return its answer; "" when there is none, or another was quicker."""
    row = CaptchaStore.objects.filter(hashkey=key, expiration__gt=timezone.now()).first()
    if row is None:
        return ""
    deleted, _models = CaptchaStore.objects.filter(pk=row.pk).delete()
    return row.response if deleted else ""


def _as_digits(answer: str) -> str:
    """Return a number that was typed in digits or as a word of the page's language, in digits."""
    word = answer.strip().lower()
    names = [str(name) for name in NUMBERS]
    return str(names.index(word)) if word in names else word


class HoneypotField(forms.CharField):
    """A field that people do not see and programs fill in."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "tabindex": "-1"}
        super().__init__(
            required=False,
            label=gettext_lazy("Leave this empty"),
            widget=forms.TextInput(attrs=attrs),
            **kwargs,
        )
        self.template_name = "forms/honeypot.html"

    def clean(self, value: Any) -> str:
        if value:
            raise forms.ValidationError(_("This field has to stay empty."))
        return ""


class StampField(forms.CharField):
    """A hidden, signed mark of when a form was shown and for what; fresh each time it is shown."""

    def __init__(self, *, subject: str, life: timedelta, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, **kwargs)
        self.signer = signing.TimestampSigner(salt=f"form:{subject}")
        self.life = life
        self.initial = self._fresh

    def _fresh(self) -> str:
        return self.signer.sign(secrets.token_urlsafe(NONCE_BYTES))

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial

    def clean(self, value: Any) -> str:
        """Return the mark's random part; raises ValidationError when forged, foreign or too old."""
        try:
            return self.signer.unsign(value or "", max_age=self.life)
        except signing.BadSignature as error:
            raise forms.ValidationError(
                _("This form was open for too long. Your text is still here: send it again.")
            ) from error
