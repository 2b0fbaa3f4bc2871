"""The way in of a tip: scrub, seal, store, receipt; nothing in clear is kept."""

import errno
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.core.files.base import ContentFile
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from tips import floods, receipts, sealing
from tips.boxes import NoDesk, boxes, desk_keys
from tips.models import Attachment, Envelope, Tip, Wrap
from tips.sending import Busy, Empty, Outcome, Sending, prepare
from tips.store import discard, to_fill
from tips.uploads import RamFile

__all__ = [
    "Accepted", "Busy", "Empty", "Gone", "NoDesk", "NoRoom", "Outcome", "add", "desk_keys",
    "receive",
]  # fmt: skip

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

Rows = tuple[Envelope, list[Attachment]]


class NoRoom(Exception):
    """The disk is full, or so nearly that nothing more may be taken in."""


class Gone(Exception):
    """The tip was deleted while more was on its way to it."""


@dataclass(frozen=True)
class Accepted:
    """What the source is shown once: the receipt, and what became of each file."""

    receipt: str
    reports: list[Outcome]


def receive(
    message: str, links: Sequence[str], files: Iterable[BinaryIO | RamFile], language: str
) -> Accepted:
    """Take in a tip. Raises Empty, NoDesk, NoRoom or Busy; then nothing was stored.

    `files` are read, closed and not kept; those that cannot be cleaned are left out.
    """
    desk_keys()  # before anything is cleaned
    with ExitStack() as memory:
        sending = prepare(message, links, files, memory)
        receipt = receipts.issue(language)
        identity, public = sealing.new_key()
        tip = _new_tip(receipts.read(receipt), public, language)
        sending.describe(tip)
        try:
            with _sealed(tip, 0, sending) as rows, transaction.atomic():
                tip.save(force_insert=True)
                # The desk of now: somebody may have left or come while files were cleaned.
                Wrap.objects.bulk_create(boxes(tip, identity, desk_keys()))
                _insert(rows)
        except IntegrityError:  # somebody left it at this very moment
            raise Busy from None
    return Accepted(receipt, sending.outcomes)


def add(
    tip: Tip, message: str, links: Sequence[str], files: Iterable[BinaryIO | RamFile]
) -> list[Outcome]:
    """Seal what a source adds to its tip. Raises Gone, or as `receive` Empty, NoRoom or Busy."""
    with ExitStack() as memory:
        sending = prepare(message, links, files, memory)
        sending.describe(tip)
        told = {"status": Tip.Status.NEW, "kinds": tip.kinds, "size_class": tip.size_class}
        try:
            with _sealed(tip, tip.envelopes.count(), sending) as rows, transaction.atomic():
                if not Tip.objects.filter(pk=tip.pk).update(**told):
                    raise Gone
                _insert(rows)
        except IntegrityError:  # two additions at once claimed the same place
            raise Busy from None
    return sending.outcomes


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


@contextmanager
def _sealed(tip: Tip, place: int, sending: Sending) -> Iterator[Rows]:
    """Seal words and files and yield the rows for them; undo the files if the rows fail.

    Files are written before the transaction begins: it must not stay open while they are.
    """
    if not floods.disk_has_room(sum(item.file.length for item in sending.cleaned)):
        raise NoRoom
    envelope = Envelope(tip=tip, place=place, received_on=timezone.localdate())
    attachments: list[Attachment] = []
    clean = [item.file.memory for item in sending.cleaned]
    try:
        with ThreadPoolExecutor(1) as beside:  # on another processor, while the files are sealed
            digests = beside.map(sealing.digest, clean)
            for number in range(len(clean)):
                attachments.append(Attachment(envelope=envelope, place=number))
                _seal(attachments[-1], sending)
            words = sending.words(tip, place, digests)
        envelope.sealed = sealing.seal_words(words, tip.public)
        yield envelope, attachments
    except BaseException as error:
        _undo(attachments)
        if later := _later(error):
            raise later from None
        raise


def _undo(attachments: Sequence[Attachment]) -> None:
    for attachment in attachments:
        if attachment.sealed.name:
            discard(attachment.sealed.name)


def _later(error: BaseException) -> Exception | None:
    """Return what to raise for an error that is no fault of ours and passes; None for others."""
    if _is_full(error):
        return NoRoom()
    return Busy() if _is_held(error) else None


def _is_full(error: BaseException) -> bool:
    """Tell whether a store or the database says that its disk is full."""
    if isinstance(error, OperationalError):
        return "disk is full" in str(error) or "No space left" in str(error)
    return isinstance(error, OSError) and error.errno in _FULL


def _is_held(error: BaseException) -> bool:
    """Tell whether others held the database for so long that SQLite would not begin to write."""
    return isinstance(error, OperationalError) and "database is locked" in str(error)


def _seal(attachment: Attachment, sending: Sending) -> None:
    """Seal the clean file at the attachment's place straight into the store."""
    envelope, item = attachment.envelope, sending.cleaned[attachment.place]
    label = sealing.Label(
        tip=str(envelope.tip_id),
        envelope=envelope.place,
        place=attachment.place,
        count=len(sending.cleaned),
        length=item.file.length,
        name=item.name,
        media_type=item.media_type,
    )
    attachment.sealed.save("", ContentFile(b""), save=False)  # a name and a place of its own
    with to_fill(str(attachment.sealed.name)) as sealed:
        sealing.seal_file(item.file.memory, cast(BinaryIO, sealed), label, envelope.tip.public)


def _insert(rows: Rows) -> None:
    envelope, attachments = rows
    if not envelope.tip.count_in(envelope.place, envelope.sealed):
        raise Busy
    envelope.save(force_insert=True)
    Attachment.objects.bulk_create(attachments)
