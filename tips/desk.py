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
from django.utils import timezone
from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from tips import sealing
from tips.models import Attachment, DeskKey, Reply, Tip
from tips.uploads import RamFile

IN_USE = 15 * 60  # seconds that an opened key stays open without being used
LEAST_WORDS, LEAST_LETTERS = 5, 20  # of a passphrase: one of the two is enough
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


@dataclass(frozen=True)
class Opened:
    """A tip in clear, for one page: a list of envelopes' words, and of replies' words."""

    tip: Tip
    identity: str
    envelopes: list[dict[str, Any]]
    replies: list[dict[str, Any]]


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
    return OpenKey(desk_key, content["identity"])


def _cookie_box(session_key: str) -> SecretBox:
    key = blake2b(settings.SECRET_KEY.encode()).digest()
    derived = blake2b(session_key.encode(), key=key, person=b"tip-desk", digest_size=32)
    return SecretBox(derived.digest())


def open_tip(tip: Tip, key: OpenKey) -> Opened:
    """Open everything that was said. Raises sealing.Tampered; Locked without a box for this key."""
    identity = tip_identity(tip, key)
    envelopes = [
        _dated(sealing.open_words(envelope.sealed, identity, tip=str(tip.pk), place=place))
        | {"attachments": list(envelope.attachments.all())}
        for place, envelope in enumerate(tip.envelopes.prefetch_related("attachments"))
    ]
    if any(words["count"] != len(words["attachments"]) for words in envelopes):
        raise sealing.Tampered
    replies = [
        _dated(
            sealing.open_words(reply.sealed_for_desk, identity, tip=str(tip.pk), place=reply.place)
        )
        for reply in tip.replies.all()
    ]
    return Opened(tip, identity, envelopes, replies)


def _dated(words: dict[str, Any]) -> dict[str, Any]:
    return words | {"day": date.fromisoformat(words["day"])}


def tip_identity(tip: Tip, key: OpenKey) -> str:
    """Return a tip's own identity out of this desk member's box."""
    wrap = tip.wraps.filter(desk_key=key.desk_key).first()
    if wrap is None:
        raise Locked
    return sealing.unwrap(wrap.box, str(tip.pk), key.identity)


def open_attachment(attachment: Attachment, key: OpenKey) -> tuple[sealing.Label, RamFile]:
    """Open one file into memory, whole and checked. Raises sealing.Tampered or Locked."""
    envelope = attachment.envelope
    identity = tip_identity(envelope.tip, key)
    opened = RamFile()
    with attachment.sealed.open("rb") as sealed:
        label = sealing.open_file(
            cast(BinaryIO, sealed),
            opened.memory,
            identity,
            tip=str(envelope.tip_id),
            envelope=envelope.place,
            place=attachment.place,
        )
    return label, opened.measure()


def reply(tip: Tip, text: str) -> Reply:
    """Answer a tip: sealed once for whoever holds the receipt, once for the desk."""
    day = timezone.localdate()
    latest = tip.replies.last()
    place = latest.place + 1 if latest else 0
    words = {"version": sealing.VERSION, "tip": str(tip.pk), "place": place}
    words |= {"day": day.isoformat(), "text": text}
    plain = json.dumps(words, ensure_ascii=False).encode()
    plain = plain.ljust(-(-len(plain) // REPLY_STEP) * REPLY_STEP)
    answered = tip.replies.create(
        day=day,
        place=place,
        sealed_for_source=SealedBox(PublicKey(bytes(tip.reply_key))).encrypt(plain),
        sealed_for_desk=sealing.seal_words(words, tip.public),
    )
    tip.settle(Tip.Status.READING)
    return answered
