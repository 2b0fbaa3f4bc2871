"""What must hold before the source process starts: each check names a promise that would break."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

HANDLERS = ["tips.uploads.MemoryOnlyHandler"]
DUMMY_MAIL = "django.core.mail.backends.dummy.EmailBackend"
STRANGERS = (
    "django.contrib.admin", "django.contrib.auth", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.contenttypes", "django.middleware.csrf",
    "django.middleware.locale", "posts", "comments", "blogsite.desk", "blogsite.apps",
)  # fmt: skip
LISTS = ("INSTALLED_APPS", "MIDDLEWARE", "ROOT_URLCONF", "TEMPLATES")


@register(Tags.security)
def nothing_shows_what_was_sent(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse debug pages, mail, and any upload handler but the one that keeps files in memory."""
    errors: list[CheckMessage] = []
    if settings.DEBUG:
        errors.append(Error("DEBUG would show what a source sent", id="source.E001"))
    if list(settings.FILE_UPLOAD_HANDLERS) != HANDLERS:
        errors.append(Error(f"FILE_UPLOAD_HANDLERS must be {HANDLERS}", id="source.E002"))
    if settings.EMAIL_BACKEND != DUMMY_MAIL:
        errors.append(Error("no mail may leave the source process", id="source.E003"))
    return errors


@register(Tags.security)
def nobody_is_known(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse the rest of the site: accounts, sessions, messages, posts and comments."""
    named = [(name, repr(getattr(settings, name))) for name in LISTS]
    return [
        Error(f"{stranger} does not belong into {name}", id="source.E004")
        for name, value in named
        for stranger in STRANGERS
        if f"'{stranger}" in value
    ]


@register(Tags.security)
def secrets_are_apart(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse missing secrets, and one secret in two places."""
    given = [settings.SECRET_KEY, settings.TIP_PEPPER]
    if all(given) and len(set(given)) == len(given):
        return []
    return [Error("SECRET_KEY and TIP_PEPPER must be there and differ", id="source.E005")]
