"""Reads: off unless asked for; a number for each address, and the list of what is read most."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from posts import popular, reads
from posts.stories import DayOfReads
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
NOON = datetime(2020, 6, 15, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_read():
    reads.memory.clear()
    yield
    reads.memory.clear()


@pytest.fixture
def counting(settings):
    settings.COUNT_READS, settings.COUNT_READS_LEAST = "alone", 3


def read(client, post, times=1, **headers):
    for _turn in range(times):
        client.get(post.get_absolute_url(), headers=headers)


def remembered():
    return reads.memory.reached(1)


def flush(now=None):
    now = now or timezone.now()
    return popular.flush(now - timedelta(minutes=1), now)


def rows():
    return set(DayOfReads.objects.values_list("post__headline", "day", "reads"))


def test_nothing_is_counted_unless_it_is_asked_for(client, settings):
    assert (settings.COUNT_READS, settings.COUNT_READS_LEAST) == ("", 10)
    read(client, make_post(), 20)
    client.get(f"/_reads{make_post().get_absolute_url()}")
    assert remembered() == {}
    assert client.get("/popular/").status_code == client.get("/es/popular/").status_code == 404
    assert b"/popular/" not in client.get("/").content
    assert popular.start() is None


def test_each_answer_with_a_post_is_a_read_whether_it_was_stored_or_not(client, counting):
    post = make_post()
    read(client, post, 3)
    assert remembered() == {post.path: 3}


def test_what_is_no_read_is_not_counted(client, counting):
    post = make_post()
    own, etag = post.get_absolute_url(), client.get(post.get_absolute_url())["ETag"]
    reads.memory.clear()
    client.head(own)
    client.get(own, headers={"if-none-match": etag})
    client.get(own, headers={"sec-purpose": "prefetch;prerender"})
    client.get(own, headers={"purpose": "prefetch"})
    client.get(f"{own}?m=1")
    client.get(f"{own}?other=1")
    for path in ("/", "/2020/05/nothing.html", "/p/about.html", f"{own}/comment", f"/_reads{own}"):
        client.get(path)
    assert remembered() == {}


def test_a_read_that_nginx_tells_of_is_counted_where_the_page_is_stored(client, settings):
    settings.COUNT_READS = "nginx"
    post = make_post()
    read(client, post, 2)  # to count these is nginx's
    for path in (post.get_absolute_url(), "/2020/05/nothing.html"):
        answer = client.get(f"/_reads{path}")
        assert (answer.status_code, answer.content) == (204, b"")
    for path in ("/p/about.html", f"/..{post.get_absolute_url()}", "/", ""):
        assert client.get(f"/_reads{path}").status_code == 404
    assert remembered() == {post.path: 1}


def test_few_reads_are_written_nowhere_and_many_as_a_number(client, counting):
    few, many = make_post(headline="Few"), make_post(headline="Many")
    read(client, few, 2)
    read(client, many, 5)
    assert flush() == 1
    assert rows() == {("Many", timezone.localdate(), 5)}
    assert remembered() == {few.path: 2}
    read(client, few)
    read(client, many, 2)
    assert flush() == 1
    assert rows() == {("Many", timezone.localdate(), 5), ("Few", timezone.localdate(), 3)}
    read(client, many)
    flush()
    assert ("Many", timezone.localdate(), 8) in rows()


def test_what_was_few_at_the_end_of_the_day_is_forgotten(client, counting):
    post = make_post(published_at=NOON - timedelta(days=1))
    midnight = datetime(2020, 6, 16, 5, tzinfo=UTC)  # in Matamoros
    with time_machine.travel(midnight, tick=False):
        read(client, post, 2)
        popular.flush(midnight - timedelta(minutes=2), midnight - timedelta(minutes=1))
        assert remembered() == {post.path: 2}
        popular.flush(midnight - timedelta(minutes=1), midnight)
        assert remembered() == {}
        read(client, post)
        flush()
    assert rows() == set()


def test_a_failed_writing_loses_nothing(client, counting, monkeypatch):
    post = make_post()
    read(client, post, 3)
    with monkeypatch.context() as patch:
        patch.setattr(popular, "_write", lambda *_all: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            flush()
    assert remembered() == {post.path: 3}


def test_the_table_holds_a_post_a_day_and_a_number_alone():
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, DayOfReads._meta.db_table)
    assert {column.name for column in found} == {"post_id", "day", "reads"}
