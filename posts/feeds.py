"""Feeds of the paper, its editions, labels, bylines and corrections.

Full text, with graphic photos left behind their veil; links lead to the host that was asked.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from blogsite.lib.editions import Language
from blogsite.lib.moments import blurred
from posts import bylines, figures, labels
from posts.addresses import address
from posts.models import Label, Post
from posts.querysets import PostQuerySet
from posts.stories import Correction
from posts.syndication import CONTENT_TYPES, FORMATS

ENTRIES = 20
VEILED = re.compile(r'<details class="veil"><summary>(.*?)</summary>.*?</details>', re.DOTALL)
PICTURE = re.compile(r"<source[^>]*>|<img[^>]*>")
# One size will do, and its own: width and height are those of the largest.
CHOICES = re.compile(r' (?:srcset|sizes|width|height|loading|decoding|fetchpriority)="[^"]*"')
OURS = re.compile(r"(\s(?:src|href)=\")/(?!/)")


@require_safe
def posts(request: HttpRequest, language: str, kind: str = "atom") -> HttpResponse:
    """Answer with the newest posts of an edition; Blogger's addresses say the format in `alt`."""
    kind = request.GET.get("alt", kind)
    if kind not in FORMATS:
        raise Http404
    newest = Post.objects.live().in_edition(language)
    return _answer(request, kind, newest, language, settings.SITE_NAME, ("home",))


@require_safe
def site(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer with the newest posts of both editions."""
    return _answer(request, kind, Post.objects.live(), "", settings.SITE_NAME, ("home",))


@require_safe
def label(request: HttpRequest, language: str, name: str, kind: str = "atom") -> HttpResponse:
    found = Label.objects.filter(name=name).first() or labels.successor(name)
    kind = request.GET.get("alt", kind)
    if found is None or kind not in FORMATS:
        raise Http404
    if found.name != name:
        return redirect(address("feed-label", language, kind, found.name), permanent=True)
    newest = Post.objects.live().in_edition(language).filter(labels=found)
    title = f"{found.name} · {settings.SITE_NAME}"
    return _answer(request, kind, newest, language, title, ("label", name))


@require_safe
def byline(request: HttpRequest, language: str, slug: str, kind: str) -> HttpResponse:
    try:
        found = bylines.at(slug)
    except bylines.Gone:
        return HttpResponse(status=410)
    if found.slug != slug:
        return redirect(address("feed-byline", language, kind, found.slug), permanent=True)
    newest = Post.objects.live().in_edition(language).filter(bylines=found)
    title = f"{found.name} · {settings.SITE_NAME}"
    return _answer(request, kind, newest, language, title, ("byline", slug))


@require_safe
def corrections(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the newest corrections of an edition's posts, as Atom."""
    title = f"{_('Corrections')} · {settings.SITE_NAME}"
    found = Correction.objects.shown(language)[:ENTRIES]
    entries = [_correction(request, correction) for correction in found]
    return _feed(request, "atom", entries, language, title, ("corrections",))


def _answer(
    request: HttpRequest,
    kind: str,
    posts: PostQuerySet,
    language: str,
    title: str,
    place: tuple[str, ...],
) -> HttpResponse:
    """Answer with the newest of these posts; `place` is what address() makes their page of.

    A label or byline without a live post is not found, as its page is not.
    """
    complete = posts.select_related("lead", "preview", "origin")
    complete = complete.prefetch_related("bylines", "labels")
    entries = [_entry(request, post) for post in complete[:ENTRIES]]
    if not entries and place != ("home",):
        raise Http404
    return _feed(request, kind, entries, language, title, place)


def _feed(
    request: HttpRequest,
    kind: str,
    entries: Iterable[dict[str, Any]],
    language: str,
    title: str,
    place: tuple[str, ...],
) -> HttpResponse:
    home = address(place[0], language or Language.EN.value, *place[1:])
    feed = FORMATS[kind](
        title=title,
        link=request.build_absolute_uri(home),
        description=str(settings.SITE_TAGLINE),
        language=language or None,
        feed_url=request.build_absolute_uri(),
        feed_guid=settings.SITE_URL + home + ("" if language else "#all"),
        hubs=_hubs(request) if place == ("home",) else [],
    )
    for entry in entries:
        feed.add_item(**entry)
    content_type = f"{CONTENT_TYPES[kind]}; charset=utf-8"
    return HttpResponse(feed.writeString("utf-8"), content_type=content_type)


def _hubs(request: HttpRequest) -> list[str]:
    """Return the hubs that deploy/websub.py tells of a change: of public addresses alone."""
    known = request.build_absolute_uri("/") == f"{settings.SITE_URL}/"
    return list(settings.WEBSUB_HUBS) if known else []


def _entry(request: HttpRequest, post: Post) -> dict[str, Any]:
    link = request.build_absolute_uri(post.get_absolute_url())
    names = [byline.name for byline in post.bylines.all()] or [settings.SITE_NAME]
    return {
        "title": post.headline,
        "link": link,
        "description": escape(post.standfirst) or None,
        "summary": post.standfirst,
        "unique_id": f"{settings.SITE_URL}{post.get_absolute_url()}",
        "unique_id_is_permalink": False,
        "author_name": " · ".join(names),
        "names": names,
        "pubdate": blurred(post.published_at),
        "updateddate": blurred(post.revised_at or post.published_at),
        "categories": [label.name for label in post.labels.all()],
        "language": post.language,
        "image": request.build_absolute_uri(post.preview.shared) if post.preview else "",
        "body": _body(request, post, link),
    }


def _correction(request: HttpRequest, correction: Correction) -> dict[str, Any]:
    path = f"{correction.post.get_absolute_url()}#corrections"
    return {
        "title": correction.post.headline,
        "link": request.build_absolute_uri(path),
        "description": None,
        "unique_id": f"{settings.SITE_URL}{path}-{correction.pk}",
        "author_name": settings.SITE_NAME,
        "pubdate": blurred(correction.made_at),
        "updateddate": blurred(correction.made_at),
        "language": correction.post.language,
        "body": linebreaks(correction.text, autoescape=True),
    }


def _body(request: HttpRequest, post: Post, link: str) -> str:
    """Return a post's text for a reader program: most of them would open every veil."""
    with override(post.language):
        lead = figures.render(post.lead) if post.lead else ""
        standing = _standing(post)
        see = _("See it on our page")
    instead = format_html('<p><a href="{}">{}</a></p>', link, see)
    text = VEILED.sub(lambda veil: f"<p>{veil[1]}</p>{instead}", lead + post.body_html)
    root = request.build_absolute_uri("/").rstrip("/")
    whole = standing + PICTURE.sub(_plain, text + post.notes)
    return OURS.sub(rf"\1{root}/", whole)


def _standing(post: Post) -> str:
    """Return how a post is to be taken, in words that stand before its text."""
    doubt = format_html("<p><strong>{}</strong></p>", _("Not verified."))
    origin = getattr(post, "origin", None)
    first = render_to_string("posts/_origin.html", {"origin": origin}) if origin else ""
    return (doubt if post.unverified else "") + first


def _plain(picture: re.Match[str]) -> str:
    return CHOICES.sub("", picture[0]) if picture[0].startswith("<img") else ""
