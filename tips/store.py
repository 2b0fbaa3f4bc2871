"""Where sealed files lie, and how they are called there."""

import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import SuspiciousOperation
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages

if TYPE_CHECKING:
    from tips.models import Attachment


def sealed_storage() -> Storage:
    """Return the store for sealed files; a function, so that migrations do not freeze its place."""
    return storages["tips"]


def to_fill(name: str) -> File:
    """Open a stored file that is empty, to be filled.

    On a disk it is not cut to nothing once more: ext4 would then write all of it out as it closes.
    """
    store = sealed_storage()
    return store.open(name, "r+b" if isinstance(store, FileSystemStorage) else "wb")


def discard(name: str) -> bool:
    """Delete a sealed file; False when its store cannot just now: the nightly sweep tries again.

    Its row is gone or names another file already. Raises SuspiciousOperation for a name that leads
    out of the store.
    """
    try:
        sealed_storage().delete(name)
    except SuspiciousOperation:
        raise
    except Exception:  # each kind of store fails in its own way
        return False
    return True


def random_name(attachment: "Attachment", filename: str) -> str:
    """Name a stored file by chance alone: nothing of the sender, the tip or the order is in it."""
    return uuid.uuid4().hex
