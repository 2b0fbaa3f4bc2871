"""What runs inside a scrubbing process: fences up, one task on one file, an answer, the end."""

import errno
import gc
import json
import os
import socket
from typing import Any, BinaryIO, NoReturn

from tips.scrub import _fence, scrubbers
from tips.scrub._hands import PLACE
from tips.scrub._report import Reason, Unscrubbable

TASKS = ("scrub", "inspect", "scrub_as_pictures")  # functions of a module that may be asked for

_TASK_BYTES = 1024


def serve(task: int, parent: int, around: list[str], taken: int) -> NoReturn:
    """Be the child behind a socket, in a process just forked from the starter; never returns.

    Says which fences stand, waits for a task with its descriptors, answers, ends. See _fence for
    `parent` and `taken`; `around` are the names of the fences inherited.
    """
    status = 1
    try:
        gc.disable()  # no object of the starter may close a number that is ours by now
        os.setsid()
        os.dup2(task, PLACE)
        os.closerange(PLACE + 1, os.sysconf("SC_OPEN_MAX"))
        with socket.socket(fileno=PLACE) as line:
            line.send(json.dumps(around + _fence.around_one(parent, taken)).encode())
            status = _serve(line)
    finally:
        os._exit(status)


def _serve(line: socket.socket) -> int:
    words, descriptors, _flags, _sender = socket.recv_fds(line, _TASK_BYTES, 2)
    if not words:  # nobody needs this child
        return 0
    gc.enable()
    task, media_type = json.loads(words)
    source, *sinks = descriptors
    with os.fdopen(source, "rb") as reader:
        line.send(json.dumps(_answer(task, media_type, reader, sinks)).encode())
    return 0


def _answer(task: str, media_type: str, reader: BinaryIO, sinks: list[int]) -> dict[str, Any]:
    module = scrubbers()[media_type]
    # A module without pages to draw cleans as it always does.
    work = getattr(module, task, module.scrub) if task in TASKS else None
    try:
        if not work:
            raise Unscrubbable(Reason.UNSUPPORTED)
        if not sinks:
            return {"found": dict(module.inspect(reader))}
        with os.fdopen(sinks[0], "r+b") as sink:
            return work(reader, sink).as_dict()
    except Unscrubbable as refusal:
        return {"refused": refusal.reason.value}
    except MemoryError:
        return {"refused": Reason.MEMORY.value}
    except OSError as error:
        reason = Reason.OUTPUT if error.errno == errno.EFBIG else Reason.CRASH
        return {"refused": reason.value}
