"""The page store: filled on a miss, the same bytes for all, forgotten on commit, never stale."""

import gzip
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings

from blogsite import pages
from tests.blogsite import probes

# What is not found may be an old address: that question goes to the database.
pytestmark = [pytest.mark.urls("tests.blogsite.probes"), pytest.mark.django_db]
PATH = "/2026/01/harbour.html"


@pytest.fixture(autouse=True)
def _fresh_news():
    probes.news[:] = ["first"]
    probes.made.clear()


def read(path, **headers):
    return Client().get(path, HTTP_ACCEPT_ENCODING="gzip", **headers)


def kept():
    root = Path(settings.PAGES_DIR)
    return sorted(str(path.relative_to(root)) for path in root.rglob("index.html.gz"))


def forget_at_once(*paths):
    """Forget outside a request, as a committed change does."""
    pages._drop(paths)


def test_a_page_is_made_once_and_then_the_same_bytes_for_everybody():
    first, second = read("/stored/"), read("/stored/", HTTP_USER_AGENT="Other", HTTP_COOKIE="a=b")
    assert probes.made == ["/stored/"]
    assert first.content == second.content
    assert first.headers == second.headers
    assert gzip.decompress(first.content).startswith(b"<p>first</p>")
    assert first["Content-Encoding"] == "gzip"
    assert first["Content-Length"] == str(len(first.content))
    assert first["Cache-Control"] == "no-cache"
    assert first["Vary"] == "Accept-Encoding"
    assert kept() == [f"{pages.release()}/stored/index.html.gz"]
    assert (pages.folder() / "stored/index.html.gz").read_bytes() == first.content


def test_a_stored_page_needs_no_database(django_db_blocker):
    read("/stored/")  # without the database fixture a query would fail
    assert read("/stored/").status_code == 200


def test_a_client_without_gzip_reads_the_page_too():
    read("/stored/")
    plain = Client().get("/stored/")
    assert plain.content.startswith(b"<p>first</p>")
    assert "Content-Encoding" not in plain
    assert plain["Content-Length"] == str(len(plain.content))


def test_an_unchanged_page_is_not_sent_again():
    etag = read("/stored/")["ETag"]
    assert read("/stored/", HTTP_IF_NONE_MATCH=etag).status_code == 304
    assert read("/stored/", HTTP_IF_NONE_MATCH='W/"old"').status_code == 200
    assert Client().get("/stored/", HTTP_IF_NONE_MATCH=etag).status_code == 304


def test_head_answers_from_the_store_and_fills_nothing():
    assert Client().head("/stored/").status_code == 200
    assert kept() == []
    etag = read("/stored/")["ETag"]
    head = Client().head("/stored/", HTTP_ACCEPT_ENCODING="gzip")
    assert (head.content, head["ETag"]) == (b"", etag)
    assert len(probes.made) == 2


@pytest.mark.django_db  # an absent page may be one that moved
@pytest.mark.parametrize("path", ["/stored/?m=1", "/cookie/", "/absent/", "/seen/"])
def test_what_is_not_the_same_for_everybody_is_not_kept(path):
    read(path)
    assert kept() == []


def test_a_form_sent_to_a_stored_address_passes_the_store_by():
    read("/stored/")
    Client().post("/stored/", {"a": "b"})
    assert len(probes.made) == 2


@pytest.mark.django_db  # an absent page may be one that moved
@pytest.mark.parametrize(
    "path",
    [
        "/2026/01/harbour.html/", "/stored", "//stored/", "/./stored/", "/../stored/",
        "/stored/../stored/", "/2026//01/harbour.html", "/2026/01/harbour.html/x/",
        "/" + "a" * 250 + "/", "/" + "a/" * 2000, "/st\0ored/", "/%00/", "/.epoch/..html",
    ],
)  # fmt: skip
def test_another_spelling_never_finds_or_makes_a_file(path):
    read("/stored/")
    read(PATH)
    before = kept()
    assert Client().get(path).status_code in {301, 404}
    assert kept() == before


def test_a_change_shows_at_the_next_reading(db, django_capture_on_commit_callbacks):
    read("/stored/")
    probes.news.append("second")
    with django_capture_on_commit_callbacks(execute=True):
        pages.forget("/stored/")
    assert b"second" in gzip.decompress(read("/stored/").content)


def test_only_the_pages_that_show_a_change_are_forgotten():
    for path in ("/stored/", "/es/stored/", PATH):
        read(path)
    forget_at_once("/es/stored/", "/never/made/", "/../outside")
    assert kept() == [f"{pages.release()}/{path}/index.html.gz" for path in (PATH[1:], "stored")]


@pytest.mark.django_db(transaction=True)
def test_forgetting_waits_for_the_commit():
    read("/stored/")
    with transaction.atomic():
        pages.forget("/stored/")
        assert kept() != []
    assert kept() == []


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_undone_forgets_nothing():
    read("/stored/")
    with transaction.atomic():
        pages.forget("/stored/")
        pages.forget_all()
        transaction.set_rollback(True)
    assert kept() != []


@pytest.mark.django_db(transaction=True)
def test_everything_can_be_forgotten_at_once():
    read("/stored/")
    read(PATH)
    pages.forget_all()
    assert kept() == []
    assert [path.name for path in Path(settings.PAGES_DIR).iterdir()] == ["epoch"]


@pytest.mark.django_db(transaction=True)
def test_a_page_that_changed_while_it_was_made_is_not_kept():
    assert b"first" in gzip.decompress(read("/changing/").content)
    assert kept() == []
    connection.close()


def test_readers_racing_with_changes_never_leave_an_old_page_behind():
    stop = threading.Event()

    def keep_reading():
        while not stop.is_set():
            read("/stored/")

    readers = [threading.Thread(target=keep_reading) for _reader in range(3)]
    for reader in readers:
        reader.start()
    try:
        for number in range(150):
            probes.news.append(f"news {number}.")
            forget_at_once("/stored/")
            _wait_for(f"news {number}.".encode())
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    for _reading in range(3):
        assert b"news 149." in gzip.decompress(read("/stored/").content)


def _wait_for(words):
    """An old page may be seen for the moment between its writing and the second look at it."""
    end = time.monotonic() + 1  # second
    while words not in gzip.decompress(read("/stored/").content):
        assert time.monotonic() < end, "an old page stayed"


def test_a_new_release_has_a_folder_of_its_own():
    read("/stored/")
    old = pages.release()
    with override_settings(SITE_NAME="Another paper"):
        pages.release.cache_clear()
        try:
            assert pages.release() != old
            probes.news.append("of the new release")
            assert b"of the new release" in gzip.decompress(read("/stored/").content)
        finally:
            pages.release.cache_clear()


def test_a_store_that_cannot_be_written_costs_no_reader_the_page(tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    with override_settings(PAGES_DIR=blocked):
        assert b"first" in gzip.decompress(read("/stored/").content)
        assert len(probes.made) == 1
