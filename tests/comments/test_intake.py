from datetime import UTC, datetime

import pytest

from comments import intake
from comments.models import Comment
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db


def test_what_comes_in_is_held_whatever_it_says_of_itself():
    arrived = datetime(2026, 5, 3, 10, 11, 12, 13, tzinfo=UTC)
    sent = Comment(post=make_post(), body="Words", status="approved", received_at=arrived)
    comment = intake.receive(sent)
    comment.refresh_from_db()
    assert comment.status == Comment.Status.PENDING
    assert comment.received_at == datetime(2026, 5, 3, 10, 11, tzinfo=UTC)


def test_a_flood_on_one_post_leaves_the_others_open(settings):
    settings.COMMENTS_PER_POST = 2
    flooded, quiet = make_post(), make_post()
    assert [intake.has_room(flooded) for _each in range(4)] == [True, True, False, False]
    assert intake.has_room(quiet)


def test_the_whole_site_has_a_limit_that_a_flood_on_one_post_does_not_use_up(settings):
    settings.COMMENTS_PER_POST, settings.COMMENTS_PER_SITE = 2, 3
    flooded, quiet = make_post(), make_post()
    for _each in range(9):
        intake.has_room(flooded)
    assert [intake.has_room(quiet) for _each in range(2)] == [True, False]
