"""Sealing: age files to a tip's own key, padded, and bound to the place they belong to.

Everything the desk may open later is a plain age file (age-encryption.org/v1), so the stock
`age` program opens it. The names here that seal need public halves only.
"""

import hashlib
import io
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

import pyrage
from pyrage import x25519

Sealed = bytes | memoryview  # PostgreSQL's driver hands out memory views

VERSION = 1
WORDS_STEP = 128 << 10  # bytes: sealed words come in one size, then its doublings
LABEL = 512  # bytes at the end of every sealed file
BOX_WORDS = 256  # bytes inside a box
BOX = 1024  # bytes of a stored box; an age header varies, so the outside is padded too


class UnusableKey(Exception):
    """A public key that nothing can be sealed to."""


class Tampered(Exception):
    """A sealed thing that is cut, changed, or not the one that belongs here."""


@dataclass(frozen=True)
class Label:
    """What a sealed file says of itself: where it belongs, and its true length in bytes."""

    tip: str
    envelope: int
    place: int
    count: int
    length: int
    name: str
    media_type: str
    version: int = VERSION


def new_key() -> tuple[str, str]:
    """Return a fresh age identity and its public half, both as text."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient(public: str) -> x25519.Recipient:
    """Read a public key. Raises UnusableKey."""
    try:
        return x25519.Recipient.from_str(public)
    except pyrage.RecipientError:
        raise UnusableKey from None


def padme(length: int) -> int:
    """Return the padded length: at most 12 % more, and few distinct sizes (the Padmé rule)."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    coarse = exponent - exponent.bit_length()
    mask = (1 << max(0, coarse)) - 1
    return (length + mask) & ~mask


def seal_words(words: Mapping[str, Any], public: str) -> bytes:
    """Seal JSON-ready words, padded with spaces: what comes out is still JSON."""
    plain = json.dumps(words, ensure_ascii=False).encode()
    size = WORDS_STEP
    while size < len(plain):
        size *= 2
    sealed: bytes = pyrage.encrypt(plain.ljust(size), [recipient(public)])
    return sealed


def open_words(sealed: Sealed, identity: str, **expected: Any) -> dict[str, Any]:
    """Open sealed words and hold them against what must be in them. Raises Tampered."""
    try:
        words = json.loads(pyrage.decrypt(bytes(sealed), [x25519.Identity.from_str(identity)]))
    except (pyrage.DecryptError, ValueError):
        raise Tampered from None
    expected |= {"version": VERSION}
    if any(words.get(name) != value for name, value in expected.items()):
        raise Tampered
    return words  # type: ignore[no-any-return]


def digest(source: BinaryIO) -> str:
    """Return what tells a clean file from every other: 64 hex digits.

    SHA-256, which processors have instructions for: here BLAKE2b takes as long as sealing itself.
    """
    found, place = hashlib.sha256(), 0
    while chunk := os.pread(source.fileno(), 1 << 20, place):  # others may be reading it too
        found.update(chunk)
        place += len(chunk)
    return found.hexdigest()


def seal_file(source: BinaryIO, sink: BinaryIO, label: Label, public: str) -> None:
    """Seal a file with zeros and its label behind it, where viewers of pictures do not look."""
    words = json.dumps(asdict(label), ensure_ascii=False).encode()
    if len(words) > LABEL:
        raise ValueError("label too long")
    zeros = padme(label.length + LABEL) - label.length - LABEL
    source.seek(0)
    padded = _Joined(source, zeros, words.ljust(LABEL))
    pyrage.encrypt_io(padded, sink, [recipient(public)])


def open_file(sealed: BinaryIO, sink: BinaryIO, identity: str, **expected: Any) -> Label:
    """Open a sealed file into an empty sink and cut it to its true length. Raises Tampered.

    Nothing in the sink may be shown before this returns: a cut file is only noticed at its end.
    """
    try:
        pyrage.decrypt_io(sealed, sink, [x25519.Identity.from_str(identity)])
        start = max(0, sink.seek(0, io.SEEK_END) - LABEL)
        sink.seek(start)
        label = Label(**json.loads(sink.read(LABEL)))
    except (pyrage.DecryptError, OSError, ValueError, TypeError):  # a bad chunk is an OSError
        sink.truncate(0)
        raise Tampered from None
    expected |= {"version": VERSION}
    fits = padme(label.length + LABEL) == start + LABEL
    if not fits or any(getattr(label, name) != value for name, value in expected.items()):
        sink.truncate(0)
        raise Tampered
    sink.truncate(label.length)
    sink.seek(0)
    return label


def wrap(identity: str, tip: str, public: str) -> bytes:
    """Put a tip's identity in a box for one key: BOX bytes, whoever it is for."""
    words = json.dumps({"tip": tip, "identity": identity}).encode().ljust(BOX_WORDS)
    box: bytes = pyrage.encrypt(words, [recipient(public)])
    return len(box).to_bytes(2, "big") + box.ljust(BOX - 2, b"\0")


def unwrap(box: Sealed, tip: str, identity: str) -> str:
    """Take a tip's identity out of a box with a desk member's identity. Raises Tampered."""
    length = int.from_bytes(box[:2], "big")
    try:
        opened = pyrage.decrypt(bytes(box[2 : 2 + length]), [x25519.Identity.from_str(identity)])
        words = json.loads(opened)
    except (pyrage.DecryptError, ValueError):
        raise Tampered from None
    if words.get("tip") != tip:
        raise Tampered
    return words["identity"]  # type: ignore[no-any-return]


class _Joined(io.RawIOBase):
    """A file, then zeros, then a label, read as one."""

    def __init__(self, source: BinaryIO, zeros: int, label: bytes) -> None:
        self.source, self.zeros, self.label = source, zeros, label

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = size if size >= 0 else 1 << 16
        if chunk := self.source.read(size):
            return chunk
        if self.zeros:
            chunk = bytes(min(size, self.zeros))
            self.zeros -= len(chunk)
            return chunk
        chunk, self.label = self.label[:size], self.label[size:]
        return chunk
