"""A desk member's open key between two requests, and what the reading page shows of a sending."""

from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from tips import desk, sealing, wording
from tips.models import Attachment, DeskKey
from tips.scrub import Reason, Report
from tips.sending import Outcome
from tips.uploads import RamFile

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
    """Keep a key open for desk.IN_USE seconds more, in a cookie that only tips' pages get."""
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
    """A file on the reading page. `row` and `text` are None where there is nothing to show."""

    name: str
    line: wording.Line
    row: Attachment | None = None
    is_picture: bool = False
    text: str | None = None


def shown(words: dict[str, Any], identity: str) -> dict[str, Any]:
    """Return an envelope's words with a ShownFile for each file that was sent."""
    rows = iter(words["attachments"])
    files = []
    for told in words["files"]:
        report = Report.from_dict(told["report"]) if told["report"] else None
        refused = Reason(told["refused"]) if told["refused"] else None
        line = wording.line(Outcome(told["place"], report, refused))
        row = next(rows) if report else None
        media_type = report.media_type if report else ""
        text = _text(row, identity) if row and media_type == "text/plain" else None
        files.append(ShownFile(told["name"], line, row, media_type.startswith("image/"), text))
    return words | {"shown": files}


def _text(row: Attachment, identity: str) -> str:
    """Return the beginning of a cleaned text file, opened and checked whole."""
    with RamFile() as content, row.sealed.open("rb") as sealed:
        expected = {"tip": str(row.envelope.tip_id), "place": row.place}
        source = cast(BinaryIO, sealed)
        sealing.open_file(source, content.memory, identity, envelope=row.envelope.place, **expected)
        return content.read(TEXT_SHOWN).decode(errors="replace")  # type: ignore[no-any-return]
