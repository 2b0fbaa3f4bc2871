"""A desk member's open key between two requests, and what the reading page shows of a sending."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString

from tips import desk, lending, marking, media, sealing, wording
from tips.models import Attachment, DeskKey
from tips.scrub import Reason, Report
from tips.sending import Outcome

TEXT_SHOWN = 200_000  # bytes of a text file that are shown inside the page


def current(request: HttpRequest) -> desk.OpenKey:
    """Return the open key of whoever asks. Raises desk.Locked."""
    token = request.COOKIES.get(_cookie_name())
    session_key = request.session.session_key
    desk_key = DeskKey.objects.filter(user=request.user.pk).first()
    if not (token and session_key and desk_key):
        raise desk.Locked
    return desk.carried(token, session_key, desk_key)


def keep(request: HttpRequest, response: HttpResponseBase, key: desk.OpenKey) -> None:
    """Keep a key open for desk.IN_USE seconds more, in a cookie that only tips' pages get.

    One that is fresh stays as it is: a picture still under way when somebody locks the desk would
    bring its key back.
    """
    if key.is_fresh:
        return
    session_key = request.session.session_key
    if session_key is None:
        raise desk.Locked
    response.set_cookie(
        _cookie_name(),
        desk.carry(key, session_key),
        max_age=desk.IN_USE,
        path=reverse("admin:tips_tip_changelist"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def forget(response: HttpResponseBase) -> None:
    """Close the key: the cookie goes."""
    response.delete_cookie(
        _cookie_name(), path=reverse("admin:tips_tip_changelist"), samesite="Strict"
    )


def _cookie_name() -> str:
    return "__Secure-tips-key" if settings.SESSION_COOKIE_SECURE else "tips-key"


@dataclass(frozen=True)
class ShownFile:
    """A file on the reading page; `shown_as` is "image", "audio", "video" or "".

    `row` is None for a refused file; `text` is the marked beginning of a text file.
    """

    name: str
    line: wording.Line
    row: Attachment | None = None
    shown_as: str = ""
    text: SafeString | None = None
    damaged: bool = False


def shown(words: dict[str, Any], identity: str) -> dict[str, Any]:
    """Return an envelope's words as the page shows them, with a ShownFile for each file sent."""
    rows = iter(words["attachments"])
    files = []
    for told in words["files"]:
        report = Report.from_dict(told["report"]) if told["report"] else None
        refused = Reason(told["refused"]) if told["refused"] else None
        line = wording.line(Outcome(told["place"], report, refused))
        row = next(rows) if report else None
        files.append(_shown_file(told["name"], line, row, report, identity))
    return words | {
        "shown": files,
        "message": marking.marked(words["message"]),
        "links": [marking.marked(link) for link in words["links"]],
    }


def _shown_file(
    name: str, line: wording.Line, row: Attachment | None, report: Report | None, identity: str
) -> ShownFile:
    if row is None or report is None:
        return ShownFile(name, line)
    if report.media_type != "text/plain":
        return ShownFile(name, line, row, media.shown_as(report.media_type))
    try:
        return ShownFile(name, line, row, text=marking.marked(_text(row, identity)))
    except sealing.Tampered:
        return ShownFile(name, line, damaged=True)
    except lending.Full:
        return ShownFile(name, line, row)


def _text(row: Attachment, identity: str) -> str:
    """Return the beginning of a cleaned text file, opened and checked whole."""
    _label, content = desk.open_file(row, identity)
    with content:
        return content.read(TEXT_SHOWN).decode(errors="replace")  # type: ignore[no-any-return]
