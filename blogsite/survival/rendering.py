"""Pages as readers get them, made in this process by the same views, without a server."""

from io import BytesIO
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse
from django.urls import resolve
from django.utils import translation

from blogsite.lib import editions


def request_for(path: str, query: str = "") -> WSGIRequest:
    """Return the request of a reader who is nobody, for a decoded path on the site's own host."""
    site = urlsplit(settings.SITE_URL)
    port = site.port or (443 if site.scheme == "https" else 80)
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": site.hostname or "",
            "SERVER_PORT": str(port),
            "HTTP_HOST": site.netloc,
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
        }
    )


def rendered(path: str, query: str = "") -> str | None:
    """Return what a public view answers, or None where readers find nothing.

    Middleware is left out: nothing is stored, counted or redirected on the way.
    """
    request = request_for(path, query)
    with translation.override(editions.of_path(path)):
        match = resolve(path)
        try:
            response = match.func(request, *match.args, **match.kwargs)
        except Http404:
            return None
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return None
    return response.content.decode()


def address(path: str) -> str:
    """Return a decoded path as it stands in links."""
    return quote(path, safe="/:@!$&'()*+,;=~-._")
