"""Reads behind a real nginx, which sends stored posts itself and tells Python an address each."""

import socket
import time
from pathlib import Path

import pytest

from tests import newsroom
from tests.blogsite.test_canary import MARKS, PERSON, forms, kept
from tests.fronting import connected
from tests.visitor import Visitor

ONION = "a" * 56 + ".onion"
SURROUNDINGS = {
    "COUNT_READS": "nginx", "COUNT_READS_LEAST": "4", "COUNT_READS_EVERY": "1", "WEB_WORKERS": "1",
    "ONION_URL": f"http://{ONION}",
}  # fmt: skip
pytestmark = pytest.mark.sqlite
GZIP = {"Accept_Encoding": "gzip"}


@pytest.fixture(scope="module")
def posts(fronted):
    """Open the paper and store its posts."""
    posts = fronted.call(newsroom.open_the_paper)
    for path in posts:
        ask(fronted, path)
    return posts


def ask(server, path, method="GET", **headers):
    return Visitor(server.url, **GZIP | headers)._ask(method, path, None, {})


def test_stored_posts_that_nginx_sends_are_counted(fronted, posts):
    for path in [posts[0]] * 6 + [posts[1]] * 2:
        assert ask(fronted, path, **PERSON).status == 200
    found = newsroom.written_reads(fronted, posts[0], 4)  # one or two may come after it was written
    assert found.keys() == {posts[0].lstrip("/")}
    page = Visitor(fronted.url).get("/popular/")
    assert (page.status, posts[0] in page.text, posts[1] in page.text) == (200, True, False)


def test_a_read_on_the_onion_is_one_too(fronted, posts):
    for _turn in range(5):
        with connected(str(fronted.onion)) as connection:
            connection.request("GET", posts[2], headers={"Host": ONION, "Accept-Encoding": "gzip"})
            assert connection.getresponse().status == 200
    assert newsroom.written_reads(fronted, posts[2], 4)


@pytest.fixture
def told(fronted, posts):
    """Stand in Python's place; a call returns what nginx told since, as texts of requests."""
    stop_python(fronted, posts)
    Path(fronted.socket("paper")).unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(fronted.socket("paper"))
        listener.listen(16)
        listener.settimeout(0.5)
        yield lambda: list(heard(listener))
    fronted.start_again("paper")


def stop_python(server, posts):
    """Stop Python with pages in the store: it began with an empty one."""
    for path in (posts[0], "/"):
        while ask(server, path).headers["ETag"].startswith("W/"):  # Django's: nginx has none yet
            time.sleep(0.1)
    server.stop("paper")


def heard(listener):
    while True:
        try:
            connection, _peer = listener.accept()
        except TimeoutError:
            return
        with connection:
            yield connection.recv(65536).decode()
            connection.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")


def test_python_is_told_the_address_and_nothing_of_who_reads(fronted, posts, told):
    assert ask(fronted, posts[0], **PERSON).status == 200
    host = fronted.url.removeprefix("http://")
    line, *headers = told()[0].strip().split("\r\n")
    assert line == f"GET /_reads{posts[0]} HTTP/1.1"
    assert sorted(headers) == [f"Host: {host}", "X-Forwarded-Proto: http"]


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("HEAD", {}), ("GET", {"If_None_Match": '"a"'}), ("GET", {"Purpose": "prefetch"}),
        ("GET", {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"}),
        ("GET", {"Sec_Purpose": "prefetch;prerender"}),
    ],
)  # fmt: skip
def test_what_is_no_read_is_not_told(fronted, posts, told, method, headers):
    assert ask(fronted, posts[0], method, **headers).status in {200, 304}
    assert told() == []


def test_other_pages_are_not_told(fronted, posts, told):
    assert ask(fronted, "/").status == 200
    assert ask(fronted, f"/_reads{posts[0]}").status == 404
    assert told() == []


def test_nobody_outside_reaches_the_place_that_counts(fronted, posts):
    ways = ("/_reads{}", "/%5freads{}", "/x/../_reads{}", "//_reads{}", "/_reads/..{}", "/_reads")
    for path in [way.format(posts[0]) for way in ways]:
        with connected(("127.0.0.1", fronted.port)) as connection:
            connection.request("GET", path)
            assert connection.getresponse().status == 404, path


def test_the_reader_gets_the_page_while_python_is_down(fronted, posts):
    stop_python(fronted, posts)
    try:
        began = time.monotonic()
        assert ask(fronted, posts[0]).status == 200
        assert time.monotonic() - began < 1
    finally:
        fronted.start_again("paper")


def test_no_mark_of_who_read_is_kept_or_printed(fronted, posts):
    fronted.flush_database()
    found = dict(kept(fronted))
    for name in ("agent", "referrer", "cookie", "address", "own"):
        looks = forms(MARKS[name])
        assert [path for path, data in found.items() if any(x in data for x in looks)] == [], name
