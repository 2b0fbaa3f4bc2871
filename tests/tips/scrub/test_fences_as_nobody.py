"""The same fences for an ordinary user, whom the kernel lets do less: they stand all the same."""

import json
import subprocess
import sys

import pytest

from tests.nobody import NOBODY, PATHS
from tips.scrub import FENCES

SMALL = {"SECONDS": 1, "MEMORY": 256 << 20}
CODE = (
    f"import json, sys; sys.path[:0] = {PATHS!r}; sys.executable = sys.argv[2]\n"
    "from tests.tips.scrub import fenced\n"
    "from tips.scrub import _fence, _sandbox, _warm, fences\n"
    "_sandbox.WALL_SECONDS, _fence.SECONDS = 20, 1\n"
    f"_warm.start_of = lambda module: fenced.command(module, {PATHS!r}, **{SMALL!r})\n"
    "said = {name: str(fenced.attack(name)) for name in json.loads(sys.argv[1])}\n"
    "print(json.dumps([fences(), said, fenced.children(fenced.starter())]))\n"
)
EXPECTED = {
    "open": "refused", "reopen": "refused", "internet": "refused", "fork": "refused",
    "kill parent": "refused", "memory file": "refused", "root": "refused", "exec": "crash",
    "trace": "crash", "eat": "memory", "spin": "time", "descriptors": "[0, 1, 2, 3]",
}  # fmt: skip


def test_every_fence_stands_for_an_ordinary_user(interpreter):
    command = [interpreter, "-B", "-c", CODE, json.dumps(list(EXPECTED)), interpreter]
    done = subprocess.run(command, cwd="/", capture_output=True, check=False, **NOBODY)
    standing, said, children = json.loads(done.stdout or done.stderr)
    assert standing == list(FENCES)
    assert {name: outcome.split()[0] if outcome[0] != "[" else outcome
            for name, outcome in said.items()} == EXPECTED  # fmt: skip
    assert children


CAPABILITIES = (
    f"import ctypes, sys; sys.path[:0] = {PATHS!r}\n"
    "from tips.scrub import _fence\n"
    "def held():\n"
    "    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()\n"
    "    return _fence._LIBC.capget(header, sets) == 0 and any(sets)\n"
    "_fence.around_all(); before = held()\n"
    "print(before, _fence._drop_privileges(), held())\n"
)


@pytest.mark.parametrize("user", [{}, NOBODY], ids=["as we are", "as nobody"])
def test_what_a_namespace_of_its_own_gives_is_given_up(user, interpreter):
    """In a user namespace the kernel hands out every capability over what is in it."""
    command = [interpreter if user else sys.executable, "-B", "-c", CAPABILITIES]
    done = subprocess.run(command, cwd="/", capture_output=True, check=True, **user)
    assert done.stdout.split() == [b"True", b"True", b"False"]
