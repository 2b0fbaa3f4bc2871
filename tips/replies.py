"""What a receipt opens: the desk's replies, sealed to a key that only the receipt gives."""

import json
from datetime import date
from typing import NamedTuple
from uuid import UUID

from nacl.exceptions import CryptoError
from nacl.public import SealedBox

from tips.models import Tip
from tips.receipts import Receipt

# What the source's process may read of a tip (deploy/source-role.sql): enough to add to it.
SEEN = (
    "received_on", "last_action_on", "opened_on", "held", "language", "status", "kinds",
    "size_class", "public", "lookup", "tally",
)  # fmt: skip


class Answer(NamedTuple):
    """One reply in clear. `text` is None when it cannot be opened."""

    day: date
    text: str | None
    id: UUID


def find(receipt: Receipt) -> Tip | None:
    """Return the tip of a receipt; None alike for a wrong, an expired and a deleted one."""
    tips = Tip.objects.kept().filter(lookup=receipt.lookup)
    return tips.only(*SEEN).order_by("pk").first()


def read(tip: Tip, receipt: Receipt) -> list[Answer]:
    """Open the replies to a tip; one that cannot be opened does not hide the others."""
    box = SealedBox(receipt.reply_key)
    answers = []
    for reply in tip.replies.only("tip", "day", "place", "sealed_for_source"):
        try:
            words = json.loads(box.decrypt(bytes(reply.sealed_for_source)))
        except (CryptoError, ValueError):
            words = {}
        fits = words.get("tip") == str(tip.pk) and words.get("place") == reply.place
        answers.append(Answer(reply.day, words["text"] if fits else None, reply.pk))
    return answers


def forget(tip: Tip, name: str) -> bool:
    """Delete one reply of this tip, the desk's copy too; False when it has none of this name."""
    try:
        wanted = UUID(name)
    except ValueError:
        return False
    deleted, _rows = tip.replies.filter(pk=wanted).delete()
    return bool(deleted)
