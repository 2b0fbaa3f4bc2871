"""The desk's half: make and open a key, read a tip, answer it."""

import json
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any, BinaryIO, cast

import nacl.utils
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from tips import epochs, sealing, tally
from tips.lending import Borrowed
from tips.models import Attachment, DeskKey, Note, Reply, Tip
from tips.uploads import RamFile

IN_USE = 15 * 60  # seconds that an opened key stays open without being used
FRESH = 60  # seconds in which a key is not carried anew
LEAST_WORDS, LEAST_LETTERS = 5, 20  # of a passphrase: one of the two is enough
NOTE = "note"
REPLY_STEP = 4096  # bytes: sealed replies come in few sizes

_PASSES = 3  # of Argon2id over its memory
# One derivation at a time: each needs TIP_KDF_MEMORY.
_DERIVING = threading.Lock()


class WeakPassphrase(Exception):
    """Too short, or the login's password."""


class Locked(Exception):
    """A wrong passphrase, or a key that is not open any more."""


@dataclass(frozen=True)
class OpenKey:
    """A desk member's key while it is open. Never stored; see `carry`."""

    desk_key: DeskKey
    identity: str
    until: float = 0  # when it shuts, in seconds since 1970; 0 before it was ever carried

    @property
    def is_fresh(self) -> bool:
        """Tell whether it was carried just now, so that it need not be again."""
        return self.until > time.time() + IN_USE - FRESH


@dataclass(frozen=True)
class Opened:
    """A tip in clear, for one page: the words of its envelopes, replies and notes."""

    tip: Tip
    identity: str
    envelopes: list[dict[str, Any]]
    replies: list[dict[str, Any]]
    notes: list[dict[str, Any]]


def make_key(user: User, passphrase: str) -> OpenKey:
    """Give a desk member a key. Raises WeakPassphrase; IntegrityError when there is one already."""
    strong = len(passphrase.split()) >= LEAST_WORDS or len(passphrase) >= LEAST_LETTERS
    if not strong or user.check_password(passphrase):
        raise WeakPassphrase
    identity, public = sealing.new_key()
    salt = nacl.utils.random(argon2id.SALTBYTES)
    memory = settings.TIP_KDF_MEMORY
    box = SecretBox(_derived(passphrase, salt, memory)).encrypt(identity.encode())
    sealed = salt + memory.to_bytes(8, "big") + box
    return OpenKey(
        DeskKey.objects.create(user=user, public=public, sealed_private=sealed), identity
    )


def unlock(desk_key: DeskKey, passphrase: str) -> OpenKey:
    """Open a key with its passphrase. Raises Locked."""
    sealed = bytes(desk_key.sealed_private)
    salt, rest = sealed[: argon2id.SALTBYTES], sealed[argon2id.SALTBYTES :]
    derived = _derived(passphrase, salt, int.from_bytes(rest[:8], "big"))
    try:
        return OpenKey(desk_key, SecretBox(derived).decrypt(rest[8:]).decode())
    except CryptoError:
        raise Locked from None


def _derived(passphrase: str, salt: bytes, memory: int) -> bytes:
    words = " ".join(passphrase.split()).encode()
    with _DERIVING:
        return argon2id.kdf(SecretBox.KEY_SIZE, words, salt, opslimit=_PASSES, memlimit=memory)


def carry(key: OpenKey, session_key: str) -> str:
    """Encrypt an open key for a cookie of this session, good for IN_USE seconds from now."""
    content = {
        "identity": key.identity,
        "desk_key": str(key.desk_key.pk),
        "until": int(time.time()) + IN_USE,
    }
    return urlsafe_b64encode(
        _cookie_box(session_key).encrypt(json.dumps(content).encode())
    ).decode()


def carried(token: str, session_key: str, desk_key: DeskKey) -> OpenKey:
    """Read `carry` back. Raises Locked when it is old, forged, or another session's or key's."""
    try:
        content = json.loads(_cookie_box(session_key).decrypt(urlsafe_b64decode(token)))
    except (CryptoError, ValueError):
        raise Locked from None
    if content["until"] < time.time() or content["desk_key"] != str(desk_key.pk):
        raise Locked
    return OpenKey(desk_key, content["identity"], content["until"])


def _cookie_box(session_key: str) -> SecretBox:
    key = blake2b(settings.SECRET_KEY.encode()).digest()
    told = epochs.current() + session_key.encode()
    derived = blake2b(told, key=key, person=b"tip-desk", digest_size=32)
    return SecretBox(derived.digest())


def open_tip(tip: Tip, key: OpenKey) -> Opened:
    """Open everything that was said. Raises sealing.Tampered; Locked without a box for this key."""
    identity = tip_identity(tip, key)
    rows = list(tip.envelopes.select_related("tip").prefetch_related("attachments"))
    told = rows[0].tip.tally if rows else tip.tally  # of the same moment as the rows
    if tally.of(str(tip.pk), [envelope.sealed for envelope in rows]) != told:
        raise sealing.Tampered
    envelopes = [
        _words(tip, place, envelope.sealed, identity)
        | {"attachments": list(envelope.attachments.all())}
        for place, envelope in enumerate(rows)
    ]
    if any(words["count"] != len(words["attachments"]) for words in envelopes):
        raise sealing.Tampered
    replies = [_words(tip, row.place, row.sealed_for_desk, identity) for row in tip.replies.all()]
    notes = [_words(tip, row.place, row.sealed, identity, NOTE) for row in tip.notes.all()]
    return Opened(tip, identity, envelopes, replies, notes)


def _words(
    tip: Tip, place: int, sealed: sealing.Sealed, identity: str, kind: str | None = None
) -> dict[str, Any]:
    words = sealing.open_words(sealed, identity, tip=str(tip.pk), place=place, kind=kind)
    return words | {"day": date.fromisoformat(words["day"])}


def tip_identity(tip: Tip, key: OpenKey) -> str:
    """Return a tip's own identity out of this desk member's box."""
    wrap = tip.wraps.filter(desk_key=key.desk_key).first()
    if wrap is None:
        raise Locked
    return sealing.unwrap(wrap.box, str(tip.pk), key.identity)


def open_attachment(attachment: Attachment, key: OpenKey) -> tuple[sealing.Label, RamFile]:
    """Open one file into memory, whole and checked. Raises sealing.Tampered, Locked or
    lending.Full."""
    return open_file(attachment, tip_identity(attachment.envelope.tip, key))


def open_file(attachment: Attachment, identity: str) -> tuple[sealing.Label, RamFile]:
    """Open one file with its tip's identity. Raises sealing.Tampered or lending.Full.

    The file must be the one that its envelope tells of, whoever sealed it.
    """
    envelope, place = attachment.envelope, attachment.place
    expected = {"tip": str(envelope.tip_id), "place": envelope.place}
    told = sealing.open_words(envelope.sealed, identity, **expected).get("digests")
    with stored(attachment) as sealed:
        opened = Borrowed(sealed.size)
        try:
            expected = {"tip": str(envelope.tip_id), "envelope": envelope.place, "place": place}
            source = cast(BinaryIO, sealed)
            label = sealing.open_file(source, opened.memory, identity, **expected)
            if told and sealing.digest(opened.memory) not in told[place : place + 1]:
                raise sealing.Tampered
        except BaseException:
            opened.close()
            raise
    return label, opened.measure()


def stored(attachment: Attachment) -> File:
    """Open the sealed file; the daily shuffle may have renamed it since the row was read.

    Raises sealing.Tampered when it is not in the store, as after half a backup.
    """
    try:
        return attachment.sealed.open("rb")
    except FileNotFoundError:
        attachment.refresh_from_db(fields=["sealed"])
    try:
        return attachment.sealed.open("rb")
    except FileNotFoundError:
        raise sealing.Tampered from None


def reply(tip: Tip, text: str) -> Reply:
    """Answer a tip: sealed once for whoever holds the receipt, once for the desk."""
    with transaction.atomic():
        tip.lock()  # two replies at once take two places
        words = _said(tip, tip.replies.last(), text)
        plain = json.dumps(words, ensure_ascii=False).encode()
        plain = plain.ljust(-(-len(plain) // REPLY_STEP) * REPLY_STEP)
        answered = tip.replies.create(
            day=timezone.localdate(),
            place=words["place"],
            sealed_for_source=SealedBox(PublicKey(bytes(tip.reply_key))).encrypt(plain),
            sealed_for_desk=sealing.seal_words(words, tip.public),
        )
        tip.settle(Tip.Status.READING)
    return answered


def note(tip: Tip, text: str, author: str) -> Note:
    """Leave a note for the desk, sealed to the tip like everything else that is said about it."""
    with transaction.atomic():
        tip.lock()
        words = _said(tip, tip.notes.last(), text) | {"kind": NOTE, "author": author}
        sealed = sealing.seal_words(words, tip.public)
        left = tip.notes.create(place=words["place"], sealed=sealed)
        tip.settle()
    return left


def _said(tip: Tip, latest: Reply | Note | None, text: str) -> dict[str, Any]:
    return {
        "version": sealing.VERSION,
        "tip": str(tip.pk),
        "place": latest.place + 1 if latest else 0,
        "day": timezone.localdate().isoformat(),
        "text": text,
    }
