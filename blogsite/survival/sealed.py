"""A tar inside an age file, written and read as it streams: in clear it is on no disk.

Stock `age -d -i KEY backup.age | tar t` opens it (age-encryption.org/v1, ustar).
"""

import io
import os
import tarfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import pyrage
from pyrage import x25519

CHUNK = 1 << 18  # bytes
Member = tuple[str, int, BinaryIO]  # name, length in bytes, content


class Refused(Exception):
    """A backup that is not made or not read; the words say why."""


def recipient(text: str) -> x25519.Recipient:
    """Read an age public key. Raises Refused."""
    try:
        return x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise Refused(f"{text} is no age recipient (age1…).") from None


def identities(path: Path) -> list[x25519.Identity]:
    """Read a file of age identities, as age-keygen writes it. Raises Refused."""
    lines = path.read_text(encoding="utf-8").splitlines()
    wanted = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    try:
        found = [x25519.Identity.from_str(line) for line in wanted]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise Refused(f"{path} holds no age identity (AGE-SECRET-KEY-…).")
    return found


def write(path: Path, members: Iterable[Member], to: list[x25519.Recipient]) -> None:
    """Write a new file of mode 0600; under its own name only once it is whole and on the disk.

    Raises FileExistsError.
    """
    if path.exists():
        raise FileExistsError(path)
    draft, reader = path.with_name(f"{path.name}.part"), _Reader(_packed(members))
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            pyrage.encrypt_io(reader, out, to)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(path)
    except FileExistsError:
        raise
    except BaseException as error:
        draft.unlink(missing_ok=True)
        if reader.failed is None and isinstance(error, pyrage.EncryptError):
            raise Refused(f"It cannot be written: {error}") from None
        raise reader.failed or error from None


def _packed(members: Iterable[Member]) -> Iterator[bytes]:
    """Yield a tar: heads without times or owners, contents, padding, two empty blocks."""
    for name, length, content in members:
        about = tarfile.TarInfo(name)
        about.size, about.mode = length, 0o600
        yield about.tobuf(tarfile.USTAR_FORMAT)
        left = length
        while chunk := content.read(min(CHUNK, left)) if left else b"":
            left -= len(chunk)
            yield chunk
        if left:
            raise Refused(f"{name} was cut off while it was read.")
        yield bytes(-length % tarfile.BLOCKSIZE)
    yield bytes(2 * tarfile.BLOCKSIZE)


class _Reader(io.RawIOBase):
    """An iterator of bytes, read as a file. `failed` is what stopped it: pyrage says only that."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks, self.rest = chunks, memoryview(b"")
        self.failed: BaseException | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self.rest:
            try:
                self.rest = memoryview(next(self.chunks))
            except StopIteration:
                return b""
            except BaseException as error:
                self.failed = error
                raise
        wanted = CHUNK if size < 0 else size
        chunk, self.rest = bytes(self.rest[:wanted]), self.rest[wanted:]
        return chunk


@contextmanager
def opened(path: Path, keys: list[x25519.Identity]) -> Iterator[Iterator[Member]]:
    """Yield the members of a backup as they come out of it.

    At the end of the block the whole file has been read and is known to be whole and unchanged:
    nothing may be final before. Raises Refused otherwise.
    """
    (read_end, write_end), failed = os.pipe(), list[str]()
    thread = threading.Thread(target=_decrypt, args=(path, write_end, keys, failed), daemon=True)
    with os.fdopen(read_end, "rb") as source:
        thread.start()
        try:
            yield _members(source)
            while source.read(CHUNK):
                pass
        except tarfile.TarError:
            failed.append("It is no backup of ours, or it is damaged.")
        except BaseException:
            source.close()  # lets the other thread end
            thread.join()
            raise
        finally:
            source.close()
        thread.join()
    if failed:
        raise Refused(failed[0])


def _decrypt(path: Path, end: int, keys: list[x25519.Identity], failed: list[str]) -> None:
    try:
        with os.fdopen(end, "wb") as sink, path.open("rb") as file:
            pyrage.decrypt_io(file, sink, keys)
    except pyrage.DecryptError:
        failed.insert(0, "It was sealed to another key, or it is no age file.")
    except OSError:  # a chunk that does not fit is one too
        failed.insert(0, "It is cut off or was changed.")


def _members(source: BinaryIO) -> Iterator[Member]:
    with tarfile.open(fileobj=source, mode="r|") as tar:  # it would remember every member
        for about in tar:
            content = tar.extractfile(about)
            if content is None:
                raise tarfile.TarError("no file")
            yield about.name, about.size, cast(BinaryIO, content)
            tar.members = []  # type: ignore[attr-defined]
