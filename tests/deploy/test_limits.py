"""What a worker gives itself: descriptors for every connection and file in memory, and no core."""

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
    printed = tmp_path / "printed.txt"
    with printed.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=server.environment | bound, start_new_session=True,
            stdout=out, stderr=subprocess.STDOUT, preexec_fn=partial(_begin, hard),
        )  # fmt: skip
    try:
        yield _booted(printed, process)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _begin(hard):
    """Let few files be open, and core files be written: as in a shell on a developer's machine."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, hard))
    _soft, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


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


def test_a_worker_may_open_many_files_and_leaves_no_core(worker):
    end = time.monotonic() + START
    while True:  # the line comes before the worker is ready
        soft, hard = limits(worker, "Max open files")
        core = set(limits(worker, "Max core file size"))
        if soft == min(OPEN, hard) and core <= {0, 1}:
            return
        assert time.monotonic() < end, (soft, hard, core)
        time.sleep(0.1)


@pytest.mark.parametrize("worker", ["gunicorn_source.conf.py"], indirect=True)
def test_what_a_worker_that_crashes_has_in_memory_is_in_no_file(worker, tmp_path):
    """Where this machine writes core files at all, a worker without our limit leaves one."""
    test_a_worker_may_open_many_files_and_leaves_no_core(worker)
    where = Path(os.readlink(f"/proc/{worker}/cwd"))
    before = set(where.glob("core*"))
    os.kill(worker, signal.SIGSEGV)
    while Path(f"/proc/{worker}/status").exists() and "(zombie)" not in _state(worker):
        time.sleep(0.05)
    assert set(where.glob("core*")) == before


def _state(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/status").read_text()
    return "(zombie)"
