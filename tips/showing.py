"""What the pages of sources share: limits in megabytes, reasons in words, forms given back."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from tips import wording
from tips.forms import TipForm
from tips.intake import Empty, Outcome
from tips.scrub import Reason

WORDS = ("message", "links")
DESK, FULL = "desk", "full"  # why nothing at all can be taken in
UNDELETED = "undeleted"
_LEFT_OUT = 6_000  # letters about what was left out of archives: see weight.ROOM


def limits() -> dict[str, int]:
    """Return what the pages say of sizes (megabytes) and of retention (days)."""
    return {
        "most_files": settings.TIP_FILES,
        "most_each": settings.TIP_FILE_BYTES >> 20,
        "most_together": settings.TIP_TOTAL_BYTES >> 20,
        "days": settings.TIP_RETENTION.days,
        "unread": settings.TIP_UNREAD_RETENTION.days,
    }


def problem(why: int | str) -> str:
    """Return the sentence for a form that was not taken; "" for one that was.

    `why` is the status of the answer, or DESK, FULL or UNDELETED.
    """
    sentences: dict[int | str, str] = {
        400: _("The connection broke before everything had arrived. Please send it again."),
        413: _("That is too much at once. Nothing was kept. Send fewer or smaller files."),
        422: _("This was not sent yet. What you wrote is still here; choose your files again."),
        429: _("Very many tips are arriving at this moment. Nothing was kept. The limit counts"
               " everybody together; we do not know who you are."),
        503: _("Too much is arriving at this moment. Nothing was kept. Please try again later."),
        FULL: _("Our disk is full. Nothing was kept. Please come back later."),
        UNDELETED: _("The deletion is not finished: our store was busy. Press the button again in a"
                     " minute."),
        DESK: _("The tip desk cannot take anything in now: nobody there could open it."
                " Nothing was kept. Please come back later."),
    }  # fmt: skip
    return sentences.get(why, "")


def given_back(words: QueryDict) -> TipForm:
    """Return the form with the words of a sending that was not taken."""
    return TipForm(initial={name: words.get(name) for name in WORDS})


def parts(form: TipForm) -> tuple[str, list[str], list[Any]]:
    """Return message, links and files of a valid form."""
    cleaned = form.cleaned_data
    return cleaned["message"], cleaned["links"], cleaned["files"] or []


def lines(outcomes: Iterable[Outcome]) -> list[wording.Line]:
    """Say what became of each file."""
    return wording.within(map(wording.line, outcomes), _LEFT_OUT)


def worst(empty: Empty) -> int:
    """Return the status for a sending of which nothing could be taken."""
    too_much = {Reason.SIZE, Reason.NUMBER}
    return 413 if any(outcome.refused in too_much for outcome in empty.outcomes) else 422
