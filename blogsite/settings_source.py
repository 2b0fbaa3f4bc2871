"""Settings of the tip line alone: no admin, accounts, sessions, messages, posts or comments.

DJANGO_SETTINGS_MODULE=blogsite.settings_source; deploy/gunicorn_source.conf.py sets it. It may run
as a user and with a database role of its own (deploy/source-role.sql); the database is the site's.
"""

from blogsite.settings import *  # noqa: F403
from blogsite.settings import BASE_DIR

INSTALLED_APPS = [
    "blogsite.source",
    "django.contrib.staticfiles",
    "django.forms",
    "captcha",
    "tips",
]
AUTH_USER_MODEL = "source.Person"  # who may read, without a name
MIDDLEWARE = [
    "blogsite.privacy.PrivacyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "blogsite.privacy.EditionMiddleware",
]
ROOT_URLCONF = "blogsite.source.urls"
ADMIN_PATH = ""  # there is none
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["blogsite.lib.editions.paper"]},
    }
]
FILE_UPLOAD_HANDLERS = ["tips.uploads.MemoryOnlyHandler"]
