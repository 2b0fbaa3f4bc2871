"""A warm starter for this process: asked for a child, started again when it is gone.

One for each process that scrubs: a fork lets go of its parent's, and makes its own when needed.
"""

import atexit
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tips.scrub._hands import HAND, KIND, Hands

STARTING = 60  # seconds in which the scrubbers must be imported

_HERE = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from tips.scrub.{} import main; main()"
# What a process of ours finds around it: nothing of the server's, and few pools of memory.
SURROUNDINGS: dict[str, Any] = {
    "env": {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
    "cwd": "/",
    "stdin": subprocess.DEVNULL,
    "start_new_session": True,
}


def start_of(module: str) -> list[str]:
    """Return the command that runs `main` of a module of this folder.

    `-I` keeps the surroundings (PYTHONPATH, the working folder) out, so our folder is named.
    """
    return [sys.executable, "-I", "-B", "-c", _START.format(module), str(_HERE)]


class Gone(Exception):
    """There is no starter, or it does not answer."""


class Warm:
    """The starter of this process."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._earlier: list[subprocess.Popen[bytes]] = []

    def up(self) -> None:
        """Start it where it does not run. Returns at once: the imports take a second there."""
        if self._lock.acquire(blocking=False):  # else somebody waits for it already
            try:
                self._started()
            except OSError:  # whoever asks for a child is told
                self._forget()
            finally:
                self._lock.release()

    def child(self) -> Hands:
        """Return a child that nobody had before. Raises Gone when even a new starter gives none."""
        with self._lock:
            for _attempt in range(2):
                try:
                    control = self._started()
                    control.send(HAND)
                    _word, descriptors, _flags, _sender = socket.recv_fds(
                        control, len(HAND), 2, socket.MSG_CMSG_CLOEXEC
                    )
                    task, status = (socket.socket(fileno=number) for number in descriptors)
                except (OSError, ValueError) as failure:  # it gave its memory back or was killed
                    self._forget(stuck=isinstance(failure, TimeoutError))
                else:
                    return Hands(task, status)
            raise Gone

    def down(self) -> None:
        """End it, and with it every child."""
        with self._lock:
            self._forget()
            for process in self._earlier:
                process.kill()
                process.wait()
            self._earlier.clear()

    def left_behind(self) -> None:
        """Let go of the starter of the process that we were forked from."""
        if self._control:
            self._control.close()
        for process in [*self._earlier, self._process]:
            if process:
                process.returncode = 0  # not our child: nothing to wait for
        self._begin()

    def _started(self) -> socket.socket:
        self._earlier = [process for process in self._earlier if process.poll() is None]
        if self._control:
            return self._control
        self._control, theirs = socket.socketpair(*KIND)
        self._control.settimeout(STARTING)
        with theirs:
            self._process = subprocess.Popen(
                [*start_of("_starter"), str(theirs.fileno())],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                **SURROUNDINGS,
            )
        return self._control

    def _forget(self, *, stuck: bool = False) -> None:
        """Let go of the starter; it lives on only while its last children work."""
        if self._process and stuck:
            self._process.kill()
        if self._control:
            self._control.close()
        self._control = None
        if self._process:
            self._earlier.append(self._process)
        self._process = None


WARM = Warm()
os.register_at_fork(after_in_child=WARM.left_behind)
atexit.register(WARM.down)
