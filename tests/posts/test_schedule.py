"""Scheduled posts appear by themselves, although the pages that should show them are stored."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from blogsite import pages
from posts import schedule
from posts.models import Post
from tests.blogsite.test_lib_clock import wait_until
from tests.posts.factories import make_label, make_post


def watching():
    return [thread for thread in threading.enumerate() if thread.name == "posts.schedule"]


@pytest.fixture
def clock():
    stop = schedule.start(pause=0.05)
    yield stop
    stop.set()
    assert wait_until(lambda: not watching())


@pytest.mark.django_db(transaction=True)
def test_a_post_appears_on_the_stored_home_when_it_is_due(client, clock):
    post = make_post(headline="Soon", published_at=timezone.now() + timedelta(seconds=1.5))
    assert "Soon" not in client.get("/").content.decode()
    assert pages.place("/").exists()
    assert wait_until(lambda: not pages.place("/").exists())
    assert "Soon" in client.get("/").content.decode()
    assert client.get(post.get_absolute_url()).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_what_came_due_while_nothing_ran_is_counted_at_the_start(client):
    label = make_label("Border")
    post = make_post(published_at=timezone.now() + timedelta(days=1), labels=[label])
    Post.objects.filter(pk=post.pk).update(published_at=timezone.now() - timedelta(days=1))
    assert "Border" not in client.get("/labels/").content.decode()
    stop = schedule.start(pause=0.05)
    assert wait_until(lambda: not pages.place("/labels/").exists())
    assert "Border" in client.get("/labels/").content.decode()
    stop.set()
    assert wait_until(lambda: not watching())


@pytest.mark.django_db
def test_a_start_with_nothing_missed_leaves_the_store_alone(django_assert_num_queries):
    make_post(labels=[make_label("Border"), make_label("Water")])
    before = pages.epoch()
    with django_assert_num_queries(2):
        schedule.count_missed()
    assert pages.epoch() == before


@pytest.mark.django_db
def test_a_look_finds_what_came_due_in_between_and_nothing_else():
    now = timezone.now()
    for minutes in (-3, -2, -1, 1):
        make_post(published_at=now + timedelta(minutes=minutes))
    assert schedule.forget_due(now - timedelta(minutes=2), now) == 1
    assert schedule.forget_due(now - timedelta(minutes=5), now) == 3
    assert schedule.forget_due(now, now) == 0


@pytest.mark.django_db
def test_a_look_without_news_is_one_query_and_leaves_the_store_alone(django_assert_num_queries):
    now, before = timezone.now(), pages.epoch()
    with django_assert_num_queries(1):
        schedule.forget_due(now - timedelta(seconds=1), now)
    assert pages.epoch() == before
