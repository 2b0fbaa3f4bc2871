"""The pages for what cannot be answered: in the language of the address, without a word of why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from blogsite.lib import editions


def _page(request: HttpRequest, status: int) -> HttpResponse:
    with translation.override(editions.of_path(request.path_info)):
        return render(request, f"{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)
