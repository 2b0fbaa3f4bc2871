"""A server that is told to stop does, whatever its workers are doing at that moment."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

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
