"""WebSub: hubs are told of public feeds that changed, by a program apart from the server."""

import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from tests.posts.factories import make_post
from tests.serving import ROOT


class Feeds(BaseHTTPRequestHandler):
    """A paper and a hub in one: feeds are what `texts` says, and what is told is written down."""

    def do_GET(self):
        self.answer(200, self.server.texts.get(self.path, "").encode())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.told.append((dict(self.headers), parse_qs(body)))
        self.answer(self.server.status)

    def answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def hub():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    server.texts, server.told, server.status = {"/feed/": "a", "/es/feed/": "b"}, [], 204
    server.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def run(tmp_path, *arguments):
    command = [sys.executable, "deploy/websub.py", "--state", str(tmp_path / "state"), *arguments]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={"PATH": ""}, timeout=60
    )
    return done.returncode, done.stderr


def test_a_hub_is_told_once_of_each_change(hub, tmp_path):
    for _turn in range(2):
        assert run(tmp_path, hub.url, f"{hub.url}/hub") == (0, "")
    ((headers, told),) = hub.told
    assert told["hub.mode"] == ["publish"]
    assert {f"{hub.url}/feed/", f"{hub.url}/es/feed/", f"{hub.url}/feed/rss/all/"} <= set(
        told["hub.url"]
    )
    assert set(headers) == {
        "Accept-Encoding", "Content-Length", "Host", "User-Agent", "Content-Type", "Connection"
    }  # fmt: skip
    hub.texts["/es/feed/"] = "c"
    assert run(tmp_path, hub.url, f"{hub.url}/hub") == (0, "")
    assert f"{hub.url}/feed/" not in hub.told[-1][1]["hub.url"]
    assert f"{hub.url}/es/feed/" in hub.told[-1][1]["hub.url"]


@pytest.mark.parametrize("status", [500, 302])
def test_a_hub_that_does_not_listen_is_told_again(hub, tmp_path, status):
    hub.status = status
    code, said = run(tmp_path, hub.url, f"{hub.url}/hub")
    assert (code, "was not told" in said) == (1, True)
    hub.status = 204
    assert run(tmp_path, hub.url, f"{hub.url}/hub") == (0, "")
    assert [len(told["hub.url"]) for _headers, told in hub.told] == [13, 13]


@pytest.mark.parametrize(
    ("site", "to"),
    [
        ("http://" + "a" * 56 + ".onion", "https://hub.example"),
        ("https://" + "a" * 56 + ".onion", "https://hub.example"),
        ("http://paper.example", "https://hub.example"),
        ("https://localhost", "https://hub.example"),
        ("https://ada:secret@paper.example", "https://hub.example"),
        ("https://paper.example", "http://hub.example"),
        ("https://paper.example", "file:///etc/passwd"),
    ],
)
def test_only_public_addresses_are_told_and_only_over_https(tmp_path, site, to):
    code, said = run(tmp_path, site, to)
    assert code == 2
    assert "invalid public value" in said
    assert not (tmp_path / "state").exists()


@pytest.mark.django_db
def test_feeds_name_the_hubs_on_the_public_host_alone(client, settings):
    make_post()
    names = {
        "/feed/": r'<link [^>]*href="https://hub.example/"[^>]*rel="hub"|rel="hub"[^>]*hub.example',
        "/feed/rss/": r"<atom:link [^>]*hub.example",
        "/feed/json/": r'"hubs": \[\{"type": "WebSub", "url": "https://hub.example/"\}\]',
    }
    for path in names:
        assert "hub" not in client.get(path).content.decode()  # off by default
    settings.WEBSUB_HUBS = ["https://hub.example/"]
    settings.ALLOWED_HOSTS = ["testserver", "paper.onion"]
    for path, named in names.items():
        assert re.search(named, client.get(path).content.decode()), path
        assert "hub" not in client.get(path, headers={"host": "paper.onion"}).content.decode()
