"""The pages behind a receipt: replies are read and deleted, more is sent, all is deleted."""

from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from blogsite.lib.markup import readable
from tips import floods, intake, paging, receipts, replies, showing
from tips.forms import ReceiptForm, TipForm
from tips.models import Tip
from tips.uploads import Arrival, taken
from tips.views import for_sources
from tips.weight import even

_DIGITS = 6  # of a page's number


@for_sources
def comeback(request: HttpRequest, language: str) -> HttpResponse:
    """Ask for a receipt; with it show the replies, take in more, or delete."""
    if request.method != "POST":
        return render(request, "tips/return.html", {"form": ReceiptForm()})
    with taken(request) as arrival:
        return even(_answered(request, arrival), arrival.words)


@sensitive_variables()
def _answered(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Answer to a receipt, or to an open page: that one is not counted among the tries."""
    receipt = receipts.stayed(arrival.words.get("stay", ""))
    if receipt is None and not floods.admits_receipt():
        return _unknown(request, arrival, 429)
    receipt = receipt or _typed(arrival)
    tip = replies.find(receipt) if receipt else None
    if receipt is None or tip is None:
        return _unknown(request, arrival, 422)
    return _Open(request, arrival, tip, receipt).answer()


def _typed(arrival: Arrival) -> receipts.Receipt | None:
    form = ReceiptForm(arrival.words)
    return receipts.read(form.cleaned_data["receipt"]) if form.is_valid() else None


def _unknown(request: HttpRequest, arrival: Arrival, status: int) -> HttpResponse:
    """One page and one cost for a wrong, an expired and a deleted receipt.

    What was typed comes back, whichever of the three it was: ten words for one slip are too many.
    """
    form = ReceiptForm({"receipt": readable(arrival.words.get("receipt", ""))})
    form.errors.clear()
    form.add_error("receipt", _why(arrival, status))
    typed = list(filter(None, (arrival.words.get(name) for name in showing.WORDS)))
    return render(request, "tips/return.html", {"form": form, "typed": typed}, status=status)


def _why(arrival: Arrival, status: int) -> str:
    stay = arrival.words.get("stay", "")
    if status == 429:
        return _("Very many receipts are tried at this moment. Try later.")
    if stay and receipts.stayed(stay) is None:  # whoever wanted to delete must not believe it done
        return _(
            "The page was open for more than %(minutes)d minutes: nothing was sent or deleted."
            " Type the words of your receipt again."
        ) % {"minutes": receipts.STAY // 60}
    if arrival.status != 200 and not arrival.words:  # not even the receipt could be read
        return showing.problem(arrival.status)
    return _("No tip opens with these words, or it has been deleted.")


class _Open:
    """One request to the open page of a tip."""

    def __init__(
        self, request: HttpRequest, arrival: Arrival, tip: Tip, receipt: receipts.Receipt
    ) -> None:
        self.request, self.arrival, self.tip, self.receipt = request, arrival, tip, receipt

    def answer(self) -> HttpResponse:
        words = self.arrival.words
        try:
            if "delete" in words:
                return self._deleted(sure="sure" in words)
            if "forget" in words:
                forgotten = replies.forget(self.tip, words.get("forget", ""))
                return self._page(showing.given_back(words), forgotten=forgotten)
        except OperationalError:  # others hold the database for longer than we wait
            problem = showing.problem(showing.UNDELETED)
            return self._page(showing.given_back(words), 503, problem=problem)
        if "add" in words or self.arrival.status != 200:
            return self._added()
        return self._page(showing.given_back(words))

    def _deleted(self, *, sure: bool) -> HttpResponse:
        if not sure:
            return self._page(TipForm(), 422, unsure=True, problem="")
        self.tip.destroy()
        return render(self.request, "tips/deleted.html")

    @sensitive_variables()
    def _added(self) -> HttpResponse:
        arrival = self.arrival
        if arrival.status != 200:
            return self._page(showing.given_back(arrival.words), arrival.status)
        form = TipForm(arrival.words, arrival.files)
        if receipts.is_in(self.receipt, arrival.words.get("message", "")):
            form.add_error("message", _("Leave the words of your receipt out of the message."))
        if not form.is_valid():
            return self._page(form, 422)
        if not floods.admits_addition():
            return self._page(form, 429)
        return self._kept(form)

    @sensitive_variables()
    def _kept(self, form: TipForm) -> HttpResponse:
        try:
            outcomes = intake.add(self.tip, *showing.parts(form))
        except intake.Empty as empty:
            lines = showing.lines(empty.outcomes)
            return self._page(form, showing.worst(empty), lines=lines)
        except intake.Busy:
            return self._page(form, 503)
        except intake.NoRoom:
            return self._page(form, 503, problem=showing.problem(showing.FULL))
        except intake.Gone:
            return _unknown(self.request, self.arrival, 422)
        return self._page(TipForm(), lines=showing.lines(outcomes), added=True)

    def _page(self, form: TipForm, status: int = 200, **more: Any) -> HttpResponse:
        context = {
            "exchange": self._exchange(),
            "stay": receipts.stay(self.receipt),
            "form": form,
            "problem": showing.problem(status),
        }
        context |= showing.limits() | more
        return render(self.request, "tips/replies.html", context, status=status)

    def _exchange(self) -> dict[str, Any]:
        """Return the page of the desk's answers that was asked for, at first the newest one."""
        pages = paging.pages(replies.read(self.tip, self.receipt))
        words = self.arrival.words
        wanted = (words.get("stay_page") or words.get("stay_at", ""))[:_DIGITS]
        asked = int(wanted) if wanted.isascii() and wanted.isdigit() else paging.newest(pages)
        number = max(1, min(asked, len(pages)))
        return {
            "parts": pages[number - 1],
            "page": number,
            "pages": len(pages),
            "earlier": number - 1,
            "later": number + 1 if number < len(pages) else 0,
        }
