"""Open, closed, too old, frozen: what readers see, and when stored pages learn of it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from blogsite import pages
from comments import clock, gates
from comments.models import Comment, Freeze
from tests.comments.factories import filled_form, make_comment, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
TEXT = "Words that were typed."


def send(client, post):
    return client.post(f"{post.get_absolute_url()}/comment", filled_form(post, body=TEXT))


def shown(client, post):
    return client.get(post.get_absolute_url()).content.decode()


def test_an_open_post_leads_to_the_form(client):
    post = make_comment(approved=True).post
    page = shown(client, post)
    assert "Write a comment" in page
    assert f'href="{post.get_absolute_url()}/comment?to=1"' in page


def test_a_closed_post_keeps_its_comments_and_offers_no_answer(client):
    comment = make_comment(approved=True)
    type(comment.post).objects.update(comments_open=False)
    page = shown(client, comment.post)
    assert comment.body in page
    assert "are closed" in page
    assert "?to=" not in page
    assert "/report" in page


def test_an_old_post_closes_by_itself(client, settings):
    settings.COMMENTS_CLOSE_AFTER = timedelta(days=30)
    old = make_post(published_at=timezone.now() - timedelta(days=30, minutes=1))
    young = make_post(published_at=timezone.now() - timedelta(days=29, hours=23))
    assert "post closed on " in shown(client, old)
    assert "Write a comment" in shown(client, young)
    response = send(client, old)
    assert response.status_code == 403
    assert TEXT in response.content.decode()


def test_its_stored_page_learns_of_it(client, settings, django_capture_on_commit_callbacks):
    settings.COMMENTS_CLOSE_AFTER = timedelta(days=30)
    now = timezone.now()
    post, other = (make_post(published_at=now - timedelta(days=days)) for days in (30, 29))
    with time_machine.travel(now - timedelta(minutes=5), tick=False):
        assert "Write a comment" in shown(client, post)
        shown(client, other)
    with django_capture_on_commit_callbacks(execute=True):
        assert gates.forget_closed(now - timedelta(minutes=1), now) == 1
    assert not pages.place(post.get_absolute_url()).exists()
    assert pages.place(other.get_absolute_url()).exists()


def test_no_post_closes_where_nothing_is_set():
    make_post(published_at=timezone.now() - timedelta(days=5000))
    assert gates.forget_closed(timezone.now() - timedelta(days=9999), timezone.now()) == 0


def test_a_freeze_stops_every_post_in_one_action(client, django_capture_on_commit_callbacks):
    post = make_comment(approved=True).post
    held = make_comment(post=post)
    shown(client, post)
    with django_capture_on_commit_callbacks(execute=True):
        assert gates.freeze() is True
    assert gates.freeze() is False
    assert "for the time being" in shown(client, post)
    response = send(client, post)
    assert response.status_code == 403
    assert TEXT in response.content.decode()
    assert "for the time being" in response.content.decode()
    assert Comment.objects.count() == 2
    reject(held)  # the queue goes on
    with django_capture_on_commit_callbacks(execute=True):
        assert gates.thaw() is True
    assert gates.thaw() is False
    assert "Write a comment" in shown(client, post)
    assert send(client, post).status_code == 200


def test_a_post_that_was_closed_stays_so_after_a_thaw(client):
    post = make_post(comments_open=False)
    gates.freeze()
    gates.thaw()
    assert "are closed" in shown(client, post)


def test_the_command_freezes_and_thaws(capsys):
    call_command("freeze_comments")
    assert gates.frozen_since()
    call_command("freeze_comments")
    call_command("freeze_comments", "--thaw")
    assert not Freeze.objects.exists()
    assert [line.split(" ")[-1] for line in capsys.readouterr().out.splitlines()] == [
        "on.", "before.", "on.",
    ]  # fmt: skip


def test_the_clock_counts_once_a_day(django_assert_max_num_queries):
    now = timezone.now()
    today = clock.look(now, now, None)
    assert today == timezone.localdate(now)
    with django_assert_max_num_queries(1):
        assert clock.look(now, now, today) == today
