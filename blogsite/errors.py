"""Pages for requests that get no page: each in the language of its address, none with a query."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from blogsite import privacy
from blogsite.lib import editions

LAST_WORDS = "Something broke on our side. / Algo falló de nuestro lado.\n"


def _page(request: HttpRequest, status: int) -> HttpResponse:
    with translation.override(editions.of_path(request.path_info)):
        response = render(request, f"{status}.html", status=status)
    response.headers["Cache-Control"] = "no-store"  # the address may be right a minute later
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that makes no sense (400)."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that is not allowed (403)."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that has no page (404).

    A form whose post was withdrawn while somebody wrote gives the words back.
    """
    if request.method != "POST" or privacy.is_desk(request):
        return _page(request, 404)
    response = privacy.refuse_form(request, "404.html", 404)
    response.headers["Cache-Control"] = "no-store"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours (500), without a database and, at worst, without a template.

    The list of static files, a translation or a template may be what broke: a sentence remains.
    """
    try:
        return _page(request, 500)
    except Exception:  # there is no other page after this one
        return HttpResponse(LAST_WORDS, status=500, content_type="text/plain; charset=utf-8")
