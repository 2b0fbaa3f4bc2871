"""A starter of our own with attacks in it, and what came of each."""

import os
import sys
from pathlib import Path

from tests.tips.test_scrub import memfile
from tips.scrub import Unscrubbable, _sandbox
from tips.scrub._warm import WARM

HERE = Path(__file__).resolve().parents[3]
START = (
    "import sys; sys.path[:0] = {path!r}; from tests.tips.scrub import attacks;"
    " attacks.install({settings!r}); from tips.scrub._starter import main; main()"
)


def command(module="", path=(str(HERE),), **settings):
    """Return the command of a starter whose JPEG scrubber is hostile, with smaller limits."""
    code = START.format(path=list(path), settings=settings)
    return [sys.executable, "-I", "-B", "-c", code, ""]


def attack(words, task="scrub"):
    """Return what an attack says came of it, or the reason of the refusal."""
    with memfile(words.encode()) as source, memfile() as sink:
        try:
            if task == "inspect":
                return _sandbox.inspect("image/jpeg", source)
            report = _sandbox.scrub("image/jpeg", source, sink)
        except Unscrubbable as refusal:
            return refusal.reason
        sink.seek(0)
        return sink.read().decode() or report


def gone(pid):
    """Tell whether a process has ended, reaped or not."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as words:
            return words.read().rpartition(")")[2].split()[0] in "ZX"
    except FileNotFoundError:
        return True


def starter():
    """Return the process id of this process's starter."""
    return WARM._process.pid


def children(pid):
    """Return the children of a process."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="ascii") as words:
                parent = words.read().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == pid:
            found.append(int(name))
    return found
