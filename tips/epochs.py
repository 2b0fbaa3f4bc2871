"""The epoch: random bytes in the key of every cookie that holds an open desk key.

With a new epoch no such cookie can be opened any more, not even by somebody who has a copy of it,
of its session's key and of every secret in the environment. On PostgreSQL the old bytes stay in
the table's file until it is vacuumed.
"""

import secrets

from django.db import models

BYTES = 32


def fresh() -> bytes:
    """Return bytes that nobody can guess."""
    return secrets.token_bytes(BYTES)


class Epoch(models.Model):
    """The bytes of now. There is one row at most."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.BinaryField(default=fresh)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="tips_epoch_once")]

    def __str__(self) -> str:
        return "epoch"


def current() -> bytes:
    """Return the bytes of now; the first to ask makes them."""
    value = Epoch.objects.values_list("value", flat=True).first()
    return bytes(Epoch.objects.get_or_create(id=1)[0].value if value is None else value)


def end() -> None:
    """Begin a new epoch: every open desk key is closed, on every device."""
    Epoch.objects.update_or_create(id=1, defaults={"value": fresh()})
