"""Under a unit's own limits files are cleaned, and every fence around that stands.

No systemd runs here: what seccomp does for a unit is put up as systemd.exec(5) and
systemd-analyze say, around an ordinary user's process.
"""

import json
import platform
import re
import subprocess
from functools import cache

import pytest

from tests.nobody import NOBODY, PATHS
from tests.programs import ROOT, program, system_calls
from tips.scrub import FENCES
from tips.scrub._seccomp import MACHINES

SERVING = ["paper.service", "paper-source.service"]
NAMESPACES = {
    "mnt": 0x00020000, "cgroup": 0x02000000, "uts": 0x04000000, "ipc": 0x08000000,
    "user": 0x10000000, "pid": 0x20000000, "net": 0x40000000,
}  # fmt: skip
CODE = f"""
import ctypes, json, struct, sys
sys.path[:0], sys.executable = {PATHS!r}, sys.argv[2]
steps = json.loads(sys.argv[1])
class Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))
filtering = Program(len(steps), b"".join(struct.pack("<HBBI", *step) for step in steps))
libc = ctypes.CDLL(None)
assert libc.prctl(38, 1, 0, 0, 0) == 0  # no new privileges
assert libc.prctl(22, ctypes.c_ulong(2), ctypes.byref(filtering), 0, 0) == 0
from tests import samples, samples_pdf
from tests.tips.test_scrub import memfile
from tips import scrub
from tips.scrub import _warm
_warm._START = _warm._START.replace("insert(0, sys.argv[1])", "__setitem__(slice(0, 0), {PATHS!r})")
cleaned = []
for data in (samples.dirty_jpeg().data, samples_pdf.saved(samples_pdf.plain())):
    with memfile(data) as source, memfile() as sink:
        cleaned.append(scrub.clean(source, sink).media_type)
print(json.dumps([scrub.fences(), cleaned]))
"""


@cache
def named(group):
    """Return the system calls of one of systemd's groups."""
    done = subprocess.run([program("systemd-analyze"), "syscall-filter", "--no-pager", group],
                          capture_output=True, text=True, check=True)  # fmt: skip
    words = [line.strip() for line in done.stdout.splitlines()[1:]]
    words = [word for word in words if word and not word.startswith("#")]
    return frozenset().union(*(members(word) for word in words))


def members(word):
    return named(word) if word.startswith("@") else frozenset([word])


def allowed(unit):
    """Return the system calls that a unit's SystemCallFilter= lines leave, one after the other."""
    calls = set(named("@default"))
    for line in re.findall(r"(?m)^SystemCallFilter=(.+)$", unit):
        listed = frozenset().union(*(members(word) for word in line.lstrip("~").split()))
        calls = calls - listed if line.startswith("~") else calls | listed
    return calls


def forbidden(unit):
    """Return the flags of the namespaces that a unit may not make."""
    named = re.search(r"(?m)^RestrictNamespaces=(.+)$", unit)[1].split()
    return sum(flag for name, flag in NAMESPACES.items() if name not in named)


def steps(unit):
    """Return the filter: what is not allowed fails, and so does memory that is written and run."""
    machine = platform.machine()
    numbers = system_calls(machine)
    refuse, allow, load, test = (0x06, 0, 0, 0x50001), (0x06, 0, 0, 0x7FFF0000), 0x20, 0x15
    made = [(load, 0, 0, 4), (test, 1, 0, MACHINES[machine][1]), refuse, (load, 0, 0, 0)]
    for name, bits in {"mmap": 6, "mprotect": 4, "pkey_mprotect": 4}.items():
        asked = [(load, 0, 0, 32), (0x54, 0, 0, bits), (test, 0, 1, bits), refuse, allow]
        made += [(test, 0, len(asked), numbers[name]), *asked]
    asked = [(load, 0, 0, 16), (0x54, 0, 0, forbidden(unit)), (test, 1, 0, 0), refuse, allow]
    made += [(test, 0, len(asked), numbers["unshare"]), *asked]
    for name in sorted(allowed(unit) & set(numbers)):
        made += [(test, 0, 1, numbers[name]), allow]
    return [*made, refuse]


@pytest.mark.parametrize("name", SERVING)
def test_a_unit_lets_files_be_cleaned_behind_every_fence(name, interpreter):
    unit = (ROOT / "deploy" / "systemd" / name).read_text()
    assert {"SystemCallErrorNumber=EPERM", "MemoryDenyWriteExecute=yes"} <= set(unit.splitlines())
    command = [interpreter, "-B", "-c", CODE, json.dumps(steps(unit)), interpreter]
    done = subprocess.run(command, cwd="/", capture_output=True, check=False, **NOBODY)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout) == [list(FENCES), ["image/jpeg", "application/pdf"]]
