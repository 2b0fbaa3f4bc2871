"""The pages that a source sees. No script, no cookie, no account; nothing of it may be stored."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from blogsite.lib.markup import readable
from tips import intake, receipts, replies, wording
from tips.forms import ReceiptForm, TipForm
from tips.models import Tip
from tips.scrub import Reason
from tips.uploads import Arrival, measures_body, taken

unstored = cache_control(no_store=True, private=True)


@measures_body
@require_http_methods(["GET", "HEAD", "POST"])
@unstored
@sensitive_post_parameters()
@sensitive_variables()
def submit(request: HttpRequest, language: str) -> HttpResponse:
    """Show the form, or take in a tip and show its receipt."""
    if request.method == "POST":
        with taken(request) as arrival:
            return _received(request, arrival, language)
    try:
        intake.desk_keys()
    except intake.NoDesk:
        return _form_page(request, None, 503)
    return _form_page(request, TipForm(), 200)


@sensitive_variables()
def _received(request: HttpRequest, arrival: Arrival, language: str) -> HttpResponse:
    if arrival.status != 200:
        return _form_page(request, _given_back(arrival), arrival.status)
    form = TipForm(arrival.words, arrival.files)
    if not form.is_valid():
        return _form_page(request, form, 422)
    message, links, files = _parts(form)
    try:
        accepted = intake.receive(message, links, files, language)
    except intake.Empty as empty:
        return _form_page(request, form, _worst(empty), empty.outcomes)
    except intake.Busy:
        return _form_page(request, form, 503)
    except intake.NoDesk:
        return _form_page(request, None, 503, typed=[message])
    context = {"receipt": accepted.receipt, "lines": _lines(accepted.reports)}
    return render(request, "tips/receipt.html", context)


@measures_body
@require_http_methods(["GET", "HEAD", "POST"])
@unstored
@sensitive_post_parameters()
@sensitive_variables()
def comeback(request: HttpRequest, language: str) -> HttpResponse:
    """Ask for a receipt; with it show the replies, take in more, or delete everything."""
    if request.method != "POST":
        return render(request, "tips/return.html", {"form": ReceiptForm()})
    with taken(request) as arrival:
        receipt = _given(arrival)
        tip = replies.find(receipt) if receipt else None
        if receipt is None or tip is None:
            return _unknown(request, arrival)
        if "delete" in arrival.words:
            return _deleted(request, tip, receipt, sure="sure" in arrival.words)
        if "add" in arrival.words:
            return _added(request, arrival, tip, receipt)
        return _tip_page(request, tip, receipt, TipForm())


def _given(arrival: Arrival) -> receipts.Receipt | None:
    """Return the receipt that was typed, or the one in the hidden field of an open page."""
    if token := arrival.words.get("stay"):
        return receipts.stayed(token)
    form = ReceiptForm(arrival.words)
    return receipts.read(form.cleaned_data["receipt"]) if form.is_valid() else None


@sensitive_variables()
def _added(
    request: HttpRequest, arrival: Arrival, tip: Tip, receipt: receipts.Receipt
) -> HttpResponse:
    if arrival.status != 200:
        return _tip_page(request, tip, receipt, _given_back(arrival), arrival.status)
    form = TipForm(arrival.words, arrival.files)
    if not form.is_valid():
        return _tip_page(request, tip, receipt, form, 422)
    try:
        outcomes = intake.add(tip, *_parts(form))
    except intake.Empty as empty:
        return _tip_page(request, tip, receipt, form, _worst(empty), empty.outcomes)
    except intake.Busy:
        return _tip_page(request, tip, receipt, form, 503)
    return _tip_page(request, tip, receipt, TipForm(), 200, outcomes, added=True)


def _deleted(
    request: HttpRequest, tip: Tip, receipt: receipts.Receipt, *, sure: bool
) -> HttpResponse:
    if not sure:
        return _tip_page(request, tip, receipt, TipForm(), 422, unsure=True)
    tip.destroy()
    return render(request, "tips/deleted.html")


def _unknown(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """One page and one cost for a wrong, an expired and a deleted receipt.

    What was typed comes back, whichever of the three it was: ten words for one slip are too many.
    """
    form = ReceiptForm({"receipt": readable(arrival.words.get("receipt", ""))})
    form.errors.clear()
    form.add_error("receipt", _("No tip opens with these words, or it has been deleted."))
    typed = list(filter(None, (arrival.words.get(name) for name in ("message", "links"))))
    return render(request, "tips/return.html", {"form": form, "typed": typed}, status=422)


def _tip_page(
    request: HttpRequest,
    tip: Tip,
    receipt: receipts.Receipt,
    form: TipForm,
    status: int = 200,
    outcomes: list[intake.Outcome] | None = None,
    **more: Any,
) -> HttpResponse:
    context = {
        "answers": replies.read(tip, receipt),
        "stay": receipts.stay(receipt),
        "form": form,
        "problem": _problem(status),
        "lines": _lines(outcomes or []),
    }
    return render(request, "tips/replies.html", context | _limits() | more, status=status)


def _form_page(
    request: HttpRequest,
    form: TipForm | None,
    status: int,
    outcomes: list[intake.Outcome] | None = None,
    typed: Sequence[str] = (),
) -> HttpResponse:
    """Show the form; without one, why nothing can be sent now, and what was typed."""
    context = {
        "form": form,
        "problem": _problem(status),
        "lines": _lines(outcomes or []),
        "typed": typed,
        "onion": settings.TIP_ONION,
    }
    return render(request, "tips/submit.html", context | _limits(), status=status)


def _given_back(arrival: Arrival) -> TipForm:
    """Return the form with the words of a sending that was not taken."""
    return TipForm(initial={name: arrival.words.get(name) for name in ("message", "links")})


def _parts(form: TipForm) -> tuple[str, list[str], list[Any]]:
    cleaned = form.cleaned_data
    return cleaned["message"], cleaned["links"], cleaned["files"] or []


def _lines(outcomes: list[intake.Outcome]) -> list[wording.Line]:
    return [wording.line(outcome) for outcome in outcomes]


def _worst(empty: intake.Empty) -> int:
    too_much = {Reason.SIZE, Reason.NUMBER}
    return 413 if any(outcome.refused in too_much for outcome in empty.outcomes) else 422


def _limits() -> dict[str, int]:
    return {
        "most_files": settings.TIP_FILES,
        "most_each": settings.TIP_FILE_BYTES >> 20,
        "most_together": settings.TIP_TOTAL_BYTES >> 20,
        "days": settings.TIP_RETENTION.days,
    }


def _problem(status: int) -> str:
    """Return the sentence for a form that was not taken; "" where the form says it itself."""
    sentences = {
        400: _("The connection broke before everything had arrived. Please send it again."),
        413: _("That is too much at once. Nothing was kept. Send fewer or smaller files."),
        503: _("Too much is arriving at this moment. Nothing was kept. Please try again later."),
    }
    return sentences.get(status, "")
