"""Each file in a process of its own, with no network, no files, little memory and a clock."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from tips.scrub import _fence
from tips.scrub._hands import ENDED, MOST_WORDS, Hands
from tips.scrub._report import Kind, Reason, Report, Unscrubbable, counts
from tips.scrub._warm import SURROUNDINGS, WARM, Gone, start_of

WALL_SECONDS = 60
_FENCING = 20  # seconds in which a child must stand behind its fences
_LAST_WORDS = 5  # seconds in which the starter must say how a child ended that was let go

# Memory is bounded by how many children there are: one for each processor.
_TURNS = threading.BoundedSemaphore(os.cpu_count() or 1)


def scrub(
    media_type: str, source: BinaryIO, sink: BinaryIO, *, as_pictures: bool = False
) -> Report:
    """Run a scrubber in a child. Raises Unscrubbable, also when the child breaks or is too slow."""
    task = "scrub_as_pictures" if as_pictures else "scrub"
    answer = _ask(task, media_type, source, sink)
    try:
        return Report.from_dict(answer)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise Unscrubbable(Reason.CRASH) from None


def inspect(media_type: str, source: BinaryIO) -> Counter[Kind]:
    """Count what identifies in a file, in a child. Raises Unscrubbable as `scrub` does."""
    answer = _ask("inspect", media_type, source, None)
    try:
        return counts(answer["found"])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise Unscrubbable(Reason.CRASH) from None


def standing() -> list[str]:
    """Return the names of the fences that a child puts up here, in the order of _fence.FENCES.

    Starts the scrubbers where they do not run. Raises Unscrubbable where no child can be had.
    """
    with _child() as hands:
        found = _fences_of(hands)
    return [fence for fence in _fence.FENCES if fence in found]


def probe() -> list[str]:
    """Return what `standing` does without starting the scrubbers: fences only, in 0.1 s.

    Empty where not even limits can be set.
    """
    tried = subprocess.run(start_of("_fence"), capture_output=True, check=False, **SURROUNDINGS)
    try:
        return [str(name) for name in json.loads(tried.stdout)]
    except ValueError:
        return []


def _ask(task: str, media_type: str, source: BinaryIO, sink: BinaryIO | None) -> Mapping[str, Any]:
    with _TURNS, _child() as hands, _read_only(source) as reader:
        if _fence.LIMITS not in _fences_of(hands):
            raise Unscrubbable(Reason.CRASH)
        files = [reader] if sink is None else [reader, sink]
        _hand_over(hands, json.dumps([task, media_type]).encode(), files)
        _wait(hands)
        return _understood(_said(hands))


@contextlib.contextmanager
def _child() -> Iterator[Hands]:
    try:
        hands = WARM.child()
    except Gone:
        raise Unscrubbable(Reason.CRASH) from None
    try:
        yield hands
    finally:
        hands.close()


def _read_only(source: BinaryIO) -> BinaryIO:
    """Open the same file again for reading, from its start: the child cannot change the source."""
    return open(f"/proc/self/fd/{source.fileno()}", "rb", buffering=0)


def _fences_of(hands: Hands) -> list[str]:
    """Wait until a child stands behind its fences; it says so before it is given anything."""
    hands.task.settimeout(_FENCING)
    try:
        return [str(name) for name in json.loads(hands.task.recv(MOST_WORDS))]
    except (OSError, ValueError):
        raise Unscrubbable(Reason.CRASH) from None


def _hand_over(hands: Hands, words: bytes, files: list[BinaryIO]) -> None:
    try:
        socket.send_fds(hands.task, [words], [file.fileno() for file in files])
    except OSError:
        raise Unscrubbable(Reason.CRASH) from None


def _wait(hands: Hands) -> None:
    """Wait until the child is gone. Raises Unscrubbable unless it ended by itself and content."""
    hands.status.settimeout(WALL_SECONDS)
    try:
        end = hands.status.recv(ENDED.size)
    except TimeoutError:
        _stop(hands)
        raise Unscrubbable(Reason.TIME) from None
    if len(end) != ENDED.size:  # the starter died, and the child with it
        raise Unscrubbable(Reason.CRASH)
    status, milliseconds = ENDED.unpack(end)
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if status and (killed == signal.SIGXCPU or milliseconds >= 1000 * _fence.SECONDS):
        raise Unscrubbable(Reason.TIME)
    if killed == signal.SIGKILL:  # by the kernel, which was short of memory
        raise Unscrubbable(Reason.MEMORY)
    if status:
        raise Unscrubbable(Reason.CRASH)


def _stop(hands: Hands) -> None:
    """Have the child ended, and see that it is: the files in its hands are ours."""
    hands.status.settimeout(_LAST_WORDS)
    try:
        hands.status.shutdown(socket.SHUT_WR)
        hands.status.recv(ENDED.size)
    except OSError:
        WARM.down()


def _said(hands: Hands) -> bytes:
    """Return the one answer of a child that is gone; descriptors that it sends go nowhere."""
    try:
        return hands.task.recv(MOST_WORDS, socket.MSG_DONTWAIT)
    except OSError:
        return b""


def _understood(words: bytes) -> Mapping[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(words)
        refused = answer.get("refused")
        reason = Reason(refused) if refused else None
    except (ValueError, AttributeError, RecursionError):
        raise Unscrubbable(Reason.CRASH) from None
    if reason:
        raise Unscrubbable(reason)
    return answer
