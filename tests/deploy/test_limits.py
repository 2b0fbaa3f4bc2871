"""What a worker gives itself: descriptors enough for every connection and every file in memory."""

import os
import re
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests.serving import ROOT, START

pytestmark = pytest.mark.sqlite
FEW = 200  # files that may be open, as far as who starts the server knows
OPEN = 65_536


@pytest.fixture(params=["gunicorn.conf.py", "gunicorn_source.conf.py"])
def worker(server, tmp_path, request):
    """Start one of the servers where few files may be open; return a worker's process id."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    bound = {"WEB_BIND": f"unix:{tmp_path}/s.sock", "WEB_WORKERS": "1"}
    command = [sys.executable, "-m", "gunicorn", "-c", f"deploy/{request.param}"]
    few = partial(resource.setrlimit, resource.RLIMIT_NOFILE, (FEW, hard))
    printed = tmp_path / "printed.txt"
    with printed.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=server.environment | bound, start_new_session=True,
            stdout=out, stderr=subprocess.STDOUT, preexec_fn=few,
        )  # fmt: skip
    try:
        yield _booted(printed, process)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _booted(printed, process):
    end = time.monotonic() + START
    while not (found := re.search(r"Booting worker with pid: (\d+)", printed.read_text())):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.05)
    return int(found[1])


def limits(pid, name):
    """Return the soft and the hard limit of a process, as numbers."""
    text = Path(f"/proc/{pid}/limits").read_text()
    soft, hard = re.search(rf"(?m)^{name} +(\d+|unlimited) +(\d+|unlimited)", text).groups()
    return (float(value.replace("unlimited", "inf")) for value in (soft, hard))


def test_a_worker_may_open_as_many_files_as_it_needs(worker):
    end = time.monotonic() + START
    while True:  # the line comes before the worker is ready
        soft, hard = limits(worker, "Max open files")
        if soft == min(OPEN, hard):
            return
        assert time.monotonic() < end, (soft, hard)
        time.sleep(0.1)
