"""System checks: a start that would break a promise to readers does not happen."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

OUTERMOST = "blogsite.privacy.PrivacyMiddleware"
SILENCE = "blogsite.silence.configure_logging"
DESK_ONLY = (
    "django.contrib.sessions", "django.contrib.auth", "django.contrib.messages",
    "django.middleware.csrf", "django.middleware.locale",
)  # fmt: skip
ON_DISK = "TemporaryFileUploadHandler"


@register(Tags.security)
def public_pages_know_nobody(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse middleware that would give public pages a cookie, a session or a person."""
    found = [name for name in settings.MIDDLEWARE if name.startswith(DESK_ONLY)]
    errors: list[CheckMessage] = [
        Error(
            f"{name} would run on public pages", hint="Use blogsite.privacy's.", id="blogsite.E001"
        )
        for name in found
    ]
    if settings.MIDDLEWARE[:1] != [OUTERMOST]:
        errors.append(Error(f"{OUTERMOST} must come first", id="blogsite.E002"))
    return errors


@register(Tags.security)
def nothing_is_written_about_people(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse logging, error mail and upload handlers that write what people send."""
    errors: list[CheckMessage] = []
    if not settings.LOGGING or settings.LOGGING_CONFIG != SILENCE:
        errors.append(Error("LOGGING must stay replaced", id="blogsite.E003"))
    if settings.ADMINS or settings.MANAGERS:
        errors.append(Error("error mail would carry what people sent", id="blogsite.E004"))
    if any(ON_DISK in name for name in settings.FILE_UPLOAD_HANDLERS):
        errors.append(Error("uploads would be written to a disk in clear", id="blogsite.E005"))
    if settings.SECURE_REFERRER_POLICY != "same-origin":
        errors.append(Error("SECURE_REFERRER_POLICY must be same-origin", id="blogsite.E006"))
    if getattr(settings, "CAPTCHA_TEST_MODE", False):
        errors.append(Error("CAPTCHA_TEST_MODE accepts any answer", id="blogsite.E007"))
    if settings.DEBUG:
        errors.append(Error("DEBUG would show what was asked and sent", id="blogsite.E009"))
    if settings.DEFAULT_EXCEPTION_REPORTER != "blogsite.silence.SilentReporter":
        errors.append(Error("error reports would carry requests", id="blogsite.E008"))
    return errors


@register(Tags.security, deploy=True)
def site_is_reached_safely(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn when a public site would be served without https."""
    if settings.SITE_URL.startswith("https://"):
        return []
    return [Warning("SITE_URL is not https", id="blogsite.W001")]
