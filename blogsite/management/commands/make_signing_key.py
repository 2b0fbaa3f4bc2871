"""Makes the key that copies of the paper are signed with."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blogsite.lib.minisign import PrivateKey


class Command(BaseCommand):
    help = (
        "Write a new private key into FILE (mode 0600) and print its public half. Publish that in"
        " print, on the site and elsewhere; keep the file away from every copy."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, **options: object) -> None:
        """Raises CommandError where a file is already: a key is never written over."""
        path, key = Path(str(options["file"])), PrivateKey.generate()
        try:
            key.write(path)
        except FileExistsError:
            raise CommandError(f"{path} is there already.") from None
        self.stdout.write(str(key.public))
