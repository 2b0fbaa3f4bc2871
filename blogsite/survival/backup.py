"""A backup of everything: rows, photos, sealed tips and secrets, as members of one sealed file."""

import io
import json
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.utils import timezone
from pyrage import x25519

from blogsite import env
from blogsite.survival import sealed, stores, tables
from blogsite.survival.reading import snapshot

FORMAT = 1
ABOUT, END, SECRETS, ROWS = "about.json", "end.json", "secrets.env", "rows"


@dataclass(slots=True)
class Backup:
    """Makes one backup. `missing` lists files that rows name and that are not in their store."""

    tips: bool
    secrets: bool
    missing: list[str] = field(default_factory=list)
    members: int = 0

    def write(self, path: Path, to: list[x25519.Recipient]) -> None:
        """Write everything as it is now. Raises sealed.Refused, FileExistsError.

        A file that is missing makes no whole backup: the daily shuffle renames sealed files, and
        what it renamed meanwhile is named by no row of our snapshot.
        """
        with snapshot(), closing(self._members()) as members:
            sealed.write(path, members, to)

    def _members(self) -> Generator[sealed.Member, None, None]:
        for member in self._all():
            self.members += 1
            yield member
        if self.missing:
            raise sealed.Refused(
                f"{len(self.missing)} files are not in their store, the first is {self.missing[0]}."
                " If the daily shuffle was at work, make the backup again."
            )
        yield _text(END, json.dumps({"members": self.members}))

    def _all(self) -> Iterator[sealed.Member]:
        about = {
            "format": FORMAT, "made_on": timezone.localdate().isoformat(), "tips": self.tips,
            "release": tables.release(),
        }  # fmt: skip
        yield _text(ABOUT, json.dumps(about))
        if self.secrets:
            yield _text(SECRETS, secrets())
        for model in tables.models(tips=self.tips):
            for number, part in enumerate(tables.parts(model)):
                yield _text(f"{ROWS}/{model._meta.label_lower}/{number:06}.jsonl", part)
        for file in stores.named(tips=self.tips):
            yield from self._file(file)

    def _file(self, file: stores.Stored) -> Iterator[sealed.Member]:
        try:
            content = stores.store(file.store).open(file.name)
        except FileNotFoundError:
            self.missing.append(f"{file.store}/{file.name}")
            return
        with content:
            yield f"{file.store}/{file.name}", content.size, cast(BinaryIO, content)


def secrets() -> str:
    """Return the file of secrets as it is, and those that came from elsewhere behind it."""
    path = Path(env.text("ENV_FILE", str(settings.BASE_DIR / ".env")))
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    names = {name: str(getattr(settings, name)) for name in env.SECRETS}
    kept = [line for line in lines if line.partition("=")[0].strip() not in names]
    return "\n".join([*kept, *(f"{name}={value}" for name, value in names.items())]) + "\n"


def _text(name: str, content: str | bytes) -> sealed.Member:
    raw = content.encode() if isinstance(content, str) else content
    return name, len(raw), io.BytesIO(raw)
