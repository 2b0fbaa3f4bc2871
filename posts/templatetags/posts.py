"""Template tags for photos and for addresses in the edition being written."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from blogsite.lib import moments
from posts import cards, figures, syndication, variants
from posts.addresses import address
from posts.models import Photo, Post

register = template.Library()
register.filter("blurred", moments.blurred)
register.filter("plain", syndication.plain)  # for a template of XML


@register.simple_tag
def edition_url(name: str, *args: Any, language: str = "") -> str:
    """Return the address of a listing in the language of this page, or in the one named."""
    return address(name, language or get_language() or "en", *args)


@register.inclusion_tag("posts/_picture.html")
def picture(
    photo: Photo, sizes: str = figures.SIZES, eager: bool = False, cut: bool = False
) -> dict[str, Any]:
    """Show a photo in the best format and size for each reader, veiled when it is graphic.

    `cut` shows one that has a focus in the shape of variants.CUT.
    """
    *modern, last = photo.endings
    focus = photo.focus if cut else ""
    widths = photo.cut_widths if focus else photo.widths

    def srcset(ending: str) -> str:
        return ", ".join(f"{photo.address(width, ending, focus)} {width}w" for width in widths)

    across, down = variants.CUT if focus else (photo.width, photo.height)
    return {
        "photo": photo,
        "sources": [(variants.FORMATS[ending][2], srcset(ending)) for ending in modern],
        "srcset": srcset(last),
        "fallback": photo.address(widths[min(1, len(widths) - 1)], last, focus),
        "width": widths[-1],
        "height": max(1, round(down * widths[-1] / across)),
        "sizes": sizes,
        "eager": eager,
    }


@register.simple_tag
def figure(
    photo: Photo, sizes: str = figures.SIZES, eager: bool = False, cut: bool = False
) -> SafeString:
    """Show a photo with its caption and, apart from it, its credit."""
    made = figures.render(photo, sizes=sizes, eager=eager, cut=cut)
    return mark_safe(made)  # noqa: S308  a template's own


@register.simple_tag
def stored_cards(posts: Iterable[Post]) -> SafeString:
    """Join the finished cards of posts: a month has a hundred, too many for a template's loop."""
    return mark_safe("".join(post.card or cards.rendered(post) for post in posts))  # noqa: S308


@register.simple_tag
def headlines(posts: Iterable[Post]) -> SafeString:
    """Return headlines as list items that lead to their posts."""
    rows = ((post.get_absolute_url(), post.headline) for post in posts)
    return format_html_join("", '<li><a href="{}">{}</a></li>', rows)
