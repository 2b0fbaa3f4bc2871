"""Answers of one weight: who only sees how much travels does not learn which answer was given."""

import secrets

from django.http import HttpResponse, QueryDict
from django.utils.html import escape

STEP = 64 << 10  # bytes of an answer, its line of status included
ROOM = 52 << 10  # bytes that the longest page needs besides the words that it gives back
REASON = "Answer"
_FRAME = b"<!-- %s -->\n"
# HTTP/2 has a number for these: one byte. nginx sends any other status in five (RFC 7541).
_SHORT = frozenset((200, 204, 206, 304, 400, 404, 500))
_DIGITS = 32  # in HTTP/2 a 3 takes six bits and a 0 five: 32 bits, four bytes, between all of each


def even(response: HttpResponse, words: QueryDict) -> HttpResponse:
    """Let an answer to a form weigh as much as any other answer to the same words would.

    That is STEP bytes, or a multiple for words so long that giving them back needs more: whoever
    watches knows how much was sent, and learns nothing of the answer. In HTTP/1 every status is
    followed by one REASON; HTTP/2 sends no reason, but some statuses in fewer bytes than others
    (see `_evened`). Nothing on the way may compress it: nginx does not, and `no-transform` says so.
    """
    response.reason_phrase = REASON
    response.headers["X-Even"] = _evened(response.status_code)
    response.content += filler(response, ROOM + given_back(words))
    return response


def given_back(words: QueryDict) -> int:
    """Return the bytes that typed words take in a page."""
    return sum(
        len(escape(value).encode("utf-8", "replace"))
        for _name, values in words.lists()
        for value in values
        if isinstance(value, str)
    )


def _evened(status: int) -> str:
    """Return a header's value that makes up for the length of a status in HTTP/2 alone."""
    return ("3" if status in _SHORT else "0") * _DIGITS


def filler(response: HttpResponse, least: int) -> bytes:
    """Return the comment that brings an answer to the first multiple of STEP over `least` bytes."""
    status = len(f"{response.status_code} {response.reason_phrase}")
    bare = status + len(response.content) + len(_FRAME % b"")
    size = -(-max(least, bare) // STEP) * STEP - bare
    return _FRAME % secrets.token_hex(size)[:size].encode()
