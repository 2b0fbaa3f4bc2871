"""Who can open a tip: its key in a box for each desk member, among fillers for nobody."""

import secrets
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from tips import sealing
from tips.models import DeskKey, Tip, Wrap

WRAPS = 8  # boxes of a tip, so that their number does not tell how many people may read it

Keys = list[tuple[DeskKey | None, str]]


class NoDesk(Exception):
    """Nobody could open a tip, or a key of the desk is unusable: nothing may be taken in."""


def desk_keys() -> Keys:
    """Return every key a new tip is sealed to: desk members and the offline key.

    With TIP_OFFLINE_ONLY it is the offline key alone. Raises NoDesk when there is none, and when
    one is unusable: never seal to fewer people.
    """
    keys: Keys = []
    if not settings.TIP_OFFLINE_ONLY:
        keys += [(key, key.public) for key in DeskKey.objects.usable().only("public")]
    if settings.TIP_OFFLINE_KEY:
        keys.append((None, settings.TIP_OFFLINE_KEY))
    try:
        for _owner, public in keys:
            sealing.recipient(public)
    except sealing.UnusableKey:
        raise NoDesk from None
    if not keys:
        raise NoDesk
    return keys


def boxes(tip: Tip, identity: str, keys: Keys) -> list[Wrap]:
    """Return a box for each key, and fillers to keys that nobody has, in no order; not saved."""
    name = str(tip.pk)
    made = [Wrap(tip=tip, desk_key=key, box=sealing.wrap(identity, name, to)) for key, to in keys]
    made += [Wrap(tip=tip, box=filler(tip)) for _ in range(-len(made) % WRAPS)]
    secrets.SystemRandom().shuffle(made)
    return made


def filler(tip: Tip) -> bytes:
    """Return a box that looks like the others and opens for nobody."""
    nobody, unheld = sealing.new_key()
    return sealing.wrap(nobody, str(tip.pk), unheld)


def share(tip: Tip, identity: str, key: DeskKey) -> bool:
    """Give one more desk member a box. False when they had one.

    All boxes are made anew, because nobody can tell the offline key's box from a filler.
    """
    held = list(DeskKey.objects.filter(wraps__tip=tip))
    if key in held:
        return False
    renew(tip, identity, [*held, key])
    return True


@transaction.atomic
def renew(tip: Tip, identity: str, holders: Iterable[DeskKey]) -> None:
    """Make all boxes of a tip anew: for these desk keys and the offline key, and fillers."""
    keys: Keys = [(owner, owner.public) for owner in holders]
    if settings.TIP_OFFLINE_KEY:
        keys.append((None, settings.TIP_OFFLINE_KEY))
    made = boxes(tip, identity, keys)
    tip.wraps.all().delete()
    Wrap.objects.bulk_create(made)


def take_away(key: DeskKey) -> int:
    """Put a filler in the place of every box of a key; return how many there were."""
    taken = list(key.wraps.select_related("tip"))
    for wrap in taken:
        wrap.desk_key, wrap.box = None, filler(wrap.tip)
    Wrap.objects.bulk_update(taken, ["desk_key", "box"], batch_size=100)
    return len(taken)
