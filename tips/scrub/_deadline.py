"""A clock for one file among several: when it rings, that file is given up and the others stay.

A thread rings, not a timer of the kernel: behind the fences the kernel gives none.
"""

import _thread
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from tips.scrub._report import Reason, Unscrubbable

WALL, WORK = 38, 40  # seconds for all files together: on the wall, and of processor time
_LOOK = 0.25  # seconds between two looks at the clock


class Deadline:
    """When the files of an archive must be done; a child ends some seconds later."""

    def __init__(self, wall: float | None = None, work: float | None = None) -> None:
        self._wall = time.monotonic() + (WALL if wall is None else wall)
        self._work = time.process_time() + (WORK if work is None else work)
        self._armed = False

    def passed(self) -> bool:
        return time.monotonic() > self._wall or time.process_time() > self._work

    @contextmanager
    def running(self) -> Iterator[None]:
        """Raise Unscrubbable(TIME) inside the block once the time has passed, or at its start.

        Only the main thread can be interrupted; elsewhere the clock is looked at once.
        """
        if self.passed():
            raise Unscrubbable(Reason.TIME)
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        try:
            with self._rung():
                yield
        except Exception:
            if self.passed():  # libraries make what they like of being interrupted
                raise Unscrubbable(Reason.TIME) from None
            raise

    @contextmanager
    def _rung(self) -> Iterator[None]:
        done = threading.Event()
        before = signal.signal(signal.SIGALRM, self._ring)
        watcher = threading.Thread(target=self._watch, args=(done,), daemon=True)
        watcher.start()
        self._armed = True
        try:
            yield
        finally:
            self._armed = False
            done.set()
            watcher.join()
            signal.signal(signal.SIGALRM, before)

    def _watch(self, done: threading.Event) -> None:
        while not done.wait(_LOOK):
            if self.passed():
                _thread.interrupt_main(signal.SIGALRM)

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        if self._armed:
            raise Unscrubbable(Reason.TIME)
