"""Looks whether a copy of the paper is genuine and whole."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blogsite.lib.minisign import PublicKey, Unsigned
from blogsite.survival.folder import Refused, verify

SHOWN = 20  # lines


class Command(BaseCommand):
    help = "Check the signature over a copy, and every file of it. Needs the public key alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--key", required=True, help="The public key, or a file with it.")

    def handle(self, **options: object) -> None:
        """Raises CommandError unless every file is there, signed and unchanged, and no other."""
        given = str(options["key"])
        text = Path(given).read_text(encoding="utf-8") if Path(given).is_file() else given
        try:
            comment, count, wrong = verify(Path(str(options["folder"])), PublicKey.read(text))
        except (Refused, Unsigned) as error:
            raise CommandError(str(error)) from error
        if wrong:
            more = [f"… and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []
            raise CommandError("\n".join([*wrong[:SHOWN], *more]))
        self.stdout.write(f"{count} files, all as signed: {comment}")
