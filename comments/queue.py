"""The moderators' room: pages of whole comments, worst lane first, and one comment's own page."""

import re
from datetime import UTC, datetime
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments import cards, figures, leases
from comments.forms import HabitForm
from comments.models import Comment, Habit, Lane, Reason

PLACE = re.compile(r"([1-5])-([0-9]{20})-([0-9]{1,18})\Z")
PUBLIC_LINK = re.compile(r"/?(\d{4}/\d{2}/[^/?#]+\.html)[^#]*#c(\d{1,9})$")


def may_moderate(request: HttpRequest) -> bool:
    """Tell whether this user may see the queue and decide."""
    return request.user.has_perm("comments.moderate_comment")


def admit(request: HttpRequest) -> User:
    """Return the moderator who asks; raises PermissionDenied for anybody else."""
    if not may_moderate(request):
        raise PermissionDenied
    return cast(User, request.user)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Lease and show the next cards; `?after=` leaves out those up to it, `?lane=` the others."""
    moderator = admit(request)
    if link := request.GET.get("find", ""):
        return _found(request, link.strip())
    now = figures.of(moderator)
    after, lane = _after(request.GET.get("after", "")), _lane(request.GET.get("lane", ""))
    heads, members = leases.take(
        moderator, now.cards, language=now.language, lane=lane, after=after
    )
    context = {
        "title": _("Comments to decide"),
        "cards": cards.deal(heads, members, veil=now.veiled),
        "after": after,
        "lane": lane,
        "figures": now,
        "lanes": [(value, label, now.lanes[Lane(value)]) for value, label in Lane.choices],
        "habits": HabitForm(instance=Habit(language=now.language, cards=now.cards,
                                           veiled=now.veiled)),
    }  # fmt: skip
    return answer(request, "admin/comments/comment/queue.html", context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one comment with its decisions; here an earlier decision is turned round."""
    admit(request)
    (card,) = cards.deal([get_object_or_404(Comment.objects.listed(), pk=pk)], [])
    decisions = card.comment.decisions.select_related("moderator")
    context = {"title": _("Comment"), "card": card, "decisions": decisions}
    return answer(request, "admin/comments/comment/one.html", context)


def answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return a page in the admin's frame, with the reasons that a rejection may have."""
    own = {"reasons": Reason.choices, "rejections": _options(), "causes": _options("private")}
    return TemplateResponse(request, template, admin.site.each_context(request) | own | context)


def _options(chosen: str = "") -> SafeString:
    """Return the reasons as options, numbered like their keys: made once for all cards."""
    return format_html_join(
        "",
        '<option value="{}"{}>{} {}</option>',
        (
            (value, mark_safe(" selected") if value == chosen else "", place, label)
            for place, (value, label) in enumerate(Reason.choices, 1)
        ),
    )


def _after(place: str) -> Comment | None:
    """Return what Card.place names, where a page begins; None, the start, for nonsense."""
    if not (parts := PLACE.match(place)):
        return None
    try:
        moment = datetime.strptime(parts[2], cards.MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Comment(pk=int(parts[3]), lane=int(parts[1]), received_at=moment)


def _lane(value: str) -> int:
    """Return a lane, or 0, that is all of them, for anything else."""
    return int(value) if value in {str(lane.value) for lane in Lane} else 0


def _found(request: HttpRequest, link: str) -> HttpResponse:
    """Go to the comment that a public link names, such as …/2012/05/slug.html#c4."""
    if parts := PUBLIC_LINK.search(link):
        found = Comment.objects.filter(post__path=parts[1], number=int(parts[2])).first()
        if found:
            return redirect("admin:comments_comment_change", found.pk)
    messages.error(request, _("No comment has this link. Copy the link of its number."))
    return redirect("admin:comments_comment_queue")
