"""From a backup to a running paper: all of it or nothing, into either database."""

import io
import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, transaction
from pyrage import x25519

from blogsite import pages
from blogsite.survival import backup, sealed, stores, tables
from comments.models import Comment
from posts import search
from posts.models import Photo, Post
from tips.models import Tip

LARGEST_TEXT = 64 * 2**20  # bytes of a member that is read whole
HELD = (User, Post, Photo, Comment, Tip)


def is_empty() -> bool:
    """Whether there is nothing here but what migrations write."""
    return not any(model._base_manager.exists() for model in HELD)


@dataclass(slots=True)
class Restoring:
    """Reads one backup. `secrets` is where its secrets go, None to leave them in it."""

    secrets: Path | None
    counts: Counter[str] = field(default_factory=Counter)
    kept: set[stores.Stored] = field(default_factory=set)
    new: list[stores.Stored] = field(default_factory=list)
    ended: bool = False

    def read(self, path: Path, keys: list[x25519.Identity]) -> None:
        """Put a backup in the place of all that is here; what was here stays if anything fails.

        Raises sealed.Refused.
        """
        try:
            with transaction.atomic():
                with sealed.opened(path, keys) as members:
                    self._take(members)
                if not self.ended:
                    raise sealed.Refused("The backup ends too early.")
                tables.settle()
                search.rebuild()
        except (DatabaseError, LookupError, SuspiciousOperation, TypeError, ValueError) as error:
            self._undo()
            raise sealed.Refused(f"It does not fit: {type(error).__name__}.") from error
        except BaseException:
            self._undo()
            raise
        for file in list(stores.strays(self.kept)):
            stores.store(file.store).delete(file.name)
        pages.empty()

    def _take(self, members: Iterator[sealed.Member]) -> None:
        for number, (name, length, content) in enumerate(members):
            if number == 0:
                _check(_whole(name, length, content), name)
                tables.empty()
            elif name == backup.END:
                self.ended = json.loads(content.read(1000)) == {"members": number}
            elif name == backup.SECRETS:
                self._keep_secrets(_whole(name, length, content))
            elif name.startswith(f"{backup.ROWS}/"):
                label = name.split("/")[1]
                text = io.TextIOWrapper(io.BytesIO(_whole(name, length, content)), "utf-8")
                self.counts["rows"] += tables.fill(apps.get_model(label), text)
            else:
                self._store(stores.Stored(*name.split("/", 1)), content)

    def _store(self, file: stores.Stored, content: Any) -> None:
        there = stores.store(file.store)
        if not there.exists(file.name):
            self.new.append(file)
            stores.put(file, content)
        self.kept.add(file)
        self.counts[f"files of {file.store}"] += 1

    def _keep_secrets(self, content: bytes) -> None:
        if self.secrets is None:
            return
        descriptor = os.open(self.secrets, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        self.counts["file of secrets"] = 1

    def _undo(self) -> None:
        """Remove the files that came out of a backup which is not taken."""
        for file in self.new:
            stores.store(file.store).delete(file.name)
        if self.secrets is not None and self.counts["file of secrets"]:
            self.secrets.unlink(missing_ok=True)


def _whole(name: str, length: int, content: Any) -> bytes:
    if length > LARGEST_TEXT:
        raise sealed.Refused(f"{name} is larger than any of ours.")
    return bytes(content.read(length))


def _check(content: bytes, name: str) -> None:
    """Raise Refused for a backup of another format or release."""
    about = json.loads(content) if name == backup.ABOUT else {}
    if about.get("format") != backup.FORMAT:
        raise sealed.Refused("It is no backup of ours.")
    theirs, ours = set(about["release"]), set(tables.release())
    if theirs != ours:
        differ = ", ".join(sorted(theirs ^ ours)[:5])
        raise sealed.Refused(
            f"It was made by another release; put that one here first. They differ in: {differ}."
        )
