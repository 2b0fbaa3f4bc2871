"""Addresses of views that tell what reached them, for the tests of what is kept from views."""

from django.http import HttpResponse, JsonResponse
from django.urls import path

from blogsite import pages

handler400, handler403 = "blogsite.errors.bad_request", "blogsite.errors.forbidden"
handler404, handler500 = "blogsite.errors.not_found", "blogsite.errors.broken"
made = []  # one entry for each rendering of a stored page
news = ["first"]  # what a stored page says


def seen(request):
    return JsonResponse(
        {
            "meta": {name: str(value) for name, value in request.META.items()},
            "headers": dict(request.headers),
            "cookies": request.COOKIES,
            "person": hasattr(request, "user") or hasattr(request, "session"),
            "words": request.POST.dict(),
        }
    )


@pages.stored
def stored(request, slug=""):
    made.append(request.path)
    return HttpResponse(f"<p>{news[-1]}</p>" * 50)


@pages.stored
def cookie(request):
    response = HttpResponse("for you only")
    response.set_cookie("you", "1")
    return response


@pages.stored
def changing(request):
    """Show what was true when the rendering began; the news comes while it is under way."""
    old = news[-1]
    news.append("changed meanwhile")
    pages.forget(request.path)
    return HttpResponse(old)


@pages.stored
def absent(request):
    return HttpResponse("not here", status=404)


def broken(request):
    words = request.POST.get("body", "secret of the paper")
    raise ValueError(words)


urlpatterns = [
    path("seen/", seen),
    path("admin/seen/", seen),
    path("stored/", stored),
    path("2026/01/<str:slug>.html", stored),
    path("es/stored/", stored),
    path("cookie/", cookie),
    path("changing/", changing),
    path("absent/", absent),
    path("broken/", broken),
]
