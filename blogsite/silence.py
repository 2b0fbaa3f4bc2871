"""What is never written down: logs and error reports tell where something broke, not to whom.

Django reads the logging configuration before its apps are loaded, so nothing here needs them.
"""

import logging
import sys
import traceback

from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter


class SilentReporter(ExceptionReporter):
    """An error report without a request, settings, local variables or messages in it."""

    def get_traceback_data(self) -> dict[str, object]:
        return {"exception_type": getattr(self.exc_type, "__name__", "error"), "frames": []}

    def get_traceback_text(self) -> SafeString:
        return SafeString(getattr(self.exc_type, "__name__", "error"))

    get_traceback_html = get_traceback_text


class PlaceHandler(logging.Handler):
    """Print where something broke and its kind: never a message, an argument or a request."""

    def emit(self, record: logging.LogRecord) -> None:
        kind, place = record.levelname, f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[0]:
            kind = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            place = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-4:]))
        sys.stderr.write(f"{record.name} {kind} {place}\n")


def configure_logging(config: object) -> None:
    """Replace every handler: warnings and client errors vanish, errors leave their place."""
    root = logging.getLogger()
    root.handlers[:] = [PlaceHandler(level=logging.ERROR)]
    for name in ("django", "django.server", "django.request", "django.security"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
