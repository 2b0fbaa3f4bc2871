"""The way in of a tip: scrub, seal, store, receipt; nothing in clear is kept."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from tips import receipts, sealing
from tips.models import Attachment, DeskKey, Envelope, Tip, Wrap, sealed_storage
from tips.sending import Busy, Empty, Outcome, Sending, prepare
from tips.uploads import RamFile

__all__ = ["Accepted", "Busy", "Empty", "NoDesk", "Outcome", "add", "desk_keys", "receive"]

WRAPS = 8  # boxes of a tip, so that their number does not tell how many people may read it

Keys = list[tuple[DeskKey | None, str]]
Rows = tuple[Envelope, list[Attachment]]


class NoDesk(Exception):
    """Nobody could open a tip, or a key of the desk is unusable: nothing may be taken in."""


@dataclass(frozen=True)
class Accepted:
    """What the source is shown once: the receipt, and what became of each file."""

    receipt: str
    reports: list[Outcome]


def receive(
    message: str, links: Sequence[str], files: Iterable[BinaryIO | RamFile], language: str
) -> Accepted:
    """Take in a tip. Raises Empty, NoDesk or Busy; then nothing was stored.

    `files` are read, closed and not kept; those that cannot be cleaned are left out.
    """
    keys = desk_keys()
    with ExitStack() as memory:
        sending = prepare(message, links, files, memory)
        receipt = receipts.issue(language)
        identity, public = sealing.new_key()
        tip = _new_tip(receipts.read(receipt), public, language)
        sending.describe(tip)
        with _sealed(tip, 0, sending) as rows, transaction.atomic():
            tip.save(force_insert=True)
            Wrap.objects.bulk_create(_boxes(tip, identity, keys))
            _insert(rows)
    return Accepted(receipt, sending.outcomes)


def add(
    tip: Tip, message: str, links: Sequence[str], files: Iterable[BinaryIO | RamFile]
) -> list[Outcome]:
    """Seal what a source adds to its tip. Raises Empty or Busy, as `receive` does."""
    with ExitStack() as memory:
        sending = prepare(message, links, files, memory)
        sending.describe(tip)
        tip.status = Tip.Status.NEW
        try:
            with _sealed(tip, tip.envelopes.count(), sending) as rows, transaction.atomic():
                tip.save(update_fields=["status", "kinds", "size_class"])
                _insert(rows)
        except IntegrityError:  # two additions at once claimed the same place
            raise Busy from None
    return sending.outcomes


def desk_keys() -> Keys:
    """Return every key a tip is sealed to, the offline one too.

    Raises NoDesk when there is none, and when one is unusable: never seal to fewer people.
    """
    keys: Keys = [(key, key.public) for key in DeskKey.objects.usable()]
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


def _new_tip(receipt: receipts.Receipt, public: str, language: str) -> Tip:
    today = timezone.localdate()
    return Tip(
        received_on=today,
        last_action_on=today,
        language=language,
        public=public,
        lookup=receipt.lookup,
        reply_key=bytes(receipt.reply_key.public_key),
    )


def _boxes(tip: Tip, identity: str, keys: Keys) -> list[Wrap]:
    """Return a box for each key, and fillers to keys that nobody has, in no order."""
    name = str(tip.pk)
    boxes = [Wrap(tip=tip, desk_key=key, box=sealing.wrap(identity, name, to)) for key, to in keys]
    for _ in range(-len(boxes) % WRAPS):
        nobody, unheld = sealing.new_key()
        boxes.append(Wrap(tip=tip, box=sealing.wrap(nobody, name, unheld)))
    secrets.SystemRandom().shuffle(boxes)
    return boxes


@contextmanager
def _sealed(tip: Tip, place: int, sending: Sending) -> Iterator[Rows]:
    """Seal words and files and yield the rows for them; undo the files if the rows fail.

    Files are written before the transaction begins: it must not stay open while they are.
    """
    envelope = Envelope(tip=tip, place=place, received_on=timezone.localdate())
    envelope.sealed = sealing.seal_words(sending.words(tip, place), tip.public)
    attachments: list[Attachment] = []
    try:
        for number in range(len(sending.cleaned)):
            attachments.append(_attached(envelope, number, sending))
        yield envelope, attachments
    except BaseException:
        for attachment in attachments:
            sealed_storage().delete(str(attachment.sealed.name))
        raise


def _attached(envelope: Envelope, number: int, sending: Sending) -> Attachment:
    """Seal the file at a place among the clean ones into the store; return the row for it."""
    item = sending.cleaned[number]
    label = sealing.Label(
        tip=str(envelope.tip_id),
        envelope=envelope.place,
        place=number,
        count=len(sending.cleaned),
        length=item.file.length,
        name=item.name,
        media_type=item.media_type,
    )
    attachment = Attachment(envelope=envelope, place=number)
    with RamFile() as sealed:
        sealing.seal_file(item.file.memory, sealed.memory, label, envelope.tip.public)
        attachment.sealed.save("", sealed.measure(), save=False)
    return attachment


def _insert(rows: Rows) -> None:
    envelope, attachments = rows
    envelope.save(force_insert=True)
    Attachment.objects.bulk_create(attachments)
