"""A server that is told to stop does, whatever its workers are doing at that moment."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from tests.fronting import answers
from tests.programs import program
from tests.serving import ROOT, START

pytestmark = pytest.mark.sqlite
# As when the signal comes while the worker hands a request to its threads, under their lock.
BUSY = """
exec(open({conf!r}).read())
begin = post_worker_init
def post_worker_init(worker):
    begin(worker)
    worker.tpool._shutdown_lock.acquire()
    open({ready!r}, "w").close()
"""


@pytest.mark.parametrize("conf", ["gunicorn.conf.py", "gunicorn_source.conf.py"])
def test_a_worker_stops_while_it_hands_over_a_request(server, tmp_path, conf):
    ready, busy = tmp_path / "ready", tmp_path / "busy.conf.py"
    path = ROOT / "deploy" / conf
    busy.write_text(f"__file__ = {str(path)!r}" + BUSY.format(conf=str(path), ready=str(ready)))
    bound = {"WEB_BIND": f"unix:{tmp_path}/s.sock", "WEB_WORKERS": "1"}
    command = [sys.executable, "-m", "gunicorn", "-c", str(busy)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=server.environment | bound, start_new_session=True
    )
    try:
        end = time.monotonic() + START
        while not ready.exists():
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(15) == 0
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


ONION = """
pid {folder}/pid; error_log stderr crit; daemon off; events {{}}
http {{ access_log off; server {{ listen unix:{folder}/onion.sock; return 204; }} }}
"""


def test_nginx_starts_again_after_it_was_killed(tmp_path):
    """As its unit does with our part of it: the socket that was left behind is removed first."""
    conf, socket = tmp_path / "nginx.conf", str(tmp_path / "onion.sock")
    conf.write_text(ONION.format(folder=tmp_path))
    unit = (ROOT / "deploy" / "systemd" / "nginx" / "paper.conf").read_text()
    before = re.search(r"(?m)^ExecStartPre=(.+)$", unit)[1].replace("/run/paper", str(tmp_path))
    for _turn in range(2):
        subprocess.run(before.split(), check=True)
        nginx = subprocess.Popen([program("nginx"), "-c", str(conf)], start_new_session=True)
        try:
            end = time.monotonic() + START
            while not answers(socket):
                assert nginx.poll() is None
                assert time.monotonic() < end
                time.sleep(0.05)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(nginx.pid, signal.SIGKILL)
            nginx.wait()
