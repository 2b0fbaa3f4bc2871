"""Bodies of public requests: their length, and the typed words of one that is refused."""

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

HONEST_EXCESS = 4  # times TIP_TOTAL_BYTES: a body this long is read and thrown away, not cut off
LONGEST_LENGTH = 18  # digits; Python refuses to read numbers of thousands
HIDDEN = ("token", "captcha", "website", "csrf")


class DiscardFiles(FileUploadHandler):
    """Read past every file of a form and keep none of it, so that only the words remain."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


def length(request: HttpRequest) -> int:
    """Return the length in bytes that the client announced; 0 when it is missing or nonsense."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text[:LONGEST_LENGTH]) if text.isascii() and text.isdigit() else 0


def typed_words(request: HttpRequest) -> list[str]:
    """Read a refused form to its end and return what a person typed in it, files left out.

    A browser shows an answer only after its whole form was taken: an unread body would end in a
    broken connection. Bodies over HONEST_EXCESS times the limit are not read.
    """
    if length(request) > HONEST_EXCESS * settings.TIP_TOTAL_BYTES:
        return []
    request.upload_handlers = [DiscardFiles(request)]
    try:
        fields = request.POST.lists()
    except (SuspiciousOperation, MultiPartParserError):
        drain(request)
        return []
    return [
        value
        for name, values in fields
        if not name.startswith(HIDDEN)
        for value in values
        if value.strip()
    ]


def drain(request: HttpRequest) -> None:
    """Read and throw away what is left of a body, in steps of 64 KiB."""
    left = length(request)
    try:
        while left > 0 and (chunk := request.read(min(left, 65536))):
            left -= len(chunk)
    except (OSError, ValueError):
        return
