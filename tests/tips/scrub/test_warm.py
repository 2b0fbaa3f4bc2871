"""The starter: one for each process, ready ahead, gone with its parent, never in a file's way."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.samples import dirty_jpeg
from tests.tips.scrub import fenced
from tests.tips.test_scrub import memfile
from tips.scrub import Reason, Unscrubbable, _starter, _warm, clean, fences, warm
from tips.scrub._warm import WARM, Warm


@pytest.fixture(autouse=True)
def _cold():
    WARM.down()
    yield
    WARM.down()


def cleaned():
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        return clean(source, sink).media_type


def within(seconds, condition):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_children_wait_ahead_and_each_serves_once():
    assert fences()
    starter = fenced.starter()
    assert within(15, lambda: len(fenced.children(starter)) == _starter.AHEAD)
    first = set(fenced.children(starter))
    assert cleaned() == "image/jpeg"  # two of them
    assert within(15, lambda: len(fenced.children(starter)) == _starter.AHEAD)
    assert not first & set(fenced.children(starter))
    assert fenced.starter() == starter


def test_the_starter_has_one_thread_and_no_network():
    assert fences()
    assert os.listdir(f"/proc/{fenced.starter()}/task") == [str(fenced.starter())]
    network = f"/proc/{fenced.starter()}/ns/net"
    if os.geteuid():  # the kernel shows an ordinary user nothing of what cannot be dumped
        with pytest.raises(PermissionError):
            os.readlink(network)
    else:
        assert os.readlink(network) != os.readlink("/proc/self/ns/net")


def test_to_warm_up_does_not_wait(monkeypatch):
    """With a starter that never answers: had we waited for it, we would have let go of it."""
    monkeypatch.setattr(_warm, "STARTING", 0.1)
    monkeypatch.setattr(_warm, "start_of", lambda module: ["sleep", "60"])
    warm()
    starter = WARM._process
    assert starter is not None
    warm()
    assert WARM._process is starter


def test_a_starter_that_was_killed_is_started_again_for_the_next_file():
    assert cleaned()
    first = fenced.starter()
    children = fenced.children(first)
    os.kill(first, signal.SIGKILL)
    assert cleaned() == "image/jpeg"
    assert fenced.starter() != first
    assert within(15, lambda: all(fenced.gone(child) for child in children))


def test_an_earlier_starter_is_reaped_once_its_last_child_is_gone():
    with closing(WARM.child()):
        earlier = WARM._process
        WARM._forget()
        WARM.child().close()
        assert WARM._process is not earlier
        assert earlier.returncode is None
    dead = Path(f"/proc/{earlier.pid}/stat")
    assert within(15, lambda: dead.read_text().rsplit(")", 1)[1].split()[0] == "Z")
    warm()
    assert not dead.exists()


def test_a_file_whose_starter_dies_is_refused(monkeypatch):
    monkeypatch.setattr(_warm, "start_of", fenced.command)
    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(fenced.attack, "sleep")
        assert within(15, lambda: WARM._process and len(fenced.children(fenced.starter())) == 3)
        children = fenced.children(fenced.starter())
        os.kill(fenced.starter(), signal.SIGKILL)
        assert said.result(10) == Reason.CRASH
    assert within(15, lambda: all(fenced.gone(child) for child in children))


def test_a_starter_that_does_not_answer_is_ended_and_another_asked(monkeypatch):
    assert cleaned()
    first = fenced.starter()
    os.kill(first, signal.SIGSTOP)
    WARM._control.settimeout(0.3)
    assert cleaned() == "image/jpeg"
    assert within(15, lambda: fenced.gone(first))


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/python", "/dev/null"])
def test_without_a_starter_every_file_is_refused(monkeypatch, program):
    monkeypatch.setattr(_warm, "start_of", lambda module: [program])
    warm()
    with pytest.raises(Unscrubbable) as refusal:
        cleaned()
    assert refusal.value.reason == Reason.CRASH
    with pytest.raises(Unscrubbable):
        fences()


def test_no_file_goes_to_a_child_without_limits(monkeypatch):
    monkeypatch.setattr(_warm, "start_of", lambda module: fenced.command(LIMITS="none"))
    assert fenced.attack("surroundings") == Reason.CRASH


def test_a_starter_ends_after_enough_files_and_its_last_children_finish(monkeypatch):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from tips.scrub import _starter;"
        "_starter.MOST = 2; _starter.main()"
    )
    own = [sys.executable, "-I", "-B", "-c", code, str(fenced.HERE)]
    monkeypatch.setattr(_warm, "start_of", lambda module: own)
    seen = set()
    for _file in range(3):
        assert cleaned() == "image/jpeg"
        seen.add(fenced.starter())
    assert len(seen) == 3
    assert within(15, lambda: sum(not fenced.gone(pid) for pid in seen) <= 1)


def test_an_idle_starter_gives_its_memory_back(monkeypatch):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from tips.scrub import _starter;"
        "_starter.IDLE = 0.2; _starter.main()"
    )
    own = [sys.executable, "-I", "-B", "-c", code, str(fenced.HERE)]
    monkeypatch.setattr(_warm, "start_of", lambda module: own)
    assert fences()
    first = fenced.starter()
    assert within(10, lambda: fenced.gone(first))
    assert cleaned() == "image/jpeg"


def test_many_threads_share_one_starter():
    with ThreadPoolExecutor(6) as pool:
        assert {*pool.map(lambda _: cleaned(), range(12))} == {"image/jpeg"}
    assert len(WARM._earlier) == 0


def test_a_fork_has_a_starter_of_its_own_and_leaves_ours():
    assert cleaned()
    ours = fenced.starter()
    code = "from tests.tips.scrub import test_warm as t; t.in_a_fork()"
    done = subprocess.run(
        [sys.executable, "-B", "-c", code], cwd=fenced.HERE, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    parent, child, again = done.stdout.split()
    assert len({parent, child, str(ours)}) == 3
    assert again == parent
    assert within(15, lambda: fenced.gone(int(parent)) and fenced.gone(int(child)))


def in_a_fork():
    """Clean in this process, in a fork of it, and here again, as gunicorn with preload does."""
    assert cleaned()
    sys.stdout.write(f"{fenced.starter()}\n")
    sys.stdout.flush()
    if (pid := os.fork()) == 0:
        assert cleaned()
        sys.stdout.write(f"{fenced.starter()}\n")
        sys.stdout.flush()
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
    assert cleaned()
    sys.stdout.write(f"{fenced.starter()}\n")


@pytest.mark.parametrize("last", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_no_orphan_is_left_when_the_server_goes(last):
    code = (
        "import signal, time; from tests.tips.scrub import test_warm as t, fenced;"
        "signal.signal(signal.SIGINT, signal.default_int_handler);"  # ignored in the background
        "t.cleaned(); s = fenced.starter(); print(s, *fenced.children(s), flush=True);"
        "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-B", "-c", code], cwd=fenced.HERE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as server:  # fmt: skip
        processes = [int(pid) for pid in server.stdout.readline().split()]
        server.send_signal(last)
    assert len(processes) > 1
    assert within(15, lambda: all(fenced.gone(pid) for pid in processes))


def test_no_orphan_is_left_though_somebody_else_holds_the_line():
    """A library may fork behind Python's back, and its copy keeps our sockets open."""
    code = (
        "import ctypes, os, time; from tests.tips.scrub import test_warm as t, fenced; t.cleaned();"
        "pid = ctypes.CDLL(None).fork(); pid or (os.close(1), time.sleep(60), os._exit(0));"
        "print(pid, fenced.starter(), flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-B", "-c", code], cwd=fenced.HERE, stdout=subprocess.PIPE, text=True
    ) as server:
        holder, starter = (int(pid) for pid in server.stdout.readline().split())
        server.kill()
    try:
        assert within(15, lambda: fenced.gone(starter))
    finally:
        os.kill(holder, signal.SIGKILL)


def test_a_starter_can_be_ended_twice():
    other = Warm()
    other.up()
    other.down()
    other.down()
