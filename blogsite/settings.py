"""Every setting, with its unit; one file, no branches by environment."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.utils.translation import gettext_lazy as _

from blogsite import env

BASE_DIR = Path(__file__).resolve().parent.parent
env.read_file(Path(env.text("ENV_FILE", str(BASE_DIR / ".env"))))
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

# The paper
SITE_NAME = env.text("SITE_NAME", "Línea Divisoria")
SITE_TAGLINE = _("Reporting on organised crime along the US–Mexico border")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
ONION_URL = env.text("ONION_URL", "").rstrip("/")
WEBSUB_HUBS = env.words("WEBSUB_HUBS", "")  # named in the feeds; deploy/websub.py tells them
TIP_ONION = env.text("TIP_ONION", "")  # address of the tip page on Tor, shown as plain text
# Who sees that a post is served: gunicorn "alone", or "nginx", which tells it. Else nobody counts.
COUNT_READS = env.choice("COUNT_READS", among=("alone", "nginx"))
COUNT_READS_LEAST = env.number("COUNT_READS_LEAST", 10)  # in one process; fewer are not written
COUNT_READS_EVERY = timedelta(seconds=env.number("COUNT_READS_EVERY", 300))

# Who may ask, and how safely
SECRET_KEY = env.secret("SECRET_KEY")
DEBUG = env.flag("DEBUG", default=False)
_site = urlsplit(SITE_URL)
_https = _site.scheme == "https"
_hosts = [name for name in (_site.hostname, urlsplit(ONION_URL).hostname) if name]
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ",".join(_hosts))
ADMIN_PATH = "/" + env.text("ADMIN_PATH", "admin").strip("/") + "/"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = int(timedelta(days=400).total_seconds()) if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
# `no-referrer` would make Chromium send `Origin: null` with a form (tips need to tell us apart).
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("__Secure-desk", "__Secure-desk-csrf") if _https else ("desk", "desk-csrf")
)
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = ADMIN_PATH
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
CSRF_COOKIE_AGE = None  # ends with the browser
CSRF_FAILURE_VIEW = "blogsite.privacy.csrf_failure"
# A code beside the password: who likes to ("optional", the default), or everybody at the desk.
DESK_SECOND_STEP = env.choice("DESK_SECOND_STEP", among=("optional", "required"))

INSTALLED_APPS = [
    "blogsite",
    "blogsite.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "captcha",
    "django_prose_editor",
    "posts",
    "comments",
    "tips",
]
MIDDLEWARE = [
    "blogsite.privacy.PrivacyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "posts.reads.ReadsMiddleware",
    "blogsite.pages.PageStoreMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "blogsite.privacy.EditionMiddleware",
    "posts.moved.MovedMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "blogsite.desk.DeskSessionMiddleware",
    "blogsite.desk.DeskLocaleMiddleware",
    "blogsite.desk.DeskCsrfMiddleware",
    "blogsite.desk.DeskAuthenticationMiddleware",
    "blogsite.desk.DeskMessageMiddleware",
    "blogsite.desk.DeskLoginMiddleware",
]
# Sub-classes of Django's own stand below the admin's path only; blogsite.checks looks at them.
SILENCED_SYSTEM_CHECKS = ["security.W003"]
ROOT_URLCONF = "blogsite.urls"
WSGI_APPLICATION = "blogsite.wsgi.application"
APPEND_SLASH = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "blogsite.lib.editions.paper",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# What is kept, and where
DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}"), conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        " PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHE_URL = env.text("CACHE_URL", "")  # redis://…; without one, counters live in the database
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
        if CACHE_URL
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            "TIMEOUT": 3600,  # seconds: the hour of the flow limits
            "OPTIONS": {"MAX_ENTRIES": 10_000},  # fewer would throw live counters away
        }
    )
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
MEDIA_S3_BUCKET = env.text("MEDIA_S3_BUCKET", "")  # photos; sealed files go to TIPS_S3_BUCKET
TIPS_S3_BUCKET = env.text("TIPS_S3_BUCKET", "")


def _store(folder: Path, bucket: str) -> dict[str, Any]:
    """Describe a file store: a private folder, or an S3-compatible bucket (AWS_* variables)."""
    if bucket:
        options: dict[str, object] = {
            "bucket_name": bucket,
            "endpoint_url": env.text("AWS_S3_ENDPOINT_URL", "") or None,
            "default_acl": "private",
            "file_overwrite": False,
        }
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    options = {
        "location": folder,
        "file_permissions_mode": 0o640,
        "directory_permissions_mode": 0o750,
    }
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}


STORAGES: dict[str, dict[str, Any]] = {
    "default": _store(MEDIA_ROOT, MEDIA_S3_BUCKET),
    "tips": _store(VAR_DIR / "tips", TIPS_S3_BUCKET),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
PAGES_DIR = VAR_DIR / "pages"

# What may come in: bytes. Only the admin takes photos this way; tips bring a handler of their own.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
PHOTO_BYTES = 40 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = PHOTO_BYTES
FORM_BYTES = 2 * 2**20  # a public form without files
# Accents sent url-encoded take three bytes each and more: a form is never lost to its encoding.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * FORM_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 100  # the tip page refuses those over TIP_FILES by name
AUTOSAVE_BYTES = 2**20  # of a post that is typed at the desk and not saved yet
TIP_FILES = env.number("TIP_FILES", 10)
TIP_FILE_BYTES = env.number("TIP_FILE_BYTES", 100 * 2**20)
TIP_TOTAL_BYTES = env.number("TIP_TOTAL_BYTES", 250 * 2**20)
TIP_PDF_AS_PICTURES = env.flag("TIP_PDF_AS_PICTURES", default=False)  # pages drawn, no text kept
TIP_RAM_BUDGET = env.number("TIP_RAM_BUDGET", 1024 * 2**20)  # of one process
TIP_DISK_FLOOR = env.number("TIP_DISK_FLOOR", 256 * 2**20)  # free bytes that tips must leave
# Within an hour, in one process; no address is counted.
TIPS_PER_HOUR = env.number("TIPS_PER_HOUR", 60)  # then a question comes before the form
TIP_FORMS_PER_HOUR = env.number("TIP_FORMS_PER_HOUR", 300)  # forms seen without it; then it comes
TIPS_ASKED_PER_HOUR = env.number("TIPS_ASKED_PER_HOUR", 600)  # forms for whoever answered it
RECEIPTS_PER_HOUR = env.number("RECEIPTS_PER_HOUR", 3000)
TIP_PEPPER = env.secret("TIP_PEPPER")
TIP_OFFLINE_KEY = env.text("TIP_OFFLINE_KEY", "")  # an age recipient whose identity is elsewhere
TIP_OFFLINE_ONLY = env.flag("TIP_OFFLINE_ONLY", default=False)  # nobody opens tips on the server
TIP_KDF_MEMORY = env.number("TIP_KDF_MEMORY", 128 * 2**20)  # of one unlock
TIP_UNREAD_RETENTION = timedelta(days=30)  # when nobody ever opened it
TIP_RETENTION = timedelta(days=90)  # from the desk's last action

# Comments
COMMENT_LENGTH = 10_000  # characters
COMMENT_TOKEN_LIFE = timedelta(hours=48)
COMMENTS_PER_POST = env.number("COMMENTS_PER_POST", 60)  # an hour
COMMENTS_PER_SITE = env.number("COMMENTS_PER_SITE", 1200)  # an hour
COMMENTS_CLOSE_AFTER = timedelta(days=env.number("COMMENTS_CLOSE_AFTER", 0))  # of a post; 0: never
REPORTS_PER_SITE = env.number("REPORTS_PER_SITE", 300)  # an hour
CODES_PER_SITE = env.number("CODES_PER_SITE", 1200)  # status codes asked for in an hour
COMMENT_LEASE = timedelta(minutes=10)  # what one moderator reads is not shown to the others
COMMENT_OUTBOX = timedelta(seconds=env.number("COMMENT_OUTBOX", 60))  # from approval to the page
COMMENT_SECOND_PERSON = env.flag("COMMENT_SECOND_PERSON", default=False)  # two approve a danger
COMMENT_WAIT_WARNING = timedelta(hours=env.number("COMMENT_WAIT_WARNING", 24))
REJECTED_RETENTION = timedelta(days=env.number("REJECTED_RETENTION", 30))  # of the text only
CAPTCHA_TIMEOUT = 60  # minutes
CAPTCHA_LENGTH = 5
CAPTCHA_2X_IMAGE = False
CAPTCHA_FONT_SIZE = 34
CAPTCHA_IMAGE_SIZE = (200, 64)
CAPTCHA_LETTER_ROTATION = (-20, 20)  # degrees; more is hard for people
CAPTCHA_CHALLENGE_FUNCT = "blogsite.lib.forms.letters"

# Words and days
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "America/Matamoros")
# Minutes to which the public times of posts are rounded down: exact, a quarter, an hour, a day.
PUBLISHED_TIME_GRAIN = env.number("PUBLISHED_TIME_GRAIN", 0, among=(0, 15, 60, 1440))

# Nothing about a person is written down: no handler but one that prints that something broke.
LOGGING_CONFIG = "blogsite.silence.configure_logging"
LOGGING = {"replaced": True}  # Django calls LOGGING_CONFIG only when there is something here
DEFAULT_EXCEPTION_REPORTER = "blogsite.silence.SilentReporter"
ADMINS: list[tuple[str, str]] = []
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
