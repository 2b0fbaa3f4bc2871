"""The public pages of posts: parse the address, ask once, answer."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateformat import format as date_format
from django.utils.formats import get_format
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from blogsite import pages
from blogsite.lib.editions import in_language
from posts import beside, bylines, labels, listing, series, variants
from posts.addresses import OTHER, absolute, address
from posts.models import Label, Page, Post
from posts.querysets import PostQuerySet
from posts.structured import json_ld

OLD_QUERIES = {"m", "showComment"}  # Blogger's mobile pages and its links to a comment


@require_safe
@pages.stored
def home(request: HttpRequest, language: str) -> HttpResponse:
    about = {"kind": "home", "title": settings.SITE_NAME, "subject": None}
    return _listed(request, Post.objects.live(), language, about, ("home",))


@require_safe
@pages.stored
def label(request: HttpRequest, language: str, name: str) -> HttpResponse:
    found = Label.objects.filter(name=name).first() or labels.successor(name)
    if found is None:
        raise Http404
    if found.name != name:
        return redirect(address("label", language, found.name), permanent=True)
    posts = Post.objects.live().filter(labels=found)
    about = {"kind": "label", "title": found.name, "subject": found}
    return _listed(request, posts, language, about, ("label", name))


@require_safe
@pages.stored
def byline(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    try:
        found = bylines.at(slug)
    except bylines.Gone:
        return render(request, "404.html", {"status": 410}, status=410)
    if found.slug != slug:
        return redirect(address("byline", language, found.slug), permanent=True)
    posts = Post.objects.live().filter(bylines=found)
    about = {"kind": "byline", "title": found.name, "subject": found}
    return _listed(request, posts, language, about, ("byline", slug))


def _listed(
    request: HttpRequest,
    posts: PostQuerySet,
    language: str,
    about: dict[str, Any],
    place: tuple[str, ...],
) -> HttpResponse:
    """Answer with one page of a list; one that shows nothing (yet) names nothing either.

    `place` is what address() makes the list's address of; `posts` are those of both editions.
    """
    plain = address(place[0], language, *place[1:])
    if OLD_QUERIES & request.GET.keys():
        return redirect(plain, permanent=True)
    if there := listing.of_blogger(request.GET, plain):
        return redirect(there, permanent=True)
    try:
        edition = posts.in_edition(language)
        shown = listing.page(edition, plain, request.GET.get("before", ""))
    except ValueError as error:
        raise Http404 from error
    if not shown["days"] and about["kind"] != "home":
        raise Http404
    pair = listing.editions(posts, language, *place) if not shown["newer"] else {}
    return render(request, "posts/list.html", about | shown | {"months": [], "pair": pair})


@require_safe
@pages.stored
def month(request: HttpRequest, language: str, year: int, month: int) -> HttpResponse:
    edition = Post.objects.live().in_edition(language)
    days = listing.by_day(edition.between(*listing.span(year, month)).listed())
    return _archive(request, language, date(year, month, 1), days, "month")


@require_safe
@pages.stored
def year(request: HttpRequest, language: str, year: int) -> HttpResponse:
    edition = Post.objects.live().in_edition(language)
    headlines = edition.between(*listing.span(year)).only("headline", "path", "published_at")
    days = listing.by_month(headlines[: listing.HEADLINES])
    return _archive(request, language, date(year, 1, 1), days, "year")


def _archive(
    request: HttpRequest, language: str, first: date, days: listing.Days, kind: str
) -> HttpResponse:
    if not days:
        raise Http404
    live = Post.objects.live()
    edition = live.in_edition(language)
    form = get_format("YEAR_MONTH_FORMAT") if kind == "month" else "Y"
    place = (first.year, first.month)[: 2 if kind == "month" else 1]
    context = {
        "kind": kind,
        "title": capfirst(date_format(first, form)),
        "subject": first,
        "here": address(kind, language, *place),
        "days": days,
        "older": "",
        "newer": "",
        "months": listing.months(edition, language, first.year),
        "years": listing.other_years(edition, language, first.year),
        "pair": listing.editions(live.between(*listing.span(*place)), language, kind, *place),
    }
    return render(request, "posts/list.html", context)


@require_safe
@pages.stored
def post(
    request: HttpRequest, year: int, month: int, slug: str, posts: PostQuerySet | None = None
) -> HttpResponse:
    """Answer with a live post; `posts` may add what another app's part of the page asks for."""
    path = f"{year}/{month:02}/{slug}.html"
    if OLD_QUERIES & request.GET.keys():
        return redirect(f"/{path}", permanent=True)
    posts = Post.objects.all() if posts is None else posts
    found = get_object_or_404(posts.live().complete(), path=path)
    with in_language(request, found.language):
        return render(request, "posts/detail.html", whole(found))


def whole(found: Post) -> dict[str, Any]:
    """Return what posts/detail.html shows of a complete() post (two queries in a series)."""
    around = beside.of(found)
    own, other = found.get_absolute_url(), around.counterpart
    context: dict[str, Any] = {
        "post": found,
        "older": around.older,
        "newer": around.newer,
        "counterpart": other,
        "pair": {found.language: own, OTHER[found.language]: other.get_absolute_url()}
        if other
        else {},
        "related": around.related_in(found.language),
        "json_ld": json_ld(found, other),
    }
    return context | series.around(found)


@require_safe
@pages.stored
def page(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    found = get_object_or_404(Page, language=language, slug=slug)
    versions = Page.objects.filter(slug=slug).order_by("language")
    pair = {version.language: version.get_absolute_url() for version in versions}
    context = {"page": found, "pair": pair if len(pair) > 1 else {}}
    return render(request, "posts/page.html", context)


@require_safe
def media(
    request: HttpRequest, token: str, width: int, ending: str, focus: str = ""
) -> HttpResponseBase:
    """Stream one variant of a photo; its name never means another picture, so it may be kept.

    Programs that show feeds in a browser do so on a site of their own: they may show it there.
    """
    try:
        file = default_storage.open(variants.name(token, width, ending, focus))
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=variants.FORMATS[ending][2])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /search?",
        "Disallow: /es/search?",
        "Disallow: /*/comment$",
        "Disallow: /*/comment?",
        "Disallow: /*/report$",
        f"Sitemap: {absolute('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
