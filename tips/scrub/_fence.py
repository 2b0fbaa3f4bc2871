"""The fences around scrubbing: each gives something up for good and says whether it stands.

`around_all` is put up once in the starter and inherited; `around_one` in each child, before the
file comes. The order matters: names need files, dropping a user clears the parent-death signal,
Landlock and the filter need no_new_privs, and nothing can be put up behind the filter.
"""

import contextlib
import ctypes
import json
import os
import platform
import resource
import signal
import sys
import tempfile

from tips.scrub import _landlock, _seccomp

MEMORY = 2 << 30  # bytes of address space over what the starter's libraries take
SECONDS = 55  # of processor time, all threads together
OUTPUT = 256 << 20  # bytes
FILES = 32  # open at once
OPEN = 4096  # in the starter: each child closes all numbers below
THREADS = 64
PROCESSORS = 4  # decoders start threads for each one they see

LIMITS, NETWORK, NAMES, USER = "limits", "no network", "empty root", "no privileges"
PRIVILEGES, LANDLOCK, FILTER = "no new privileges", "landlock", "system call filter"
FENCES = (LIMITS, NETWORK, NAMES, USER, PRIVILEGES, LANDLOCK, FILTER)
# What a hostile file must not reach, and the fences of which one is enough.
HELD = {
    "memory and time": {LIMITS},
    "the network": {NETWORK, FILTER},
    "files": {NAMES, LANDLOCK, FILTER},
    "programs": {FILTER},
    "privileges": {USER},
}

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_CLONE_NEWIPC, _CLONE_NEWUSER, _CLONE_NEWNET = 0x08000000, 0x10000000, 0x40000000
_CAPABILITIES = 0x20080522  # version of the structures of capset(2)
# Users from here on are nobody's, neither systemd's nor a container's: one for each child, so
# that the limit of threads counts its own only and no child can signal another.
_NOBODIES, _NOBODY = 0x70000000, 65534

_LIBC = ctypes.CDLL(None, use_errno=True)
_MACHINE = platform.machine()


def main() -> None:
    """Put up everything in this process, which does nothing else, and write what stands."""
    taken = used()
    standing = around_all() + around_one(os.getppid(), taken)
    sys.stdout.write(json.dumps(standing))


def _control(option: int, value: int) -> bool:
    rest = (ctypes.c_ulong(0),) * 3
    return bool(_LIBC.prctl(option, ctypes.c_ulong(value), *rest) == 0)


def around_all() -> list[str]:
    """Shut out network and files of a single-threaded process that has imported everything."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as first_to_go:
        first_to_go.write("1000")
    most = min(OPEN, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    _control(_PR_SET_DUMPABLE, 0)
    _control(_PR_SET_NO_NEW_PRIVS, 1)
    apart = _CLONE_NEWNET | _CLONE_NEWIPC
    standing = []
    if any(_LIBC.unshare(flags) == 0 for flags in (apart, apart | _CLONE_NEWUSER)):
        standing.append(NETWORK)
    if _empty_root():
        standing.append(NAMES)
    return standing


def _empty_root() -> bool:
    """Make a folder the root, remove it first: nothing is in it and nothing can be made there."""
    for place in ("/dev/shm", tempfile.gettempdir()):  # noqa: S108  nothing is kept there
        try:
            os.chdir(folder := tempfile.mkdtemp(dir=place))
            os.rmdir(folder)
            os.chroot(".")
        except OSError:
            continue
        return True
    return False


def used() -> int:
    """Return the address space of this process in bytes, 0 where /proc does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as pages:
            return int(pages.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def around_one(parent: int, taken: int) -> list[str]:
    """Put up what is a child's own; return the names of what stands.

    `parent` is the starter's process id, `taken` the address space that its libraries take.
    Raises OSError or ValueError where limits cannot be set: then no file may be looked at.
    """
    _limit(taken)
    standing = [LIMITS]
    if _drop_privileges():
        standing.append(USER)
    _control(_PR_SET_DUMPABLE, 0)
    _control(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we asked to die with it
        raise OSError("no starter")
    if _control(_PR_SET_NO_NEW_PRIVS, 1):
        standing.append(PRIVILEGES)
    if _landlock.stand(_LIBC):
        standing.append(LANDLOCK)
    if _seccomp.stand(_LIBC, _MACHINE):
        standing.append(FILTER)
    return standing


def _limit(taken: int) -> None:
    for limit, soft, hard in (
        (resource.RLIMIT_AS, MEMORY + taken, MEMORY + taken),
        (resource.RLIMIT_CPU, SECONDS, SECONDS + 2),  # SIGXCPU, then SIGKILL
        (resource.RLIMIT_FSIZE, OUTPUT, OUTPUT),
        (resource.RLIMIT_NOFILE, FILES, FILES),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_MEMLOCK, 0, 0),
    ):
        resource.setrlimit(limit, (soft, hard))
    available = sorted(os.sched_getaffinity(0))
    first = os.getpid() % len(available)
    os.sched_setaffinity(0, (available[first:] + available[:first])[:PROCESSORS])


def _drop_privileges() -> bool:
    """Become a user of our own where we are root, and give up all capabilities.

    Groups go first and the user last: without root the others could not be changed. The limit of
    threads counts per user, and root ignores it: it is set where the user is the child's own.
    """
    if os.geteuid() == 0:
        for nobody in (_NOBODIES + os.getpid(), _NOBODY):
            with contextlib.suppress(OSError):
                os.setgroups([])
                os.setresgid(nobody, nobody, nobody)
                os.setresuid(nobody, nobody, nobody)
                break
    if os.geteuid() >= _NOBODIES:
        resource.setrlimit(resource.RLIMIT_NPROC, (THREADS, THREADS))
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    nothing = (ctypes.c_uint32 * 6)()
    return bool(_LIBC.capset(header, nothing) == 0) and 0 not in os.getresuid()
