"""Bodies of public requests: their length, and the typed words of one that is refused."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.datastructures import MultiValueDict

HONEST_EXCESS = 4  # times TIP_TOTAL_BYTES: a body this long is read and thrown away, not cut off
LONGEST_LENGTH = 18  # digits; Python refuses to read numbers of thousands
# Not typed by a person: marks of ours, and what is chosen from a list.
HIDDEN = ("token", "captcha", "website", "csrf", "edition", "passed", "stay", "person", "reason")

Parsed = tuple[QueryDict, MultiValueDict[str, Any]]


class DiscardFiles(FileUploadHandler):
    """Read past every file of a form and keep none of it, so that only the words remain."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


class Body:
    """A request's body up to `most` bytes; `left` is what of them has not come.

    Raises OSError where the connection breaks.
    """

    def __init__(self, request: HttpRequest, most: int) -> None:
        self._request, self.left = request, most

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        chunk = self._request.read(wanted) if wanted else b""
        self.left -= len(chunk)
        return chunk


def length(request: HttpRequest) -> int:
    """Return the length in bytes that the client announced; 0 when it is missing or nonsense."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text[:LONGEST_LENGTH]) if text.isascii() and text.isdigit() else 0


def is_multipart(request: HttpRequest) -> bool:
    return (request.content_type or "") == "multipart/form-data"


def parse(request: HttpRequest, body: Body, handlers: Sequence[FileUploadHandler]) -> Parsed:
    """Read a multipart form from `body`. Raises MultiPartParserError, SuspiciousOperation, OSError.

    Django's own `request.POST` would take a form that breaks off for a whole one.
    """
    encoding = request.encoding or settings.DEFAULT_CHARSET
    return MultiPartParser(request.META, body, handlers, encoding).parse()  # type: ignore[arg-type]


def is_endless(request: HttpRequest) -> bool:
    """Tell whether a body is too long even to be read and thrown away."""
    return length(request) > HONEST_EXCESS * settings.TIP_TOTAL_BYTES


def words_at_start(request: HttpRequest) -> QueryDict:
    """Return the words of a multipart form that lie within its first FORM_BYTES, and read no more.

    A browser sends the fields in the order of the page: words before files.
    """
    try:
        start = Body(request, settings.FORM_BYTES)
        return parse(request, start, [DiscardFiles(request)])[0]
    except (SuspiciousOperation, MultiPartParserError, OSError):
        return QueryDict()


def typed(request: HttpRequest) -> QueryDict:
    """Read a refused form to its end and return the fields of it, files left out.

    A browser shows an answer only after its whole form was taken: an unread body would end in a
    broken connection. Of an endless body only the start is read.
    """
    if is_endless(request):
        return words_at_start(request)
    request.upload_handlers = [DiscardFiles(request)]
    try:
        return request.POST
    except (SuspiciousOperation, MultiPartParserError):
        drain(request)
        return QueryDict()


def typed_words(request: HttpRequest) -> list[str]:
    """Return what a person typed in a refused form."""
    return shown(typed(request))


def shown(words: QueryDict) -> list[str]:
    """Return the fields that a person filled in."""
    return [
        value
        for name, values in words.lists()
        if not name.startswith(HIDDEN)
        for value in values
        if isinstance(value, str) and value.strip()
    ]


def drain(request: HttpRequest) -> None:
    """Read and throw away what is left of a body, in steps of 64 KiB."""
    left = length(request)
    try:
        while left > 0 and (chunk := request.read(min(left, 65536))):
            left -= len(chunk)
    except (OSError, ValueError):
        return
