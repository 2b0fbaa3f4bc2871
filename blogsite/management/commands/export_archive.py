"""Writes everything that readers see into one file for another system."""

import os
from pathlib import Path
from typing import BinaryIO, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blogsite.survival.archive import Archive


class Command(BaseCommand):
    help = (
        "Write posts, pages, comments and pictures into FILE, a ZIP of Blogger's Takeout form and"
        " of JSON. Only what readers see; never tips, logins, or comments that are not published."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        drafts = "Drafts and scheduled posts too; then keep the file as private as they are."
        parser.add_argument("--drafts", action="store_true", help=drafts)

    def handle(self, **options: object) -> None:
        """Raises CommandError where a file is already; one that fails half-way is removed."""
        path, archive = Path(str(options["file"])), Archive(drafts=bool(options["drafts"]))
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise CommandError(f"{path} is there already.") from None
        try:
            with os.fdopen(descriptor, "w+b") as file:
                archive.write(cast(BinaryIO, file))
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        for name in archive.missing:
            self.stderr.write(f"{name} is not in the photo store")
        counts = ", ".join(f"{count} {name}" for name, count in archive.counts.items())
        self.stdout.write(counts)
