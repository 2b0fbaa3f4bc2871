"""What public responses carry, and what is dropped from requests before any view sees them."""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation

from blogsite.lib import bodies, editions

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
Next = Callable[[HttpRequest], HttpResponseBase]

# What a public view may know of a request; every other header of the client is removed.
KEPT_HEADERS = {
    "HTTP_HOST",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_ORIGIN",
    "HTTP_SEC_FETCH_SITE",
    "HTTP_PURPOSE",  # with the next: a browser fetches ahead what nobody reads yet
    "HTTP_SEC_PURPOSE",
}
CHARSET = re.compile(r"charset(?=\s*\*?\s*=)", re.IGNORECASE)  # a parameter of a Content-Type
ABOUT_THE_CLIENT = ("REMOTE_", "gunicorn.socket", "SSL_CLIENT", "GEOIP")
METHODS = ("GET", "HEAD", "POST")
PUBLIC_CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
DESK_CSP = (
    "default-src 'none'; script-src 'self'{script}; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; media-src 'self'; font-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors {frames}; frame-src 'self';"
    " object-src 'none'"
)
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
        "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment",
        "publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip
# Django's own middlewares set some of these too, but not on what is refused before they run.
EVERYWHERE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def is_desk(request: HttpRequest) -> bool:
    """Tell whether a request is for the admin, the only place that knows people."""
    return bool(settings.ADMIN_PATH) and request.path_info.startswith(settings.ADMIN_PATH)


class PrivacyMiddleware:
    """Outermost: forget who asks, refuse what no page of ours sends, dress every answer."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        desk = is_desk(request)
        if not desk:
            forget_client(request)
        response = self._refusal(request, desk) or self.get_response(request)
        return self._dressed(request, response, desk)

    def _refusal(self, request: HttpRequest, desk: bool) -> HttpResponse | None:
        try:
            host = request.get_host()
        except DisallowedHost:
            return HttpResponse("Unknown host.\n", status=400, content_type="text/plain")
        if host.split(":")[0].endswith(".onion"):
            request.META["HTTP_X_FORWARDED_PROTO"] = "https"  # Tor encrypts; no redirect to https
        if request.method not in METHODS:
            return HttpResponse(status=405, headers={"Allow": ", ".join(METHODS)})
        if request.method == "POST" and not desk and cross_site(request):
            return refuse_form(request, "403_form.html", 403)
        return None

    def _dressed(
        self, request: HttpRequest, response: HttpResponseBase, desk: bool
    ) -> HttpResponseBase:
        csp = PUBLIC_CSP
        if desk and not getattr(response, "as_readers_see", False):  # a preview is as bare
            framed = response.headers.get("X-Frame-Options") == "SAMEORIGIN"  # by this desk alone
            csp = DESK_CSP.format(
                script=getattr(response, "script_source", ""),
                frames="'self'" if framed else "'none'",
            )
        response.headers.setdefault("Content-Security-Policy", csp)
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store" if desk else "no-cache")
        if request.META.get("HTTP_HOST", "").split(":")[0].endswith(".onion"):
            response.headers.pop("Strict-Transport-Security", None)
        elif settings.ONION_URL and not desk:
            response.headers["Onion-Location"] = settings.ONION_URL + request.get_full_path()
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Refuse a body larger than a form before it is read, where no file is expected."""
        if is_desk(request) or getattr(view, "bounds_body", False):
            return None
        if bodies.length(request) > settings.FORM_BYTES:
            return refuse_form(request, "413.html", 413)
        return None


def in_utf8(application: Application) -> Application:
    """Wrap an application so that no charset which a client names is followed.

    Django reads query and form in it: some break that before any middleware, and punycode takes
    minutes for one form. Browsers send what our pages ask for, UTF-8, and name none.
    """

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ["CONTENT_TYPE"] = CHARSET.sub("claimed", environ.get("CONTENT_TYPE") or "")
        return application(environ, start_response)

    return answer


def forget_client(request: HttpRequest) -> None:
    """Remove address, forwarding headers, user agent, referrer, cookies: all but KEPT_HEADERS."""
    kept = KEPT_HEADERS | (
        {settings.SECURE_PROXY_SSL_HEADER[0]} if settings.SECURE_PROXY_SSL_HEADER else set()
    )
    for name in list(request.META):
        if (name.startswith("HTTP_") and name not in kept) or name.startswith(ABOUT_THE_CLIENT):
            del request.META[name]
    request.__dict__.pop("headers", None)  # a cached property made of META
    request.COOKIES = {}


def cross_site(request: HttpRequest) -> bool:
    """Tell whether a browser says that a form was sent from another site (Fetch standard)."""
    if request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.META.get("HTTP_ORIGIN")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def refuse_form(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Answer a form that is not taken in its page's language, giving back what was typed in it.

    A form on an address of no edition, such as a comment's, says its language in `edition`.
    """
    typed = bodies.typed(request)
    language = typed.get("edition", "")
    if language not in editions.Language:
        language = editions.of_path(request.path_info)
    with translation.override(language):
        return render(request, template, {"typed": bodies.shown(typed)}, status=status)


class EditionMiddleware:
    """Set the language of a public page from its path, never from a header or cookie."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_desk(request):
            return self.get_response(request)
        with translation.override(editions.of_path(request.path_info)):
            return self.get_response(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer an admin form whose token is missing or old."""
    return render(request, "403.html", status=403)
