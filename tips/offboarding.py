"""Somebody leaves the desk: their boxes become fillers, their key goes, what they saw is listed."""

from dataclasses import dataclass

from django.contrib.auth.models import Permission, User
from django.db import transaction

from tips import boxes
from tips.models import READ_TIP, DeskKey, Opening, Tip


@dataclass(frozen=True)
class Left:
    """What became of a member: boxes taken away; whether an administrator's right still reads."""

    boxes: int
    still_allowed: bool


def seen_by(user: User) -> list[Opening]:
    """Return what a member opened or took away, the newest tips first. That cannot be undone."""
    return list(user.tip_openings.select_related("tip").order_by("-tip__received_on", "tip"))


@transaction.atomic
def offboard(user: User) -> Left:
    """Take a member off the desk: boxes, key, right and assignments. Safe to repeat."""
    key = DeskKey.objects.filter(user=user).first()
    taken = boxes.take_away(key) if key else 0
    if key:
        key.delete()
    app, codename = READ_TIP.split(".")
    right = Permission.objects.get(content_type__app_label=app, codename=codename)
    user.groups.remove(*user.groups.filter(permissions=right))
    user.user_permissions.remove(right)
    Tip.objects.filter(assignee=user).update(assignee=None)
    return Left(taken, user.is_superuser and user.is_active)
