"""nginx as deployed: stored pages without Python, the same headers, sockets, one set of words."""

import gzip
import re
from email.utils import parsedate_to_datetime

import pytest
from django.utils import timezone

from blogsite import privacy
from posts import publishing
from posts.models import Post
from tests import newsroom
from tests.fronting import connected
from tests.visitor import Visitor

pytestmark = pytest.mark.sqlite
ONION = "a" * 56 + ".onion"
SURROUNDINGS = {"ONION_URL": f"http://{ONION}"}
DRESS = (
    "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
    "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options",
    "Cache-Control", "Content-Type", "Vary", "Content-Encoding",
)  # fmt: skip


@pytest.fixture(scope="module")
def posts(fronted):
    return fronted.call(newsroom.open_the_paper)


def ask(server, path, method="GET", **headers):
    return Visitor(server.url, Accept_Encoding="gzip", **headers)._ask(method, path, None, {})


def dress(answer):
    return {name: answer.headers[name] for name in DRESS}


def pages(posts):
    return ["/", "/es/", posts[0], "/".join(posts[0].split("/")[:3]) + "/", "/search/label/Rivers"]


def test_a_stored_page_is_the_same_bytes_and_headers_from_nginx_as_from_django(fronted, posts):
    for path in pages(posts):
        first, stored = ask(fronted, path), ask(fronted, path)
        assert first.status == stored.status == 200
        assert first.body == stored.body
        assert dress(first) == dress(stored)
        assert stored.headers["ETag"] != first.headers["ETag"]  # so it came from nginx
        again = ask(fronted, path, If_None_Match=stored.headers["ETag"])
        assert again.status == 304


def test_other_spellings_and_queries_go_to_django(fronted, posts):
    ask(fronted, posts[0])
    for path, status in (
        (posts[0] + "/", 404), ("/es", 404), ("//", 404), (posts[0] + "?m=1", 301),
        ("/search/label/Rivers/", 404), ("/current/", 404), ("/none/", 404), ("/epoch", 404),
    ):  # fmt: skip
        assert ask(fronted, path).status in {status, 301, 302}, path
    plain = Visitor(fronted.url).get(posts[0])
    assert (plain.status, plain.headers["Content-Encoding"]) == (200, None)
    assert "<html" in plain.text


def test_a_withdrawal_is_seen_at_once(fronted, posts):
    ask(fronted, posts[1])
    stored = ask(fronted, posts[1])
    fronted.call(withdraw, path=posts[1])
    assert (stored.status, ask(fronted, posts[1]).status in {404, 410}) == (200, True)


def withdraw(path):
    post = Post.objects.get(path=path.lstrip("/"))
    post.withdrawn_at = timezone.now()
    publishing.put(post)
    return True


def test_a_secret_preview_comes_from_django_as_it_is_and_is_kept_nowhere(fronted, posts):
    path = f"/preview/{fronted.call(newsroom.preview_a_draft)}/"
    for _turn in range(2):
        answer = ask(fronted, path)
        assert (answer.status, "Not out yet" in answer.text) == (200, True)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Set-Cookie"] is None
    assert not [found for found in fronted.folder.rglob("*") if "preview" in found.parts]
    assert ask(fronted, f"/preview/{'0' * 32}/").status == 404


def test_files_come_from_nginx_and_sealed_ones_from_nobody(fronted, posts):
    style = next(part for part in _unpacked(ask(fronted, "/")).split('"') if part.endswith(".css"))
    answer = ask(fronted, style)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/css")
    assert "immutable" in answer.headers["Cache-Control"]
    for path in ("/tips/db.sqlite3", "/media/../tips/", "/static/../db.sqlite3", "/media/tips/x"):
        assert ask(fronted, path).status in {400, 404}, path


def test_no_header_tells_when_a_page_was_stored_or_a_photo_came_in(fronted, posts):
    ask(fronted, posts[0])
    stored = ask(fronted, posts[0])
    photo = re.search(r"/media/photos/[^\" ]+", _unpacked(stored))[0]
    told = parsedate_to_datetime(stored.headers["Last-Modified"])
    assert told.year < 1980
    assert stored.headers["ETag"].startswith(f'"{int(told.timestamp()):x}-')
    answer = ask(fronted, photo)
    assert (answer.status, answer.headers["Content-Type"][:6]) == (200, "image/")
    assert (answer.headers["Last-Modified"], answer.headers["ETag"]) == (None, None)
    shared = privacy.EVERYWHERE | {"Cross-Origin-Resource-Policy": "cross-origin"}
    assert {name: answer.headers[name] for name in shared} == shared


def _unpacked(answer):
    return gzip.decompress(answer.body).decode()


def test_tip_pages_come_from_the_source_process_alone(fronted, posts):
    fronted.stop("source")
    try:
        english, spanish = ask(fronted, "/tips/"), ask(fronted, "/es/denuncias/")
    finally:
        fronted.start_again("source")
    assert (english.status, spanish.status) == (502, 502)
    assert 'lang="en"' in english.text
    assert 'lang="es"' in spanish.text
    assert ask(fronted, "/tips/").status == 200


def test_with_django_down_the_stored_pages_stay(fronted, posts):
    for path in pages(posts):
        ask(fronted, path)
    fronted.stop("paper")
    try:
        answers = [ask(fronted, path).status for path in pages(posts)]
        down = ask(fronted, "/search?q=rope")
    finally:
        fronted.start_again("paper")
    assert set(answers) == {200}
    assert (down.status, 'lang="en"' in down.text) == (502, True)


def test_the_onion_socket_serves_the_paper_under_its_name_only(fronted, posts):
    for host, status in ((ONION, 200), ("paper.onion.example", 400)):
        with connected(str(fronted.onion)) as connection:
            connection.request("GET", "/tips/", headers={"Host": host})
            answer = connection.getresponse()
            assert (answer.status, answer.headers["Strict-Transport-Security"]) == (status, None)
            answer.read()


def test_other_methods_and_too_long_forms_are_refused(fronted, posts):
    assert ask(fronted, "/", "TRACE").status == 405
    assert ask(fronted, "/tips/", "PUT").status == 405
    large = Visitor(fronted.url)._ask("POST", posts[2] + "/comment", b"x" * (4 << 20), {})
    assert (large.status, 'lang="en"' in large.text) == (413, True)


def test_nginx_says_no_version_and_logs_nothing(fronted, posts):
    assert ask(fronted, "/").headers["Server"] == "nginx"
    for path in fronted.folder.rglob("*"):
        assert path.suffix != ".log"
