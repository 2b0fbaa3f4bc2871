"""A cleaned file on its way to a desk member's browser: shown in a sandbox, or saved."""

import re

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from tips.sealing import Label
from tips.uploads import RamFile

# What a browser may draw or play inside the page; everything else is a download.
SHOWN = {
    "image": frozenset(("jpeg", "png", "webp", "gif")),
    "audio": frozenset(("aac", "flac", "mp4", "mpeg", "ogg", "opus", "wav", "webm", "x-wav")),
    "video": frozenset(("mp4", "ogg", "webm")),
}
SANDBOX = (
    "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline';"
    " frame-ancestors 'none'"
)
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def shown_as(media_type: str) -> str:
    """Return "image", "audio" or "video" for what is shown inside the page, else ""."""
    family, _slash, kind = media_type.partition("/")
    return family if kind in SHOWN.get(family, ()) else ""


def answer(request: HttpRequest, label: Label, content: RamFile) -> HttpResponseBase:
    """Send an opened file, or the one range of it that a player asks for. Closes it in the end."""
    shown = bool(shown_as(label.media_type))
    part = _asked(request, content.length) if shown else None
    if part == (0, 0):
        content.close()
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{label.length}"
        return refused
    response = _Part(part, content) if part else FileResponse(content)
    response["Content-Type"] = label.media_type if shown else "application/octet-stream"
    disposition = "inline" if shown else "attachment"
    response["Content-Disposition"] = f'{disposition}; filename="{_plain(label.name)}"'
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    if shown:
        response["Accept-Ranges"] = "bytes"
    return response


class _Part(FileResponse):
    """Bytes start to stop (not included) of a file in memory."""

    def __init__(self, part: tuple[int, int], content: RamFile) -> None:
        start, stop = part
        whole = content.length
        content.memory.truncate(stop)
        content.seek(start)
        super().__init__(content, status=206)
        self["Content-Range"] = f"bytes {start}-{stop - 1}/{whole}"
        self["Content-Length"] = str(stop - start)


def _asked(request: HttpRequest, length: int) -> tuple[int, int] | None:
    """Return start and stop of the range asked for; (0, 0) when there is no such place (RFC 9110).

    None when the whole file is wanted, or several ranges, or what is not understood.
    """
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not match or not any(match.groups()):
        return None
    first, last = match.groups()
    start = int(first) if first else max(0, length - int(last))
    stop = min(length, int(last) + 1) if first and last else length
    return (start, stop) if start < stop else (0, 0)


def _plain(name: str) -> str:
    """Return a name of ours as it may stand in a header, whatever it has become."""
    return re.sub(r"[^a-z0-9.-]", "", name.lower())[:60] or "file"
