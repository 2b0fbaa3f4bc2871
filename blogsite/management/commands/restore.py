"""Puts a backup in the place of what is here."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blogsite.survival import sealed
from blogsite.survival.restoring import Restoring, is_empty


class Command(BaseCommand):
    help = (
        "Read a backup into this site: its database (SQLite or PostgreSQL, whichever made it),"
        " photos and sealed tips. All of it or nothing. Stop the services first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("file", type=Path)
        add("--identity", type=Path, required=True, help="File with the age identity.")
        add("--secrets", type=Path, help="A new file (mode 0600) for the backup's secrets.")
        force = "Even where posts, people, comments or tips are: they are deleted."
        add("--force", action="store_true", help=force)

    def handle(self, **options: object) -> None:
        """Raises CommandError for a site that is not empty, and for what is no whole backup."""
        if not options["force"] and not is_empty():
            raise CommandError("There is a paper here already. --force deletes it.")
        given = options["secrets"]
        secrets = Path(str(given)) if given else None
        if secrets is not None and secrets.exists():
            raise CommandError(f"{secrets} is there already.")
        work = Restoring(secrets)
        try:
            work.read(Path(str(options["file"])), sealed.identities(Path(str(options["identity"]))))
        except (sealed.Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        counts = ", ".join(f"{count} {name}" for name, count in work.counts.items())
        self.stdout.write(f"Restored: {counts}")
        if not work.counts["file of secrets"]:
            self.stdout.write("No secrets were taken out: receipts open with the old ones only.")
