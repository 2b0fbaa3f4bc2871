"""The files beside the database: photos and sealed tips, found by the rows that name them."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from django.core.files.base import File
from django.core.files.storage import Storage, default_storage

from posts.models import Photo
from tips.models import Attachment, sealed_storage

ROWS = 1000
MEDIA, TIPS = "media", "tips"  # names of the stores in a backup


class Stored(NamedTuple):
    """A file: the name of its store, and its name there."""

    store: str
    name: str


def store(name: str) -> Storage:
    """Return the store of this name; KeyError for another."""
    return {MEDIA: lambda: default_storage, TIPS: sealed_storage}[name]()


def named(*, tips: bool) -> Iterator[Stored]:
    """Yield every file that the database names."""
    for photo in Photo.objects.order_by("pk").iterator(chunk_size=ROWS):
        yield from (Stored(MEDIA, name) for name in photo.files(photo.endings))
    if tips:
        sealed = Attachment.objects.order_by("pk").values_list("sealed", flat=True)
        for name in sealed.iterator(chunk_size=ROWS):
            yield Stored(TIPS, name)


def put(file: Stored, content: BinaryIO) -> None:
    """Store a file under exactly its name. One that is there goes: its name means its content."""
    there = store(file.store)
    there.delete(file.name)
    if there.save(file.name, File(content)) != file.name:
        raise FileExistsError(file.name)


def strays(kept: set[Stored]) -> Iterator[Stored]:
    """Yield the files that lie in the stores and are none of these."""
    for name in (MEDIA, TIPS):
        for path in _walked(store(name), "photos" if name == MEDIA else ""):
            if (found := Stored(name, path)) not in kept:
                yield found


def _walked(there: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = there.listdir(folder)
    except FileNotFoundError:
        return
    start = f"{folder}/" if folder else ""
    yield from (f"{start}{name}" for name in files)
    for inner in folders:
        yield from _walked(there, f"{start}{inner}")
