"""Reads under gunicorn alone: counted by address, written as numbers, and nothing of who reads."""

import time

import pytest

from tests import newsroom
from tests.blogsite.test_canary import MARKS, PERSON, forms, kept
from tests.visitor import Visitor

SURROUNDINGS = {
    "COUNT_READS": "alone", "COUNT_READS_LEAST": "4", "COUNT_READS_EVERY": "1", "WEB_WORKERS": "1",
}  # fmt: skip
WAIT = 20  # seconds


@pytest.fixture(scope="module")
def posts(server):
    """Open the paper, and have one post read often and another now and then, by marked people."""
    posts = server.call(newsroom.open_the_paper)
    reader = Visitor(server.url, **PERSON)
    for path in [posts[0]] * 6 + [posts[1]] * 3:
        assert reader.get(path).status == 200
    return posts


def test_many_reads_are_written_and_few_are_not(server, posts):
    found = newsroom.written_reads(server, posts[0], 4)  # one or two may come after it was written
    assert found.keys() == {posts[0].lstrip("/")}
    page = Visitor(server.url).get("/popular/")
    assert (page.status, posts[0] in page.text, posts[1] in page.text) == (200, True, False)


def test_the_list_follows_what_is_read_though_it_was_stored(server, posts):
    reader = Visitor(server.url)
    assert posts[1] not in reader.get("/popular/").text
    reader.get(posts[1])
    newsroom.written_reads(server, posts[1], 4)
    end = time.monotonic() + WAIT
    while posts[1] not in reader.get("/popular/").text:
        assert time.monotonic() < end, "the list stays as it was"
        time.sleep(0.1)


def test_nobody_tells_it_of_reads_that_were_none(server, posts):
    assert Visitor(server.url).get(f"/_reads{posts[2]}").status == 404


def test_no_mark_of_who_read_is_kept_or_printed(server, posts):
    newsroom.written_reads(server, posts[0], 4)
    server.flush_database()
    found = dict(kept(server))
    for name in ("agent", "referrer", "cookie", "address", "own"):
        looks = forms(MARKS[name])
        assert [path for path, data in found.items() if any(x in data for x in looks)] == [], name
