"""Each file in a process of its own, with no network, little memory and a clock."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from tips.scrub._report import Kind, Reason, Report, Unscrubbable, counts

WALL_SECONDS = 60
MOST_WORDS = 65_536  # bytes of answer that are read from a child

_HERE = Path(__file__).resolve().parents[2]
# `-I` keeps the surroundings (PYTHONPATH, the working folder) out, so our folder is named here.
_START = "import sys; sys.path.insert(0, sys.argv[1]); from tips.scrub._child import main; main()"
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
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unscrubbable(Reason.CRASH) from None


def inspect(media_type: str, source: BinaryIO) -> Counter[Kind]:
    """Count what identifies in a file, in a child. Raises Unscrubbable as `scrub` does."""
    answer = _ask("inspect", media_type, source, None)
    try:
        return counts(answer["found"])
    except (KeyError, TypeError, ValueError):
        raise Unscrubbable(Reason.CRASH) from None


def _ask(task: str, media_type: str, source: BinaryIO, sink: BinaryIO | None) -> Mapping[str, Any]:
    with (
        _TURNS,
        os.fdopen(os.memfd_create("answer", os.MFD_CLOEXEC), "r+b") as answer,
        _read_only(source) as reader,
    ):
        files = [reader, answer] if sink is None else [reader, answer, sink]
        _run(task, media_type, [file.fileno() for file in files])
        answer.seek(0)
        return _understood(answer.read(MOST_WORDS))


def _read_only(source: BinaryIO) -> BinaryIO:
    """Open the same file again for reading, from its start: the child cannot change the source."""
    return open(f"/proc/self/fd/{source.fileno()}", "rb", buffering=0)


def _run(task: str, media_type: str, descriptors: list[int]) -> None:
    command = [sys.executable, "-I", "-B", "-c", _START, str(_HERE), task, media_type]
    child = subprocess.Popen(
        [*command, *map(str, descriptors)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=descriptors,
        env={"LANG": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
    )
    try:
        status = child.wait(WALL_SECONDS)
    except subprocess.TimeoutExpired:
        raise Unscrubbable(Reason.TIME) from None
    finally:
        # The group may outlive its leader: whatever is left of it ends here.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if status:
        raise Unscrubbable(Reason.TIME if status == -signal.SIGXCPU else Reason.CRASH)


def _understood(words: bytes) -> Mapping[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(words)
        refused = answer.get("refused")
        reason = Reason(refused) if refused else None
    except (ValueError, AttributeError):
        raise Unscrubbable(Reason.CRASH) from None
    if reason:
        raise Unscrubbable(reason)
    return answer
