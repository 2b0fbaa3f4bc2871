"""A tip to take away: a tar of age files, and how to open them with the stock `age` program."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, cast

import pyrage

from tips import desk, lending, sealing
from tips.models import Attachment, Tip
from tips.uploads import RamFile

FOLDER = "tip"  # inside the tar; no id of the tip is in any name
LOST = (
    "This file was not in the store any more when the bundle was made.\n"
    "Este archivo ya no estaba en el almacén cuando se hizo el paquete.\n"
).encode()
_TOLD = Path(__file__).parent / "bundle"
_TAR = 10_240  # bytes: a tar ends on a multiple of this
_HEAD = 1024  # bytes of a member's header and the padding behind it

Sealed = tuple[str, int, BinaryIO]


def sealed_to(tip: Tip, identity: str, public: str) -> RamFile:
    """Return a tip's bundle, its key sealed to one age recipient.

    Raises sealing.UnusableKey, and lending.Full when there is no memory for it now.
    """
    words = f"{identity}\n".encode()
    box: bytes = pyrage.encrypt(words, [sealing.recipient(public)])
    return _packed(tip, [box])


def as_stored(tip: Tip) -> RamFile:
    """Return a tip's bundle with its boxes as they are: for the offline key, opened nowhere here.

    Raises lending.Full when there is no memory for it now.
    """
    boxes = (bytes(box) for box in tip.wraps.order_by("id").values_list("box", flat=True))
    return _packed(tip, [box[2 : 2 + int.from_bytes(box[:2], "big")] for box in boxes])


def _packed(tip: Tip, boxes: list[bytes]) -> RamFile:
    with ExitStack() as files:
        members = []
        for name, length, content in _members(tip, boxes):
            members.append((name, length, files.enter_context(content)))
        return _written(members)


def _written(members: list[Sealed]) -> RamFile:
    packed = lending.Borrowed(_TAR + sum(length + _HEAD for _name, length, _content in members))
    try:
        with tarfile.open(fileobj=packed.memory, mode="w", format=tarfile.USTAR_FORMAT) as tar:
            for name, length, content in members:
                # Time, owner and mode are the same in every bundle.
                told = tarfile.TarInfo(f"{FOLDER}/{name}")
                told.size, told.mode = length, 0o600
                tar.addfile(told, content)
    except BaseException:
        packed.close()
        raise
    return packed.measure()


def _members(tip: Tip, boxes: list[bytes]) -> Iterator[Sealed]:
    for name in ("README.txt", "open.sh"):
        yield _member(name, (_TOLD / name).read_bytes())
    for number, box in enumerate(boxes, start=1):
        yield _member(f"key-{number}.age", box)
    for envelope in tip.envelopes.prefetch_related("attachments"):
        yield _member(f"words-{envelope.place}.age", envelope.sealed)
        for attachment in envelope.attachments.all():
            yield _file(f"file-{envelope.place}-{attachment.place}", attachment)
    for reply in tip.replies.all():
        yield _member(f"reply-{reply.place}.age", reply.sealed_for_desk)
    for note in tip.notes.all():
        yield _member(f"note-{note.place}.age", note.sealed)


def _file(name: str, attachment: Attachment) -> Sealed:
    """Return a sealed file; in the place of one that is lost, a word that it is: the rest opens."""
    try:
        sealed = desk.stored(attachment)
    except sealing.Tampered:
        return _member(f"{name}-is-missing.txt", LOST)
    return f"{name}.age", sealed.size, cast(BinaryIO, sealed)


def _member(name: str, content: sealing.Sealed) -> Sealed:
    return name, len(content), io.BytesIO(content)
