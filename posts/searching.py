"""The page of the search: a form that needs no script, and what was found, a page at a time."""

from typing import Any, NamedTuple

from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from blogsite.lib.markup import plain
from posts import excerpts, listing
from posts import search as index
from posts.addresses import address
from posts.models import Post
from posts.searchform import SearchForm

PAGE = 10  # posts; each is read anew for its excerpt
LOOKED_AT = 20_000  # characters of a text in which its excerpt is looked for


class Result(NamedTuple):
    """A found post, with what was looked for marked in its headline and in an excerpt."""

    post: Post
    headline: SafeString
    excerpt: SafeString


@require_safe
def search(request: HttpRequest, language: str) -> HttpResponse:
    query = request.GET.get("q", "")[: index.LONGEST_QUERY]
    there = listing.of_blogger(request.GET, address("home", language))
    if there and not query:
        return redirect(there, permanent=True)
    form = SearchForm(request.GET)
    valid = form.is_valid()
    found = index.find(query, language, form.within(language)) if valid else index.NOTHING
    turn = _turn(request.GET.get("page", ""))
    context = {
        "query": query,
        "form": form,
        "topics": form.topics(language),
        "reporters": form.reporters(language),
        "asked": valid and bool(query or any(form.cleaned_data.values())),
        "found": found,
        "results": _results(found.keys[turn * PAGE :][:PAGE], query, language),
    } | _beside(request, turn, len(found.keys))
    response = render(request, "posts/search.html", context, status=200 if valid else 422)
    response.headers["Cache-Control"] = "no-store"  # what somebody looks for stays nowhere
    return response


def _turn(number: str) -> int:
    """Return which page is asked for, from 0; whatever is no page is the first."""
    known = {str(page + 1): page for page in range(index.SHOWN // PAGE)}
    return known.get(number, 0)


def _beside(request: HttpRequest, turn: int, count: int) -> dict[str, str]:
    """Return the addresses of the pages before and after this one, "" where there is none."""
    asked = request.GET.copy()

    def address(page: int) -> str:
        asked["page"] = str(page + 1)
        return f"{request.path}?{asked.urlencode()}"

    more = (turn + 1) * PAGE < count
    return {"newer": address(turn - 1) if turn else "", "older": address(turn + 1) if more else ""}


def _results(keys: list[int], query: str, language: str) -> list[Result]:
    """Return what is shown of these posts, in the order of the keys (one query)."""
    phrases = index.terms(query, language)
    fields = ("language", "headline", "path", "published_at", "standfirst")
    posts = Post.objects.filter(pk__in=keys).annotate(text=Left("body", LOOKED_AT)).only(*fields)
    places = {pk: place for place, pk in enumerate(keys)}
    return [_result(post, phrases) for post in sorted(posts, key=lambda post: places[post.pk])]


def _result(post: Any, phrases: list[list[str]]) -> Result:
    text = f"{post.standfirst} {plain(post.text)}".strip()
    return Result(
        post,
        excerpts.marked(post.headline, phrases, post.language),
        excerpts.excerpt(text, phrases, post.language),
    )
