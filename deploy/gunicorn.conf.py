"""How gunicorn serves the paper: threads, loopback or a unix socket, and a log without people.

In production nginx stands in front (a unix socket in WEB_BIND); alone it is for `make run` only.
Django is imported inside the hooks: this file is read before there is an application.
"""

import os
import resource
import signal
import sys
import threading
import time
import traceback
from functools import partial
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blogsite.settings")

bind = os.environ.get("WEB_BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
wsgi_app = "blogsite.wsgi"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or 2)  # processes; TIP_RAM_BUDGET is of each
threads = int(os.environ.get("WEB_THREADS") or 8)  # of one process; a slow upload holds one
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  heartbeats only
umask = int(os.environ.get("WEB_UMASK") or "077", 8)  # 027 where nginx reads stored pages by group

# Seconds. A worker's heartbeat is its own thread's: a slow upload is not cut off by `timeout`.
timeout = int(os.environ.get("WEB_TIMEOUT") or 120)
graceful_timeout = int(os.environ.get("WEB_GRACE") or 300)  # for uploads under way at a restart
keepalive = 5
stall = float(os.environ.get("WEB_STALL") or 90)  # of a connection that sends or takes nothing
trickle = float(
    os.environ.get("WEB_TRICKLE") or 120
)  # after so long a body must have come at SLOWEST or more
SLOWEST = 1024  # bytes a second, on average; Tor on a bad day brings some thousands
OPEN = 65_536  # files and connections of one process
life = int(os.environ.get("WEB_LIFE") or 20_000)  # requests of one process, then it starts afresh

limit_request_line = 4094  # bytes
limit_request_fields = 60
limit_request_field_size = 8190  # bytes

# The scheme is Django's to read (SECURE_PROXY_SSL_HEADER), from nginx alone.
forwarded_allow_ips = ""
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = os.environ.get("WEB_LOG") or "info"

OWN_LIFE = {
    "Starting gunicorn %s",
    "Listening at: %s (%s)",
    "Using worker: %s",
    "Booting worker with pid: %s",
    "Worker exiting (pid: %s)",
    "Handling signal: %s",
    "Shutting down: %s",
    "Connection in use: %s",
    "Can't connect to %s",
    "WORKER TIMEOUT (pid:%s)",
    "Worker (pid:%s) exited with code %s.",
    "Worker (pid:%s) was sent %s!",
}


def place_of_error() -> str:
    """Return the kind of the exception under way and where it was raised; never its message."""
    kind, _value, trail = sys.exc_info()
    if kind is None:
        return ""
    frames = traceback.extract_tb(trail)[-4:]
    return kind.__name__ + "".join(f" < {frame.name}:{frame.lineno}" for frame in reversed(frames))


class PlaceLogger(Logger):
    """Print gunicorn's own life; of anything a client sent, only that and where something broke.

    gunicorn writes addresses, request lines and messages of errors into its log: what is not in
    OWN_LIFE is reduced to its level and the place of the error, and vanishes when there is none.
    """

    def _say(self, level: str, msg: object, args: tuple[Any, ...]) -> None:
        if msg in OWN_LIFE:
            getattr(self.error_log, level)(msg, *args)
        elif place := place_of_error():
            getattr(self.error_log, level)("%s", place)

    def critical(self, msg: object, *args: Any, **kwargs: Any) -> None:
        self._say("critical", msg, args)

    def error(self, msg: object, *args: Any, **kwargs: Any) -> None:
        self._say("error", msg, args)

    exception = error

    def warning(self, msg: object, *args: Any, **kwargs: Any) -> None:
        self._say("warning", msg, args)

    def info(self, msg: object, *args: Any, **kwargs: Any) -> None:
        self._say("info", msg, args)

    def debug(self, msg: object, *args: Any, **kwargs: Any) -> None:
        return None

    def log(self, lvl: object, msg: object, *args: Any, **kwargs: Any) -> None:
        self._say("error", msg, args)

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        return None


logger_class = PlaceLogger


class Paced:
    """A connection that must keep moving: whoever only holds it open loses it (TimeoutError)."""

    def __init__(self, sock: Any) -> None:
        self.sock, self.since, self.seen = sock, time.monotonic(), 0
        sock.settimeout(stall)

    def recv(self, size: int) -> bytes:
        data: bytes = self.sock.recv(size)
        self.seen += len(data)
        held = time.monotonic() - self.since
        if held > trickle and self.seen < held * SLOWEST:
            raise TimeoutError
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sock, name)


def pre_request(worker: Any, req: Any) -> None:
    """Watch the pace of each body anew."""
    req.unreader.sock = Paced(getattr(req.unreader.sock, "sock", req.unreader.sock))


def post_request(worker: Any, req: Any, environ: Any, resp: Any) -> None:
    """Let a worker that has lived its life end while nothing else is under way in it.

    Not by max_requests: then it would take no connection until its slowest upload has arrived, for
    as long as graceful_timeout, which would cut that off, and no other worker starts before.
    """
    waiting = len(worker.keepalived_conns) + len(worker.pending_conns)
    if worker.nr >= life and worker.nr_conns - waiting <= 1:
        worker.alive = False


def on_starting(server: Any) -> None:
    """Empty the page store: what changed while the server was down must not be missed."""
    from blogsite import pages  # noqa: PLC0415

    pages.empty()
    pages.point()


def worker_exit(server: Any, worker: Any) -> None:
    """Note in the worker that it ended in order, so that child_exit may keep the stored pages."""
    _left(os.getpid()).touch()


def child_exit(server: Any, worker: Any) -> None:
    """Empty the page store when a worker died: perhaps between a change and its forgetting.

    After one that ended in order the pages stay: nginx serves them while Django is down.
    """
    from blogsite import pages  # noqa: PLC0415

    try:
        _left(worker.pid).unlink()
    except FileNotFoundError:
        pages.empty()


def _left(pid: int) -> Path:
    from django.conf import settings  # noqa: PLC0415

    return Path(settings.PAGES_DIR) / f".left-{pid}"


def post_worker_init(worker: Any) -> None:
    """Silence what Python itself would print of a failed thread; start the clocks of the apps."""
    from comments import clock, outbox  # noqa: PLC0415
    from posts import making, popular, schedule  # noqa: PLC0415

    end_at_once(worker)
    silence_threads()
    open_enough()
    leave_no_core()
    schedule.start()
    making.start()
    popular.start()
    clock.start()
    outbox.start()


def end_at_once(worker: Any) -> None:
    """Let SIGQUIT end a worker even while it hands a request to its threads.

    gunicorn's own handler shuts the pool of threads first, for which it takes the lock that handing
    over holds: the worker would stay until graceful_timeout kills it.
    """
    signal.signal(signal.SIGQUIT, partial(Worker.handle_quit, worker))


def open_enough() -> None:
    """Raise the number of files that may be open: without one left for a connection gunicorn ends.

    Each connection is one, and each file of a tip, which is in memory.
    """
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN if hard == resource.RLIM_INFINITY else min(OPEN, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def leave_no_core() -> None:
    """Keep what is in memory out of a core file, and from a program that collects such files.

    A limit of 0 keeps the kernel from writing one, but not from piping it to such a program
    (core(5)); of 1, it does neither (fs/coredump.c). A hard limit of 0 stays: it cannot be raised.
    """
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    least = 0 if hard == 0 else 1
    resource.setrlimit(resource.RLIMIT_CORE, (least, least))


def silence_threads() -> None:
    """Let Python print the kind of a failure in a thread, never its message."""
    threading.excepthook = lambda failed: sys.stderr.write(f"thread {failed.exc_type.__name__}\n")
    sys.unraisablehook = lambda failed: sys.stderr.write(f"late {failed.exc_type.__name__}\n")
