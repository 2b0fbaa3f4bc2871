"""Fields of anonymous forms: is a person there, is the form ours and fresh, is a trap untouched."""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from captcha.models import CaptchaStore
from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blogsite.lib import markup

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
KEY = re.compile(r"([0-9a-f]{24})([0-9a-f]{16})")  # a nonce, and the mark of the form it is for
LONGEST_ANSWER = 40  # characters


def letters() -> tuple[str, str]:
    """Return a captcha's picture text and its answer (five letters, any case)."""
    text = "".join(secrets.choice(CLEAR_LETTERS) for _place in range(5))
    return text, text.lower()


class Challenge(NamedTuple):
    """What a person is asked: the key of a stored picture, and two numbers to add up."""

    key: str
    first: int
    second: int


class Attempt(NamedTuple):
    """What came back from a HumanWidget: the challenge's key and the answer in one of two ways."""

    key: str
    picture: str
    question: str


def challenge(subject: str) -> Challenge:
    """Store a new challenge that only the form named `subject` can use; one row, one use."""
    nonce = secrets.token_hex(12)
    key = nonce + _mark(nonce, subject)
    first, second = 1 + secrets.randbelow(9), 1 + secrets.randbelow(9)
    text, answer = letters()
    CaptchaStore.objects.create(challenge=text, response=f"{answer} {first + second}", hashkey=key)
    return Challenge(key, first, second)


def _mark(nonce: str, subject: str) -> str:
    return salted_hmac(f"captcha:{subject}", nonce, algorithm="sha256").hexdigest()[:16]


def burn(key: str, subject: str) -> list[str]:
    """Delete a challenge; return its two answers, or nothing if it is gone or another form's."""
    parts = KEY.fullmatch(key)
    if parts is None or not constant_time_compare(parts[2], _mark(parts[1], subject)):
        return []
    row = CaptchaStore.objects.filter(hashkey=key, expiration__gt=timezone.now()).first()
    if row is None:
        return []
    deleted, _models = CaptchaStore.objects.filter(pk=row.pk).delete()
    # Of two requests with one key only the one whose DELETE found the row may go on.
    return row.response.split() if deleted else []


def _bare(answer: object) -> str:
    """Return an answer in small letters and digits, without accents, spaces or points."""
    spread = unicodedata.normalize("NFKD", str(answer)).casefold()
    return "".join(sign for sign in spread if sign.isalnum())


def _as_digits(answer: str) -> str:
    """Return a number that was typed in digits or as a word of the page's language, in digits."""
    word, names = _bare(answer), [_bare(name) for name in NUMBERS]
    return str(names.index(word)) if word in names else word


class HumanWidget(forms.Widget):
    """A picture of letters and, as the second way, a written question; each with its own label."""

    template_name = "forms/human.html"
    use_fieldset = True
    subject = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        # A row is made when a form is shown: a page with this widget must never be stored.
        asked = challenge(self.subject)
        words = {"first": NUMBERS[asked.first], "second": NUMBERS[asked.second]}
        context["widget"] |= {
            "key": asked.key,
            "question": _("Or answer this: how much is %(first)s plus %(second)s?") % words,
            "invalid": "aria-invalid" in (attrs or {}),
        }
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Attempt:
        return Attempt(*(str(data.get(f"{name}_{part}", "")) for part in Attempt._fields))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}_key" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_picture"


def forget_questions() -> None:
    """Delete what was asked and not answered in time: each row tells when a page was looked at."""
    CaptchaStore.remove_expired()


class HumanField(forms.Field):
    """A captcha that any answer uses up, right or wrong; it lives CAPTCHA_TIMEOUT minutes.

    `subject` names the form: a challenge that was shown on another form does not count here.
    """

    widget = HumanWidget

    def __init__(self, *, subject: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Show that a person is writing"))
        kwargs.setdefault("help_text", gettext_lazy("Answer one of the two, as you prefer."))
        super().__init__(**kwargs)
        self.subject = self.widget.subject = subject

    def clean(self, value: Attempt) -> bool:
        """Return True for one right answer; raises ValidationError otherwise."""
        forget_questions()
        answers = burn(value.key, self.subject)
        if not answers:
            raise forms.ValidationError(
                _("The question was used already or is too old. Answer the new one.")
            )
        in_picture, in_words = answers
        if (
            _bare(value.picture[:LONGEST_ANSWER]) != in_picture
            and _as_digits(value.question[:LONGEST_ANSWER]) != in_words
        ):
            raise forms.ValidationError(_("The answer was not right. Answer the new question."))
        return True


class UncutField(forms.CharField):
    """Typed text that no browser cuts: it would drop the end of what is pasted, and say nothing."""

    default_error_messages = {
        "max_length": gettext_lazy(
            "This has %(show_value)d characters, and %(limit_value)d are the most."
        )
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class ReadableField(UncutField):
    """Typed text without anything that hides or reorders it; what is left counts as its length."""

    def to_python(self, value: Any) -> str:
        text = markup.readable(str(value or ""))
        return text.strip() if self.strip else text

    def bound_data(self, data: Any, initial: Any) -> str:
        """Return what was typed, for showing it again after an error."""
        return markup.readable(str(data or ""))


class HoneypotField(forms.CharField):
    """A field that people do not see and programs fill in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            label=gettext_lazy("Leave this empty"),
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
            **kwargs,
        )
        self.template_name = "forms/honeypot.html"

    def bound_data(self, data: Any, initial: Any) -> str:
        """Return "": a browser that filled the field in must not do so again on the next try."""
        return ""

    def clean(self, value: Any) -> str:
        """Return ""; raises ValidationError for anything else."""
        if value:
            raise forms.ValidationError(
                _("A field that people do not see was filled in. It is empty now: send again.")
            )
        return ""


class StampField(forms.CharField):
    """A hidden, signed mark of when a form was shown and for what; fresh each time it is shown."""

    def __init__(self, *, subject: str, life: timedelta, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, **kwargs)
        self.signer = signing.TimestampSigner(salt=f"form:{subject}")
        self.life = life
        self.initial = self.fresh

    def fresh(self) -> str:
        """Return a new mark."""
        return self.signer.sign(secrets.token_urlsafe(NONCE_BYTES))

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return a new mark in place of the one that came back."""
        return initial

    def clean(self, value: Any) -> str:
        """Return the mark's random part; raises ValidationError when forged, foreign or too old."""
        try:
            return self.signer.unsign(value or "", max_age=self.life)
        except signing.BadSignature as error:
            raise forms.ValidationError(
                _("This form was open for too long. Your text is still here: send it again.")
            ) from error
