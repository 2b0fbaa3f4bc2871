"""What machines read about a post: schema.org's NewsArticle as a block of data, never a script."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from blogsite.lib.moments import blurred
from posts.addresses import absolute, address
from posts.beside import Other
from posts.models import Byline, Post

# As django.utils.html.json_script does: nothing in the text can close the element.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(post: Post, counterpart: Other | None) -> SafeString:
    """Return JSON that is safe inside a script element: bylines only, never a graphic photo."""
    text = json.dumps(_article(post) | _beside(post, counterpart), ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308  escaped above


def _article(post: Post) -> dict[str, Any]:
    published, revised = blurred(post.published_at), blurred(post.revised_at)
    paper = {"@type": "NewsMediaOrganization", "name": settings.SITE_NAME, "url": absolute("/")}
    names = [_reporter(byline, post.language) for byline in post.bylines.all()]
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": post.headline,
        "inLanguage": post.language,
        "datePublished": published.isoformat() if published else "",
        "dateModified": moment.isoformat() if (moment := revised or published) else "",
        "mainEntityOfPage": absolute(post.get_absolute_url()),
        "author": names or [paper],
        "publisher": paper,
    }
    if post.standfirst:
        article["description"] = post.standfirst
    if post.preview_url:
        article["image"] = [post.preview_url]
    if topics := [label.name for label in post.labels.all()]:
        article["keywords"] = topics
    return article


def _reporter(byline: Byline, language: str) -> dict[str, str]:
    page = absolute(address("byline", language, byline.slug))
    return {"@type": "Person", "name": byline.name, "url": page}


def _beside(post: Post, counterpart: Other | None) -> dict[str, Any]:
    """Return what a complete() post says of its translation, series and origin."""
    beside: dict[str, Any] = {}
    if counterpart:
        url = absolute(counterpart.get_absolute_url())
        beside["workTranslation"] = {"@type": "NewsArticle", "url": url}
    origin = getattr(post, "origin", None)
    if origin:
        beside["isBasedOn"] = origin.link or origin.name
    part = getattr(post, "part", None)
    if part and part.series.language == post.language:
        series = part.series
        named = {"@type": "CreativeWorkSeries", "name": series.name}
        beside["isPartOf"] = named | {"url": absolute(series.get_absolute_url())}
        beside["position"] = part.place
    return beside
