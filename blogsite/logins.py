"""Pages about logins: the form, one's second step, one's open sessions, those of somebody else."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from blogsite import emergency, sessions
from blogsite import second_step as steps

METHODS = ["GET", "HEAD", "POST"]


class CodeField(forms.CharField):
    """A code from an app, or a recovery code."""

    def __init__(self, **more: Any) -> None:
        typed = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=typed), **more)


class LoginForm(AdminAuthenticationForm):
    """Name and password, and a code from those who turned that on; one answer to all mistakes."""

    code = CodeField(
        required=False,
        label=gettext_lazy("Code from your app, if you use one"),
        help_text=gettext_lazy("A recovery code does as well."),
    )
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": gettext_lazy(
            "That is not right. Look at the name, the password (capitals count) and, if your login"
            " has a second step, the code: each works once, and after a wrong one wait a little."
        ),
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        user = self.get_user()
        if user and steps.is_on(user) and not steps.passes(user, self.cleaned_data.get("code", "")):
            raise self.get_invalid_login_error()
        return cleaned


class CodeForm(forms.Form):
    """The code that turning something on or off asks for."""

    code = CodeField()


@require_http_methods(METHODS)
def second_step(request: HttpRequest) -> HttpResponse:
    """Turn one's own second step on or off, or take new recovery codes; each asks for a code."""
    user, act = cast(User, request.user), request.POST.get("do")
    if request.method != "POST":
        return _step(request)
    if act == "begin" and not steps.is_on(user):
        steps.begin(user)
        return redirect("admin:second_step")
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _step(request, refused=True)
    code = form.cleaned_data["code"]
    if act == "confirm" and (codes := steps.confirm(user, code)):
        sessions.end(user, but=request.session.session_key)
        return _step(request, codes=codes)
    if act in {"codes", "off"} and steps.is_on(user) and steps.passes(user, code):
        if act == "codes":
            return _step(request, codes=steps.renew_codes(user))
        steps.turn_off(user)
        messages.success(request, _("Your second step is off."))
        return redirect("admin:second_step")
    return _step(request, refused=True)


def _step(request: HttpRequest, *, refused: bool = False, **context: Any) -> HttpResponse:
    user = cast(User, request.user)
    on = steps.is_on(user)
    context |= {"title": _("Second step"), "on": on, "refused": refused}
    if on:
        context["left"] = steps.codes_left(user)
    elif device := steps.begun(user):
        context |= {
            "secret": steps.secret(device),
            "link": steps.link(device),
            "picture": steps.picture(device),
        }
    return _page(request, "second_step", 422 if refused else 200, **context)


@require_http_methods(METHODS)
def own_sessions(request: HttpRequest) -> HttpResponse:
    """Show where one is logged in; end one of these sessions, or all but this one."""
    user, this = cast(User, request.user), request.session.session_key
    if request.method == "POST":
        _say(request, sessions.end(user, mark=request.POST.get("session"), but=this))
        return redirect("admin:own_sessions")
    found = sessions.of(user, this)
    return _page(request, "sessions", title=_("Your sessions"), logins=found)


@require_http_methods(METHODS)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an administrator end the sessions of somebody else, or turn their second step off."""
    if not request.user.has_perm("auth.change_user"):
        raise PermissionDenied
    somebody = get_object_or_404(User, pk=pk)
    if somebody == request.user:
        return redirect("admin:own_sessions")
    if somebody.is_superuser and not request.user.is_superuser:
        raise PermissionDenied
    act = request.POST.get("do")
    if act == "sessions":
        _say(request, sessions.end(somebody))
        emergency.log(request, somebody, pk, str(somebody), _("Sessions ended."))
    elif act == "off" and steps.is_on(somebody):
        steps.turn_off(somebody)
        emergency.log(request, somebody, pk, str(somebody), _("Second step turned off."))
        messages.success(request, _("The second step is off."))
    if request.method == "POST":
        return redirect("admin:person", pk)
    shown: dict[str, Any] = {"logins": sessions.of(somebody, None), "on": steps.is_on(somebody)}
    title = _("Logins of this person")
    return _page(request, "person", title=title, somebody=somebody, **shown)


def _say(request: HttpRequest, count: int) -> None:
    words = ngettext("%(count)d session ended.", "%(count)d sessions ended.", count)
    messages.success(request, words % {"count": count})


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    whole = admin.site.each_context(request) | context
    return render(request, f"admin/logins/{name}.html", whole, status=status)
