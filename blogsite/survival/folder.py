"""A folder of files that vouch for each other: SHA256SUMS lists them, a signature covers the list.

`sha256sum -c SHA256SUMS` and `minisign -Vm SHA256SUMS -P KEY` check it without any of our code.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from blogsite.lib.minisign import PrivateKey, PublicKey, Unsigned

LIST, SIGNED = "SHA256SUMS", "SHA256SUMS.minisig"
DRAFT = ".part"  # the one file that is being written
CHUNK = 1 << 20  # bytes
LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9._/-]{1,1000})\Z")


class Refused(Exception):
    """A folder that is not written to, or not read; the words say why."""


class Folder:
    """Brings a folder up to date: what is there already and the same is left alone.

    `written` and `removed` count files. Names are relative, in plain letters, with "/".
    """

    def __init__(self, root: Path) -> None:
        """Raises Refused for a folder with other things in it than a copy."""
        self.root = root
        self.sums: dict[str, str] = {}
        self.written = self.removed = 0
        root.mkdir(parents=True, exist_ok=True)
        self.old = dict(listed(root)) if (root / LIST).exists() else {}
        if not self.old and any(path.name != DRAFT for path in root.iterdir()):
            raise Refused(f"{root} holds other things than a copy: give an empty folder.")

    def put(self, name: str, content: bytes) -> None:
        """Make a file hold this content."""
        self._list(name, hashlib.sha256(content).hexdigest())
        path = self.root / name
        try:
            same = path.stat().st_size == len(content) and path.read_bytes() == content
        except OSError:
            same = False
        if not same:
            self._write(name, iter([content]))

    def has(self, name: str) -> bool:
        """Whether a file is there, whole, as it was listed; if so it stays. For what never changes.

        The file itself is read: one that was damaged is not kept.
        """
        listed_as = self.old.get(name)
        try:
            with (self.root / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return False
        if found != listed_as:
            return False
        self._list(name, found)
        return True

    def copy(self, name: str, source: BinaryIO) -> None:
        """Write a file from a stream, in bounded memory."""
        found = hashlib.sha256()

        def chunks() -> Iterator[bytes]:
            while chunk := source.read(CHUNK):
                found.update(chunk)
                yield chunk

        self._write(name, chunks())
        self._list(name, found.hexdigest())

    def close(self, key: PrivateKey | None, comment: str) -> None:
        """Remove what went, write the list and sign it; without a key there is no signature."""
        for name in self.old.keys() - self.sums.keys():
            self._remove(self.root / name)
        text = "".join(f"{found}  {name}\n" for name, found in sorted(self.sums.items()))
        path = self.root / LIST
        (self.root / SIGNED).unlink(missing_ok=True)
        self._draft(path, iter([text.encode()]))
        if key is not None:
            with path.open("rb") as file:
                signature = key.sign(file, comment)
            self._draft(self.root / SIGNED, iter([signature.encode()]))

    def _list(self, name: str, found: str) -> None:
        if not _plain(name):
            raise Refused(f"{name} is no name of a file in a copy.")
        if name in self.sums:
            raise Refused(f"Two things would be called {name}.")
        self.sums[name] = found

    def _write(self, name: str, chunks: Iterator[bytes]) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._draft(path, chunks)
        self.written += 1

    def _draft(self, path: Path, chunks: Iterator[bytes]) -> None:
        draft = self.root / DRAFT
        with draft.open("wb") as file:
            file.writelines(chunks)
        draft.replace(path)

    def _remove(self, path: Path) -> None:
        with suppress(FileNotFoundError):
            path.unlink()
            self.removed += 1
        for folder in path.relative_to(self.root).parents:
            with suppress(OSError):  # other files are in it
                if folder != Path():
                    (self.root / folder).rmdir()


def _plain(name: str) -> bool:
    return bool(LINE.match(f"{'0' * 64}  {name}")) and not any(
        part in {"", ".", ".."} for part in name.split("/")
    )


def listed(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and SHA-256 of each file in the list. Raises Refused for another list."""
    with (root / LIST).open(encoding="ascii", errors="replace") as file:
        for line in file:
            found = LINE.match(line.rstrip("\n"))
            if not found or not _plain(found[2]):
                raise Refused(f"{root / LIST} is no list of a copy.")
            yield found[2], found[1]


def verify(root: Path, key: PublicKey) -> tuple[str, int, list[str]]:
    """Return the signed comment, the number of files, and what is wrong, a line for each file.

    Needs the public key alone. Raises Unsigned, and Refused for what is no copy.
    """
    try:
        signature = (root / SIGNED).read_text(encoding="utf-8", errors="replace")
        with (root / LIST).open("rb") as file:
            comment = key.check(file, signature)
    except FileNotFoundError as error:
        raise Unsigned(f"{error.filename} is missing.") from None
    sums = dict(listed(root))
    wrong = [
        f"{name}: {fault}" for name, found in sums.items() if (fault := _fault(root, name, found))
    ]
    known = sums.keys() | {LIST, SIGNED}
    return (
        comment,
        len(sums),
        wrong + [f"{name}: not of this copy" for name in _strays(root, known)],
    )


def _fault(root: Path, name: str, found: str) -> str:
    path = root / name
    try:
        if path.is_symlink() or not path.is_file():
            return "missing"
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == found
    except OSError:
        return "cannot be read"
    return "" if same else "changed"


def _strays(root: Path, known: set[str]) -> list[str]:
    """Return what lies there beside the copy: links, and files that are not in the list."""
    found = []
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        paths = [(here / name).relative_to(root).as_posix() for name in [*names, *links]]
        found += [path for path in paths if path not in known]
    return sorted(found)
