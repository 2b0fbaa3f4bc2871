"""A new key for a tip: for those who left with the old one, what comes later stays shut.

Everything is opened and checked, sealed anew, and given to those who have a box now. What somebody
copied while they could cannot be taken back.
"""

import time

from django.contrib.auth.models import User
from django.db import transaction

from tips import boxes, desk, lending, sealing, tally
from tips.models import Attachment, DeskKey, Opening, Tip, random_name, sealed_storage
from tips.store import discard

PATIENCE = 15  # seconds of one request; what is left is done at the next


class Changed(Exception):
    """Somebody wrote to the tip meanwhile; try again."""


def relock_seen_by(user: User, key: desk.OpenKey) -> int:
    """Relock what a former member opened, as far as an open key opens it; return how many are left.

    Stops after PATIENCE seconds. A tip that is damaged or busy is left.
    """
    end = time.monotonic() + PATIENCE
    waiting = Opening.objects.filter(user=user, relocked=False).select_related("tip")
    left = 0
    for opening in waiting.order_by("pk"):
        if time.monotonic() > end or not _relocked(opening.tip, key):
            left += 1
            continue
        opening.relocked = True
        opening.save(update_fields=["relocked"])
    return left


def _relocked(tip: Tip, key: desk.OpenKey) -> bool:
    try:
        relock(tip, key)
    except (desk.Locked, lending.Full, sealing.Tampered, Changed):
        return False
    return True


def relock(tip: Tip, key: desk.OpenKey) -> None:
    """Give a tip a new key. Raises desk.Locked, lending.Full, sealing.Tampered or Changed."""
    opened = desk.open_tip(tip, key)
    identity, public = sealing.new_key()
    rows = [row for words in opened.envelopes for row in words["attachments"]]
    names: dict[Attachment, str] = {}
    try:
        for row in rows:
            names[row] = _resealed(row, opened.identity, public)
        with transaction.atomic():
            _exchange(tip, opened, identity, public)
            for row, name in names.items():
                if not Attachment.objects.filter(pk=row.pk, sealed=row.sealed.name).update(
                    sealed=name
                ):
                    raise Changed
    except BaseException:
        for name in names.values():
            discard(name)
        raise
    for row in rows:
        discard(str(row.sealed.name))


def _resealed(row: Attachment, identity: str, public: str) -> str:
    """Store a file sealed anew; return its name."""
    label, content = desk.open_file(row, identity)
    with content, lending.Borrowed(sealing.padme(label.length + sealing.LABEL)) as sealed:
        sealing.seal_file(content.memory, sealed.memory, label, public)
        return sealed_storage().save(random_name(row, ""), sealed.measure())


def _exchange(tip: Tip, opened: desk.Opened, identity: str, public: str) -> None:
    """Put newly sealed words in the place of the old, and new boxes in the place of theirs."""
    before = tip.public, tip.tally
    tip.lock()
    envelopes, replies, notes = list(tip.envelopes.all()), list(tip.replies.all()), tip.notes.all()
    told = len(opened.envelopes), len(opened.replies), len(opened.notes)
    if before != (tip.public, tip.tally) or told != (len(envelopes), len(replies), len(notes)):
        raise Changed
    for row in envelopes:
        row.sealed = _again(row.sealed, opened.identity, public)
        row.save(update_fields=["sealed"])
    for note in notes:
        note.sealed = _again(note.sealed, opened.identity, public)
        note.save(update_fields=["sealed"])
    for reply in replies:
        reply.sealed_for_desk = _again(reply.sealed_for_desk, opened.identity, public)
        reply.save(update_fields=["sealed_for_desk"])
    tip.public = public
    tip.tally = tally.of(str(tip.pk), [row.sealed for row in envelopes])
    tip.save(update_fields=["public", "tally"])
    boxes.renew(tip, identity, DeskKey.objects.usable().filter(wraps__tip=tip))


def _again(sealed: sealing.Sealed, identity: str, public: str) -> bytes:
    return sealing.seal_words(sealing.open_words(sealed, identity), public)
