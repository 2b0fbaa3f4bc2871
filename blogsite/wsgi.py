"""The application that gunicorn serves; with a promise broken by its settings it does not start."""

import os
import sys

from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from blogsite.privacy import in_utf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blogsite.settings")


def refuse_broken_promises() -> None:
    """Print which system checks failed and raise ImproperlyConfigured; no value is printed."""
    broken = [found for found in run_checks(tags=[Tags.security]) if found.is_serious()]
    for found in broken:
        sys.stderr.write(f"{found.id}: {found.msg}\n")
    if broken:
        raise ImproperlyConfigured(" ".join(found.id or "" for found in broken))


application = in_utf8(get_wsgi_application())
refuse_broken_promises()
