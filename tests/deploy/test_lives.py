"""A worker that has served its number of requests ends, and nobody's upload with it."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from tests import newsroom
from tests.serving import ROOT, START, answers, free_port
from tests.tips import wire
from tests.visitor import Visitor

pytestmark = pytest.mark.sqlite
LIFE = 6  # requests
PROMPT = 5  # seconds
FILES = ["gunicorn.conf.py", "gunicorn_source.conf.py"]


@pytest.fixture(params=FILES)
def short(server, tmp_path, request):
    """Start a server of one worker that is to end soon; return its address and what it prints."""
    if request.param == FILES[0]:
        server.call(newsroom.people)
    port, printed = free_port(), tmp_path / "printed.txt"
    url = f"http://127.0.0.1:{port}"
    bound = {"WEB_BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1", "SITE_URL": url}
    lives = {"WEB_LIFE": str(LIFE), "SOURCE_LIFE": str(LIFE)}
    command = [sys.executable, "-m", "gunicorn", "-c", f"deploy/{request.param}"]
    with printed.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=server.environment | bound | lives, start_new_session=True,
            stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        end = time.monotonic() + START
        while not answers(port):
            assert process.poll() is None, printed.read_text()
            assert time.monotonic() < end
            time.sleep(0.05)
        yield url, printed
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def begun(printed):
    return len(re.findall("Booting worker", printed.read_text()))


def test_an_upload_goes_on_and_the_worker_serves_until_nothing_is_under_way(short):
    url, printed = short
    headers, body = wire.form(b"words " * 2_000, message="what I saw")
    with wire.begin(url, "/tips/", headers, len(body)) as sock:
        sock.sendall(body[:5_000])
        for _turn in range(2 * LIFE):
            started = time.monotonic()
            assert Visitor(url).get("/tips/").status == 200
            assert time.monotonic() - started < PROMPT
        assert begun(printed) == 1
        sock.sendall(body[5_000:])
        assert wire.answer(sock)[0] == 200
    end = time.monotonic() + START
    while begun(printed) == 1:  # each look is a request after which the worker may end
        with suppress(OSError):
            Visitor(url).get("/tips/")
        assert time.monotonic() < end
        time.sleep(0.2)
