"""What a page costs: CPU and queries, cold and from the store, in one process without a socket.

    BENCH_DATA=folder python -m bench.reading S|L [--keep folder]

Reads BENCH_DATA/content/<size>/content.jsonl (lines of site, author, label, post, comment; oldest
post first) and targets.json into a database of its own, then asks for each kind of page. Without
--keep everything is made in a temporary folder and thrown away. CPU is the median of RUNS runs, in
milliseconds; a cold page is one whose file was taken out of the store just before.
"""

import argparse
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

RUNS = 40
BATCH = 1000  # rows written at once
ROOT = Path(__file__).resolve().parent.parent


def content(size: str) -> Path:
    return Path(os.environ.get("BENCH_DATA", "/var/tmp/blog-bench")) / "content" / size  # noqa: S108


def prepare(folder: Path) -> None:
    """Point the settings at a folder of our own and make its tables there."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "blogsite.settings",
        "ENV_FILE": os.devnull,
        "VAR_DIR": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(48),
        "TIP_PEPPER": secrets.token_urlsafe(48),
        "SITE_URL": "http://127.0.0.1",
    }
    for command in (["migrate", "--verbosity=0"], ["collectstatic", "--noinput", "--verbosity=0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)
    import django  # noqa: PLC0415  the settings are known from here on

    django.setup()


def lines(size: str) -> Iterator[dict[str, Any]]:
    with (content(size) / "content.jsonl").open() as file:
        for line in file:
            yield json.loads(line)


def load(size: str) -> None:
    """Write the whole content in bulk, each body rendered as a save would do it."""
    from posts import cards, labels, related, search  # noqa: PLC0415
    from posts.models import Label, Post  # noqa: PLC0415

    load_posts(lines(size), {})
    cards.write(Post.objects.all())
    related.rebuild()
    labels.recount(Label.objects.values_list("pk", flat=True))
    load_comments(lines(size))
    search.rebuild()


def load_posts(rows: Iterator[dict[str, Any]], photos: dict[str, Any]) -> None:
    from blogsite.lib.markup import clean  # noqa: PLC0415
    from posts.models import Byline, Label, Photo, Post  # noqa: PLC0415

    bylines, labels = Post.bylines.through, Post.labels.through
    posts: list[Any] = []
    joins: tuple[list[Any], list[Any]] = ([], [])

    def flush() -> None:
        Post.objects.bulk_create(posts)
        bylines.objects.bulk_create(joins[0])
        labels.objects.bulk_create(joins[1])
        for written in (posts, *joins):
            written.clear()

    for row in rows:
        if row["t"] == "author":
            Byline.objects.create(pk=row["id"], slug=row["slug"], name=row["name"])
        elif row["t"] == "label":
            Label.objects.create(pk=row["id"], name=row["name"])
        elif row["t"] == "post":
            if row["image"] not in photos:  # its files are never asked for here
                photos[row["image"]] = Photo.objects.create(
                    width=1200, height=675, widths=[480, 960, 1200], alt=row["image_alt"]
                )
            photo = photos[row["image"]]
            moment = datetime.fromisoformat(row["date"])
            body = clean(row["html"])
            posts.append(
                Post(
                    pk=row["id"], headline=row["title"], slug=row["slug"], lead=photo,
                    path=f"{moment:%Y/%m}/{row['slug']}.html", standfirst=row["excerpt"],
                    body=body, body_html=body, preview=photo, published_at=moment,
                )
            )  # fmt: skip
            joins[0].append(bylines(post_id=row["id"], byline_id=row["author"]))
            joins[1].extend(labels(post_id=row["id"], label_id=label) for label in row["labels"])
            if len(posts) == BATCH:
                flush()
    flush()


def load_comments(rows: Iterator[dict[str, Any]]) -> None:
    """Write the comments, each approved one with its number and finished HTML."""
    from django.template.loader import render_to_string  # noqa: PLC0415

    from comments.models import Comment, Thread  # noqa: PLC0415

    last: dict[int, int] = {}

    def made(row: dict[str, Any]) -> Any:
        moment = datetime.fromisoformat(row["date"])
        comment = Comment(
            pk=row["id"], post_id=row["post"], name=row["author"], body=row["text"],
            received_at=moment, status=row["status"],
        )  # fmt: skip
        if comment.status == Comment.Status.APPROVED:
            comment.number = last[comment.post_id] = last.get(comment.post_id, 0) + 1
            comment.approved_at = moment
            comment.html = render_to_string("comments/_comment.html", {"comment": comment}).strip()
        return comment

    comments = (made(row) for row in rows if row["t"] == "comment")
    while batch := list(islice(comments, BATCH)):
        Comment.objects.bulk_create(batch)
    Thread.objects.bulk_create(Thread(post_id=post, last_number=n) for post, n in last.items())


def asker() -> Callable[[str], tuple[int, bytes]]:
    from blogsite.wsgi import application  # noqa: PLC0415

    def ask(path: str) -> tuple[int, bytes]:
        bare, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": bare, "QUERY_STRING": query, "SCRIPT_NAME": "",
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_ACCEPT_ENCODING": "gzip",
            "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr,
            "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }  # fmt: skip
        status: list[int] = []
        answer = application(environ, lambda line, _headers: status.append(int(line[:3])))
        with closing(answer):
            return status[0], b"".join(answer)

    return ask


def measure(ask: Callable[[str], tuple[int, bytes]], path: str) -> dict[str, Any]:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from blogsite import pages  # noqa: PLC0415

    file = None if "?" in path else pages.place(path)
    spent: dict[str, list[float]] = {"cold": [], "stored": []}
    asked: dict[str, int] = {}
    for turn in range(RUNS + 2):
        if file:
            file.unlink(missing_ok=True)
        for kind in ("cold", "stored"):
            if turn == 1:
                with CaptureQueriesContext(connection) as queries:
                    ask(path)
                asked[kind] = len(queries)
                continue
            start = time.process_time()
            status, _body = ask(path)
            spent[kind].append((time.process_time() - start) * 1000)
            if status != 200:
                raise SystemExit(f"{path} answers {status}")
    times = {kind: round(statistics.median(values[1:]), 2) for kind, values in spent.items()}
    return {"path": path, "cpu_ms": times, "queries": asked}


def kinds(size: str) -> dict[str, str]:
    """Return one address of each kind of page, from the targets of the content."""
    from posts import listing  # noqa: PLC0415
    from posts.models import Post  # noqa: PLC0415

    targets = json.loads((content(size) / "targets.json").read_text())
    post, month, label = targets["post"], targets["month"], targets["label"]["name"]
    deep = next(islice(Post.objects.live(), Post.objects.count() - 30, None))
    year = f"/{month['year']}/"
    return {
        "post": f"/{post['year']}/{post['month']:02}/{post['slug']}.html",
        "home": "/",
        "home, deep": listing.Cursor.of(deep).address("/"),
        "label": f"/search/label/{label}",
        "byline": "/by/author-1/",
        "month": f"{year}{month['month']:02}/",
        "year": year,
        "page": "/p/about.html",
        "search": f"/search?q={targets['query']}",
        "search, common": "/search?q=the",
        "search, phrase": "/search?q=%22the+army%22",
        "search, topic": f"/search?q={targets['query']}&label={quote(label)}",
        "search, days": "/search?q=the&since=2012-01-01&until=2019-12-31&by=author-1",
        "search, no words": f"/search?label={quote(label)}&until=2019-12-31",
        "feed": "/feed/",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        filled = (folder / "db.sqlite3").exists()
        prepare(folder)
        if not filled:
            load(options.size)
        ask = asker()
        for name, path in kinds(options.size).items():
            print(f"{name:15}", json.dumps(measure(ask, path)))  # noqa: T201


if __name__ == "__main__":
    main()
