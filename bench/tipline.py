"""A real gunicorn of the tip line for bench.tips, and the memory that it holds."""

import http.client
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOUNDARY = "b" * 24


class Line:
    """A real gunicorn of the tip line on a unix socket."""

    def __init__(self, folder: Path) -> None:
        self.socket = str(folder / "source.sock")
        self.others = shared()
        command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn_source.conf.py"]
        self.process = subprocess.Popen(command, cwd=ROOT)
        while self.post(b"")[0] == 0:
            time.sleep(0.1)

    def post(self, body: bytes, path: str = "/tips/") -> tuple[int, str]:
        """Send a form; return its status (0 without a connection) and its page."""
        connection = http.client.HTTPConnection("127.0.0.1", timeout=600)
        connection.sock = socket.socket(socket.AF_UNIX)
        try:
            connection.sock.connect(self.socket)
            kind = f"multipart/form-data; boundary={BOUNDARY}"
            connection.request("POST", path, body, {"Content-Type": kind})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()

    def memory(self) -> tuple[int, int]:
        """Return the bytes of tips in its memory files now, and of its processes with those.

        What memory files others have is taken off; they should not change meanwhile.
        """
        parents = [self.process.pid]
        for pid in parents:
            children = Path(f"/proc/{pid}/task/{pid}/children")
            parents += map(int, children.read_text().split()) if children.exists() else []
        tips = max(shared() - self.others, 0)
        return tips, tips + sum(private(pid) for pid in parents)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


def private(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"RssAnon:\s+(\d+)", status)
    return int(found[1]) * 1024 if found else 0


def shared() -> int:
    """Return the bytes of all memory files of this machine, at one moment: proc(5), Shmem.

    Added up file by file, one that closes while another grows would be counted with it.
    """
    found = re.search(r"Shmem:\s+(\d+)", Path("/proc/meminfo").read_text())
    return int(found[1]) * 1024 if found else 0
