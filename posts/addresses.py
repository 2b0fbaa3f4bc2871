"""Addresses of the listings in one edition or the other, and of everything seen from outside."""

from urllib.parse import unquote

from django.conf import settings
from django.urls import reverse

from blogsite.lib.editions import Language

NAMESPACES = {Language.EN.value: "posts", Language.ES.value: "posts-es"}


OTHER = {Language.EN.value: Language.ES.value, Language.ES.value: Language.EN.value}


def address(name: str, language: str, *args: object) -> str:
    """Return the path of a listing in an edition, percent-encoded as it goes into a link."""
    edition = "es" if language.startswith("es") else "en"  # the admin also speaks "es-mx"
    return reverse(f"{NAMESPACES[edition]}:{name}", args=args)


def stored(name: str, language: str, *args: object) -> str:
    """Return the path of a listing as the page store knows it: decoded."""
    return unquote(address(name, language, *args))


def absolute(path: str) -> str:
    """Return the address of a path of ours on the site's own host."""
    return settings.SITE_URL + path
