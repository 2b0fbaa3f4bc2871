"""Floods, without addresses: counts of forms in this process's memory, a question only under load.

Limits hold when a form is handed out, not when it is sent: a browser forgets the chosen files when
we turn a form away. Nothing here is stored: a counter in a database would tell the minute of the
latest tip. A process that begins anew has forgotten its counts and which marks were used.
"""

import secrets
import shutil
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core import signing

from tips.uploads import BUDGET

HOUR = timedelta(hours=1)
PASS_LIFE = timedelta(hours=6)  # writing a tip takes long, and Tor is slow
_NONCE = 16  # bytes


class Tally:
    """Uses of one form within an hour, then it begins anew. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._since, self._count = clock(), 0

    def count(self) -> int:
        """Return how many uses this hour has seen."""
        with self._lock:
            self._turn()
            return self._count

    def spend(self, limit: int) -> bool:
        """Count one use and tell whether it is within the limit."""
        with self._lock:
            self._turn()
            self._count += 1
            return self._count <= limit

    def _turn(self) -> None:
        if self._clock() - self._since >= HOUR.total_seconds():
            self._since, self._count = self._clock(), 0


class Passes:
    """Marks of the forms that were handed out: each is good for one tip within PASS_LIFE."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: dict[str, float] = {}

    def give(self) -> str:
        return self._signer().sign(secrets.token_urlsafe(_NONCE))

    def use(self, token: str) -> bool:
        """Use a mark up; False when it does not hold."""
        nonce, now = self._nonce(token), time.monotonic()
        with self._lock:
            if not nonce or nonce in self._used:
                return False
            oldest = now - PASS_LIFE.total_seconds()
            self._used = {name: at for name, at in self._used.items() if at > oldest}
            self._used[nonce] = now
            return True

    def _nonce(self, token: str) -> str:
        try:
            return self._signer().unsign(token, max_age=PASS_LIFE)
        except signing.BadSignature:
            return ""

    @staticmethod
    def _signer() -> signing.TimestampSigner:
        return signing.TimestampSigner(salt="tips:person")


PASSES = Passes()
FORMS, TIPS, ASKED, RECEIPTS, ADDED = Tally(), Tally(), Tally(), Tally(), Tally()


def mark_unasked() -> str:
    """Return the mark of a form for whoever comes, or "" where only people may see it now.

    That is while much memory is in use, after TIPS_PER_HOUR tips, and after TIP_FORMS_PER_HOUR
    forms: whoever collects forms to send them later meets the question like everybody.
    """
    busy = BUDGET.held > settings.TIP_RAM_BUDGET // 2
    if busy or TIPS.count() >= settings.TIPS_PER_HOUR:
        return ""
    return PASSES.give() if FORMS.spend(settings.TIP_FORMS_PER_HOUR) else ""


def mark_asked() -> str:
    """Return the mark of a form for whoever answered the question; "" when too many did."""
    return PASSES.give() if ASKED.spend(settings.TIPS_ASKED_PER_HOUR) else ""


def admits_tip(mark: str) -> str | None:
    """Count a tip and let it in by its mark, or while few arrive; None when it is turned away.

    Otherwise the mark with which it may be sent again, should it not be taken: one for one.
    """
    few = TIPS.spend(settings.TIPS_PER_HOUR)
    if PASSES.use(mark):
        return PASSES.give()
    return "" if few else None


def admits_receipt() -> bool:
    """Count one receipt that was typed, whether it is right or not."""
    return RECEIPTS.spend(settings.RECEIPTS_PER_HOUR)


def admits_addition() -> bool:
    """Count what is added with a receipt."""
    return ADDED.spend(settings.TIPS_ASKED_PER_HOUR)


def disk_has_room(size: int = 0) -> bool:
    """Tell whether `size` bytes more leave TIP_DISK_FLOOR free where we store."""
    return shutil.disk_usage(settings.VAR_DIR).free - size >= settings.TIP_DISK_FLOOR
