"""The moderators' page of what readers reported: each comment once, with all that was said of it.

Taking a comment down is decided on its own page, like everything else; here a report is put aside.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comments import queue, reports
from comments.decisions import Reason


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the reported comments that readers still see, those with most reports first."""
    queue.admit(request)
    entries = [
        (entry, [(Reason(key).label, count) for key, count in entry.reasons.most_common()])
        for entry in reports.waiting()
    ]
    context = {"title": _("Reported by readers"), "entries": entries}
    return queue.answer(request, "admin/comments/comment/reported.html", context)


@require_POST
def settle(request: HttpRequest, pk: int, last: int) -> HttpResponse:
    """Put aside the reports on one comment up to the last that the page showed."""
    queue.admit(request)
    if reports.settle(pk, last):
        messages.success(request, _("Put aside. The comment stays as it is."))
    return redirect("admin:comments_comment_reported")
