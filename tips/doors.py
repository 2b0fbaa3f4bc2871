"""The doors of the tips' room: who may come in, and with what key."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from tips import desk, opening
from tips.deskforms import PassphraseForm
from tips.models import READ_TIP, DeskKey, Tip

View = Callable[..., HttpResponseBase]
MANAGE_DESK = "tips.manage_desk"


def for_readers(view: View) -> View:
    """Let nobody in who may not read tips; superusers may, moderators and editors may not."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(READ_TIP):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


def for_managers(view: View) -> View:
    """Let nobody in who may not take people off the desk."""

    @for_readers
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(MANAGE_DESK):
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
            return to_unlock(request)
        response = view(request, key, *args, **kwargs)
        opening.keep(request, response, key)
        return response

    return opened


def to_unlock(request: HttpRequest) -> HttpResponse:
    """Lead to the passphrase, and from there back to the page asked for, or to the list."""
    query = urlencode({"next": request.path}) if request.method == "GET" else ""
    return redirect(f"{reverse('admin:tips_tip_unlock')}?{query}".rstrip("?"))


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
    return page(request, "unlock", context, 422 if form.is_bound else 200)


@for_readers
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    response = redirect("admin:tips_tip_changelist")
    opening.forget(response)
    return response


def page(request: HttpRequest, name: str, context: dict[str, Any], code: int = 200) -> HttpResponse:
    """Answer with one of the desk's own pages."""
    context = admin.site.each_context(request) | {"opts": Tip._meta} | context
    return render(request, f"admin/tips/{name}.html", context, status=code)


def _next(request: HttpRequest) -> str:
    """Return where to go after unlocking: only to pages of the tips themselves."""
    inbox = reverse("admin:tips_tip_changelist")
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours and wanted.startswith(inbox) else inbox
