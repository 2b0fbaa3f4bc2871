"""The page store: finished public pages kept as files, forgotten when a change shows on them.

A page lies at PAGES_DIR/<release>/<path>/index.html.gz, so that nginx can serve it without Python
(gzip_static); under gunicorn alone PageStoreMiddleware serves the same bytes. Django fills the
store on a miss. `forget` runs after the commit of a change: first the epoch moves, then the files
go; a page rendered meanwhile sees another epoch before or after its rename and is not kept.
"""

import gzip
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
FILE = "index.html.gz"
LONGEST_NAME = 200  # bytes of one path segment; file systems stop at 255
SOURCES = ("*.py", "*.html", "*.css", "*.po")


def stored(view: "View[P]") -> "View[P]":
    """Mark a view whose successful answers to a plain GET are the same for everybody."""

    @wraps(view)
    def marked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.may_be_stored = True  # type: ignore[attr-defined]
        return response

    return cast("View[P]", marked)


@cache
def release() -> str:
    """Return the name of this release: it changes with any template, style, translation or code,
    and with every setting that pages show.
    """
    names = (settings.SITE_NAME, settings.SITE_URL, settings.ONION_URL, settings.TIP_ONION)
    shown = f"{settings.PUBLISHED_TIME_GRAIN} {bool(settings.COUNT_READS)}"
    digest = hashlib.sha256(f"{' '.join(names)} {shown}".encode())
    for folder in ("blogsite", "posts", "comments", "tips", "templates", "locale"):
        for pattern in SOURCES:
            for path in sorted((settings.BASE_DIR / folder).rglob(pattern)):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def folder() -> Path:
    """Return the folder of this release's pages."""
    return Path(settings.PAGES_DIR) / release()


def place(path: str) -> Path | None:
    """Return the file of an address, or None for one that no page of ours can have.

    Posts, pages and labels have no slash at the end, every other listing has one: the other
    spelling is not the same address and must not find the file.
    """
    names = path.strip("/").split("/") if path != "/" else []
    bare = path.rstrip("/").endswith(".html") or "/search/label/" in path
    if path.endswith("/") == bare or any(
        name in {"", ".", ".."} or "\0" in name or len(name.encode()) > LONGEST_NAME
        for name in names
    ):
        return None
    return folder().joinpath(*names, FILE)


def forget(*paths: str, below: bool = True) -> None:
    """Drop the pages at these addresses once the transaction under way is committed.

    Pages below the address of a post show parts of it: they go with it, unless `below` is False.
    """
    transaction.on_commit(lambda: _drop(paths, below))


def forget_all() -> None:
    """Drop every page of every release once the transaction under way is committed."""
    transaction.on_commit(empty)


def empty() -> None:
    """Drop every page now: at start-up, and when a change shows on every page."""
    _move_epoch()
    root = Path(settings.PAGES_DIR)
    for child in root.iterdir():
        if child.is_dir() and not child.is_symlink():
            _remove(child)


def _remove(tree: Path) -> None:
    """Remove a folder; first it is renamed, or a page written meanwhile could land in the rest."""
    trash = tree.rename(Path(settings.PAGES_DIR) / f".{secrets.token_hex(8)}")
    shutil.rmtree(trash, ignore_errors=True)


def point() -> None:
    """Let PAGES_DIR/current lead to this release's pages: nginx knows no other name for them."""
    root = Path(settings.PAGES_DIR)
    root.mkdir(parents=True, exist_ok=True)
    draft = root / f".{secrets.token_hex(8)}"
    draft.symlink_to(release())
    draft.replace(root / "current")


def _drop(paths: Iterable[str], below: bool = True) -> None:
    try:
        _move_epoch()
    finally:  # on a full disk the epoch cannot move, but a file can go
        for path in paths:
            if file := place(path):
                file.unlink(missing_ok=True)
                if below and path.endswith(".html"):
                    _drop_below(file.parent)


def _drop_below(folder: Path) -> None:
    """Remove the folders in a page's own; another process may be doing the same."""
    with suppress(FileNotFoundError):
        for child in folder.iterdir():
            if child.is_dir():
                with suppress(FileNotFoundError):
                    _remove(child)


def _epoch_file() -> Path:
    return Path(settings.PAGES_DIR) / "epoch"


def _move_epoch() -> None:
    """Make every page that is being rendered right now unfit to be kept."""
    file = _epoch_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"epoch.{secrets.token_hex(8)}")
    draft.write_text(f"{time.time_ns()} {secrets.token_hex(4)}")
    draft.replace(file)


def epoch() -> str:
    """Return the mark of the last change; "" before the first."""
    try:
        return _epoch_file().read_text()
    except FileNotFoundError:
        return ""
    except OSError:  # unreadable: equal to no other mark, so nothing is kept
        return secrets.token_hex(8)


class PageStoreMiddleware:
    """Serve a stored page without touching the database; store a page that Django just made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or request.META.get("QUERY_STRING"):
            return self.get_response(request)
        file = place(request.path_info)
        if file is None:
            return self.get_response(request)
        if answer := _answer(request, file):
            return answer
        before = epoch()
        response = self.get_response(request)
        if request.method == "GET" and _fit(response) and isinstance(response, HttpResponse):
            packed = _keep(file, response.content, before)
            return _page(request, packed)
        return response


def _fit(response: HttpResponseBase) -> bool:
    return (
        getattr(response, "may_be_stored", False)
        and response.status_code == 200
        and not response.cookies
    )


def _keep(file: Path, content: bytes, before: str) -> bytes:
    """Write a page unless something changed since `before`; return its gzip form either way."""
    packed = gzip.compress(content, 6, mtime=0)
    if epoch() != before:
        return packed
    draft = file.with_name(f"{secrets.token_hex(8)}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(packed)
        # nginx tells a file's time and makes its ETag of it: both come from the content, so that
        # neither tells when something changed.
        mark = int(hashlib.sha256(packed).hexdigest()[:7], 16)
        os.utime(draft, (mark, mark))
        draft.replace(file)
    except OSError:  # a full disk or an emptied store must not cost the reader the page
        with suppress(OSError):
            draft.unlink()
        return packed
    if epoch() != before:
        file.unlink(missing_ok=True)
    return packed


def _answer(request: HttpRequest, file: Path) -> HttpResponseBase | None:
    try:
        descriptor = os.open(file, os.O_RDONLY)
    except OSError:  # not there, or an address too long for the file system
        return None
    with os.fdopen(descriptor, "rb") as stream:
        return _page(request, stream.read())


def _page(request: HttpRequest, packed: bytes) -> HttpResponseBase:
    """Answer with a gzip page, unpacked for a client that cannot read gzip, or with a 304."""
    etag = f'W/"{hashlib.sha256(packed).hexdigest()[:24]}"'
    response = HttpResponse(packed, content_type="text/html; charset=utf-8")
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response.headers["Content-Encoding"] = "gzip"
    else:
        response.content = gzip.decompress(packed)
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    conditional = get_conditional_response(request, etag=etag, response=response)
    return conditional or response
