"""The paper and the tip line as they are deployed: two gunicorns on sockets behind a real nginx."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from tests.programs import program
from tests.serving import ROOT, START, Server, free_port

CONFS = {"paper": "gunicorn.conf.py", "source": "gunicorn_source.conf.py"}


def configuration(folder, port, **changes):
    """Write deploy/nginx for a folder and a loopback port; return the path of the main file.

    `changes` are values put in place of a directive's, such as client_body_timeout="2s".
    """
    target = folder / "nginx"
    shutil.copytree(ROOT / "deploy" / "nginx", target)
    places = {
        "/srv/paper/deploy/nginx": str(target), "/run/paper": str(folder / "run"),
        "/var/lib/paper": str(folder / "var"), "/run/nginx.pid": str(folder / "nginx.pid"),
        "/etc/paper": str(folder / "etc"),
    }  # fmt: skip
    for path in target.glob("*.conf"):
        text = path.read_text()
        for old, new in places.items():
            text = text.replace(old, new)
        for name, value in changes.items():
            text = re.sub(rf"\b{name} [^;]+;", f"{name} {value};", text)
        path.write_text(text)
    main = target / "nginx.conf"
    main.write_text(_on_loopback(main.read_text(), port))
    return main


def _on_loopback(text, port):
    """Leave of the servers the paper's own, without TLS, at a port of this machine."""
    head, *servers = re.split(r"(?m)^    (?=server \{)", text)
    kept = [server for server in servers if "site.conf" in server]
    text = "".join([head, *("    " + server for server in kept)])
    text = re.sub(r" *ssl_[^;]+;\n", "", text)
    run = re.search(r"listen (unix:.+)/onion\.sock;", text)[1]
    both = f"listen 127.0.0.1:{port}; listen {run}/http2.sock http2;"
    text = text.replace("listen 443 ssl http2;", both)
    text = text.replace("server_name paper.example;", "server_name 127.0.0.1;")
    text = re.sub(r"worker_processes \w+", "worker_processes 1", text)
    user = "user root;" if os.getuid() == 0 else ""
    closing = "" if text.rstrip().endswith("}\n}") else "}\n"
    return text.replace("user www-data;", user) + closing


class Fronted(Server):
    """One newspaper's nginx, paper and tip line. `url` is nginx's."""

    def __init__(self, folder, database, static, **changes):
        super().__init__(folder, database, static, free_port())
        (folder / "run").mkdir()
        self.changes = changes
        self.onion = folder / "run" / "onion.sock"
        self.http2 = folder / "run" / "http2.sock"
        self.processes = {}

    def start(self):
        conf = configuration(self.folder, self.port, **self.changes)
        if self.environment.get("COUNT_READS") == "nginx":  # as docs/deploy.md says
            (self.folder / "etc").mkdir()
            (self.folder / "etc" / "reads.conf").symlink_to(conf.parent / "reads.conf")
        for name in CONFS:
            self.start_again(name)
        self._run("nginx", [program("nginx"), "-c", str(conf), "-p", str(self.folder),
                            "-g", "daemon off;"])  # fmt: skip
        self._wait_for("nginx", ("127.0.0.1", self.port))

    def start_again(self, name):
        """Start one of the gunicorns, and wait until a worker answers."""
        self._run(name, [sys.executable, "-m", "gunicorn", "-c", f"deploy/{CONFS[name]}"])
        self._wait_for(name, self.socket(name))

    def _wait_for(self, name, address):
        end = time.monotonic() + START
        while not answers(address):
            assert self.processes[name].poll() is None, self.printed.read_text()
            assert time.monotonic() < end, self.printed.read_text()
            time.sleep(0.05)

    def socket(self, name):
        return str(self.folder / "run" / f"{name}.sock")

    def _run(self, name, command):
        environment = self.environment | {"WEB_BIND": f"unix:{self.socket(name)}"}
        with self.printed.open("ab") as out:
            self.processes[name] = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
            )

    def stop(self, *names):
        for name in names or list(self.processes):
            process = self.processes.pop(name)
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(20)
        self.dismiss()

    def workers(self, name):
        """Return the process ids of a server's workers."""
        path = f"/proc/{self.processes[name].pid}/task/{self.processes[name].pid}/children"
        with open(path) as file:
            return [int(pid) for pid in file.read().split()]


@contextmanager
def connected(address):
    """Open an HTTP connection to a port of this machine or to a unix socket."""
    connection = http.client.HTTPConnection("127.0.0.1", timeout=30)
    connection.sock = socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET)
    try:
        connection.sock.settimeout(30)
        connection.sock.connect(address)
        yield connection
    finally:
        connection.close()


def answers(address):
    try:
        with connected(address) as connection:
            connection.request("HEAD", "/tips/return/")
            return connection.getresponse().status > 0
    except OSError:
        return False


@pytest.fixture(scope="module")
def fronted(migrated, tmp_path_factory, request):
    """Serve a newspaper as deployed; a module may set CHANGES for nginx and SURROUNDINGS."""
    databases, like, static = migrated
    folder = tmp_path_factory.mktemp("fronted")
    database = databases.make(folder.name.replace("-", "_"), like=like)
    served = Fronted(folder, database, static, **getattr(request.module, "CHANGES", {}))
    served.environment |= getattr(request.module, "SURROUNDINGS", {})
    served.start()
    yield served
    served.stop()
