"""One sending while it is in memory: words without unseen characters, and cleaned files."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings
from django.utils import timezone

from blogsite.lib.links import bare, bare_in
from tips import scrub, sealing
from tips.models import Tip
from tips.scrub import Reason, Report, Unscrubbable
from tips.scrub.text import tidy
from tips.uploads import BUDGET, CLEANING, RamFile

# Seconds within which the last file must begin to be cleaned. nginx waits 300 for our answer, then
# it gives one of its own: a tip stored after that would be one whose receipt nobody has seen.
PATIENCE = 200
_SMALL, _MEDIUM = 1 << 20, 20 << 20  # bytes


class Busy(Exception):
    """Too much is being received at once; later there will be room."""


class Empty(Exception):
    """No message, no link and no accepted file. Carries what became of the files."""

    def __init__(self, outcomes: "list[Outcome]") -> None:
        super().__init__()
        self.outcomes = outcomes


@dataclass(frozen=True)
class Outcome:
    """What became of the file at a place (from 1) in the form: a report, or why it was refused."""

    place: int
    report: Report | None = None
    refused: Reason | None = None

    @property
    def name(self) -> str:
        """A name of ours, such as "file-2.jpg"; "" for a refused file."""
        if not self.report:
            return ""
        return f"file-{self.place}.{scrub.endings()[self.report.media_type]}"

    def as_dict(self) -> dict[str, Any]:
        """Return JSON-ready plain values."""
        return {
            "place": self.place,
            "name": self.name,
            "report": self.report.as_dict() if self.report else None,
            "refused": self.refused.value if self.refused else None,
        }


@dataclass(frozen=True)
class Cleaned:
    """A clean file in memory, under a name of ours."""

    name: str
    media_type: str
    file: RamFile


@dataclass(frozen=True)
class Sending:
    """What a source sent at one time. `cleaned` holds a file for each outcome with a report."""

    message: str
    links: list[str]
    outcomes: list[Outcome]
    cleaned: list[Cleaned]

    def describe(self, tip: Tip) -> None:
        """Add to what the desk's list shows of the tip: kinds, and a class of size."""
        kinds = {item.media_type.split("/")[0] for item in self.cleaned}
        kinds |= {"message"} if self.message else set()
        kinds |= {"links"} if self.links else set()
        tip.kinds = " ".join(sorted(kinds | set(tip.kinds.split())))
        size = sum(item.file.length for item in self.cleaned)
        classes = list(Tip.Size)
        reached = classes[(size >= _SMALL) + (size >= _MEDIUM)]
        tip.size_class = max(reached, Tip.Size(tip.size_class or reached), key=classes.index)

    def words(self, tip: Tip, place: int, digests: Iterable[str]) -> dict[str, Any]:
        """Return what is sealed beside the files, bound to the tip and its place in it."""
        return {
            "version": sealing.VERSION,
            "tip": str(tip.pk),
            "place": place,
            "count": len(self.cleaned),
            "day": timezone.localdate().isoformat(),
            "language": tip.language,
            "message": self.message,
            "links": self.links,
            "files": [outcome.as_dict() for outcome in self.outcomes],
            # So that no other file can be put in the place of one, whoever seals it.
            "digests": list(digests),
        }


def prepare(
    message: str, links: Sequence[str], files: Iterable[BinaryIO | RamFile], memory: ExitStack
) -> Sending:
    """Tidy words and clean files; what is held is let go when `memory` closes.

    Raises Empty, or Busy when the cleaned files do not fit into the budget of memory, or when one
    would have to wait for longer than PATIENCE.
    """
    until = time.monotonic() + PATIENCE
    sending = Sending(
        message=bare_in(tidy(message)[0].strip()),
        links=[bare(link) for link in (tidy(link)[0].strip() for link in links) if link],
        outcomes=[],
        cleaned=[],
    )
    for place, file in enumerate(files, start=1):
        outcome, cleaned = _clean(place, file, memory, until)
        sending.outcomes.append(outcome)
        if outcome.report and cleaned:
            item = Cleaned(outcome.name, outcome.report.media_type, cleaned)
            sending.cleaned.append(item)
    if not (sending.message or sending.links or sending.cleaned):
        raise Empty(sending.outcomes)
    return sending


def _clean(
    place: int, file: BinaryIO | RamFile, memory: ExitStack, until: float
) -> tuple[Outcome, RamFile | None]:
    source = file if isinstance(file, RamFile) else RamFile.copy(file)
    sink = RamFile()
    for held in (source, sink):
        memory.callback(held.close)
    try:
        with _turn(until):
            report = _swapped(source, sink)
    except Unscrubbable as refusal:
        return Outcome(place, refused=refusal.reason), None
    memory.callback(BUDGET.give, sink.length)
    return Outcome(place, report), sink


@contextmanager
def _turn(until: float) -> Iterator[None]:
    """Wait for a processor. Raises Busy when the time is over."""
    left = until - time.monotonic()
    if left <= 0 or not CLEANING.acquire(timeout=left):
        raise Busy
    try:
        yield
    finally:
        CLEANING.release()


def _swapped(source: RamFile, sink: RamFile) -> Report:
    """Let a clean file take the place of the one that came. Raises Unscrubbable or Busy.

    The one that came is closed then, and so is a copy that is not taken.
    """
    with ExitStack() as half_clean:
        half_clean.callback(sink.close)
        with closing(source):
            if source.refused:
                raise Unscrubbable(source.refused)
            pictures = settings.TIP_PDF_AS_PICTURES
            report = scrub.clean(source.memory, sink.memory, source.ending, as_pictures=pictures)
        sink.measure()
        if not BUDGET.take(sink.length):
            raise Busy
        half_clean.pop_all()
    return report
