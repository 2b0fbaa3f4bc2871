"""The desk's pages for one tip: read it, answer, note, sort, delete. Views only."""

from typing import Any, cast
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from tips import desk, handling, lending, media, opening, sealing
from tips.deskforms import NoteForm, ReplyForm, StatusForm
from tips.doors import for_readers, page, with_key
from tips.models import Attachment, Tip


@with_key
@require_safe
@sensitive_variables()
def read(request: HttpRequest, key: desk.OpenKey, pk: UUID) -> HttpResponse:
    """Show one tip in clear, and note that this member has seen it."""
    tip = get_object_or_404(Tip.objects.select_related("assignee"), pk=pk)
    try:
        opened = desk.open_tip(tip, key)
    except desk.Locked:
        return _closed(request, tip, 403)
    except sealing.Tampered:
        return _closed(request, tip, 409, damaged=True)
    handling.opened(tip, cast(User, request.user), len(opened.envelopes))
    context = {
        "tip": tip,
        "title": _("Tip"),
        "sendings": [opening.shown(words, opened.identity) for words in opened.envelopes],
        "replies": opened.replies,
        "notes": opened.notes,
        "reply_form": ReplyForm(auto_id="reply_%s"),
        "note_form": NoteForm(auto_id="note_%s"),
        "status_form": StatusForm.of(tip),
    }
    return page(request, "read", context)


@with_key
@require_safe
@sensitive_variables()
def attachment(request: HttpRequest, key: desk.OpenKey, pk: UUID, file: UUID) -> HttpResponseBase:
    """Send one cleaned file: a picture, sound or video to be shown, anything else to be saved."""
    rows = Attachment.objects.select_related("envelope__tip")
    row = get_object_or_404(rows, pk=file, envelope__tip=pk)
    try:
        label, content = desk.open_attachment(row, key)
    except (desk.Locked, sealing.Tampered):
        raise PermissionDenied from None
    except lending.Full:
        return page(request, "full", {"title": _("Try again in a moment")}, 503)
    return media.answer(request, label, content)


@for_readers
@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def reply(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Answer a tip. Sealing needs no open key, so a text is never lost to a closed one."""
    tip = get_object_or_404(Tip, pk=pk)
    form = ReplyForm(request.POST)
    if form.is_valid():
        desk.reply(tip, form.cleaned_data["text"])
        return redirect("admin:tips_tip_change", pk)
    return _again(request, tip, form, _("Send the reply"))


@for_readers
@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def note(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Leave a note for the desk; needs no open key either."""
    tip = get_object_or_404(Tip, pk=pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        desk.note(tip, form.cleaned_data["text"], request.user.get_username())
        return redirect("admin:tips_tip_change", pk)
    return _again(request, tip, form, _("Keep the note"))


@for_readers
@require_POST
def status(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Note where the desk stands, whether the tip is held, and who looks after it."""
    tip = get_object_or_404(Tip, pk=pk)
    form = StatusForm(request.POST, auto_id="status_%s")
    if not form.is_valid():
        return _again(request, tip, form, _("Save"))
    wanted = form.cleaned_data
    try:
        handling.sort(
            tip, wanted["status"], wanted["held"], wanted["assignee"], lambda: _key(request)
        )
    except desk.Locked:
        form.add_error("assignee", form.NEEDS_KEY)
        return _again(request, tip, form, _("Save"))
    return redirect("admin:tips_tip_change", pk)


@for_readers
@require_POST
def deletion(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Delete a tip for good, once the box is ticked; one under legal hold stays."""
    tip = get_object_or_404(Tip, pk=pk)
    if "sure" not in request.POST:
        return redirect("admin:tips_tip_change", pk)
    try:
        handling.delete(tip)
    except handling.Held:
        return _closed(request, tip, 409, held=True)
    return redirect("admin:tips_tip_changelist")


def _key(request: HttpRequest) -> desk.OpenKey:
    return opening.current(request)


def _closed(request: HttpRequest, tip: Tip, code: int, **why: bool) -> HttpResponse:
    """Say why a tip is not shown here; what needs no open key can still be done."""
    offline = not tip.wraps.exclude(desk_key=None).exists()
    context: dict[str, Any] = {
        "tip": tip,
        "title": _("Damaged") if why.get("damaged") else _("This tip stays closed"),
        "offline": offline,
        "reply_form": ReplyForm(auto_id="reply_%s"),
        "note_form": NoteForm(auto_id="note_%s"),
        "status_form": StatusForm.of(tip),
    }
    return page(request, "closed", context | why, code)


def _again(request: HttpRequest, tip: Tip, form: Any, button: str) -> HttpResponse:
    context = {"tip": tip, "form": form, "button": button, "title": _("Not saved yet")}
    return page(request, "again", context, 422)
