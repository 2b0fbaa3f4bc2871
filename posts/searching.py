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
NAMED = 5  # topics and reporters
LOOKED_AT = 20_000  # characters of a text in which its excerpt is looked for


class Result(NamedTuple):
    """A found post, with what was looked for marked in its headline and in an excerpt."""

    post: Post
    headline: SafeString
    excerpt: SafeString


class Named(NamedTuple):
    """A topic ("label") or reporter ("byline") whose name is what was looked for."""

    kind: str
    name: str
    address: str


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
    topics, reporters = form.topics(language), form.reporters(language)
    context = {
        "query": query,
        "form": form,
        "topics": topics,
        "reporters": reporters,
        "named": [] if turn else _named(query, language, form.others(topics), reporters),
        "asked": valid and bool(query or any(form.cleaned_data.values())),
        "found": found,
        "results": _results(found.keys[turn * PAGE :][:PAGE], query, language),
    } | _beside(request, turn, len(found.keys))
    response = render(request, "posts/search.html", context, status=200 if valid else 422)
    response.headers["Cache-Control"] = "no-store"  # what somebody looks for stays nowhere
    return response


def _named(
    query: str, language: str, topics: list[str], reporters: list[tuple[str, str]]
) -> list[Named]:
    """Return the topics and reporters that have every word of a query in their names."""
    asked = {word for phrase in index.terms(query, language) for word in phrase}
    known = [("label", name, name) for name in topics]
    known += [("byline", name, slug) for slug, name in reporters]
    return [
        Named(kind, name, address(kind, language, place))
        for kind, name, place in known
        if asked and asked <= set(index.words(name, language))
    ][:NAMED]


def _turn(number: str) -> int:
    """Return which page is asked for, from 0; whatever is no page is the first."""
    known = {str(page + 1): page for page in range(index.SHOWN // PAGE)}
    return known.get(number, 0)


def _beside(request: HttpRequest, turn: int, count: int) -> dict[str, str]:
    """Return the addresses of the pages before and after this one, "" where there is none."""
    asked = request.GET.copy()

    def there(page: int) -> str:
        asked["page"] = str(page + 1)
        return f"{request.path}?{asked.urlencode()}"

    more = (turn + 1) * PAGE < count
    return {"newer": there(turn - 1) if turn else "", "older": there(turn + 1) if more else ""}


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
