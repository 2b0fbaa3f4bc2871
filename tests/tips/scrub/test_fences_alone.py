"""Each fence on its own, in a process that puts up that one only: it holds without the others."""

import json
import os
import resource
import socket
import subprocess
import sys

import pytest

from tests.tips.scrub import fenced

START = (
    "import ctypes, json, mmap, os, resource, signal, socket, sys, threading\n"
    f"sys.path.insert(0, {str(fenced.HERE)!r})\n"
    "from tips.scrub import _fence, _landlock, _seccomp\n"
    "libc = ctypes.CDLL(None, use_errno=True)\n"
    "libc.prctl(38, *[ctypes.c_ulong(n) for n in (1, 0, 0, 0)])\n"
    "def tried(act, *values):\n"
    "    try: return repr(act(*values))[:40]\n"
    "    except (OSError, RuntimeError, MemoryError, ValueError) as error:\n"
    "        return type(error).__name__\n"
)
ROOT = os.geteuid() == 0
LANDLOCK = "_landlock.stand(libc)"
FILTER = "_seccomp.stand(libc, os.uname().machine)"


def alone(fence, *attempts, **how):
    """Put up a fence and return what came of each attempt: the error's name, or the result.

    A number is the signal that ended the process.
    """
    lines = [f"{fence}", f"out = [{', '.join(f'tried({attempt})' for attempt in attempts)}]"]
    code = START + "\n".join(lines) + "\nos.write(1, json.dumps(out).encode())"
    command = [sys.executable, "-I", "-B", "-c", code]
    done = subprocess.run(command, capture_output=True, check=False, **how)
    return json.loads(done.stdout) if done.returncode == 0 else -done.returncode


def test_landlock_hides_every_file_and_every_signal():
    seen = alone(LANDLOCK, "open, '/etc/passwd'", "os.listdir, '/'", f"os.kill, {os.getpid()}, 0")
    assert seen == ["PermissionError"] * 3


def test_landlock_leaves_what_is_open():
    with open(os.devnull, "wb") as sink:
        how = {"pass_fds": [sink.fileno()]}
        assert alone(LANDLOCK, f"os.write, {sink.fileno()}, b'four'", **how) == ["4"]


def test_landlock_shuts_tcp_ports():
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = ("127.0.0.1", server.getsockname()[1])
        assert alone("None", f"socket.create_connection, {address}, 2")[0].startswith("<socket")
        assert alone(LANDLOCK, f"socket.create_connection, {address}, 2") == ["PermissionError"]


def test_without_a_network_not_even_this_machine_is_reached():
    network = f"libc.unshare({0x40000000 if ROOT else 0x50000000})"  # with a user namespace
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = ("127.0.0.1", server.getsockname()[1])
        assert alone(network, f"socket.create_connection, {address}, 2") == ["OSError"]


def test_an_empty_root_has_no_names_and_takes_none():
    made = "os.open, '/made', os.O_CREAT | os.O_WRONLY"
    around = "_fence.around_all()"
    assert alone(around, "os.listdir, '/'", "open, '/etc/passwd'", made) == [
        "[]", "FileNotFoundError", "FileNotFoundError",
    ]  # fmt: skip
    assert alone(around, "os.listdir, '..'", "os.chdir, '../../..'") == ["[]", "None"]


def test_who_was_root_is_nobody_and_cannot_come_back():
    if not ROOT:  # there is nothing to drop
        assert alone("pass", "_fence._drop_privileges") == ["True"]
        return
    drop = "os.setgroups([4, 27]); stood = _fence._drop_privileges()"
    seen = alone(
        drop, "lambda: stood", "os.getresuid", "os.getresgid", "os.getgroups",
        "os.setresuid, 0, 0, 0", "os.setgid, 0", "open, '/etc/shadow'", "os.chroot, '/'",
        f"os.kill, {os.getpid()}, 0",
    )  # fmt: skip
    stood, users, groups, more, *refused = seen
    assert (stood, more) == ("True", "[]")
    assert users == groups
    assert all(int(user) >= 0x70000000 for user in users.strip("()").split(", "))
    assert refused == ["PermissionError"] * 5


def test_threads_are_counted_for_each_child():
    if not ROOT:  # the limit would count all processes of this user: it is not set
        assert alone("_fence._drop_privileges()", "resource.getrlimit, 6") == [
            str(resource.getrlimit(resource.RLIMIT_NPROC))
        ]
        return
    thread = "threading.Thread(target=threading.Event().wait, daemon=True).start()"
    few, many = (f"lambda: len([{thread} for _ in range({n})])" for n in (20, 100))
    seen = alone("_fence._drop_privileges()", few, many, "resource.getrlimit, 6")
    assert seen == ["20", "RuntimeError", "(64, 64)"]


REFUSED = (
    "open, '/etc/passwd'", "os.open, '/etc', os.O_PATH", "os.stat, '/etc'", "os.fork",
    "socket.socket", "socket.socketpair", "os.memfd_create, 'x'", "os.kill, os.getppid(), 0",
    "mmap.mmap, -1, 4096, mmap.MAP_PRIVATE, mmap.PROT_EXEC", "os.isatty, 0", "os.pipe",
    "resource.prlimit, 0, resource.RLIMIT_CPU, (9, 9)", "os.setresuid, 0, 0, 0",
    "os.sched_setaffinity, 0, [0]", "os.listdir, '/'", "os.nice, 5", "os.getpriority, 0, 0",
)  # fmt: skip


@pytest.mark.parametrize("attempt", REFUSED)
def test_the_filter_refuses(attempt):
    said = alone(FILTER, attempt)[0]
    assert said in {"PermissionError", "OSError", "False"}


DEADLY = (
    "os.execv, '/bin/true', ['true']", "libc.ptrace, 0, 0, 0, 0", "libc.unshare, 0x10000000",
    "libc.mount, b'', b'/', b'tmpfs', 0, None", "libc.syscall, 425, 8, None",
    "libc.syscall, 321, 0, None, 0", "libc.setns, 0, 0",
)  # fmt: skip
PLATFORM = os.uname().machine


@pytest.mark.parametrize("attempt", DEADLY)
def test_the_filter_ends_an_attack(attempt):
    if PLATFORM == "aarch64":
        attempt = attempt.replace("321", "280")
    assert alone(FILTER, attempt) == 31  # SIGSYS


def test_the_filter_leaves_threads_memory_and_clocks():
    threads = "lambda: [t.start() or t.join() for t in [threading.Thread(target=bytes)]]"
    seen = alone(FILTER, threads, "mmap.mmap, -1, 1 << 20", "os.urandom, 1", "os.getcwd")
    assert [word.partition(" ")[0].strip("<'") for word in seen[:2]] == ["[None]", "mmap.mmap"]
    assert "Error" not in "".join(seen)


def test_memory_is_counted_from_what_the_libraries_take():
    limit = "_fence.MEMORY = 64 << 20; _fence._limit(_fence.used())"
    assert alone(limit, "lambda: len(bytes(16 << 20))", "lambda: len(bytes(80 << 20))") == [
        str(16 << 20), "MemoryError",
    ]  # fmt: skip


def test_limits_are_hard():
    hard = "_fence._limit(0)", "resource.getrlimit, resource.RLIMIT_CORE"
    assert alone(*hard) == ["(0, 0)"]
    raise_it = "resource.setrlimit, resource.RLIMIT_FSIZE, (1 << 30, 1 << 30)"
    if not ROOT:
        assert alone("_fence._limit(0)", raise_it) == ["ValueError"]
