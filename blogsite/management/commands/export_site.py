"""Writes the whole paper as a folder that is read offline."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from blogsite.lib.minisign import PrivateKey, Unsigned
from blogsite.survival.folder import Folder, Refused
from blogsite.survival.reading import snapshot
from blogsite.survival.rewriting import Unfit
from blogsite.survival.site import Copy


class Command(BaseCommand):
    help = (
        "Write every public page, photo and feed into FOLDER, to be read from a stick, a disk or a"
        " mirror. Safe to repeat: only what changed is written, what went is removed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        key = "Private key to sign with, made by make_signing_key; it must lie elsewhere."
        parser.add_argument("--key", type=Path, help=key)

    def handle(self, **options: object) -> None:
        """Raises CommandError for another folder, a key that is unsafe, or a page that is unfit."""
        root, day = Path(str(options["folder"])).resolve(), timezone.localdate()
        try:
            key = _key(options["key"], root)
            folder = Folder(root)
            copy = Copy(folder, str(key.public) if key else "", day)
            with snapshot():
                copy.make()
            folder.close(key, f"copy of {day.isoformat()}")
        except (Refused, Unfit, Unsigned, OSError) as error:
            raise CommandError(str(error)) from error
        for name in copy.missing:
            self.stderr.write(f"{name} is not in the photo store")
        self.stdout.write(
            f"{len(folder.sums)} files, {folder.written} written, {folder.removed} removed,"
            f" {'signed' if key else 'not signed'}"
        )


def _key(given: object, root: Path) -> PrivateKey | None:
    if given is None:
        return None
    path = Path(str(given)).resolve()
    if path.is_relative_to(root):
        raise Refused("The private key would lie in the copy: keep it elsewhere.")
    return PrivateKey.read(path)
