"""The only upload handler of tips: bytes go to memory within a budget, and names go nowhere."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, BinaryIO, TypeVar, cast

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDict

from blogsite.lib import bodies
from tips import scrub
from tips.scrub import Reason

View = TypeVar("View", bound=Callable[..., Any])

_ENDING = 8  # characters of a name's ending that are looked at
_SMALL = 16  # one part in so many is for forms of FORM_BYTES and less


class Budget:
    """Bytes of memory that this process may hold for tips at one time (TIP_RAM_BUDGET)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.held = 0

    def take(self, size: int, most: int | None = None) -> bool:
        """Reserve bytes and return True, or return False when they are not to be had now.

        `most` is how much may be held together, where that is less than the whole budget.
        """
        with self._lock:
            if self.held + size > (settings.TIP_RAM_BUDGET if most is None else most):
                return False
            self.held += size
            return True

    def give(self, size: int) -> None:
        """Return bytes that were reserved."""
        with self._lock:
            self.held -= size


BUDGET = Budget()
_CLEANERS = os.cpu_count() or 1
# Held by a file from when its clean copy is begun until it is gone and the copy is counted in its
# place: both are in memory then, and how fast threads go on is for the interpreter to say.
CLEANING = threading.BoundedSemaphore(_CLEANERS)


def room(length: int) -> int:
    """Return the bytes of the budget that forms of this length may take together as they arrive.

    The rest is for the cleaned copies of the files that are in cleaning, one for each processor.
    Of what remains large forms leave a part: a few that arrive very slowly hold what they have
    announced for hours, and must not keep words and small files out.
    """
    cleaning = _CLEANERS * settings.TIP_FILE_BYTES
    forms = int(settings.TIP_RAM_BUDGET - min(cleaning, settings.TIP_RAM_BUDGET // 2))
    return forms if length <= settings.FORM_BYTES else forms - forms // _SMALL


def _memory() -> BinaryIO:
    """Return a file that is nowhere but in memory; it takes one of the process's descriptors."""
    descriptor = os.memfd_create("tip", os.MFD_CLOEXEC)
    return cast(BinaryIO, os.fdopen(descriptor, "w+b", buffering=0))


def _nothing() -> BinaryIO:
    """Return an empty file without a descriptor: a flood of files too many must not use them up."""
    return BytesIO()


class RamFile(UploadedFile):
    """A file in memory only, without its sender's name or type.

    `ending` is the end of the sender's name, for the sniffer to disagree with; `refused` is set
    when the file was not taken in.
    """

    def __init__(self, ending: str = "", refused: Reason | None = None) -> None:
        self.memory = _nothing() if refused else _memory()
        super().__init__(self.memory, name="file", content_type="", size=0)
        self.ending = ending
        self.refused = refused
        self.share = 0  # bytes of the budget that are given back when this file closes

    @classmethod
    def copy(cls, source: BinaryIO, ending: str = "") -> "RamFile":
        """Take in any readable file, such as a generated picture."""
        taken = cls(ending)
        while chunk := source.read(1 << 20):
            taken.take_in(chunk)
        taken.seek(0)
        return taken

    def take_in(self, chunk: bytes) -> None:
        """Append a chunk; over TIP_FILE_BYTES the file is refused and what it held is dropped."""
        size = self.length + len(chunk)
        if size > settings.TIP_FILE_BYTES:
            self.refuse(Reason.SIZE)
        if self.refused:
            return
        self.memory.write(chunk)
        self.size = size

    def close(self) -> None:
        """Let go of the memory, and of its share of the budget: a cleaned copy takes its place."""
        super().close()
        share, self.share = self.share, 0
        BUDGET.give(share)

    @property
    def length(self) -> int:
        """Size in bytes, as it was last measured."""
        return self.size or 0

    def measure(self) -> "RamFile":
        """Note the size after others wrote into the file; stand at its start."""
        self.size = self.seek(0, os.SEEK_END)
        self.seek(0)
        return self

    def refuse(self, reason: Reason) -> None:
        self.refused = reason
        self.memory.truncate(0)


class MemoryOnlyHandler(FileUploadHandler):
    """Receives each file into a RamFile. Never writes a disk, never keeps a name or a type."""

    chunk_size = 128 << 10  # bytes; in a fresh process, malloc would map each larger one anew

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.files: list[RamFile] = []
        self.shared = 0  # bytes of the form's budget that its files give back themselves

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        """Begin a file. The base class would remember name and type, so it is not called."""
        scrub.warm()  # while the file travels
        ending = PurePosixPath(file_name).suffix[: _ENDING + 1].lower()
        too_many = Reason.NUMBER if len(self.files) >= settings.TIP_FILES else None
        self.files.append(RamFile(ending, too_many))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.files[-1].take_in(raw_data)

    def file_complete(self, file_size: int) -> RamFile:
        file = self.files[-1]
        file.share = 0 if file.refused else file.length
        self.shared += file.share
        file.seek(0)
        return file


class Arrival:
    """A tip's form as it came in: `status` is 200, or why it was not taken (400, 413, 503)."""

    def __init__(self, status: int, words: QueryDict, files: MultiValueDict[str, Any]) -> None:
        self.status = status
        self.words = words
        self.files = files


@contextmanager
def taken(request: HttpRequest) -> Iterator[Arrival]:
    """Receive a form with files and let go of its memory at the end.

    Whether it is taken is decided by its announced length. One that is not is still read and
    thrown away, words excepted, within `bodies.HONEST_EXCESS` times the limit: a browser shows
    our answer only after it could send everything. One that breaks off is not taken.
    """
    length = bodies.length(request)
    status = _admitted(length)
    handler = MemoryOnlyHandler(request)
    try:
        yield _read(request, status, handler)
    finally:
        for file in handler.files:
            file.close()
        if status == 200:
            BUDGET.give(length - handler.shared)


def _admitted(length: int) -> int:
    """Return 200 with the memory reserved, 413 for a form that is never taken, 503 for later."""
    if length > min(settings.TIP_TOTAL_BYTES + settings.FORM_BYTES, room(length)):
        return 413
    return 200 if BUDGET.take(length, room(length)) else 503


def _read(request: HttpRequest, status: int, handler: MemoryOnlyHandler) -> Arrival:
    nothing = MultiValueDict[str, Any]()
    if bodies.is_endless(request):
        return Arrival(status, bodies.words_at_start(request), nothing)
    try:
        if not bodies.is_multipart(request):
            return Arrival(status, request.POST, nothing)
        body = bodies.Body(request, bodies.length(request))
        kept = handler if status == 200 else bodies.DiscardFiles(request)
        words, files = bodies.parse(request, body, [kept])
        return Arrival(400 if body.left else status, words, files)
    except SuspiciousOperation:  # too many fields or files, or too long a text
        status = 413 if status == 200 else status
    except (MultiPartParserError, OSError):
        status = 400
    bodies.drain(request)
    return Arrival(status, QueryDict(), nothing)


def measures_body(view: View) -> View:
    """Mark a view that decides itself how long a body may be (see blogsite.privacy)."""
    view.bounds_body = True  # type: ignore[attr-defined]
    return view
