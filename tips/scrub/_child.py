"""What runs inside a scrubbing process: put up the fences, do one task on one file, answer."""

import ctypes
import errno
import json
import os
import resource
import signal
import sys
from typing import Any, BinaryIO

from tips.scrub import scrubbers
from tips.scrub._report import Reason, Unscrubbable

MEMORY = 2 << 30  # bytes of address space: 60 megapixels decoded, copied and encoded
SECONDS = 55  # of processor time
OUTPUT = 256 << 20  # bytes
FILES = 32  # open at once

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


def main() -> None:
    """Read the task, the media type and the descriptors from the command line; write the answer."""
    task, media_type = sys.argv[2:4]
    source, answer, *sinks = map(int, sys.argv[4:])
    module = scrubbers()[media_type]
    fence()
    with os.fdopen(source, "rb") as reader, os.fdopen(answer, "wb") as words:
        words.write(json.dumps(_answer(module, task, reader, sinks)).encode())


def fence() -> list[str]:
    """Give up what a scrubber does not need and return the names of the fences that stand."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    standing = ["limits"]
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        standing.append("no_new_privs")
    if any(libc.unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET)):
        standing.append("no_network")
    return standing


def _answer(module: Any, task: str, reader: BinaryIO, sinks: list[int]) -> dict[str, Any]:
    try:
        if task == "inspect":
            return {"found": dict(module.inspect(reader))}
        with os.fdopen(sinks[0], "r+b") as sink:
            pictures = task == "scrub_as_pictures" and getattr(module, task, None)
            work = pictures or module.scrub
            return work(reader, sink).as_dict()  # type: ignore[no-any-return]
    except Unscrubbable as refusal:
        return {"refused": refusal.reason.value}
    except MemoryError:
        return {"refused": Reason.MEMORY.value}
    except OSError as error:
        reason = Reason.OUTPUT if error.errno == errno.EFBIG else Reason.CRASH
        return {"refused": reason.value}
