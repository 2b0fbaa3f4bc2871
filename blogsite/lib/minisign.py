"""Signatures that the stock `minisign` program makes and checks: Ed25519 over BLAKE2b.

Format: https://jedisct1.github.io/minisign/ (keys and signatures, without a password). Whoever
has the public key alone can check; the private key is a file that only its owner may read.
"""

import base64
import binascii
import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

ALGORITHM, HASHED, UNLOCKED, CHECKED = b"Ed", b"ED", b"\0\0", b"B2"
NUMBER, SEED, POINT, SIGNATURE, SUM = 8, 32, 32, 64, 32  # bytes
LOCK = 48  # bytes of salt and costs, zero in a file without a password
LONGEST = 8192  # bytes of a key or signature file


class Unsigned(Exception):
    """A key or signature that is not one, or does not belong to what it should sign."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half that everybody may have."""

    number: bytes
    point: bytes

    def __str__(self) -> str:
        return base64.b64encode(ALGORITHM + self.number + self.point).decode()

    @classmethod
    def read(cls, text: str) -> "PublicKey":
        """Read a key as `minisign -P` takes it, or the text of its file. Raises Unsigned."""
        raw = _bytes(text.strip().rpartition("\n")[2])
        if len(raw) != len(ALGORITHM) + NUMBER + POINT or raw[:2] != ALGORITHM:
            raise Unsigned("This is no public key.")
        return cls(raw[2 : 2 + NUMBER], raw[2 + NUMBER :])

    def check(self, content: BufferedIOBase, signature: str) -> str:
        """Return the trusted comment of a signature over this content. Raises Unsigned."""
        lines = signature[:LONGEST].splitlines()
        if len(lines) != 4 or not lines[2].startswith("trusted comment: "):
            raise Unsigned("This is no signature.")
        raw, whole, comment = _bytes(lines[1]), _bytes(lines[3]), lines[2].partition(": ")[2]
        if len(raw) != 2 + NUMBER + SIGNATURE or len(whole) != SIGNATURE or raw[:2] != HASHED:
            raise Unsigned("This is no signature of a kind that is taken here.")
        if raw[2 : 2 + NUMBER] != self.number:
            raise Unsigned("The signature was made with another key.")
        own, key = raw[2 + NUMBER :], VerifyKey(self.point)
        try:
            key.verify(_digest(content), own)
            key.verify(own + comment.encode(), whole)
        except BadSignatureError:
            raise Unsigned("The signature does not fit what it should sign.") from None
        return comment


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """The half that signs."""

    number: bytes
    seed: bytes

    @classmethod
    def generate(cls) -> "PrivateKey":
        return cls(secrets.token_bytes(NUMBER), secrets.token_bytes(SEED))

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.number, bytes(SigningKey(self.seed).verify_key))

    def write(self, path: Path) -> None:
        """Write a new file of mode 0600. Raises FileExistsError."""
        pair = self.seed + self.public.point
        body = ALGORITHM + UNLOCKED + CHECKED + bytes(LOCK) + self.number + pair + _sum(self, pair)
        text = f"untrusted comment: minisign secret key\n{base64.b64encode(body).decode()}\n"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)

    @classmethod
    def read(cls, path: Path) -> "PrivateKey":
        """Read a key file without a password that nobody else may read. Raises Unsigned."""
        with path.open(encoding="utf-8", errors="replace") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise Unsigned(f"Others may read {path}: chmod 600 it, or make another key.")
            raw = _bytes(file.read(LONGEST).strip().rpartition("\n")[2])
        if len(raw) != 6 + LOCK + NUMBER + SEED + POINT + SUM or raw[:2] != ALGORITHM:
            raise Unsigned(f"{path} is no private key.")
        if raw[2:4] != UNLOCKED:
            raise Unsigned(f"{path} has a password: sign with minisign itself.")
        rest = raw[6 + LOCK :]
        key, pair = cls(rest[:NUMBER], rest[NUMBER : NUMBER + SEED]), rest[NUMBER:-SUM]
        if not secrets.compare_digest(_sum(key, pair), rest[-SUM:]):
            raise Unsigned(f"{path} is damaged.")
        return key

    def sign(self, content: BufferedIOBase, comment: str) -> str:
        """Return a signature file; its comment (one line) is signed too."""
        key = SigningKey(self.seed)
        own = key.sign(_digest(content)).signature
        whole = key.sign(own + comment.encode()).signature
        first = base64.b64encode(HASHED + self.number + own).decode()
        return (
            f"untrusted comment: signature of the paper\n{first}\n"
            f"trusted comment: {comment}\n{base64.b64encode(whole).decode()}\n"
        )


def _digest(content: BufferedIOBase) -> bytes:
    return hashlib.file_digest(content, lambda: hashlib.blake2b(digest_size=64)).digest()


def _sum(key: PrivateKey, pair: bytes) -> bytes:
    return hashlib.blake2b(ALGORITHM + key.number + pair, digest_size=SUM).digest()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise Unsigned("This is neither a key nor a signature.") from None
