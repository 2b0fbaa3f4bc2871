"""A real newspaper on a real gunicorn, and a real Chromium to read it with.

Run as a program, `python -m tests.serving` calls functions inside a server's own environment: of
each line, ["module:function", {arguments}], it prints what the function returns, as JSON.
"""

import http.client
import importlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django
import psycopg
import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from tests.beginning import environment
from tests.programs import ROOT, program

START = 40  # seconds a server may take until it answers
CHROMIUM_FLAGS = [
    "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
]  # fmt: skip


class Server:
    """A newspaper's folder, database and process; `url` without a slash at the end."""

    clerk = None  # what calls functions in the server's environment

    def __init__(self, folder, database, static, port):
        self.folder, self.port = folder, port
        self.url = f"http://127.0.0.1:{port}"
        self.printed = folder / "printed.txt"
        for name in ("var", "tmp", "home"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "var" / "static").symlink_to(static)
        self.environment = environment(folder, database) | {
            "SITE_URL": self.url,
            "PORT": str(port),
        }
        self.database = database
        self.process = None

    @property
    def database_folder(self):
        """Where the database keeps its files, logs and temporary tables."""
        if not self.database.startswith("postgres"):
            return Path(self.database.removeprefix("sqlite:///")).parent
        with psycopg.connect(self.database) as connection:
            return Path(connection.execute("SHOW data_directory").fetchone()[0])

    def database_files(self):
        """Yield every file in which this database can have left something.

        Of a cluster of PostgreSQL that is all but the other databases in it.
        """
        folder, others = self.database_folder, set()
        if self.database.startswith("postgres"):
            with psycopg.connect(self.database) as connection:
                name = "SELECT oid FROM pg_database WHERE datname <> current_database()"
                others = {folder / "base" / str(oid) for (oid,) in connection.execute(name)}
        for root, _folders, names in os.walk(folder):
            if Path(root) not in others:
                yield from (Path(root) / name for name in names)

    def flush_database(self):
        """Let PostgreSQL write to its files what it still holds in memory; SQLite has already."""
        if self.database.startswith("postgres"):
            with psycopg.connect(self.database, autocommit=True) as connection:
                connection.execute("CHECKPOINT")

    def start(self):
        with self.printed.open("ab") as out:
            command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=out, stderr=subprocess.STDOUT
            )
        self.wait()

    def wait(self):
        """Wait until a worker answers."""
        end = time.monotonic() + START
        while not answers(self.port):
            assert self.process.poll() is None, self.printed.read_text()
            assert time.monotonic() < end, self.printed.read_text()
            time.sleep(0.05)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)
        self.dismiss()

    def dismiss(self):
        """End the process that calls functions; the next call starts another."""
        if self.clerk:
            self.clerk.communicate()
            self.clerk = None

    def call(self, function, **arguments):
        """Run a function of a test module inside the server's environment; return its result."""
        if self.clerk is None:
            command = [sys.executable, "-m", "tests.serving"]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            self.clerk = subprocess.Popen(command, cwd=ROOT, env=self.environment, **pipes)
        name = f"{function.__module__}:{function.__qualname__}"
        print(json.dumps([name, arguments]), file=self.clerk.stdin, flush=True)
        answer = json.loads(self.clerk.stdout.readline())
        assert "failed" not in answer, answer["failed"]
        return answer["returned"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    """Tell whether a worker is there: the socket alone listens before any has started."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("HEAD", "/robots.txt")
        return connection.getresponse().status > 0
    except OSError:
        return False
    finally:
        connection.close()


@pytest.fixture(scope="module")
def server(migrated, tmp_path_factory, request):
    """Serve a newspaper that has only what migrations write; one for each test module.

    A module may set SURROUNDINGS, variables for the server's environment; one that is about what
    processes share sets WEB_WORKERS, for one alone is soonest there.
    """
    databases, like, static = migrated
    folder = tmp_path_factory.mktemp("server")
    database = databases.make(folder.name.replace("-", "_"), like=like)
    served = Server(folder, database, static, free_port())
    served.environment |= {"WEB_WORKERS": "1"} | getattr(request.module, "SURROUNDINGS", {})
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="module")
def browser():
    """Start Chromium; ended with the module, as its event loop would bar Django's database.

    The one without windows needs half the time of the whole one, which serves where it is missing.
    """
    small = shutil.which("chromium-headless-shell")
    path = program(os.environ.get("CHROMIUM") or small or "chromium")
    flags = CHROMIUM_FLAGS + (["--no-sandbox"] if os.getuid() == 0 else [])
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, server):
    """Open a fresh window without JavaScript; in the end, nothing was asked of another host."""
    context = browser.new_context(java_script_enabled=False, base_url=server.url)
    context.set_default_timeout(10_000)  # milliseconds
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    yield context.new_page()
    context.close()
    foreign = [url for url in asked if not url.startswith((server.url, "data:", "blob:"))]
    assert foreign == []


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a function prints is no answer
    django.setup()
    for line in sys.stdin:
        with ThreadPoolExecutor(1) as alone:  # a thread of its own leaves nothing to the next
            answer = alone.submit(_answer, *json.loads(line)).result()
        print(json.dumps(answer), file=answers, flush=True)


def _answer(where, arguments):
    module, name = where.split(":")
    try:
        return {"returned": getattr(importlib.import_module(module), name)(**arguments)}
    except BaseException:
        return {"failed": traceback.format_exc()}
    finally:
        connections.close_all()


if __name__ == "__main__":
    main()
