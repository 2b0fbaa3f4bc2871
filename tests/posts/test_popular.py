"""What is read most: the list of it, what forgets it, and how long numbers are kept."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from blogsite import pages
from blogsite.survival import places, tables
from posts import popular, publishing
from posts.models import Post
from posts.stories import DayOfReads
from tests.posts.factories import make_post
from tests.posts.test_reads import _nothing_read, counting, flush, read, remembered, rows

__all__ = ["_nothing_read", "counting"]  # fixtures
pytestmark = pytest.mark.django_db


def note(post, count, days=0):
    day = timezone.localdate() - timedelta(days=days)
    DayOfReads.objects.create(post=post, day=day, reads=count)


def listed(client, path="/popular/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return [post.headline for post in answer.context["posts"]]


def test_the_list_is_of_the_last_days_the_most_read_first(client, counting):
    names = ("Old", "Second", "First", "Third")
    old, second, first, third = (make_post(headline=name) for name in names)
    note(old, 900, days=7)
    note(second, 50)
    note(first, 40, days=6)
    note(first, 20)
    note(third, 30)
    assert listed(client) == ["First", "Second", "Third"]
    text = client.get("/popular/").content.decode()
    assert 'href="/popular/">Most read' in text
    assert not {"60", "50", "30"} & set(text.replace("<", " ").replace(">", " ").split())


def test_each_edition_lists_its_own_and_ten_at_most(client, counting, spanish_is_compiled):
    for number in range(12):
        note(make_post(headline=f"Post {number}"), 100 - number)
    note(make_post(headline="Río", language="es"), 500)
    assert listed(client) == [f"Post {number}" for number in range(10)]
    assert listed(client, "/es/popular/") == ["Río"]
    text = client.get("/es/popular/").content.decode()
    assert "Lo más leído" in text
    assert 'hreflang="en" href="http://testserver/popular/"' in text


def test_an_empty_list_says_so(client, counting):
    assert listed(client) == []
    assert "Nothing has been read often enough" in client.get("/popular/").content.decode()


def test_only_live_posts_are_listed_and_written_down(client, counting):
    gone, later = make_post(headline="Gone"), make_post(headline="Later")
    note(gone, 50)
    note(later, 40)
    read(client, gone, 3)
    publishing.withdraw(gone)
    Post.objects.filter(pk=later.pk).update(published_at=timezone.now() + timedelta(days=1))
    assert listed(client) == []
    flush()
    assert rows() == {(name, timezone.localdate(), count) for name, count in
                      (("Gone", 50), ("Later", 40))}  # fmt: skip
    assert remembered() == {}


def test_the_list_costs_one_query(client, counting, django_assert_num_queries):
    for number in range(12):
        note(make_post(), 100 + number)
    with django_assert_num_queries(1):
        client.get("/popular/")


def test_a_flush_forgets_the_list_of_the_editions_that_it_changes(client, counting, commit):
    post = make_post()
    read(client, post, 2)
    listed(client), listed(client, "/es/popular/")
    epoch = pages.epoch()
    with commit():
        flush()
    assert stored() == {"/popular/", "/es/popular/"}
    assert pages.epoch() == epoch
    read(client, post)
    with commit():
        flush()
    assert stored() == {"/es/popular/"}
    assert listed(client) == [post.headline]
    with commit():
        popular.flush(timezone.now() - timedelta(days=1), timezone.now())
    assert stored() == set()


def stored():
    return {path for path in ("/popular/", "/es/popular/") if pages.place(path).exists()}


def test_numbers_of_a_month_ago_are_deleted(client, counting):
    post = make_post()
    for days in (0, 30, 31, 40):
        note(post, 5, days)
    assert popular.purge() == 2
    note(post, 5, 31)
    flush()
    assert DayOfReads.objects.count() == 2


def test_where_nobody_counts_any_more_all_numbers_are_deleted(capsys):
    note(make_post(), 5)
    call_command("purge_reads")
    assert capsys.readouterr().out == "1 old numbers of reads were deleted.\n"
    assert rows() == set()


def test_a_deleted_post_takes_its_numbers_along(counting):
    post = make_post()
    note(post, 5)
    publishing.remove(post)
    assert rows() == set()


def test_the_list_is_in_the_map_and_in_a_copy_only_where_reads_are_counted(settings):
    assert "/popular/" not in dict(places.lists())
    settings.COUNT_READS = "nginx"
    assert {"/popular/", "/es/popular/"} <= dict(places.lists()).keys()


def test_no_number_of_reads_is_in_a_backup():
    assert Post in tables.models(tips=True)
    assert DayOfReads not in tables.models(tips=True)
