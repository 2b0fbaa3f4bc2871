"""Slow, stalled and crawling senders: Tor is waited for, the rest does not stop anybody.

Every time limit of nginx and gunicorn is here a small part of its deployed value, and of the time
that an honest slow upload takes.
"""

import contextlib
import socket
import time

import pytest

from tests import newsroom
from tests.tips import wire
from tests.visitor import Visitor

pytestmark = pytest.mark.sqlite
LIMIT = 3  # seconds
CHANGES = {
    "client_body_timeout": f"{LIMIT}s", "client_header_timeout": f"{LIMIT}s",
    "send_timeout": f"{LIMIT}s", "proxy_send_timeout": f"{LIMIT}s", "keepalive_timeout": "1s",
}  # fmt: skip
SURROUNDINGS = {"WEB_TIMEOUT": f"{LIMIT}", "WEB_STALL": f"{LIMIT}", "WEB_TRICKLE": f"{2 * LIMIT}"}
STALLED = 200
PATIENCE = 2  # seconds that a reader waits at most: whoever waits for the stalled waits longer


@pytest.fixture(scope="module", autouse=True)
def posts(fronted):
    return fronted.call(newsroom.open_the_paper)


def timed(server, path):
    start = time.monotonic()
    answer = Visitor(server.url, Accept_Encoding="gzip").get(path)
    return answer.status, time.monotonic() - start


def test_an_upload_far_longer_than_every_limit_is_taken(fronted):
    headers, body = wire.form(wire.marked(320_000), message="over Tor")
    start = time.monotonic()
    with wire.begin(fronted.url, "/es/denuncias/", headers, len(body)) as sock:
        wire.drip(sock, body, rate=32_000)
        status, text = wire.answer(sock)
    assert (status, 'class="receipt"' in text) == (200, True)
    assert time.monotonic() - start > 3 * LIMIT


@pytest.fixture
def stalled(fronted):
    """Send the head and half the body of many tips, then nothing; yield the open sockets."""
    headers, body = wire.form(b"x" * 20_000, message="never finished")
    with contextlib.ExitStack() as stack:
        sockets = []
        for _ in range(STALLED):
            sock = stack.enter_context(wire.begin(fronted.url, "/tips/", headers, len(body)))
            with contextlib.suppress(OSError):  # those over the limit are answered at once
                sock.sendall(body[: len(body) // 2])
            sockets.append(sock)
        yield sockets


def test_two_hundred_stalled_tips_stop_neither_readers_nor_sources(fronted, posts, stalled):
    for path in ("/", posts[0], "/tips/", "/es/denuncias/regreso/", "/search?q=rope"):
        status, seconds = timed(fronted, path)
        assert (status, seconds < PATIENCE) == (200, True), (path, seconds)
    status, text = wire.answer(stalled[-1])
    assert (status, 'lang="en"' in text) == (503, True)
    time.sleep(LIMIT + 1)
    headers, body = wire.form(b"words", message="after the flood")
    assert wire.post(fronted.url, "/tips/", headers, body)[0] == 200


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/", "/admin/posts/post/add/"])
def test_strangers_at_the_desk_who_stall_stop_no_reader(fronted, posts, path):
    """A cookie of their own making is enough for Django to look for a token in the form."""
    headers, body = wire.form(b"x" * 20_000, username="ana", csrfmiddlewaretoken="a" * 32)
    headers |= {"Cookie": f"desk-csrf={'a' * 32}"}
    with contextlib.ExitStack() as stack:
        for _ in range(40):
            sock = stack.enter_context(wire.begin(fronted.url, path, headers, len(body)))
            sock.sendall(body[: len(body) // 2])
        time.sleep(0.5)
        status, seconds = timed(fronted, "/search?q=rope")
    assert (status, seconds < PATIENCE) == (200, True), seconds


def test_who_stops_half_way_is_let_go(fronted, stalled):
    time.sleep(LIMIT + 1)
    for sock in (stalled[0], stalled[STALLED // 2], stalled[-1]):
        sock.settimeout(LIMIT)
        with contextlib.suppress(ConnectionError):
            while sock.recv(65536):
                pass


def test_a_crawl_is_ended(fronted):
    headers, body = wire.form(b"x" * 20_000, message="one byte now and then")
    start = time.monotonic()
    with (
        wire.begin(fronted.url, "/tips/", headers, len(body)) as sock,
        contextlib.suppress(ConnectionError),
    ):
        sock.settimeout(0.2)
        while time.monotonic() - start < 8 * LIMIT:
            sock.sendall(body[:20])
            with contextlib.suppress(socket.timeout):
                if not sock.recv(65536):
                    break
                break  # an answer: it was given up
    assert time.monotonic() - start < 4 * LIMIT


def test_two_hundred_idle_connections_stop_nobody(fronted, posts):
    with contextlib.ExitStack() as stack:
        for _ in range(STALLED):
            sock = socket.create_connection(("127.0.0.1", fronted.port), timeout=5)
            stack.enter_context(sock).sendall(b"GET / HTTP/1.1\r\nHost: 127")
        status, seconds = timed(fronted, posts[0])
        assert (status, seconds < PATIENCE) == (200, True)
