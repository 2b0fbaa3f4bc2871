"""What moderators send from their room: sweeps, undoing, redaction, habits. Each is one POST.

The queue's script asks for JSON and gets what happened; a browser without scripts gets the page it
was on, with the same words as messages.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comments import cards, leases, redaction, sweeps
from comments.decisions import SecondPerson
from comments.forms import HabitForm, RedactionForm, SweepForm
from comments.models import Changed, Comment, Decided, Decision, Habit, Refused, Verdict
from comments.queue import admit

NAMED = 10  # refusals that are told one by one


@require_POST
def sweep(request: HttpRequest) -> HttpResponse:
    """Decide the cards that a page showed, or the one whose button was pressed."""
    moderator = admit(request)
    form = SweepForm(request.POST)
    if not form.is_valid():
        return _reply(request, sweeps.Outcome(), [_first_error(form)], 422)
    outcome = sweeps.sweep(form.cleaned_data["rulings"], moderator)
    return _reply(request, outcome, [*_done(outcome), *_refusals(outcome)])


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back the moderator's last sweep as far as nobody has seen it."""
    outcome = sweeps.undo(admit(request))
    said = [_("There is nothing to take back.")] if outcome.sweep is None else _undone(outcome)
    return _reply(request, outcome, said)


@require_POST
def redact(request: HttpRequest, pk: int) -> HttpResponse:
    """Destroy words of one comment."""
    moderator = admit(request)
    form = RedactionForm(request.POST, prefix=str(pk))
    if not form.is_valid():
        return _reply(request, sweeps.Outcome(), [_("Say which words, and why they go.")], 422)
    try:
        redaction.redact(pk, moderator=moderator, **form.cleaned_data)
    except redaction.NotThere:
        return _reply(request, sweeps.Outcome(), [_("These words are not in the comment.")], 422)
    except (Refused, Comment.DoesNotExist):
        said = _("Nothing done: the text has changed since you saw it.")
        return _reply(request, sweeps.Outcome(), [said], 409)
    return _reply(request, sweeps.Outcome(), [_("The words are destroyed; a mark stands there.")])


@require_POST
def habits(request: HttpRequest) -> HttpResponse:
    """Keep how a moderator wants the queue; what was on the screen goes back to the others."""
    moderator = admit(request)
    habit = Habit.objects.filter(pk=moderator.pk).first() or Habit(moderator=moderator)
    form = HabitForm(request.POST, instance=habit)
    if form.is_valid():
        form.save()
        leases.give_back(moderator)
    return redirect("admin:comments_comment_queue")


def _reply(
    request: HttpRequest, outcome: sweeps.Outcome, said: list[str], status: int = 200
) -> HttpResponse:
    """Answer the script with JSON, anybody else with messages on the page that they were on."""
    clean = status == 200 and not outcome.refused
    if request.headers.get("Accept", "").startswith("application/json"):
        decided = [decision.comment_id for decision in outcome.decisions]
        refused = [comment.pk for comment, _refusal in outcome.refused]
        answer = {"decided": decided, "refused": refused, "said": said, "clean": clean}
        return JsonResponse(answer, status=status)
    for line in said:
        (messages.success if clean else messages.warning)(request, line)
    return HttpResponseRedirect(_way(request))


def _way(request: HttpRequest) -> str:
    """Return where to go on: the comment's own page if it came from there, else the next cards."""
    stay, lane = request.POST.get("stay", ""), request.POST.get("lane", "")
    if stay.isascii() and stay.isdigit() and len(stay) < 19:
        return reverse("admin:comments_comment_change", args=[int(stay)])
    query = f"?lane={lane}" if lane in {"1", "2", "3", "4", "5"} else ""
    return f"{reverse('admin:comments_comment_queue')}{query}#sweep"


def _first_error(form: SweepForm) -> str:
    said = form.non_field_errors()
    return str(said[0]) if said else _("This page was not sent whole. Load it again.")


def _done(outcome: sweeps.Outcome) -> list[str]:
    approved, rejected, held = (
        outcome.count(verdict) for verdict in (Verdict.APPROVED, Verdict.REJECTED, Verdict.HELD)
    )
    said = []
    if approved:
        text = ngettext("{n} approved; it is shown in a minute.",
                        "{n} approved; they are shown in a minute.", approved)  # fmt: skip
        said.append(text.format(n=approved))
    if rejected:
        said.append(ngettext("{n} rejected.", "{n} rejected.", rejected).format(n=rejected))
    if held:
        text = ngettext("{n} waits for a second person.", "{n} wait for a second person.", held)
        said.append(text.format(n=held))
    return said or ([] if outcome.refused else [_("Nothing was marked, so nothing was done.")])


def _undone(outcome: sweeps.Outcome) -> list[str]:
    back, late = len(outcome.decisions), len(outcome.refused)
    if not (back or late):
        return [_("Words that are destroyed cannot be brought back.")]
    said = [ngettext("{n} taken back.", "{n} taken back.", back).format(n=back)]
    if late:
        text = ngettext("{n} could not be: it is shown already, or somebody decided anew.",
                        "{n} could not be: they are shown already, or somebody decided anew.",
                        late)  # fmt: skip
        said.append(text.format(n=late))
    return said


def _refusals(outcome: sweeps.Outcome) -> list[str]:
    first = outcome.refused[:NAMED]
    decided = [comment.pk for comment, refusal in first if isinstance(refusal, Decided)]
    records = Decision.objects.filter(comment__in=decided).select_related("moderator")
    who = {record.comment_id: record.moderator.get_username() for record in reversed(records)}
    said = [_why(comment, refusal, who.get(comment.pk)) for comment, refusal in first]
    more = len(outcome.refused) - len(first)
    return [*said, _("and {n} more").format(n=more)] if more else said


def _why(comment: Comment, refusal: Refused, who: str | None) -> str:
    if isinstance(refusal, Changed):
        text = _("Nothing done: the text has changed since you saw it. Read it again: “{words}”")
    elif isinstance(refusal, SecondPerson):
        text = _("Nothing done: you asked for a second person here: “{words}”")
    else:
        text = _("Nothing done: {who} has decided already ({status}): “{words}”")
    words, status = cards.glimpse(comment), comment.get_status_display()
    return text.format(words=words, who=who or _("somebody"), status=status)
