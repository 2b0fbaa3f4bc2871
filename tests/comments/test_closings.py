"""Closed after so many days: for the whole site, for one post, and what readers are told."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.utils import timezone

from blogsite import pages
from comments import gates
from comments.gates import Gate
from comments.models import Closing
from tests.comments.factories import filled_form, make_comment, make_moderator
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def old(days, **fields):
    """A post that is that many days old."""
    return make_post(published_at=timezone.now() - timedelta(days=days), **fields)


def closing(post, days):
    return Closing.objects.create(post=post, days=days)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_post_closes_at_the_end_of_its_own_days_and_not_a_second_before(client, language):
    now = timezone.now()
    post = make_post(published_at=now - 30 * DAY, language=language)
    closing(post, 30)
    with time_machine.travel(now - SECOND, tick=False):
        assert gates.of_post(post) == Gate.OPEN
    with time_machine.travel(now, tick=False):
        assert gates.of_post(post) == Gate.CLOSED
        answer = client.post(f"{post.get_absolute_url()}/comment", filled_form(post))
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("site", "own", "gate"),
    [
        (0, None, Gate.OPEN), (10, None, Gate.CLOSED), (30, None, Gate.OPEN),
        (0, 10, Gate.CLOSED), (30, 10, Gate.CLOSED), (10, 30, Gate.OPEN), (10, 0, Gate.OPEN),
    ],
)  # fmt: skip
def test_the_days_of_a_post_come_before_those_of_the_site(settings, site, own, gate):
    settings.COMMENTS_CLOSE_AFTER = site * DAY
    post = old(days=20)
    assert gates.of_post(post) == (Gate.CLOSED if site == 10 else Gate.OPEN)
    closing(post, own)
    assert gates.of_post(post) == gate


def test_readers_are_told_when_comments_close_and_since_when_they_are_closed(client):
    with time_machine.travel(datetime(2026, 5, 20, 18, tzinfo=UTC), tick=False):
        young = make_post(published_at=datetime(2026, 5, 1, 18, tzinfo=UTC))
        aged = make_post(published_at=datetime(2026, 5, 1, 18, tzinfo=UTC), language="es")
        closing(young, 30), closing(aged, 10)
        page = client.get(young.get_absolute_url()).content.decode()
        assert "Write a comment" in page
        assert "close on May 31, 2026." in page
        for path in ("", "/comment"):
            page = client.get(aged.get_absolute_url() + path).content.decode()
            assert "11 de mayo de 2026." in page


def test_a_post_that_an_editor_closed_says_no_day(client):
    post = old(days=1, comments_open=False)
    closing(post, 30)
    page = client.get(post.get_absolute_url()).content.decode()
    assert "Comments on this post are closed." in page
    assert " close on " not in page


def test_a_door_costs_one_query(django_assert_num_queries):
    post = old(days=1)
    closing(post, 30)
    with django_assert_num_queries(1):
        gates.door(post)


def test_stored_pages_of_posts_that_grew_too_old_go_by_their_own_days_and_the_sites(
    client, settings, django_capture_on_commit_callbacks
):
    settings.COMMENTS_CLOSE_AFTER = 30 * DAY
    now = timezone.now()
    ages = {
        "own": (7, 7),
        "site": (30, None),
        "longer": (30, 60),
        "never": (30, 0),
        "young": (6, 7),
    }
    posts = {name: old(days=age) for name, (age, _days) in ages.items()}
    for name, (_age, days) in ages.items():
        closing(posts[name], days)
    shut = old(days=7, comments_open=False)
    closing(shut, 7)
    with time_machine.travel(now - timedelta(minutes=5), tick=False):
        for post in (*posts.values(), shut):
            client.get(post.get_absolute_url())
    with django_capture_on_commit_callbacks(execute=True):
        assert gates.forget_closed(now - timedelta(minutes=1), timezone.now()) == 2
    gone = {n for n, post in posts.items() if not pages.place(post.get_absolute_url()).exists()}
    assert gone == {"own", "site"}


def form(post, days):
    return {
        "headline": post.headline, "body": post.body, "language": "en", "comments_open": "on",
        "published_at_0": "2026-05-01", "published_at_1": "12:00:00",
        "closing-TOTAL_FORMS": "1", "closing-INITIAL_FORMS": str(Closing.objects.count()),
        "closing-0-days": days, "closing-0-post": post.pk,
    }  # fmt: skip


@pytest.fixture
def eva(client):
    """Let Eva, an editor, in."""
    user = User.objects.create_user("eva", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)
    return client


def test_an_editor_sets_changes_and_empties_the_days_on_the_posts_own_page(
    eva, django_capture_on_commit_callbacks
):
    post = make_comment(approved=True).post
    page = f"/admin/posts/post/{post.pk}/change/"
    assert "days after publication" in eva.get(page).content.decode().lower()
    for typed, kept in (("", []), ("30", [30]), ("7", [7]), ("0", [0]), ("", [None])):
        with django_capture_on_commit_callbacks(execute=True):
            eva.get(post.get_absolute_url())
            assert eva.post(page, form(post, typed)).status_code == 302
        assert list(Closing.objects.values_list("days", flat=True)) == kept
        assert not pages.place(post.get_absolute_url()).exists()


@pytest.mark.parametrize("typed", ["-1", "3651", "x"])
def test_days_that_are_none_are_refused(eva, typed):
    post = make_post()
    response = eva.post(f"/admin/posts/post/{post.pk}/change/", form(post, typed))
    assert response.status_code == 200
    assert not Closing.objects.exists()


def test_a_moderator_cannot_change_them(client):
    post = make_post()
    client.force_login(make_moderator())
    answer = client.post(f"/admin/posts/post/{post.pk}/change/", form(post, "7"))
    assert answer.status_code == 403
    assert not Closing.objects.exists()
