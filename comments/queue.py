"""The moderators' room: whole comments, the oldest first, and one decision at a time."""

import re
from itertools import pairwise
from typing import Any, NamedTuple, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comments.forms import DecisionForm
from comments.models import Changed, Comment, Reason, Refused

PAGE = 25  # comments
SHOWN = (
    "name", "body", "status", "number", "received_at",
    "post__headline", "post__path", "post__language",
)  # fmt: skip
COUNTED = 1000  # the exact length of a longer queue is not worth counting
PUBLIC_LINK = re.compile(r"/?(\d{4}/\d{2}/[^/?#]+\.html)[^#]*#c(\d{1,9})$")


class Card(NamedTuple):
    """A comment on the queue page, and the number of the row whose card comes after it."""

    comment: Comment
    then: int | None


def may_moderate(request: HttpRequest) -> bool:
    """Tell whether this user may see the queue and decide."""
    return request.user.has_perm("comments.moderate_comment")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the oldest held comments, or those after the one that `?after=` names."""
    _admit(request)
    if link := request.GET.get("find", ""):
        return _found(request, link.strip())
    after = _held_before(request.GET.get("after", ""))
    cards, more = _cards(after)
    context = {
        "title": _("Comments to decide"),
        "cards": cards,
        "more": more,
        "after": after.pk if after else "",
        "waiting": Comment.objects.pending().order_by()[: COUNTED + 1].count(),
        "counted": COUNTED,
        "oldest": cards[0].comment.received_at if cards and not after else None,
    }
    return _answer(request, "admin/comments/comment/queue.html", context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one comment with its decisions; here an earlier decision is turned round."""
    _admit(request)
    comment = get_object_or_404(Comment.objects.select_related("post"), pk=pk)
    decisions = comment.decisions.select_related("moderator")
    context = {"title": _("Comment"), "card": Card(comment, None), "decisions": decisions}
    return _answer(request, "admin/comments/comment/one.html", context)


@require_POST
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one decision and go on to the next card, or say why it was not taken."""
    _admit(request)
    comment = get_object_or_404(Comment.objects.select_related("post"), pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
        return redirect(_way(request, pk))
    try:
        comment.decide(moderator=cast(User, request.user), **form.cleaned_data)
    except Refused as refusal:
        messages.warning(request, _why(refusal, comment))
        return redirect(_way(request, pk if isinstance(refusal, Changed) else None))
    messages.success(request, _done(comment))
    return redirect(_way(request, None))


def _admit(request: HttpRequest) -> None:
    if not may_moderate(request):
        raise PermissionDenied


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    whole = admin.site.each_context(request) | {"reasons": Reason.choices} | context
    return TemplateResponse(request, template, whole)


def _held_before(pk: str) -> Comment | None:
    """Return the comment after which a page begins; None, that is from the start, for nonsense."""
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    return Comment.objects.filter(pk=pk).only("pk", "received_at").first()


def _cards(after: Comment | None) -> tuple[list[Card], bool]:
    """Return one page of the queue in one query, and whether there is more."""
    held = Comment.objects.pending().select_related("post").only(*SHOWN)
    comments = list((held.after(after) if after else held)[: PAGE + 1])
    more = len(comments) > PAGE
    pks = [comment.pk for comment in comments[:PAGE]]
    following = [*(then for _pk, then in pairwise(pks)), None]
    return [Card(*pair) for pair in zip(comments[:PAGE], following, strict=False)], more


def _found(request: HttpRequest, link: str) -> HttpResponse:
    """Go to the comment that a public link names, such as …/2012/05/slug.html#c4."""
    if parts := PUBLIC_LINK.search(link):
        found = Comment.objects.filter(post__path=parts[1], number=int(parts[2])).first()
        if found:
            return redirect("admin:comments_comment_change", found.pk)
    messages.error(request, _("No comment has this link. Copy the link of its number."))
    return redirect("admin:comments_comment_queue")


def _way(request: HttpRequest, pk: int | None) -> str:
    """Return where to go on: the same card, else the next one, else the page it was on."""
    stay, after, then = (request.POST.get(name, "") for name in ("stay", "after", "then"))
    if stay.isdigit():
        return reverse("admin:comments_comment_change", args=[int(stay)])
    query = f"?after={int(after)}" if after.isdecimal() else ""
    card = pk or (int(then) if then.isdecimal() else 0)
    return reverse("admin:comments_comment_queue") + query + (f"#c{card}" if card else "")


def _why(refusal: Refused, comment: Comment) -> str:
    if isinstance(refusal, Changed):
        text = _("Nothing done: the text has changed since you saw it. Read it again: “{words}”")
    else:
        text = _("Nothing done: {who} has decided already ({status}): “{words}”")
    last = comment.decisions.select_related("moderator").first()
    who = last.moderator.get_username() if last else _("somebody")
    return text.format(words=_excerpt(comment), who=who, status=comment.get_status_display())


def _done(comment: Comment) -> SafeString:
    if comment.status == Comment.Status.APPROVED:
        text = _("Published as number {number}: “{words}”. <a href='{link}'>Look again</a>")
    else:
        text = _("Not published: “{words}”. <a href='{link}'>Look again</a>")
    link = reverse("admin:comments_comment_change", args=[comment.pk])
    return format_html(text, number=comment.number, words=_excerpt(comment), link=link)


def _excerpt(comment: Comment) -> str:
    return Truncator(comment.body).chars(60)
