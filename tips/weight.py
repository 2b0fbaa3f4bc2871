"""Answers of one weight: who only sees how much travels does not learn which answer was given."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

STEP = 64 << 10  # bytes of an answer, its line of status included
REASON = "Answer"
_FRAME = b"<!-- %s -->\n"
# HTTP/2 has a number for these: one byte. nginx sends any other status in five (RFC 7541).
_SHORT = frozenset((200, 204, 206, 304, 400, 404, 500))
_DIGITS = 32  # in HTTP/2 a 3 takes six bits and a 0 five: 32 bits, four bytes, between all of each


def evenly(view: "View[P]") -> "View[P]":
    """Let every answer to a form weigh STEP bytes, or a multiple where one is not enough.

    The filler is random, so that an encoding which compresses changes nothing. In HTTP/1 every
    status is followed by one REASON; HTTP/2 sends no reason, but some statuses in fewer bytes than
    others (see `_evened`).
    """

    @wraps(view)
    def weighed(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response.reason_phrase = REASON
            response.headers["X-Even"] = _evened(response.status_code)
            response.content += filler(response)
        return response

    return cast("View[P]", weighed)


def _evened(status: int) -> str:
    """Return a header's value that makes up for the length of a status in HTTP/2 alone."""
    return ("3" if status in _SHORT else "0") * _DIGITS


def filler(response: HttpResponse) -> bytes:
    """Return the comment that brings an answer to the next multiple of STEP."""
    status = len(f"{response.status_code} {response.reason_phrase}")
    bare = status + len(response.content) + len(_FRAME % b"")
    return _FRAME % secrets.token_hex(STEP)[: -bare % STEP].encode()
