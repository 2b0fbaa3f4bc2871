"""How often posts are read: a number for each address in this process's memory, and no more.

Off unless COUNT_READS is set. Nothing of who reads is looked at: what comes here is an address of
ours. Under gunicorn alone ("alone") the middleware sees each answer; behind nginx ("nginx"), which
sends stored pages without Python, nginx tells the address of each read
(deploy/nginx/reads.conf). posts.popular writes down what is large enough.
"""

import re
import threading
from collections import Counter
from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from blogsite import pages

ADDRESS = re.compile(r"/((?:19|20)[0-9]{2}/(?:0[1-9]|1[0-2])/[^/]+\.html)")
# What nginx asks for to tell of a read; deploy/nginx/site.conf lets nobody else ask.
FROM_NGINX = re.compile(f"/_reads{ADDRESS.pattern}")
AHEAD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE")  # a browser that fetches what nobody reads yet


class Memory:
    """Reads by a post's path, in this process alone; for many threads."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def note(self, path: str) -> None:
        with self._lock:
            self._counts[path] += 1

    def reached(self, least: int) -> dict[str, int]:
        """Return the paths with at least so many reads, and how many."""
        with self._lock:
            return {path: count for path, count in self._counts.items() if count >= least}

    def subtract(self, counts: Mapping[str, int]) -> None:
        """Forget reads that were written down; those that came meanwhile stay."""
        with self._lock:
            self._counts = self._counts - Counter(counts)

    def clear(self) -> None:
        with self._lock:
            self._counts.clear()


memory = Memory()


class ReadsMiddleware:
    """Count posts that are served, when COUNT_READS says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.COUNT_READS == "nginx" and (told := FROM_NGINX.fullmatch(request.path_info)):
            _hear(told[1])
            return HttpResponse(status=204)
        response = self.get_response(request)
        if settings.COUNT_READS == "alone" and _is_read(request, response):
            memory.note(request.path_info.removeprefix("/"))
        return response


def _hear(path: str) -> None:
    """Count a read that nginx tells of, if the page is in the store: made-up ones never are."""
    file = pages.place(f"/{path}")
    if file is not None and file.exists():
        memory.note(path)


def _is_read(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and not request.META.get("QUERY_STRING")
        and not any(name in request.META for name in AHEAD)
        and ADDRESS.fullmatch(request.path_info) is not None
    )
