"""The page on which a source sends a tip. No script, no cookie, no account; nothing is stored."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from tips import floods, intake, showing
from tips.forms import PersonForm, TipForm
from tips.uploads import Arrival, measures_body, taken
from tips.weight import even

View = Callable[..., HttpResponse]


def for_sources(view: View) -> View:
    """Dress a page of sources: not stored, not changed on its way, silent in error reports."""
    for dress in (
        sensitive_variables(),
        sensitive_post_parameters(),
        cache_control(no_store=True, private=True, no_transform=True),
        require_http_methods(["GET", "HEAD", "POST"]),
    ):
        view = dress(view)
    return measures_body(view)


@for_sources
def submit(request: HttpRequest, language: str) -> HttpResponse:
    """Show the form, or take in a tip and show its receipt; under load ask a question first."""
    if request.method == "POST":
        with taken(request) as arrival:
            return even(_received(request, arrival, language), arrival.words)
    try:
        intake.desk_keys()
    except intake.NoDesk:
        return _closed(request, showing.DESK)
    if not floods.disk_has_room():
        return _closed(request, showing.FULL)
    if floods.question_needed():
        return _question(request, PersonForm(), 200)
    return _form_page(request, TipForm(), 200)


@sensitive_variables()
def _received(request: HttpRequest, arrival: Arrival, language: str) -> HttpResponse:
    if arrival.status != 200:
        return _form_page(request, _given_back(arrival), arrival.status)
    if "person" in arrival.words:
        return _answered(request, arrival)
    form = TipForm(arrival.words, arrival.files)
    if not form.is_valid():
        return _form_page(request, form, 422)
    if not floods.admits_tip(form.cleaned_data["passed"]):
        return _question(request, PersonForm(), 429, arrival)
    return _kept(request, form, language)


@sensitive_variables()
def _kept(request: HttpRequest, form: TipForm, language: str) -> HttpResponse:
    message, links, files = showing.parts(form)
    form.renew_pass()  # used up by now; whoever has to send again need not answer again
    try:
        accepted = intake.receive(message, links, files, language)
    except intake.Empty as empty:
        return _form_page(request, form, showing.worst(empty), empty.outcomes)
    except intake.Busy:
        return _form_page(request, form, 503)
    except intake.NoRoom:
        return _closed(request, showing.FULL, message, "\n".join(links))
    except intake.NoDesk:
        return _closed(request, showing.DESK, message, "\n".join(links))
    context = {"receipt": accepted.receipt, "lines": showing.lines(accepted.reports)}
    context["onion"] = settings.TIP_ONION
    return render(request, "tips/receipt.html", context)


def _answered(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Show the form to whoever answered the question; nobody else has chosen a file yet."""
    form = PersonForm(arrival.words)
    if not form.is_valid():
        return _question(request, form, 422, arrival)
    tip = _given_back(arrival)
    tip.initial["passed"] = floods.PASSES.give()
    return _form_page(request, tip, 200)


def _question(
    request: HttpRequest, form: PersonForm, status: int, arrival: Arrival | None = None
) -> HttpResponse:
    words = arrival.words if arrival else {}
    typed = {name: words.get(name, "") for name in showing.WORDS}
    context = {"form": form, "typed": typed, "problem": showing.problem(status)}
    return render(request, "tips/question.html", context, status=status)


def _given_back(arrival: Arrival) -> TipForm:
    return showing.given_back(arrival.words)


def _closed(request: HttpRequest, why: str, *typed: str) -> HttpResponse:
    """Say why nothing can be sent now, and give back what was typed."""
    context = {"form": None, "problem": showing.problem(why), "typed": list(filter(None, typed))}
    return _submit_page(request, context, 503)


def _form_page(
    request: HttpRequest, form: TipForm, status: int, outcomes: Sequence[intake.Outcome] = ()
) -> HttpResponse:
    context = {"form": form, "problem": showing.problem(status), "lines": showing.lines(outcomes)}
    return _submit_page(request, context, status)


def _submit_page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    context |= showing.limits() | {"onion": settings.TIP_ONION}
    return render(request, "tips/submit.html", context, status=status)
