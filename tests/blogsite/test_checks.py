"""The system checks: each setting that would break a promise to readers stops the start."""

import pytest
from django.conf import settings
from django.core.checks import Tags, run_checks
from django.test import override_settings


def found(**changed):
    with override_settings(**changed):
        messages = run_checks(tags=[Tags.security], include_deployment_checks=True)
    return {message.id for message in messages if message.id.startswith("blogsite.")}


def test_the_site_as_it_is_breaks_none():
    assert found(SITE_URL="https://paper.example") == set()


@pytest.mark.parametrize(
    "name",
    [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.locale.LocaleMiddleware",
    ],
)
def test_public_pages_must_not_know_people(name):
    assert "blogsite.E001" in found(MIDDLEWARE=[*settings.MIDDLEWARE, name])


def test_nothing_comes_before_privacy():
    assert "blogsite.E002" in found(MIDDLEWARE=settings.MIDDLEWARE[1:])
    assert "blogsite.E002" in found(MIDDLEWARE=[])


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"LOGGING": {}}, "blogsite.E003"),
        ({"LOGGING_CONFIG": "logging.config.dictConfig"}, "blogsite.E003"),
        ({"ADMINS": [("Ada", "ada@paper.example")]}, "blogsite.E004"),
        ({"MANAGERS": [("Ada", "ada@paper.example")]}, "blogsite.E004"),
        (
            {
                "FILE_UPLOAD_HANDLERS": [
                    "django.core.files.uploadhandler.TemporaryFileUploadHandler"
                ]
            },
            "blogsite.E005",
        ),
        ({"SECURE_REFERRER_POLICY": "unsafe-url"}, "blogsite.E006"),
        ({"CAPTCHA_TEST_MODE": True}, "blogsite.E007"),
        ({"DEFAULT_EXCEPTION_REPORTER": "django.views.debug.ExceptionReporter"}, "blogsite.E008"),
        ({"DEBUG": True}, "blogsite.E009"),
        ({"SITE_URL": "http://paper.example"}, "blogsite.W001"),
    ],
)
def test_each_unsafe_setting_is_named(changed, expected):
    assert expected in found(**changed)
