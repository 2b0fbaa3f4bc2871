"""Receipts: words that only the source holds; we keep a keyed hash and a key to answer to."""

import json
import secrets
import time
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from django.conf import settings
from mnemonic import Mnemonic
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from nacl.secret import SecretBox

WORDS = 10  # of 2,048: 110 bits, too many to guess however fast the hash
STAY = 30 * 60  # seconds that the pages behind a receipt stay open without typing it again

_LISTS = {"en": "english", "es": "spanish"}


@dataclass(frozen=True)
class Receipt:
    """What is derived from a receipt's letters; none of it leads back to them.

    `lookup` is stored (64 hexadecimal digits); `reply_key` opens what the desk answers and is
    made anew each time.
    """

    letters: str
    lookup: str
    reply_key: PrivateKey


def issue(language: str) -> str:
    """Return a new receipt: WORDS words of the page's language, in small letters."""
    words = _list(language)
    return " ".join(secrets.choice(words) for _ in range(WORDS))


def read(typed: str) -> Receipt:
    """Derive from what was typed. Case, accents, dashes and where the spaces stand do not matter.

    Wrong words cost the same and are found out only by nobody knowing their `lookup`.
    """
    letters = _letters(typed)
    return Receipt(letters, _keyed(letters, b"lookup").hex(), PrivateKey(_keyed(letters, b"reply")))


def is_in(receipt: Receipt, text: str) -> bool:
    """Tell whether a receipt's words stand in a text, however they are written there."""
    return receipt.letters in _letters(text)


def _letters(typed: str) -> str:
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", typed.casefold())
        if letter.isascii() and letter.isalpha()
    )


def stay(receipt: Receipt) -> str:
    """Seal a receipt for the hidden field of the pages behind it; open for STAY seconds."""
    content = {"letters": receipt.letters, "until": int(time.time()) + STAY}
    return urlsafe_b64encode(_page_box().encrypt(json.dumps(content).encode())).decode()


def stayed(token: str) -> Receipt | None:
    """Return the receipt from a hidden field, or None when it is forged or too old."""
    try:
        content = json.loads(_page_box().decrypt(urlsafe_b64decode(token)))
    except (CryptoError, ValueError):
        return None
    return read(content["letters"]) if content["until"] > time.time() else None


def _keyed(letters: str, use: bytes) -> bytes:
    """Hash with TIP_PEPPER, which is kept outside the database: 32 bytes, its own for each use."""
    key = blake2b(settings.TIP_PEPPER.encode()).digest()
    return blake2b(letters.encode(), key=key, person=use, digest_size=32).digest()


def _page_box() -> SecretBox:
    key = blake2b(settings.SECRET_KEY.encode()).digest()
    return SecretBox(blake2b(b"pages", key=key, person=b"tip-page", digest_size=32).digest())


@cache
def _list(language: str) -> list[str]:
    """Return a word list in plain letters: nobody has to find an accent on a foreign keyboard."""
    words = Mnemonic(_LISTS[language]).wordlist
    return [
        "".join(letter for letter in unicodedata.normalize("NFKD", word) if letter.isascii())
        for word in words
    ]
