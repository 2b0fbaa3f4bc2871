"""What cleaning a file costs: seconds and peak memory per kind, next to mat2 on the same file.

    python -m bench.scrub [kind …]

Builds its own inputs in a temporary folder, as large as people send them. Ours is timed through
`tips.scrub.clean`, processes of its own and the second look included; its memory is that of the
largest of those. mat2 is timed with its start, which is how it is run. Both: best of RUNS, turn by
turn, once where that takes long. A kind that no scrubber cleans, and mat2 where it is missing or
refuses, are said so.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Self

RUNS = 15
PATIENCE = 150  # seconds that mat2 has for one file
SLOW = 45  # seconds from which a pair is not repeated
ROOT = Path(__file__).resolve().parent.parent
MEBI = 1 << 20


class Watch(threading.Thread):
    """Looks at all processes that come from this one, until it is left.

    They are children of a child and die when they are done, so nothing else adds them up.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0  # bytes, of the largest
        self.spent: dict[int, float] = {}  # seconds of processor time
        self._before: dict[int, float] = {}  # what each had spent when it was first seen
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        while not self._over.wait(0.01):
            for process in list(self._below(os.getpid())):
                with contextlib.suppress(OSError, ValueError):
                    self._note(process)

    def _below(self, process: int) -> Iterator[int]:
        with contextlib.suppress(OSError):
            for tasks in Path(f"/proc/{process}/task").iterdir():
                for child in map(int, (tasks / "children").read_text().split()):
                    yield child
                    yield from self._below(child)

    def _note(self, process: int) -> None:
        status = Path(f"/proc/{process}/status").read_text()
        if high := re.search(r"VmHWM:\s+(\d+) kB", status):
            self.peak = max(self.peak, int(high[1]) * 1024)
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
        seconds = ticks / os.sysconf("SC_CLK_TCK")
        self.spent[process] = seconds - self._before.setdefault(process, seconds)


def memory(content: bytes = b"") -> BinaryIO:
    file = os.fdopen(os.memfd_create("bench"), "w+b", buffering=0)
    file.write(content)
    return file


def ours(path: Path) -> dict[str, Any]:
    """Clean one file in this process, as a web process would, and return what it took."""
    from tips.scrub import Unscrubbable, clean, scrubbers  # noqa: PLC0415  its cost is not asked

    scrubbers()
    with memory(b"The starter of children is running when a file comes.") as small:
        clean(small, memory())
    time.sleep(1)
    sink = memory()
    with path.open("rb") as source, sink, Watch() as watch:
        start = time.perf_counter()
        try:
            report = clean(source, sink, path.suffix)
        except Unscrubbable as refusal:
            return {"refused": refusal.reason.value}
        seconds = time.perf_counter() - start
        size = os.fstat(sink.fileno()).st_size
    return {
        "seconds": seconds,
        "peak": watch.peak,
        "cpu": sum(watch.spent.values()),
        "size": size,
        "media_type": report.media_type,
    }


def alone(who: str, path: Path) -> dict[str, Any]:
    """Clean one file in a process that was just started.

    No run then knows the one before, and a program's memory is not that of what started it.
    """
    command = [sys.executable, "-m", "bench.scrub", f"--{who}", str(path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def mat2(path: Path) -> dict[str, Any]:
    """Clean a copy of the file with mat2 and return what it took, or that it would not."""
    program = shutil.which("mat2")
    if not program:
        return {"refused": "not installed"}
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(shutil.copy(path, folder))
        start = time.perf_counter()
        child = subprocess.Popen(
            [program, copy.name], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        clock = threading.Timer(PATIENCE, child.kill)
        clock.start()
        _pid, status, used = os.wait4(child.pid, 0)
        clock.cancel()
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        made = [found for found in Path(folder).iterdir() if found != copy]
        if os.WIFSIGNALED(status):
            return {"refused": f"not done in {PATIENCE} s"}
        if status or not made:
            return {"refused": "refuses it"}
        size = made[0].stat().st_size
    return {
        "seconds": seconds,
        "peak": used.ru_maxrss * 1024,
        "cpu": used.ru_utime + used.ru_stime,
        "size": size,
    }


def best(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the fastest run, with the smallest processor time of all; a refusal stays one."""
    if any("refused" in run for run in runs):
        return runs[0]
    fastest = min(runs, key=lambda run: float(run["seconds"]))
    return fastest | {"cpu": min(run["cpu"] for run in runs)}


def told(run: dict[str, Any]) -> str:
    if "refused" in run:
        return f"{run['refused']:>32}"
    return (
        f"{run['seconds']:6.2f} s {run['cpu']:5.2f} cpu {run['peak'] / MEBI:5.0f} MB"
        f" {run['size'] / MEBI:6.1f}"
    )


def compare(kind: str, path: Path) -> None:
    pairs: list[tuple[dict[str, Any], dict[str, Any]]] = []
    start = time.perf_counter()
    while len(pairs) < RUNS and time.perf_counter() - start < SLOW:
        pairs.append((alone("ours", path), alone("mat2", path)))
    first, second = best([pair[0] for pair in pairs]), best([pair[1] for pair in pairs])
    ratio = ""
    if "seconds" in first and "seconds" in second:
        ratio = f"{first['seconds'] / second['seconds']:.2f}"
    size = path.stat().st_size / MEBI
    print(f"{kind:14} {size:6.1f}  {told(first)}  {told(second)}  {ratio:>5}", flush=True)  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*")
    for cleaner in (ours, mat2):
        parser.add_argument(f"--{cleaner.__name__}", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    for cleaner, path in ((ours, options.ours), (mat2, options.mat2)):
        if path:
            print(json.dumps(cleaner(path)))  # noqa: T201
            return
    from bench.inputs import INPUTS  # noqa: PLC0415  heavy, and those who clean do without

    titles = f"{'MB in':>21}  {'ours':>27} {'out':>6}  {'mat2':>25} {'out':>6}  {'ratio':>5}"
    print(titles)  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        for kind in options.kinds or INPUTS:
            build, ending = INPUTS[kind]
            path = Path(folder) / f"{kind.replace(' ', '-')}.{ending}"
            build(path)
            compare(kind, path)
            path.unlink()


if __name__ == "__main__":
    main()
