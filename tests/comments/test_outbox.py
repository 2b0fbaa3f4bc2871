"""The outbox: each approved comment is shown once, with the next number, whatever happens."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from blogsite import pages
from comments import outbox, sweeps
from comments.models import Comment, Thread
from comments.verdicts import Ruling
from tests.comments.factories import approve, make_comment, make_moderator, reject
from tests.posts.factories import make_post

PATIENCE = 10  # seconds


def into_the_outbox(*comments, was="pending"):
    rulings = [Ruling(c.pk, c.text_hash, "approved", was=was) for c in comments]
    assert sweeps.sweep(rulings, make_moderator()).refused == []


def make_due():
    Comment.objects.filter(status="outbox").update(release_at=timezone.now())


def numbers(post):
    return list(Comment.objects.filter(post=post).approved().values_list("number", flat=True))


@pytest.mark.django_db
def test_what_is_due_gets_numbers_in_the_order_of_arrival():
    post, now = make_post(), timezone.now()
    made = [
        make_comment(post=post, body=f"Words {age}", received_at=now - timedelta(hours=age))
        for age in (1, 3, 2)
    ]
    into_the_outbox(*made)
    assert outbox.release_due() == 0
    make_due()
    assert outbox.release_due() == 3
    shown = Comment.objects.filter(post=post).approved()
    assert [c.body for c in shown] == ["Words 3", "Words 2", "Words 1"]
    assert numbers(post) == [1, 2, 3]
    assert all("<li" in c.html and c.release_at is None for c in shown)
    assert outbox.release_due() == 0


@pytest.mark.django_db
def test_the_pages_of_released_comments_are_forgotten(django_capture_on_commit_callbacks):
    comment = make_comment()
    file = pages.place(comment.post.get_absolute_url())
    file.parent.mkdir(parents=True)
    file.write_bytes(b"page")
    with django_capture_on_commit_callbacks(execute=True):
        into_the_outbox(comment)
    assert file.exists()
    make_due()
    with django_capture_on_commit_callbacks(execute=True):
        outbox.release_due()
    assert not file.exists()


@pytest.mark.django_db
def test_the_number_of_a_removed_comment_is_given_to_nobody_else():
    post = make_post()
    reject(make_comment(post=post, approved=True))
    into_the_outbox(make_comment(post=post))
    make_due()
    outbox.release_due()
    assert numbers(post) == [2]
    assert Comment.objects.get(number=1).status == "removed"


@pytest.mark.django_db
def test_a_release_that_breaks_half_way_leaves_everything_as_it_was(monkeypatch):
    post = make_post()
    into_the_outbox(*[make_comment(post=post) for _each in range(3)])
    make_due()
    whole, calls = Comment.printed, []

    def breaks_at_the_third(comment):
        calls.append(comment)
        if len(calls) == 3:
            raise DatabaseError("gone")
        return whole(comment)

    monkeypatch.setattr(Comment, "printed", breaks_at_the_third)
    with pytest.raises(DatabaseError):
        outbox.release_due()
    assert numbers(post) == []
    assert not Thread.objects.filter(post=post).exists()
    assert outbox.release_due() == 3
    assert numbers(post) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_several_processes_release_each_comment_once_and_number_without_gaps():
    posts = [make_post(), make_post()]
    into_the_outbox(*[make_comment(post=posts[turn % 2]) for turn in range(30)])
    into_the_outbox(*[make_comment(post=posts[turn % 2]) for turn in range(30)])
    make_due()

    def work(_turn):
        try:
            done = 0
            while Comment.objects.filter(status="outbox").exists():
                done += outbox.release_due(batch=7)
            return done
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        assert sum(people.map(work, range(4))) == 60
    for post in posts:
        assert numbers(post) == list(range(1, 31))


@pytest.mark.django_db(transaction=True)
def test_the_clock_shows_what_is_due_and_survives_a_database_that_is_away(monkeypatch):
    comment = make_comment()
    into_the_outbox(comment)
    make_due()
    working, calls = outbox.release_due, []

    def away_at_first():
        calls.append(1)
        if len(calls) < 3:
            raise DatabaseError("away")
        return working()

    monkeypatch.setattr(outbox, "release_due", away_at_first)
    stop = outbox.start(pause=0.05)
    end = time.monotonic() + PATIENCE
    while not numbers(comment.post) and time.monotonic() < end:
        time.sleep(0.02)
    stop.set()
    assert numbers(comment.post) == [1]
    while [t for t in threading.enumerate() if t.name == "comments.outbox"]:
        time.sleep(0.02)


@pytest.mark.django_db
def test_a_withdrawn_comment_waiting_in_the_outbox_is_not_shown():
    comment = make_comment()
    into_the_outbox(comment)
    comment.refresh_from_db()
    reject(comment)
    make_due()
    assert outbox.release_due() == 0
    approve(comment)
    assert comment.number == 1
