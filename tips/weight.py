"""Answers of one weight: who only sees how much travels does not learn which answer was given."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

STEP = 64 << 10  # bytes of an answer, its line of status included
_FRAME = b"<!-- %s -->\n"


def evenly(view: "View[P]") -> "View[P]":
    """Let every answer to a form weigh STEP bytes, or a multiple where one is not enough.

    The filler is random, so that an encoding which compresses changes nothing.
    """

    @wraps(view)
    def weighed(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response.content += filler(response)
        return response

    return cast("View[P]", weighed)


def filler(response: HttpResponse) -> bytes:
    """Return the comment that brings an answer to the next multiple of STEP."""
    status = len(f"{response.status_code} {response.reason_phrase}")
    bare = status + len(response.content) + len(_FRAME % b"")
    return _FRAME % secrets.token_hex(STEP)[: -bare % STEP].encode()
