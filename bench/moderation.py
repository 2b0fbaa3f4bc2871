"""What moderating costs when there are a million comments: queries and server time, in one process.

    python -m bench.moderation [--small 5000] [--large 1000000] [--pending 20000]

Fills a database of its own (a temporary SQLite file, or the empty one that DATABASE_URL names) to
the small size, measures, fills it to the large one, measures again, and prints both with what each
grew by. Each figure is the least of RUNS runs: `ms` by the clock, `cpu` what this process and its
PostgreSQL backend worked. LIMITS are held against `ms`, and on a machine that has other things to
do (its load is higher than its processors are many) against `cpu`: `by` says which. Queries leave
BEGIN and COMMIT out. The exit status is 1 where a limit is not held.
"""

import argparse
import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import crowd

RUNS = 15
GROWTH = 1.5
NOISE = 8  # milliseconds that a growth may be on a busy machine
LIMITS = {  # (queries, milliseconds)
    "queue page": (8, 150),
    "queue page, bursts": (8, 150),
    "sweep of 25": (8, 150),
    "undo of 25": (11, 150),
    "release of 25": (None, 150),
    "first page of 5,000": (None, 200),
    "submitting": (None, 20),
}
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
ROOT = Path(__file__).resolve().parent.parent


def prepare(folder: Path) -> None:
    """Point the settings at a folder of our own and make the tables."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "blogsite.settings", "ENV_FILE": os.devnull,
        "VAR_DIR": str(folder), "SECRET_KEY": secrets.token_urlsafe(48),
        "TIP_PEPPER": secrets.token_urlsafe(48), "SITE_URL": "http://testserver",
        "COMMENTS_PER_POST": "100000", "COMMENTS_PER_SITE": "100000",
    }  # fmt: skip
    for command in ("migrate", "createcachetable"):
        subprocess.run(
            [sys.executable, "manage.py", command, "--verbosity=0"], cwd=ROOT, check=True
        )
    import django  # noqa: PLC0415  the settings are known from here on
    from django.conf import settings  # noqa: PLC0415

    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    django.setup()


def measure(
    act: Callable[[], object], before: Callable[[], object] | None = None
) -> dict[str, Any]:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    spent, worked, asked = [], [], 0
    for turn in range(RUNS + 2):
        if before:
            before()
        if turn == 1:
            with CaptureQueriesContext(connection) as queries:
                act()
            asked = sum(not q["sql"].startswith(CONTROL) for q in queries)
            continue
        start, busy = time.perf_counter(), work()
        act()
        spent.append((time.perf_counter() - start) * 1000)
        worked.append((work() - busy) * 1000)
    return {"queries": asked, "ms": round(min(spent[1:]), 1), "cpu": round(min(worked[1:]), 1)}


def work() -> float:
    """Return the seconds of processor time of this process and of its PostgreSQL backend."""
    from django.db import connection  # noqa: PLC0415

    backend = 0.0
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        pid = connection.connection.info.backend_pid
        backend = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    return time.process_time() + backend


def figures() -> dict[str, dict[str, Any]]:
    """Measure each act once; sweeps and submitting change the database as they would."""
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from blogsite import pages  # noqa: PLC0415
    from comments import outbox  # noqa: PLC0415
    from comments.models import Comment  # noqa: PLC0415
    from posts.models import Post  # noqa: PLC0415
    from tests.comments.factories import ORIGIN, filled_form  # noqa: PLC0415

    client, reader = Client(raise_request_exception=True), Client()
    client.force_login(crowd.moderator())
    queue = "/admin/comments/comment/queue/"
    post = Post.objects.get(pk=crowd.first_post())
    forms: list[dict[str, Any]] = []

    def plain_page() -> None:
        page = client.get(f"{queue}?lane=5").content.decode()
        cards = re.search(r'name="cards" value="([^"]+)"', page)
        assert cards  # noqa: S101
        marks = {f"mark-{pk}": "approved" for pk in re.findall(r"(\d+)-", cards[1])}
        forms.append({"cards": cards[1]} | marks)

    def sweep() -> None:
        assert client.post(f"{queue}sweep/", forms.pop()).status_code == 302  # noqa: S101

    def swept() -> None:
        plain_page()
        sweep()
        Comment.objects.filter(status="outbox").update(release_at=timezone.now())

    def cold() -> None:
        file = pages.place(post.get_absolute_url())
        if file:
            file.unlink(missing_ok=True)

    def submit() -> None:
        form = forms.pop()
        answer = reader.post(f"{post.get_absolute_url()}/comment", form, **ORIGIN)
        assert answer.status_code == 200, answer.content  # noqa: S101

    return {
        "queue page": measure(lambda: client.get(queue)),
        "queue page, bursts": measure(lambda: client.get(f"{queue}?lane=2")),
        "sweep of 25": measure(sweep, plain_page),
        "undo of 25": measure(lambda: client.post(f"{queue}undo/"), swept),
        "release of 25": measure(outbox.release_due, swept),
        "first page of 5,000": measure(lambda: reader.get(post.get_absolute_url()), cold),
        "submitting": measure(submit, lambda: forms.append(filled_form(post))),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=5_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--pending", type=int, default=20_000)
    options = parser.parse_args()
    broken = False
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        crowd.fill_published(0, options.small)
        crowd.fill_pending(0, min(options.pending, 2_600))
        small = figures()
        crowd.fill_published(options.small, options.large - options.pending)
        crowd.fill_pending(2_600, options.pending)
        for name, large in figures().items():
            queries, limit = LIMITS[name]
            by = "ms" if os.getloadavg()[0] <= (os.cpu_count() or 1) else "cpu"
            grown = large[by] / max(small[name][by], 0.1)
            held = large[by] <= limit and (queries is None or large["queries"] <= queries)
            held &= grown <= GROWTH or large[by] - small[name][by] <= NOISE
            broken |= not held
            told = {"small": small[name], "large": large, "grown": round(grown, 2), "held": held}
            told["by"] = by
            print(f"{name:20}", json.dumps(told))  # noqa: T201
    sys.exit(broken)


if __name__ == "__main__":
    main()
