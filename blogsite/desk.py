"""Sessions, users, messages and form tokens: below the admin's path only, public pages pass by."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import reverse

from blogsite import second_step, sessions
from blogsite.privacy import is_desk


class BelowAdmin:
    """Mix-in: a middleware of Django's that public requests pass by untouched."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_desk(request):
            return super().__call__(request)  # type: ignore[misc, no-any-return]
        return self.get_response(request)  # type: ignore[attr-defined, no-any-return]


class DeskSessionMiddleware(BelowAdmin, SessionMiddleware):
    """Sessions, for the admin only."""


class DeskLocaleMiddleware(BelowAdmin, LocaleMiddleware):
    """The moderator's own language, for the admin only."""


class DeskAuthenticationMiddleware(BelowAdmin, AuthenticationMiddleware):
    """Users, for the admin only."""


class DeskMessageMiddleware(BelowAdmin, MessageMiddleware):
    """Messages, for the admin only."""


class DeskCsrfMiddleware(BelowAdmin, CsrfViewMiddleware):
    """Form tokens, for the admin only; public forms have no authority that could be abused."""

    def process_view(  # type: ignore[override]
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[object, ...],
        callback_kwargs: dict[str, object],
    ) -> HttpResponseBase | None:
        if not is_desk(request):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


class DeskLoginMiddleware:
    """Who is logged in: the session's days, and the way to a second step not set up yet.

    DESK_SECOND_STEP says whether everybody needs one. Of who is not logged in no form is read but
    the login's, which nginx has whole before it passes it on: slow ones would stop every thread.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_desk(request):
            return self.get_response(request)
        if request.user.is_authenticated:
            sessions.note(request.session)
            if self._is_led_away(request):
                return redirect("admin:second_step")
        elif request.method == "POST" and request.path != reverse("admin:login"):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return self.get_response(request)

    def _is_led_away(self, request: HttpRequest) -> bool:
        if settings.DESK_SECOND_STEP != "required":
            return False
        open_ways = {reverse(f"admin:{name}") for name in ("second_step", "login", "logout")}
        return request.path not in open_ways and not second_step.is_on(request.user)
