"""Public lists beside those by date: corrections, labels, most read, the parts of a series."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from blogsite import pages
from blogsite.lib.editions import Language
from posts import labels as topics
from posts import popular as reading
from posts.addresses import address
from posts.models import Post
from posts.stories import Correction, Series

PAGE = 50  # corrections


@require_safe
@pages.stored
def corrections(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the newest corrections, or with those before the one named in `before`."""
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) <= 18):
        raise Http404
    shown = Correction.objects.shown(language)
    found = list((shown.filter(pk__lt=int(before)) if before else shown)[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    context = {
        "corrections": found,
        "older": f"{address('corrections', language)}?before={found[-1].pk}" if more else "",
        "before": before,
        "pair": {} if before else _pair("corrections"),
    }
    return render(request, "posts/corrections.html", context)


@require_safe
@pages.stored
def labels(request: HttpRequest, language: str) -> HttpResponse:
    context = {"cloud": topics.cloud(language), "pair": _pair("labels")}
    return render(request, "posts/labels.html", context)


@require_safe
@pages.stored
def popular(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the posts that are read most, without numbers; not found where none count."""
    if not settings.COUNT_READS:
        raise Http404
    context = {"posts": list(reading.most_read(language)), "pair": _pair("popular")}
    return render(request, "posts/popular.html", context)


@require_safe
@pages.stored
def series(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the parts of a series in their order; one without a live post is not found."""
    found = get_object_or_404(Series, language=language, slug=slug)
    fields = ("headline", "path", "standfirst", "published_at", "unverified")
    parts = list(Post.objects.in_series(found).only(*fields))
    if not parts:
        raise Http404
    return render(request, "posts/series.html", {"series": found, "parts": parts})


def _pair(name: str) -> dict[str, str]:
    """Return the addresses of a list that is in both editions, by language."""
    return {language: address(name, language) for language in Language.values}
