"""The rest of a photo's files, made beside readers after it is saved.

A photo is saved with what every browser reads; `due_at` says from when its better formats may be
made by whatever server process looks first. Who makes them holds the photo for LEASE, and longer
with each file: of a process that died, the hold ends and another one goes on where it was.
"""

import os
import threading
from contextlib import suppress
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from blogsite.lib import clock
from posts import publishing, variants
from posts.library import PhotoQuerySet
from posts.models import Photo

PAUSE = 1.0  # seconds between two looks
LEASE = timedelta(minutes=2)  # far longer than one file takes
UNSAVED = timedelta(hours=1)  # far longer than a form is on its way
MOST_TRIES = 5  # a photo that fails so often stays as it is: it may be what ends the process
NICE = 10  # readers come first


def made(photo: Photo) -> tuple[int, int]:
    """Return how many of a photo's files are there, and how many there will be."""
    files = photo.files()
    done = len(files) if photo.due_at is None else len(variants.stored(photo.token) & {*files})
    return done, len(files)


def is_stuck(photo: Photo) -> bool:
    """Tell whether making the rest was given up: readers get the photo in one format."""
    return photo.due_at is not None and photo.due_at <= timezone.now() and not _may_try(photo)


def make_due() -> int:
    """Make what is missing of the photos that are due, one after the other; return how many."""
    count = 0
    while (photo := _taken()) is not None:
        count += make(photo)
    return count


def make(photo: Photo) -> bool:
    """Make what is missing of a photo that is held; return whether it is all there now.

    It is not when somebody changed the photo meanwhile, or took it over.
    """
    there = variants.complete(
        photo.token, photo.widths, photo.focus, lambda: _hold(photo, photo.tries)
    )
    if there:
        variants.erase_whole(photo.token)
        if publishing.complete_photo(photo):
            return True
    if not Photo.objects.filter(token=photo.token).exists():
        variants.erase(photo.token)  # what was stored after its own files went
    return False


def forget_unsaved() -> int:
    """Delete what is left of uploads whose process died before the photo was saved; count them.

    They still have variants.WHOLE. A folder without it may be of another database: it stays.
    """
    since, gone = timezone.now() - UNSAVED, []
    with suppress(FileNotFoundError):
        there = default_storage.listdir("photos")[0]
        for token in {*there} - {*Photo.objects.values_list("token", flat=True)}:
            whole = f"photos/{token}/{variants.WHOLE}"
            if default_storage.exists(whole) and default_storage.get_modified_time(whole) < since:
                gone.append(token)
    variants.erase(*gone)
    return len(gone)


def _may_try(photo: Photo) -> bool:
    return photo.tries < MOST_TRIES


def _due() -> PhotoQuerySet:
    return Photo.objects.filter(due_at__lte=timezone.now(), tries__lt=MOST_TRIES)


def _taken() -> Photo | None:
    """Return a photo that is due and now held; None when there is none left."""
    while (photo := _due().order_by("due_at").first()) is not None:
        if _hold(photo, photo.tries + 1):
            return photo
    return None


def _hold(photo: Photo, tries: int) -> bool:
    """Hold a photo for LEASE from now; False when it is another's, or another picture."""
    until = timezone.now() + LEASE
    same = Photo.objects.filter(
        pk=photo.pk, token=photo.token, focus=photo.focus, due_at=photo.due_at
    )
    if not same.update(due_at=until, tries=tries):
        return False
    photo.due_at, photo.tries = until, tries
    return True


def start(pause: float = PAUSE) -> threading.Event:
    """Look in a thread of its own until the process ends or the returned event is set.

    It gives way to the threads that answer readers. The first look also tidies up.
    """
    tidy = threading.Event()

    def look(since: datetime, until: datetime) -> None:
        if not tidy.is_set():
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
            forget_unsaved()
            tidy.set()
        make_due()

    return clock.start("posts.making", look, pause)
