"""What the desk does with a tip besides reading it: note that it did, look after, hold."""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from tips import boxes, desk
from tips.models import READ_TIP, DeskKey, Envelope, Opening, Tip

BACKEND = "django.contrib.auth.backends.ModelBackend"


class Held(Exception):
    """A tip under legal hold is not deleted by the desk."""


def members() -> QuerySet[User]:
    """Return everybody who may read tips today, by login."""
    return User.objects.with_perm(READ_TIP, backend=BACKEND).order_by("username")


def with_unread(tips: QuerySet[Tip], user: User) -> QuerySet[Tip]:
    """Annotate `unread`: whether there is an envelope that this member has not seen."""
    sent = Envelope.objects.filter(tip=OuterRef("pk")).order_by().values("tip")
    seen = Opening.objects.filter(tip=OuterRef("pk"), user=user).values("seen")
    return tips.annotate(
        sent=Subquery(sent.annotate(number=Count("pk")).values("number")),
        seen=Coalesce(Subquery(seen), 0),
    ).annotate(unread=Q(sent__gt=F("seen")))


@transaction.atomic
def opened(tip: Tip, user: User, seen: int, *, exported: bool = False) -> None:
    """Note that a member opened a tip of `seen` envelopes, or took it away as a bundle."""
    today = timezone.localdate()
    opening = Opening.objects.filter(tip=tip, user=user).first()
    if opening is None:
        opening = Opening(tip=tip, user=user, seen=0)
    if opening.seen < seen or opening.exported < exported:
        opening.seen, opening.exported = max(seen, opening.seen), exported or opening.exported
        opening.save()
    if tip.opened_on and tip.last_action_on == today and tip.status != Tip.Status.NEW:
        return
    tip.opened_on = tip.opened_on or today
    tip.save(update_fields=["opened_on"])
    tip.settle(Tip.Status.READING if tip.status == Tip.Status.NEW else None)


@transaction.atomic
def sort(
    tip: Tip, status: str, held: bool, assignee: User | None, opener: Callable[[], desk.OpenKey]
) -> None:
    """Note where the desk stands, whether the tip is held, and who looks after it.

    An assignee who has a key but no box is given one; only then `opener` is asked for an open
    key. Raises desk.Locked when that key does not open the tip; nothing is noted then.
    """
    key = DeskKey.objects.filter(user=assignee).first() if assignee else None
    if key and not tip.wraps.filter(desk_key=key).exists():
        boxes.share(tip, desk.tip_identity(tip, opener()), key)
    tip.held, tip.assignee = held, assignee
    tip.save(update_fields=["held", "assignee"])
    tip.settle(status)


def delete(tip: Tip) -> None:
    """Delete a tip for good. Raises Held."""
    if tip.held:
        raise Held
    tip.destroy()


def share_all(member: DeskKey, key: desk.OpenKey) -> int:
    """Give a member a box of every tip that an open key opens and theirs does not; return how many.

    For somebody who came to the desk after the tips did.
    """
    tips = Tip.objects.filter(wraps__desk_key=key.desk_key).exclude(wraps__desk_key=member)
    shared = 0
    for tip in list(tips):
        shared += boxes.share(tip, desk.tip_identity(tip, key), member)
    return shared
