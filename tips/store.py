"""Where sealed files lie, and how they are called there."""

import uuid
from typing import TYPE_CHECKING

from django.core.files.storage import Storage, storages

if TYPE_CHECKING:
    from tips.models import Attachment


def sealed_storage() -> Storage:
    """Return the store for sealed files; a function, so that migrations do not freeze its place."""
    return storages["tips"]


def random_name(attachment: "Attachment", filename: str) -> str:
    """Name a stored file by chance alone: nothing of the sender, the tip or the order is in it."""
    return uuid.uuid4().hex
