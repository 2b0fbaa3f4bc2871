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
    if mark := floods.mark_unasked():
        return _form_page(request, TipForm(), 200, mark)
    return _question(request, PersonForm(), 200)


@sensitive_variables()
def _received(request: HttpRequest, arrival: Arrival, language: str) -> HttpResponse:
    mark = arrival.words.get("passed", "")
    if arrival.status != 200:
        return _form_page(request, showing.given_back(arrival.words), arrival.status, mark)
    if "person" in arrival.words:
        return _answered(request, arrival)
    form = TipForm(arrival.words, arrival.files)
    if not form.is_valid():
        return _form_page(request, form, 422, mark)
    again = floods.admits_tip(mark)
    if again is None:
        return _question(request, PersonForm(), 429, arrival)
    return _kept(request, form, language, again)


@sensitive_variables()
def _kept(request: HttpRequest, form: TipForm, language: str, mark: str) -> HttpResponse:
    message, links, files = showing.parts(form)
    try:
        accepted = intake.receive(message, links, files, language)
    except intake.Empty as empty:
        return _form_page(request, form, showing.worst(empty), mark, empty.outcomes)
    except intake.Busy:
        return _form_page(request, form, 503, mark)
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
    if mark := floods.mark_asked():
        return _form_page(request, showing.given_back(arrival.words), 200, mark)
    return _question(request, PersonForm(), 429, arrival)


def _question(
    request: HttpRequest, form: PersonForm, status: int, arrival: Arrival | None = None
) -> HttpResponse:
    words = arrival.words if arrival else {}
    typed = {name: words.get(name, "") for name in showing.WORDS}
    context = {"form": form, "typed": typed, "problem": showing.problem(status)}
    return render(request, "tips/question.html", context, status=status)


def _closed(request: HttpRequest, why: str, *typed: str) -> HttpResponse:
    """Say why nothing can be sent now, and give back what was typed."""
    context = {"form": None, "problem": showing.problem(why), "typed": list(filter(None, typed))}
    return _submit_page(request, context, 503)


def _form_page(
    request: HttpRequest,
    form: TipForm,
    status: int,
    mark: str,
    outcomes: Sequence[intake.Outcome] = (),
) -> HttpResponse:
    """Show the form; `mark` lets it in when it is sent, however much arrives by then."""
    context = {"form": form, "problem": showing.problem(status), "lines": showing.lines(outcomes)}
    return _submit_page(request, context | {"mark": mark}, status)


def _submit_page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    context |= showing.limits() | {"onion": settings.TIP_ONION}
    return render(request, "tips/submit.html", context, status=status)
