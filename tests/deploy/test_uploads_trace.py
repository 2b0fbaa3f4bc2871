"""A tip on its way through the deployed servers touches no file, even when they are killed.

strace follows nginx and gunicorn during a tip of 5 MB, and kill -9 comes in the middle of one.
"""

import base64
import os
import signal
import subprocess
import time

import pytest

from tests import newsroom
from tests.programs import program
from tests.tips import wire

pytestmark = pytest.mark.sqlite
SIZE = 5_000_000
WRITES = "trace=write,pwrite64,writev,pwritev,pwritev2,sendfile,splice,copy_file_range,ftruncate," \
    "openat,open,creat,rename,renameat2,link,linkat,memfd_create"  # fmt: skip
LOOKS = {
    "plain": wire.MARK.decode(),
    "base64": base64.b64encode(wire.MARK).decode()[:-4],
}
RECEIVERS = ("socket:", "TCP:", "UNIX-STREAM:", "/memfd:", "pipe:")


@pytest.fixture(scope="module")
def desk(fronted):
    fronted.call(newsroom.people)


@pytest.fixture
def traced(fronted, tmp_path, desk):
    """Follow every process of nginx and of the tip line; yield the folder of what they did."""
    pids = [fronted.processes["nginx"].pid, *fronted.workers("nginx"),
            fronted.processes["source"].pid, *fronted.workers("source")]  # fmt: skip
    command = [program("strace"), "-ff", "-qq", "-yy", "-s", "9000000", "-e", WRITES,
               "-o", str(tmp_path / "call")]  # fmt: skip
    command += [word for pid in pids for word in ("-p", str(pid))]
    tracing = subprocess.Popen(command, stderr=subprocess.PIPE)
    end = time.monotonic() + 20
    while not all(_is_traced(pid) for pid in pids):
        assert tracing.poll() is None, tracing.stderr.read()
        assert time.monotonic() < end
        time.sleep(0.05)
    yield tmp_path
    tracing.send_signal(signal.SIGINT)
    tracing.wait(30)
    tracing.stderr.close()


def _is_traced(pid):
    with open(f"/proc/{pid}/status") as file:
        return "TracerPid:\t0" not in file.read()


def calls(folder):
    for path in sorted(folder.glob("call.*")):
        yield from path.read_text(errors="replace").splitlines()


def where(call):
    """Return what a write goes to: `write(7</memfd:tip>(deleted), …` gives `/memfd:tip`."""
    return call.partition("<")[2].split(">")[0] if "<" in call.split(",")[0] else ""


def created(call):
    """Return the path that an `openat(…) = 4</path>` made, or ""."""
    return call.rpartition("<")[2].rstrip(">") if call.endswith(">") else ""


def in_http1(fronted, headers, body):
    return wire.post(fronted.url, "/tips/", headers, body)[1]


def in_http2(fronted, headers, body):
    answer = wire.post_in_http2(str(fronted.http2), "/tips/", body, headers["Content-Type"])
    return b"".join(answer).decode(errors="replace")


@pytest.mark.parametrize("send", [in_http1, in_http2])
def test_no_write_of_a_tip_goes_to_a_file(fronted, traced, send):
    headers, body = wire.form(wire.marked(SIZE), message=f"words {wire.MARK.decode()}")
    assert 'class="receipt"' in send(fronted, headers, body)
    time.sleep(1)
    seen = list(calls(traced))
    marked = [call for call in seen if any(look in call for look in LOOKS.values())]
    assert len(marked) > 10  # the marks are seen where they may be: in memory, on a socket
    places = {where(call) for call in marked}
    assert {place for place in places if not place.startswith(RECEIVERS)} == set()
    assert any(place.startswith("/memfd:") for place in places)
    made = {created(call) for call in seen if "O_CREAT" in call} - {""}
    kept = [str(fronted.folder / name) for name in ("var", "tmp")]
    kept += [str(fronted.database_folder), "/dev/shm", "/proc/"]  # noqa: S108
    for path in made:
        if not path.startswith(tuple(kept)):  # Python asks whether a temporary folder can be used
            written = [call for call in seen if where(call) == path]
            assert [call for call in written if '"blat"' not in call] == [], path


def test_killed_half_way_nothing_is_left(fronted, desk):
    began = time.time()
    headers, body = wire.form(wire.marked(SIZE), message=wire.MARK.decode())
    with wire.begin(fronted.url, "/tips/", headers, len(body)) as sock:
        sock.sendall(body[: len(body) // 2])
        time.sleep(1)
        for pid in fronted.workers("source"):
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
        for pid in fronted.workers("nginx"):
            os.kill(pid, signal.SIGKILL)
    found = []
    for root in (fronted.folder, "/tmp", "/var/tmp", "/dev/shm", "/var/lib/nginx"):  # noqa: S108
        found += _files_with_mark(root, began)
    assert found == []
    time.sleep(1)
    assert wire.post(fronted.url, "/tips/", *wire.form(b"words", message="a"))[0] == 200


def _files_with_mark(root, began):
    """Return the files under a root that were written since `began` and hold the mark."""
    found = []
    for folder, _folders, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            try:
                if os.path.isfile(path) and os.path.getmtime(path) >= began - 1:
                    with open(path, "rb") as file:
                        found += [path] if wire.MARK in file.read() else []
            except OSError:  # gone meanwhile, or not ours to read
                continue
    return found
