"""The filter as a program, run here step by step for both machines."""

import errno

import pytest

from tests.programs import system_calls
from tips.scrub import _seccomp
from tips.scrub._seccomp import ALLOW, KILL, MACHINES, REFUSE

PID = 4242
# Names in asm-generic where they differ from the machine's own.
OTHERS = {"newfstatat": "3264_fstatat"}


def answer(machine, name, *arguments, architecture=None, number=None):
    """Run the filter on a system call and return its answer."""
    place, own = MACHINES[machine]
    if number is None:
        number = every(place)[name]
    words = [number, architecture or own, 0, 0]
    for argument in (*arguments, *[0] * (6 - len(arguments))):
        words += [argument & 0xFFFFFFFF, argument >> 32]
    steps, place, value = _seccomp.program(machine, PID), 0, 0
    while True:
        operation, yes, no, operand = steps[place]
        place += 1
        if operation == 0x06:
            return operand
        if operation == 0x20:
            value = words[operand // 4]
        elif operation == 0x54:
            value &= operand
        else:
            place += yes if (value == operand if operation == 0x15 else value >= operand) else no


def every(place):
    tables = _seccomp._ALLOWED, _seccomp._REFUSED, _seccomp._DEADLY, _seccomp._LOOKED_INTO
    return {name: n for table in tables for name, n in _seccomp.numbers(table, place).items()}


@pytest.mark.parametrize("machine", MACHINES)
def test_numbers_are_the_kernel_s(machine):
    known = system_calls(machine)
    known |= {name: known[other.removeprefix("3264_")] for name, other in OTHERS.items()
              if other.removeprefix("3264_") in known and machine == "aarch64"}  # fmt: skip
    ours = every(MACHINES[machine][0])
    assert {name: known.get(name) for name in ours} == ours


@pytest.mark.parametrize("machine", MACHINES)
def test_each_machine_s_calls_are_answered(machine):
    refused, unknown = REFUSE | errno.EACCES, REFUSE | errno.ENOSYS
    assert answer(machine, "read") == ALLOW
    assert answer(machine, "openat") == refused
    assert answer(machine, "execve") == KILL
    assert answer(machine, "", number=435) == unknown  # clone3, whose arguments cannot be seen
    assert answer(machine, "", number=0x40000001) == KILL  # x32
    assert answer(machine, "read", architecture=0x40000003) == KILL  # 32 bits


@pytest.mark.parametrize("machine", MACHINES)
def test_arguments_are_looked_into(machine):
    refused = REFUSE | errno.EACCES
    assert answer(machine, "clone", 0x3D0F00) == ALLOW  # as glibc makes a thread
    assert answer(machine, "clone", 0x1200011) == refused  # as it forks
    assert answer(machine, "clone", 0x4111) == refused  # as it spawns a program
    for call in ("mmap", "mprotect"):
        assert answer(machine, call, 0, 4096, 3) == ALLOW
        assert answer(machine, call, 0, 4096, 5) == refused
        assert answer(machine, call, 0, 4096, 7) == refused
    assert answer(machine, "tgkill", PID, 1, 6) == ALLOW
    assert answer(machine, "tgkill", 1, 1, 9) == refused
    assert answer(machine, "prctl", 15) == ALLOW
    assert answer(machine, "prctl", 1) == refused
    assert answer(machine, "fcntl", 0, 3) == ALLOW
    assert answer(machine, "fcntl", 0, 8) == refused  # F_SETOWN: a signal to others
    assert answer(machine, "newfstatat", 3, 0, 0, 0x1000) == ALLOW
    assert answer(machine, "newfstatat", 3, 0, 0, 0) == refused
    assert answer(machine, "prlimit64", 0, 7, 0, 99) == ALLOW
    for arguments in ((1, 7, 0), (0, 7, 5), (0, 7, 5 << 32), (1, 7, 5)):
        assert answer(machine, "prlimit64", *arguments) == refused
    assert answer(machine, "ioctl", 0, 0x5401) == REFUSE | errno.ENOTTY
