"""The system calls that a scrubbing process may still make: a filter in the kernel, built here.

What decoders need to compute, to read and write open descriptors and to run threads is allowed.
Names of files, sockets and processes are refused with an error that libraries understand; what
only an attack would try ends the process; all else looks as if the kernel did not know it.
Numbers: asm/unistd_64.h (x86_64) and asm-generic/unistd.h (aarch64) of Linux; the format of the
filter is that of linux/filter.h and linux/seccomp.h.
"""

import ctypes
import errno
import mmap
import os
import struct

Step = tuple[int, int, int, int]  # operation, jump where true, jump where false, operand

ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000  # REFUSE takes an error number
_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_X32 = 0x40000000  # numbers of x86_64's other ABI begin here

# Place of a machine's numbers in the tables below, and its AUDIT_ARCH_ value.
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_ALLOWED = """
read 0 63; write 1 64; close 3 57; fstat 5 80; poll 7 -; lseek 8 62; munmap 11 215; brk 12 214
rt_sigaction 13 134; rt_sigprocmask 14 135; rt_sigreturn 15 139; pread64 17 67; pwrite64 18 68
readv 19 65; writev 20 66; select 23 -; sched_yield 24 124; mremap 25 216; madvise 28 233
dup 32 23; dup2 33 -; pause 34 -; nanosleep 35 101; getpid 39 172; sendto 44 206; recvfrom 45 207
sendmsg 46 211; recvmsg 47 212; shutdown 48 210; exit 60 93; uname 63 160; fsync 74 82
fdatasync 75 83; ftruncate 77 46; getcwd 79 17; gettimeofday 96 169; getrlimit 97 163
getrusage 98 165; sysinfo 99 179; times 100 153; getuid 102 174; getgid 104 176; geteuid 107 175
getegid 108 177; getppid 110 173; sigaltstack 131 132; sched_getparam 143 121
sched_getscheduler 145 120; sched_get_priority_max 146 125; sched_get_priority_min 147 126
gettid 186 178; time 201 -; futex 202 98; sched_getaffinity 204 123; restart_syscall 219 128
clock_gettime 228 113; clock_getres 229 114; clock_nanosleep 230 115; exit_group 231 94
pselect6 270 72; ppoll 271 73; set_robust_list 273 99; dup3 292 24; preadv 295 69; pwritev 296 70
getcpu 309 168; getrandom 318 278; membarrier 324 283; preadv2 327 286; pwritev2 328 287
rseq 334 293
"""
_REFUSED = """
open 2 -; stat 4 -; lstat 6 -; access 21 -; creat 85 -; readlink 89 -; openat 257 56
readlinkat 267 78; faccessat 269 48; openat2 437 437; faccessat2 439 439; memfd_create 319 279
socket 41 198; socketpair 53 199; fork 57 -; vfork 58 -; kill 62 129
"""
_DEADLY = """
execve 59 221; execveat 322 281; ptrace 101 117; process_vm_readv 310 270
process_vm_writev 311 271; pivot_root 155 41; mount 165 40; umount2 166 39; open_tree 428 428
move_mount 429 429; fsopen 430 430; init_module 175 105; finit_module 313 273; kexec_load 246 104
kexec_file_load 320 294; bpf 321 280; perf_event_open 298 241; userfaultfd 323 282
io_uring_setup 425 425; io_uring_enter 426 426; io_uring_register 427 427; add_key 248 217
request_key 249 218; keyctl 250 219; unshare 272 97; setns 308 268
"""
# Allowed by what they are asked for; see `_looked_into`.
_LOOKED_INTO = """
mmap 9 222; mprotect 10 226; ioctl 16 29; clone 56 220; fcntl 72 25; prctl 157 167
tgkill 234 131; newfstatat 262 79; prlimit64 302 261
"""
_THREAD = 0x00010900  # CLONE_VM, CLONE_SIGHAND and CLONE_THREAD: a thread, never a process
_NO_NAME = 0x1000  # AT_EMPTY_PATH: about an open descriptor
_NAMES = (15, 16, 0x53564D41)  # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA: how libraries label things
_FLAGS = (0, 1, 2, 3, 4, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC
_ALL = 0xFFFFFFFF
_ANSWERS: tuple[Step, ...] = (
    (_RETURN, 0, 0, REFUSE | errno.EACCES),
    (_RETURN, 0, 0, ALLOW),
)
_PR_SET_SECCOMP, _MODE_FILTER = 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def stand(libc: ctypes.CDLL, machine: str) -> bool:
    """Filter this process's system calls for good. False where the kernel or machine cannot."""
    if machine not in MACHINES:
        return False
    steps = [struct.pack("<HBBI", *step) for step in program(machine, os.getpid())]
    filtering = _Program(len(steps), b"".join(steps))
    mode = ctypes.c_ulong(_MODE_FILTER)
    return bool(libc.prctl(_PR_SET_SECCOMP, mode, ctypes.byref(filtering), 0, 0) == 0)


def program(machine: str, pid: int) -> list[Step]:
    """Return the filter for a process: it may end itself by a signal, and nobody else."""
    place, architecture = MACHINES[machine]
    steps: list[Step] = [
        (_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, KILL),
        (_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, KILL),
    ]  # fmt: skip
    for table, answer in (
        (_ALLOWED, ALLOW), (_REFUSED, REFUSE | errno.EACCES), (_DEADLY, KILL),
    ):  # fmt: skip
        for number in numbers(table, place).values():
            steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, answer)]
    rules = _looked_into(pid)
    for name, number in numbers(_LOOKED_INTO, place).items():
        # Each rule ends with an answer, so that what was loaded does not matter behind it.
        steps += [(_EQUAL, 0, len(rules[name]), number), *rules[name]]
    return [*steps, (_RETURN, 0, 0, REFUSE | errno.ENOSYS)]


def numbers(table: str, place: int) -> dict[str, int]:
    """Read the numbers of one machine from a table of "name x86_64 aarch64" entries."""
    entries = [entry.split() for entry in table.replace("\n", ";").split(";") if entry.strip()]
    return {entry[0]: int(entry[1 + place]) for entry in entries if entry[1 + place] != "-"}


def _looked_into(pid: int) -> dict[str, list[Step]]:
    no_code = _where(2, mmap.PROT_EXEC, (0,))
    return {
        "mmap": no_code,
        "mprotect": no_code,
        "ioctl": [(_RETURN, 0, 0, REFUSE | errno.ENOTTY)],
        "clone": _where(0, _THREAD, (_THREAD,)),
        "fcntl": _where(1, _ALL, _FLAGS),
        "prctl": _where(0, _ALL, _NAMES),
        "tgkill": _where(0, _ALL, (pid,)),
        "newfstatat": _where(3, _NO_NAME, (_NO_NAME,)),
        "prlimit64": _only_asking(),
    }


def _where(argument: int, mask: int, values: tuple[int, ...]) -> list[Step]:
    """Allow a call where an argument, its low 32 bits under a mask, is one of the values."""
    tests = [(_EQUAL, len(values) - place, 0, value) for place, value in enumerate(values)]
    return [(_LOAD, 0, 0, _argument(argument)), (_AND, 0, 0, mask), *tests, *_ANSWERS]


def _only_asking() -> list[Step]:
    """Allow prlimit64 about this process (first argument) without a new limit (third)."""
    words = (_argument(0), _argument(2), _argument(2) + 4)
    tests = [
        step
        for place, word in enumerate(words)
        for step in ((_LOAD, 0, 0, word), (_EQUAL, 0, 2 * (len(words) - 1 - place), 0))
    ]
    last = (_EQUAL, 1, 0, 0)
    return [*tests[:-1], last, *_ANSWERS]


def _argument(place: int) -> int:
    return _ARGUMENTS + 8 * place  # its low half, both machines being little-endian
