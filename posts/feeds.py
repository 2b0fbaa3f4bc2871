"""Atom feeds of the editions: full text, with graphic photos left behind their veil."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import feedgenerator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from posts.addresses import address
from posts.models import Post

ATOM = "application/atom+xml"
ENTRIES = 20
VEILED = re.compile(r'<details class="veil"><summary>(.*?)</summary>.*?</details>', re.DOTALL)
CHOICES = re.compile(r"<source[^>]*>| srcset=\"[^\"]*\"| sizes=\"[^\"]*\"")  # one size will do
OURS = re.compile(r"(\s(?:src|href)=\")/(?!/)")


class FullText(feedgenerator.Atom1Feed):
    """Atom with the whole text of each entry; Django's own has a summary only."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["body"], {"type": "html"})


@require_safe
def posts(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the newest posts of an edition; links lead to the host that was asked."""
    newest = Post.objects.live().in_edition(language).select_related("lead")
    found = newest.prefetch_related("bylines", "labels")[:ENTRIES]
    feed = FullText(
        title=settings.SITE_NAME,
        link=request.build_absolute_uri(address("home", language)),
        description=str(settings.SITE_TAGLINE),
        language=language,
        feed_url=request.build_absolute_uri(address("feed", language)),
        feed_guid=settings.SITE_URL + address("home", language),
    )
    for post in found:
        feed.add_item(**_entry(request, post))
    return HttpResponse(feed.writeString("utf-8"), content_type=f"{ATOM}; charset=utf-8")


def _entry(request: HttpRequest, post: Post) -> dict[str, Any]:
    link = request.build_absolute_uri(post.get_absolute_url())
    names = " · ".join(byline.name for byline in post.bylines.all())
    updated: datetime | None = post.revised_at or post.published_at
    return {
        "title": post.headline,
        "link": link,
        "description": post.standfirst,
        "unique_id": f"{settings.SITE_URL}{post.get_absolute_url()}",
        "author_name": names or settings.SITE_NAME,
        "pubdate": post.published_at,
        "updateddate": updated,
        "categories": [label.name for label in post.labels.all()],
        "body": _body(request, post, link),
    }


def _body(request: HttpRequest, post: Post, link: str) -> str:
    """Return a post's text for a reader program: most of them would open every veil."""
    lead = ""
    if post.lead and not post.lead.graphic:
        photo, width = post.lead, post.lead.widths[min(1, len(post.lead.widths) - 1)]
        alt = "" if photo.decorative else photo.alt
        lead = format_html('<p><img src="{}" alt="{}"></p>', photo.address(width), alt)
    instead = format_html('<p><a href="{}">{}</a></p>', link, _("See it on our page"))
    text = lead + VEILED.sub(lambda veil: f"<p>{veil[1]}</p>{instead}", post.body_html)
    root = request.build_absolute_uri("/").rstrip("/")
    return OURS.sub(rf"\1{root}/", CHOICES.sub("", text))
