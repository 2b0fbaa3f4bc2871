"""A tip's tally: a keyed hash over its envelopes, so that one left out or slipped in is noticed.

Anybody who holds a tip's public key can seal to it, and a missing last envelope leaves no hole.
The hash is keyed with TIP_PEPPER, which is kept outside the database.
"""

from collections.abc import Iterable
from hashlib import blake2b

from django.conf import settings


def after(before: str, tip: str, place: int, sealed: bytes | memoryview) -> str:
    """Return the tally after one more envelope; `before` is "" for the first. 64 hex digits."""
    key = blake2b(settings.TIP_PEPPER.encode()).digest()
    told = f"{before} {tip} {place} {blake2b(bytes(sealed)).hexdigest()}"
    return blake2b(told.encode(), key=key, person=b"tip-tally", digest_size=32).hexdigest()


def of(tip: str, envelopes: Iterable[bytes | memoryview]) -> str:
    """Return the tally of a tip whose envelopes are these, in their order."""
    tally = ""
    for place, sealed in enumerate(envelopes):
        tally = after(tally, tip, place, sealed)
    return tally
