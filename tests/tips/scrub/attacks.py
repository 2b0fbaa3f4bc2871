"""A scrubber that does what a hostile file would have it do, chosen by the file's own words.

It runs inside the child in place of the JPEG scrubber; what came of it is written to the sink.
"""

import ctypes
import functools
import mmap
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

from tips.scrub import _fence, _landlock, _seccomp, jpeg, scrubbers

LIBC = ctypes.CDLL(None, use_errno=True)
MARK = b"ATTACK "  # before the words, where the file must look like a picture
SEEN = []  # what an earlier file left behind


# Fences that a kernel or a container may not have.
WITHOUT = {
    "around": (_fence, "around_all", list),
    "landlock": (_landlock, "stand", lambda *_: False),
    "filter": (_seccomp, "stand", lambda *_: False),
}


def install(settings):
    """Take the JPEG scrubber's place in this process, with smaller limits and fewer fences."""
    for name in settings.pop("without", ()):
        setattr(*WITHOUT[name])
    for name, value in settings.items():
        setattr(_fence, name, value)
    scrubbers()["image/jpeg"] = sys.modules[__name__]


def scrub(source, sink):
    name, _, rest = source.read().rpartition(MARK)[2].decode().partition(":")
    try:
        outcome = ATTACKS[name](source, sink, rest)
    except OSError as error:
        outcome = f"refused {type(error).__name__}"
    if isinstance(outcome, str):
        sink.write(outcome.encode())
        outcome = report()
    return outcome


def inspect(source):
    """Look at a file as the honest scrubber does: a lie is told once, and looked at by another."""
    return jpeg.inspect(source)


def report(**changes):
    words = {"media_type": "image/jpeg", "removed": {}, "changed": [], "kept": []}
    return SimpleNamespace(as_dict=lambda: words | {"misnamed": False} | changes)


def says(words):
    return lambda *_: SimpleNamespace(as_dict=lambda: words)


def does(act, *values):
    def attack(*_):
        return f"did it: {act(*values)!r}"

    return attack


def asks(function, *values):
    """Call the C library, which raises nothing."""

    def attack(*_):
        ctypes.set_errno(0)
        result = getattr(LIBC, function)(*values)
        return f"{result} {ctypes.get_errno()}"

    return attack


def eat(*_):
    held = [bytearray(64 << 20) for _ in range(64)]
    return f"did it: {len(held)}"


def fill(source, sink, _):
    for _chunk in range(64):
        sink.write(bytes(1 << 20))
    return "did it"


def spin(*_):
    while True:
        sum(range(100_000))


def spin_in_threads(*_):
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    for _thread in range(3):
        threading.Thread(target=spin, daemon=True).start()
    spin()


def many_threads(*_):
    stop = threading.Event()
    started = 0
    try:
        for started in range(1, 500):  # noqa: B007  counted outside
            threading.Thread(target=stop.wait, daemon=True).start()
    except RuntimeError:
        return f"refused at {started}"
    finally:
        stop.set()
    return "did it"


def descriptors(source, sink, _):
    found = []
    for number in range(64):
        try:
            found.append((number, os.fstat(number).st_ino))
        except OSError:
            continue
    mine = {os.fstat(source.fileno()).st_ino, os.fstat(sink.fileno()).st_ino}
    others = [number for number, inode in found if inode not in mine]
    return f"{others}"


def spoil_the_source(source, *_):
    return f"did it: {os.write(source.fileno(), b'changed')}"


def leave_behind(source, sink, rest):
    SEEN.append(rest)
    os.environ["LEFT"] = rest
    return f"{SEEN} {os.environ['LEFT']}"


def lie_and_hand_back(source, sink, rest):
    source.seek(0)
    sink.write(source.read())
    return report(media_type="text/plain" if rest else "image/jpeg")


def connect(_source, _sink, rest):
    with socket.create_connection(("127.0.0.1", int(rest)), 2):
        return "did it"


ATTACKS = {
    "connect": connect,
    "open": does(open, "/etc/passwd"),
    "make": does(os.open, "made", os.O_CREAT | os.O_WRONLY),
    "reopen": does(os.open, "/proc/self/fd/4", os.O_RDWR),
    "list": does(os.listdir, "/"),
    "stat": does(os.stat, "/etc"),
    "internet": does(socket.socket, socket.AF_INET, socket.SOCK_STREAM),
    "unix": does(socket.socket, socket.AF_UNIX, socket.SOCK_STREAM),
    "netlink": does(socket.socket, socket.AF_NETLINK, socket.SOCK_RAW),
    "memory file": does(os.memfd_create, "more"),
    "fork": does(os.fork),
    "program": does(subprocess.run, ["/bin/true"]),
    "exec": does(os.execv, "/bin/true", ["true"]),
    "kill parent": lambda *_: does(os.kill, os.getppid(), signal.SIGKILL)(),
    "kill": lambda _source, _sink, rest: does(os.kill, int(rest), signal.SIGKILL)(),
    "root": does(os.setresuid, 0, 0, 0),
    "code": does(mmap.mmap, -1, 4096, mmap.MAP_PRIVATE, mmap.PROT_WRITE | mmap.PROT_EXEC),
    "more processor": does(resource.prlimit, 0, resource.RLIMIT_CPU, (99, 99)),
    "outlive": asks("prctl", 1, 0),
    "mount": asks("mount", b"none", b"/", b"tmpfs", 0, None),
    "trace": asks("ptrace", 0, 0, 0, 0),
    "namespace": asks("unshare", 0x10000000),
    "ring": asks("syscall", 425, 8, None),
    "eat": eat,
    "fill": fill,
    "spin": spin,
    "spin in threads": spin_in_threads,
    "sleep": lambda *_: time.sleep(60),
    "threads": many_threads,
    "abort": lambda *_: os.abort(),
    "leave": lambda *_: os._exit(0),
    "fail": lambda *_: os._exit(3),
    "out of memory": lambda *_: signal.raise_signal(signal.SIGKILL),
    "descriptors": descriptors,
    "surroundings": lambda *_: repr(dict(os.environ)) + repr(sys.argv),
    "spoil": spoil_the_source,
    "behind": leave_behind,
    "hand back": lie_and_hand_back,
    "odd counts": lambda *_: report(removed={"place": -5, "device": 10**30}),
    "endless count": lambda *_: report(removed={"place": float("inf")}),
    "unknown kind": lambda *_: report(removed={"Ada": 1}),
    "nothing": says({}),
    "list of nothing": says([]),
    "words": says("x"),
    "long": says({"media_type": "x" * 10_000_000}),
    "deep": lambda *_: says(functools.reduce(lambda deeper, _: [deeper], range(900), []))(),
    "invented reason": says({"refused": "Ada"}),
}
