"""What a tip costs: text-only tips a second, a large file against its floor, memory under a rush.

    python -m bench.tips [--size MB] [--rush N]

1. tips/s and p99 of text-only tips sent to a real gunicorn of the tip line (deploy/) over
   loopback, four senders at a time.
2. MB/s of one file of `size` MB from the accepted request to sealed rows, in this process, against
   the floor of the same run: the scrubber alone plus pyrage alone on the same bytes. Each time is
   the median of RUNS, and so is the ratio: what else the machine does falls on both.
3. `rush` such files at once to the real gunicorn: the peak of its memory (processes and memory
   files), and that each was either stored, and opens with its receipt, or told to wait.
"""

import argparse
import json
import os
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

from bench.tipline import BOUNDARY, ROOT, Line

MB = 1 << 20
TEXTS, SENDERS = 300, 4
RUNS = 15
EVERYTHING = str(10**9)  # a limit that is never reached


def prepare(folder: Path) -> None:
    """Point the settings at a folder of our own, make its tables and one desk key."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "blogsite.settings", "ENV_FILE": os.devnull,
        "VAR_DIR": str(folder), "SECRET_KEY": secrets.token_urlsafe(48),
        "TIP_PEPPER": secrets.token_urlsafe(48), "TIPS_PER_HOUR": EVERYTHING,
        "RECEIPTS_PER_HOUR": EVERYTHING, "WEB_BIND": f"unix:{folder}/source.sock",
        "SITE_URL": "http://127.0.0.1", "WEB_LOG": "critical",
    }  # fmt: skip
    for command in (["migrate", "--verbosity=0"], ["collectstatic", "--noinput", "--verbosity=0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)
    import django  # noqa: PLC0415  the settings are known from here on

    django.setup()
    from django.contrib.auth.models import User  # noqa: PLC0415

    from tips import desk  # noqa: PLC0415

    desk.make_key(
        User.objects.create(username="desk", is_superuser=True), "one two three four five"
    )


def content(size: int) -> tuple[str, bytes]:
    """Return a name and a clean-able file of about `size` bytes, of the costliest known kind."""
    from tips.scrub import scrubbers  # noqa: PLC0415

    if "video/mp4" in scrubbers():
        return "v.mp4", video(size)
    line = b"The lorries pass at two, without plates, and nobody asks. "
    return "v.txt", b"".join(line + b"%012d\n" % number for number in range(size // 71))


def video(size: int) -> bytes:
    """Return an H.264 film of noise, which cannot be packed: about `size` bytes."""
    import av  # noqa: PLC0415

    out = BytesIO()
    with av.open(out, "w", format="mp4") as film:
        stream: Any = film.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        stream.options = {"preset": "ultrafast", "qp": "10"}
        while out.tell() < size:
            frame = av.VideoFrame(640, 360, "yuv420p")
            for plane in frame.planes:
                plane.update(secrets.token_bytes(plane.buffer_size))
            film.mux(stream.encode(frame))
        film.mux(stream.encode())
    return out.getvalue()


def form(message: str, name: str = "", data: bytes = b"") -> bytes:
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="message"\r\n\r\n{message}\r\n']
    if name:
        parts.append(
            f"--{BOUNDARY}\r\nContent-Disposition: form-data;"
            f' name="files"; filename="{name}"\r\n\r\n'
        )
    return "".join(parts).encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()


def texts(line: Line) -> dict[str, float]:
    """Send text-only tips; return tips a second and the milliseconds of the slowest hundredth."""
    times: list[float] = []

    def one(_number: int) -> None:
        start = time.perf_counter()
        status, _page = line.post(form("The lorries pass at two. " * 40))
        times.append(time.perf_counter() - start)
        if status != 200:
            raise RuntimeError(status)

    start = time.perf_counter()
    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(one, range(TEXTS)))
    took = time.perf_counter() - start
    return {"tips/s": TEXTS / took, "p99 ms": statistics.quantiles(times, n=100)[98] * 1000}


def one_file(name: str, data: bytes) -> dict[str, float]:
    """Return MB/s of a whole tip, of the scrubber and of pyrage alone, and the ratio to both."""
    import pyrage  # noqa: PLC0415
    from django.core.handlers.wsgi import WSGIRequest  # noqa: PLC0415

    from tips import scrub, sealing, views  # noqa: PLC0415
    from tips.uploads import RamFile  # noqa: PLC0415

    body = form("", name, data)
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/tips/", "SERVER_NAME": "a", "SERVER_PORT": "80",
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        "CONTENT_LENGTH": str(len(body)),
    }  # fmt: skip
    spent: dict[str, list[float]] = {"whole": [], "scrub": [], "seal": []}
    for _run in range(RUNS):
        start = time.perf_counter()
        answer = views.submit(WSGIRequest(environ | {"wsgi.input": BytesIO(body)}), language="en")
        spent["whole"].append(time.perf_counter() - start)
        if answer.status_code != 200:
            raise RuntimeError(answer.status_code)
        source, clean, sealed = RamFile.copy(BytesIO(data)), RamFile(), RamFile()
        start = time.perf_counter()
        scrub.clean(source.memory, clean.memory)
        spent["scrub"].append(time.perf_counter() - start)
        clean.measure()
        start = time.perf_counter()
        pyrage.encrypt_io(clean.memory, sealed.memory, [sealing.recipient(sealing.new_key()[1])])
        spent["seal"].append(time.perf_counter() - start)
        for file in (source, clean, sealed):
            file.close()
    speeds = {
        f"{part} MB/s": len(data) / MB / statistics.median(times) for part, times in spent.items()
    }
    runs = zip(*spent.values(), strict=True)
    ratios = [whole / (cleaned + sealed) for whole, cleaned, sealed in runs]
    return speeds | {"whole / floor": statistics.median(ratios)}


def rush(line: Line, name: str, data: bytes, number: int) -> dict[str, Any]:
    """Send many large files at once; return the peak of memory and what became of each."""
    body, peak, done = form("rush", name, data), (0, 0), threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.05):
            peak = tuple(map(max, peak, line.memory()))

    watching = threading.Thread(target=watch)
    watching.start()
    with ThreadPoolExecutor(number) as pool:
        answers = list(pool.map(lambda _: line.post(body), range(number)))
    done.set()
    watching.join()
    receipts = [found[1] for _s, page in answers if (found := re.search(RECEIPT, page))]
    opened = [line.post(back(receipt), "/tips/return/")[0] for receipt in receipts]
    statuses = Counter(status for status, _page in answers)
    return {
        "answers": dict(statuses), "tips MB": peak[0] / MB, "all MB": peak[1] / MB,
        "lost": statuses[200] - opened.count(200), "unexplained": number - statuses[200]
        - statuses[503],
    }  # fmt: skip


RECEIPT = re.compile(r'class="receipt">([^<]+)<')


def back(receipt: str) -> bytes:
    return form("").replace(b'"message"\r\n\r\n', b'"receipt"\r\n\r\n' + receipt.encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=50, help="of the large file, MB")
    parser.add_argument("--rush", type=int, default=20, help="large files at once")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        from django.conf import settings  # noqa: PLC0415

        file = content(options.size * MB)
        line = Line(folder)
        result = {"texts": texts(line), "one file": {"kind": file[0]} | one_file(*file)}
        result["rush"] = rush(line, *file, options.rush) | {
            "budget MB": settings.TIP_RAM_BUDGET / MB
        }
        line.stop()
    print(json.dumps(result, indent=2))  # noqa: T201  the result


if __name__ == "__main__":
    main()
