"""The desk's pages, below the admin: unlock, read, answer, sort, delete. Views only."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tips import desk, opening, sealing
from tips.deskforms import PassphraseForm, ReplyForm, StatusForm
from tips.models import READ_TIP, Attachment, DeskKey, Tip

View = Callable[..., HttpResponseBase]

# What a browser may draw inside the page; everything else is a download.
PICTURES = frozenset(("image/jpeg", "image/png", "image/webp", "image/gif"))
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def for_readers(view: View) -> View:
    """Let nobody in who may not read tips; superusers may, moderators and editors may not."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(READ_TIP):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


def with_key(view: View) -> View:
    """Give a view the open key of whoever asks, or send them to unlock it first."""

    @for_readers
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            key = opening.current(request)
        except desk.Locked:
            query = urlencode({"next": request.path})
            return redirect(f"{reverse('admin:tips_tip_unlock')}?{query}")
        response = view(request, key, *args, **kwargs)
        opening.keep(request, response, key)
        return response

    return opened


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def unlock(request: HttpRequest) -> HttpResponse:
    """Open this member's key with its passphrase; the first time, make the key."""
    user = cast(User, request.user)
    desk_key = DeskKey.objects.filter(user=user).first()
    form = PassphraseForm(request.POST or None, user=user, desk_key=desk_key)
    if form.is_valid():
        response = redirect(_next(request))
        opening.keep(request, response, form.key)
        return response
    context = {"form": form, "first": desk_key is None, "title": _("Unlock the tips")}
    return _page(request, "unlock", context, 422 if form.is_bound else 200)


@for_readers
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    response = redirect("admin:tips_tip_changelist")
    opening.forget(response)
    return response


@with_key
@require_safe
@sensitive_variables()
def read(request: HttpRequest, key: desk.OpenKey, pk: UUID) -> HttpResponse:
    """Show one tip in clear."""
    tip = get_object_or_404(Tip.objects.select_related("assignee"), pk=pk)
    try:
        opened = desk.open_tip(tip, key)
    except desk.Locked:
        return _page(request, "closed", {"tip": tip, "title": _("Not sealed to you")}, 403)
    except sealing.Tampered:
        return _page(request, "closed", {"tip": tip, "title": _("Damaged"), "damaged": True}, 409)
    return _reading(request, opened, ReplyForm(), 200)


@with_key
@require_safe
@sensitive_variables()
def attachment(request: HttpRequest, key: desk.OpenKey, pk: UUID, file: UUID) -> HttpResponseBase:
    """Send one cleaned file: a picture to be shown, anything else to be saved."""
    rows = Attachment.objects.select_related("envelope__tip")
    row = get_object_or_404(rows, pk=file, envelope__tip=pk)
    try:
        label, content = desk.open_attachment(row, key)
    except (desk.Locked, sealing.Tampered):
        raise PermissionDenied from None
    shown = label.media_type in PICTURES
    response = FileResponse(
        content,
        as_attachment=not shown,
        filename=label.name,
        content_type=label.media_type if shown else "application/octet-stream",
    )
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


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
    return _page(request, "reply", {"tip": tip, "form": form, "title": _("Reply")}, 422)


@for_readers
@require_POST
def status(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Note where the desk stands, and who looks after the tip."""
    tip = get_object_or_404(Tip, pk=pk)
    form = StatusForm(request.POST)
    if not form.is_valid():
        return _page(request, "reply", {"tip": tip, "form": form, "title": _("Status")}, 422)
    tip.settle(form.cleaned_data["status"])
    if form.cleaned_data["mine"]:
        Tip.objects.filter(pk=pk).update(assignee=request.user.pk)
    return redirect("admin:tips_tip_change", pk)


@for_readers
@require_POST
def deletion(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Delete a tip for good, once the box is ticked."""
    tip = get_object_or_404(Tip, pk=pk)
    if "sure" not in request.POST:
        return redirect("admin:tips_tip_change", pk)
    tip.destroy()
    return redirect("admin:tips_tip_changelist")


def _reading(request: HttpRequest, opened: desk.Opened, form: ReplyForm, code: int) -> HttpResponse:
    tip = opened.tip
    context = {
        "tip": tip,
        "title": _("Tip"),
        "sendings": [opening.shown(words, opened.identity) for words in opened.envelopes],
        "replies": opened.replies,
        "form": form,
        "status_form": StatusForm(initial={"status": tip.status}),
    }
    return _page(request, "read", context, code)


def _page(request: HttpRequest, name: str, context: dict[str, Any], code: int) -> HttpResponse:
    context = admin.site.each_context(request) | {"opts": Tip._meta} | context
    return render(request, f"admin/tips/{name}.html", context, status=code)


def _next(request: HttpRequest) -> str:
    """Return where to go after unlocking: only to pages of the tips themselves."""
    inbox = reverse("admin:tips_tip_changelist")
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours and wanted.startswith(inbox) else inbox
