"""The desk's page about itself: who has a key, who opens what, and taking somebody off."""

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tips import desk, handling, offboarding, relocking
from tips.doors import MANAGE_DESK, for_managers, for_readers, page, with_key
from tips.models import READ_TIP, DeskKey, Opening, Tip, Wrap


@for_readers
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the desk: keys, how many tips each can open, and keys of people who left."""
    may_read = handling.members().values("pk")
    people = (
        User.objects.filter(Q(pk__in=may_read) | Q(desk_key__isnull=False))
        .annotate(
            boxes=_number(Wrap.objects.filter(desk_key__user=OuterRef("pk")), "desk_key__user"),
            openings=_number(Opening.objects.filter(user=OuterRef("pk")), "user"),
            allowed=Q(pk__in=may_read),
        )
        .select_related("desk_key")
        .order_by("username")
    )
    context = {
        "title": _("The tip desk"),
        "people": people,
        "tips": Tip.objects.count(),
        "may_manage": request.user.has_perm(MANAGE_DESK),
    }
    return page(request, "members", context)


def _number(rows: QuerySet[Any], owner: str) -> Coalesce:
    """Return how many rows of an owner there are, without a join that multiplies them."""
    counted = rows.order_by().values(owner).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


@with_key
@require_POST
def share(request: HttpRequest, key: desk.OpenKey, user: int) -> HttpResponseBase:
    """Let a member open every tip that whoever asks can open."""
    member = get_object_or_404(DeskKey.objects.usable(), user=user)
    handling.share_all(member, key)
    return redirect("admin:tips_tip_members")


@with_key
@require_POST
def relock(request: HttpRequest, key: desk.OpenKey, user: int) -> HttpResponseBase:
    """Give what a former member opened another key."""
    person = get_object_or_404(User, pk=user)
    if not request.user.has_perm(MANAGE_DESK) or person.has_perm(READ_TIP):
        raise PermissionDenied
    left = relocking.relock_seen_by(person, key)
    return page(request, "offboard", _leaving(person) | {"relocked": True, "remaining": left})


@for_managers
@require_http_methods(["GET", "HEAD", "POST"])
def offboard(request: HttpRequest, user: int) -> HttpResponse:
    """Show what somebody opened and, once the box is ticked, take them off the desk."""
    person = get_object_or_404(User, pk=user)
    left = None
    if request.method == "POST" and "sure" in request.POST:
        left = offboarding.offboard(person)
        person = get_object_or_404(User, pk=user)  # rights are remembered by the object
    return page(request, "offboard", _leaving(person) | {"left": left})


def _leaving(person: User) -> dict[str, Any]:
    return {
        "title": _("Take {name} off the desk").format(name=person.get_username()),
        "person": person,
        "gone": not person.has_perm(READ_TIP),
        "openings": offboarding.seen_by(person),
    }
