"""What must not wait: hide a post, retire a byline, freeze comments, end every session.

Each is a page that says what will happen (GET) and does it (POST), reached from the desk's front
page by those who have the right, without JavaScript. Each leaves a line in the admin's log.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, cast

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from blogsite.lib.folding import pattern
from comments import gates
from posts import forms_bylines, photos, publishing
from posts.models import Byline, Post, PreviewLink
from posts.querysets import PostQuerySet
from tips import epochs

OFFERED = 20  # posts to choose from
PATH = re.compile(r"\d{4}/\d{2}/[^/?#\s]+\.html")
View = Callable[[HttpRequest], HttpResponse]


class Tool(NamedTuple):
    """One of the things that must not wait; any of its `rights` opens it."""

    name: str
    words: str | Promise
    rights: tuple[str, ...]
    view: View

    @property
    def url_name(self) -> str:
        return f"emergency_{self.name}"

    def is_open_to(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(right) for right in self.rights)


TOOLS: list[Tool] = []


def allowed(request: HttpRequest) -> list[Tool]:
    """Return the tools that this user may use."""
    return [tool for tool in TOOLS if tool.is_open_to(request)]


def _tool(name: str, words: str | Promise, *rights: str) -> Callable[[View], View]:
    """Make a view one of TOOLS, shut to everybody without one of these rights."""

    def made(view: View) -> View:
        @wraps(view)
        @require_http_methods(["GET", "HEAD", "POST"])
        def guarded(request: HttpRequest) -> HttpResponse:
            if not tool.is_open_to(request):
                raise PermissionDenied
            return view(request)

        tool = Tool(name, words, rights, guarded)
        TOOLS.append(tool)
        return guarded

    return made


@_tool("hide", gettext_lazy("Hide a post"), "posts.delete_post")
def hide(request: HttpRequest) -> HttpResponse:
    """Let an editor find a post by its address or headline, and withdraw it at once."""
    if request.method == "POST":
        chosen = Post.objects.filter(pk=_number(request.POST.get("post")) or 0)
        if hidden := chosen.withdrawn().first():  # somebody else was quicker
            return _done(request, _hidden(hidden))
        post = (chosen.live() | chosen.scheduled()).first()
        if post is None:
            return _page(request, "hide", 422, posts=_shown()[:OFFERED], refused=True)
        publishing.withdraw(post)
        log(request, post, post.pk, str(post), _("Hidden at once."))
        _hide_photos(request, post)
        return _done(request, _hidden(post))
    query = request.GET.get("q", "").strip()
    return _page(request, "hide", posts=_found(query)[:OFFERED], query=query)


def _hidden(post: Post) -> str:
    return _("Readers do not see “%(name)s” any more.") % {"name": post}


def _hide_photos(request: HttpRequest, post: Post) -> None:
    """Give a hidden post's photos new addresses: link previews and feed readers know the old ones.

    The post is hidden already, whatever happens here.
    """
    try:
        for photo in photos.of(post):
            publishing.move_photo(photo)
    except Exception:  # a store raises what it likes
        messages.warning(request, _("Its photos can still be reached at their own addresses."))


def _shown() -> PostQuerySet:
    """Return posts that readers see, or will see by themselves."""
    posts = Post.objects.all()
    return (posts.live() | posts.scheduled()).defer("body", "body_html", "card", "notes")


def _found(query: str) -> PostQuerySet:
    if path := PATH.search(query):
        return _shown().filter(path=path[0])
    return _shown().filter(headline__iregex=pattern(query)) if query else _shown()


@_tool("retire", gettext_lazy("Retire a byline"), "posts.delete_byline")
def retire(request: HttpRequest) -> HttpResponse:
    """Take a name off everything printed; its posts go to another byline or stand without one."""
    way = forms_bylines.WAYS["retire"]
    form = forms_bylines.RetireForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "retire", 422 if form.is_bound else 200, form=form, way=way)
    count = forms_bylines.retire(form.cleaned_data["byline"], form.cleaned_data["to"])
    log(request, Byline, None, _("a retired byline"), _("Retired."), DELETION)
    words = ngettext(
        "The byline is gone; %(count)d post changed.",
        "The byline is gone; %(count)d posts changed.",
        count,
    )
    return _done(request, words % {"count": count})


@_tool(
    "freeze",
    gettext_lazy("Freeze comments, or take them again"),
    "comments.moderate_comment",
    "posts.delete_post",
)
def freeze(request: HttpRequest) -> HttpResponse:
    """Take no comments anywhere, or take them again; what waits stays in the queue."""
    since = gates.frozen_since()
    if request.method != "POST":
        return _page(request, "freeze", since=since)
    thawing = request.POST.get("do") == "thaw"
    changed = gates.thaw() if thawing else gates.freeze()
    words = _("Comments are taken again.") if thawing else _("No post takes comments now.")
    if changed:
        log(request, gates.Freeze, 1, _("comments"), words)
    return _done(request, words)


@_tool("sessions", gettext_lazy("End all sessions"), "sessions.delete_session")
def sessions(request: HttpRequest) -> HttpResponse:
    """Log everybody out, on every device; close every open desk key and end every preview link."""
    if request.method != "POST":
        return _page(request, "sessions")
    with transaction.atomic():
        log(request, Session, None, _("all sessions"), _("Ended."), DELETION)
        logout(request)
        Session.objects.all().delete()
        epochs.end()
        PreviewLink.objects.all().delete()
    return _page(request, "ended")


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    titles = {tool.name: tool.words for tool in TOOLS}
    whole = admin.site.each_context(request) | {"title": titles.get(name, "")} | context
    return render(request, f"admin/emergency/{name}.html", whole, status=status)


def _done(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("admin:index")


def log(
    request: HttpRequest,
    kind: models.Model | type[models.Model],
    pk: Any,
    name: str,
    words: str,
    flag: int = CHANGE,
) -> None:
    """Write who did what into the admin's log: never a key, a session or a retired name."""
    LogEntry.objects.create(
        user=cast(User, request.user),
        content_type=ContentType.objects.get_for_model(kind),
        object_id=pk,
        object_repr=name[:200],
        action_flag=flag,
        change_message=words,
    )
