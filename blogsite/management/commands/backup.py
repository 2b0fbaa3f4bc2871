"""Seals everything that the paper needs to begin anew elsewhere into one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blogsite.survival import sealed
from blogsite.survival.backup import Backup


class Command(BaseCommand):
    help = (
        "Write database, photos, sealed tips and secrets into FILE, an age file for the recipients"
        " alone. The site may go on working. A deleted tip lives on in backups: see docs/backup.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("file", type=Path)
        to = "An age recipient (age1…) whose identity is kept elsewhere. May be repeated."
        add("--to", action="append", required=True, help=to)
        add("--without-tips", action="store_true", help="No tips: none outlives its deletion.")
        add("--without-secrets", action="store_true", help="SECRET_KEY and TIP_PEPPER stay here.")

    def handle(self, **options: object) -> None:
        """Raises CommandError for a key that is none, a file that is there, or files that lack."""
        path, to = Path(str(options["file"])), options["to"]
        given = to if isinstance(to, list) else []
        work = Backup(tips=not options["without_tips"], secrets=not options["without_secrets"])
        try:
            keys = [sealed.recipient(str(each)) for each in given]
            work.write(path, keys)
        except FileExistsError as error:
            raise CommandError(f"{error.filename or error} is there already.") from None
        except sealed.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        size = path.stat().st_size / 2**20
        self.stdout.write(f"{work.members} members, {size:.1f} MB, sealed to {len(keys)} keys")
