"""How many files are in memory twice: as they came, and as their clean copies grow."""

import os
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from io import BytesIO

import pytest

from tests.samples import dirty_text
from tests.serving import ROOT
from tips import sending, uploads
from tips.scrub import _sandbox
from tips.uploads import RamFile

PATIENCE = 30  # seconds
BRIEFLY = 0.5  # seconds in which one more file would long be clean


class Lingering(RamFile):
    """A file whose thread does not go on when it is to close it, as in a rush."""

    go_on = threading.Event()
    closing = threading.Semaphore(0)

    def close(self):
        self.closing.release()
        assert self.go_on.wait(PATIENCE)
        super().close()


def sent(file):
    """Clean one file as a tip would; return whether it was accepted."""
    with ExitStack() as memory:
        return bool(sending.prepare("", [], [file], memory).cleaned)


def test_the_next_file_waits_until_one_that_was_cleaned_is_gone():
    files = [Lingering.copy(BytesIO(dirty_text().data)) for _ in range(os.cpu_count() or 1)]
    with ThreadPoolExecutor(len(files) + 1) as threads:
        try:
            first = [threads.submit(sent, file) for file in files]
            for _ in files:
                assert Lingering.closing.acquire(timeout=PATIENCE)
            last = threads.submit(sent, RamFile.copy(BytesIO(dirty_text().data)))
            with pytest.raises(TimeoutError):
                last.result(BRIEFLY)
        finally:
            Lingering.go_on.set()
        assert all(each.result(PATIENCE) for each in (*first, last))
    assert uploads.BUDGET.held == 0


def test_a_file_whose_turn_comes_too_late_is_told_so(monkeypatch):
    monkeypatch.setattr(sending, "PATIENCE", BRIEFLY)
    with ExitStack() as others:
        for _ in range(os.cpu_count() or 1):
            others.enter_context(uploads.CLEANING)
        with pytest.raises(sending.Busy):
            sent(RamFile.copy(BytesIO(dirty_text().data)))
    assert sent(RamFile.copy(BytesIO(dirty_text().data)))
    monkeypatch.setattr(sending, "PATIENCE", 0)  # processors are free, but the time is over
    with pytest.raises(sending.Busy):
        sent(RamFile.copy(BytesIO(dirty_text().data)))
    assert uploads.BUDGET.held == 0


def test_nginx_waits_for_the_last_file_and_the_database():
    site = (ROOT / "deploy" / "nginx" / "site.conf").read_text()
    waits = int(re.search(r"proxy_read_timeout (\d+)s", site)[1])
    database = 20
    assert sending.PATIENCE + _sandbox.WALL_SECONDS + database < waits
