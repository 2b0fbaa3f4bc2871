"""Template tags for photos and for addresses in the edition being written."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from posts import figures, variants
from posts.addresses import address
from posts.models import Photo

register = template.Library()


@register.simple_tag
def edition_url(name: str, *args: Any, language: str = "") -> str:
    """Return the address of a listing in the language of this page, or in the one named."""
    return address(name, language or get_language() or "en", *args)


@register.inclusion_tag("posts/_picture.html")
def picture(photo: Photo, sizes: str = figures.SIZES, eager: bool = False) -> dict[str, Any]:
    """Show a photo in the best format and size for each reader, veiled when it is graphic."""
    *modern, last = variants.FORMATS
    width = photo.widths[-1]
    return {
        "photo": photo,
        "sources": [(variants.FORMATS[ending][2], photo.srcset(ending)) for ending in modern],
        "srcset": photo.srcset(last),
        "fallback": photo.address(photo.widths[min(1, len(photo.widths) - 1)], last),
        "width": width,
        "height": max(1, round(photo.height * width / photo.width)),
        "sizes": sizes,
        "eager": eager,
    }


@register.simple_tag
def figure(photo: Photo, sizes: str = figures.SIZES, eager: bool = False) -> SafeString:
    """Show a photo with its caption and, apart from it, its credit."""
    return mark_safe(figures.render(photo, sizes=sizes, eager=eager))  # noqa: S308  a template's own
