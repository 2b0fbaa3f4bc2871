"""The starter: imports the scrubbers once and forks children that wait behind their fences.

A process of its own, exec'ed and single-threaded, that never touches a file. It hands out each
child once, over a socket, ends what is left of it, says how it ended, and dies with its parent.
"""

import contextlib
import ctypes
import encodings
import gc
import importlib
import os
import pkgutil
import select
import signal
import socket
import sys
from dataclasses import dataclass
from typing import Any

from PIL import Image

from tips.scrub import _child, _fence, media_types, scrubbers
from tips.scrub._hands import ENDED, HAND, KIND

AHEAD = 2  # children that wait: one scrubs, the next looks
MOST = 500  # children of one starter; the next starter has another layout of memory
IDLE = 600  # seconds without a file after which the memory is given back
CALLBACKS = 64  # at a time: pdfium needs one for each document read or written
LATE = ("av", "pikepdf")  # these import parts of themselves when they are first needed

_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int)


@dataclass
class Child:
    """A child's process id, its end as a descriptor to wait for, and the socket to say it on.

    `passed` are the other ends, kept until they are handed out: of its task, and of `status`.
    """

    pid: int
    end: int
    status: socket.socket
    passed: tuple[socket.socket, socket.socket]


def main() -> None:
    """Serve the control socket named on the command line until the parent goes or lets go."""
    control = socket.socket(fileno=int(sys.argv[2]))
    parent = os.pidfd_open(os.getppid())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    callbacks = prepare()
    taken = _fence.used()
    around = _fence.around_all()
    gc.collect()
    gc.freeze()
    Starter(control, parent, around, taken).run()
    del callbacks


def prepare() -> list[Any]:
    """Do what libraries would do late: behind the fences there are no files and no new code.

    That is to import parts of themselves, and to map code for C that calls back into Python;
    the memory for such calls is used again and again while the result is held.
    """
    scrubbers()
    media_types()
    Image.init()
    for package in (encodings, *(sys.modules[name] for name in LATE if name in sys.modules)):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            with contextlib.suppress(ImportError):  # some are of other systems
                importlib.import_module(found.name)
    spare = [_CALLBACK(int) for _ in range(CALLBACKS)]
    del spare[1:]
    return spare


class Starter:
    """Children that wait, children that work, and the socket where they are asked for."""

    def __init__(self, control: socket.socket, parent: int, around: list[str], taken: int) -> None:
        self._control, self._parent = control, parent
        self._around, self._taken = around, taken
        self._waiting: list[Child] = []
        self._working: list[Child] = []
        self._left = MOST

    def run(self) -> None:
        """Serve until there is nothing left to serve; children die with this process."""
        self._refill()
        while self._left or self._working:
            ready = self._ready()
            if self._parent in ready or not (ready or self._working):
                return
            for child in [child for child in self._working if child.status.fileno() in ready]:
                os.kill(child.pid, signal.SIGKILL)  # whoever waited for it has let go
            for child in [c for c in self._waiting + self._working if c.end in ready]:
                self._bury(child)
            if self._control.fileno() in ready and not self._hand_out():
                return

    def _ready(self) -> set[int]:
        """Wait, and return the descriptors on which something happened; none after IDLE."""
        poll = select.poll()
        ends = [child.end for child in self._waiting + self._working]
        users = [child.status.fileno() for child in self._working]
        for descriptor in (self._parent, self._control.fileno(), *ends, *users):
            if descriptor >= 0:  # the control socket is closed after the last child
                poll.register(descriptor, select.POLLIN)
        return {descriptor for descriptor, _ in poll.poll(IDLE * 1000)}

    def _hand_out(self) -> bool:
        """Answer one question with a child. Returns False where nobody asks any more."""
        if self._control.recv(len(HAND)) != HAND:
            return False
        if not self._waiting:
            self._refill()
        child = self._waiting.pop(0)
        socket.send_fds(self._control, [HAND], [end.fileno() for end in child.passed])
        for end in child.passed:
            end.close()
        self._working.append(child)
        self._left -= 1
        if self._left:
            self._refill()
        else:
            self._control.close()
        return True

    def _refill(self) -> None:
        """Fork children ahead. One that dies unasked is not replaced before the next question."""
        while len(self._waiting) < AHEAD:
            (asked, task), (status, told) = socket.socketpair(*KIND), socket.socketpair(*KIND)
            starter = os.getpid()
            if (pid := os.fork()) == 0:
                _child.serve(task.fileno(), starter, self._around, self._taken)
            task.close()
            self._waiting.append(Child(pid, os.pidfd_open(pid), status, (asked, told)))

    def _bury(self, child: Child) -> None:
        """End what is left of a dead child's group, reap it, and say how it ended."""
        with contextlib.suppress(OSError):
            os.killpg(child.pid, signal.SIGKILL)
        _pid, status, usage = os.wait4(child.pid, 0)
        milliseconds = int(1000 * (usage.ru_utime + usage.ru_stime))
        with contextlib.suppress(OSError):
            child.status.send(ENDED.pack(status, milliseconds))
        os.close(child.end)
        for line in (child.status, *child.passed):
            line.close()
        for crowd in (self._waiting, self._working):
            if child in crowd:
                crowd.remove(child)
