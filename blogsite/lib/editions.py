"""The two editions of the paper: English at `/`, Spanish at `/es/`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import translation


class Language(models.TextChoices):
    EN = "en", "English"
    ES = "es", "Español"


# Pages of their own address in each edition, which no view has to name.
FIXED = (
    ("/tips/", "/es/denuncias/"),
    ("/tips/return/", "/es/denuncias/regreso/"),
    ("/comment-status/", "/es/estado-de-comentario/"),
    ("/search", "/es/search"),
)
FIXED_PAIRS = {path: {"en": pair[0], "es": pair[1]} for pair in FIXED for path in pair}


def of_path(path: str) -> str:
    """Return the language code of an address: "es" below /es/, else "en"."""
    return Language.ES.value if path == "/es" or path.startswith("/es/") else Language.EN.value


def prefix(language: str) -> str:
    """Return what goes before an edition's addresses: "" or "/es"."""
    return "/es" if language == Language.ES else ""


@contextmanager
def in_language(request: HttpRequest, language: str) -> Iterator[None]:
    """Write the answer to this request in the language of what it shows, whatever its path."""
    with translation.override(language):
        yield


def paper(request: HttpRequest) -> dict[str, Any]:
    """Give every template the paper's name, line, edition and fixed addresses (no query).

    A view that knows its page in the other edition says so in a `pair` of its own.
    """
    language = translation.get_language() or Language.EN.value
    edition = Language.ES.value if language.startswith("es") else Language.EN.value
    return {
        "site_name": settings.SITE_NAME,
        "tagline": settings.SITE_TAGLINE,
        "site_url": settings.SITE_URL,
        "edition": edition,
        "prefix": prefix(edition),
        "tip_path": "/es/denuncias/" if edition == Language.ES else "/tips/",
        "other_edition": Language.EN.value if edition == Language.ES else Language.ES.value,
        "onion_url": settings.ONION_URL,
        "tip_onion": settings.TIP_ONION,
        "reads_counted": bool(settings.COUNT_READS),
        "pair": FIXED_PAIRS.get(request.path, {}),
    }
