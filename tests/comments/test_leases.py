"""Leases: two moderators never read the same card, and what is left lying comes back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from comments import leases
from comments.models import Comment, Lane
from tests.comments.factories import make_comment, make_moderator
from tests.posts.factories import make_post


@pytest.fixture
def ada(db):
    return make_moderator("ada")


def make_many(count, **fields):
    post = fields.pop("post", None) or make_post()
    return [make_comment(post=post, **fields) for _each in range(count)]


def take(moderator, size=25, **fields):
    return [comment.pk for comment in leases.take(moderator, size, **fields)[0]]


def test_the_second_moderator_gets_the_next_ones(mo, ada):
    made = [comment.pk for comment in make_many(7)]
    assert take(mo, 3) == made[:3]
    assert take(ada, 3) == made[3:6]
    assert take(mo, 3) == made[:3]
    assert take(ada, 5) == made[3:]


def test_a_lease_ends_by_itself_after_ten_minutes(mo, ada):
    made = [comment.pk for comment in make_many(2)]
    take(mo)
    assert take(ada) == []
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
        assert take(ada) == made
        assert take(mo) == []


def test_what_is_given_back_is_free_at_once(mo, ada):
    make_many(2)
    take(mo)
    assert leases.give_back(mo) == 2
    assert len(take(ada)) == 2


def test_who_asked_for_a_second_person_does_not_see_the_card_again(mo, ada):
    comment = make_comment(second_to=mo)
    assert take(mo) == []
    assert take(ada) == [comment.pk]


def test_a_cluster_is_leased_whole_and_one_card_stands_for_each_lane_of_it(mo, ada):
    made = make_many(4, lane=Lane.BURST)
    danger = make_comment(lane=Lane.DANGER)
    Comment.objects.update(cluster=made[0].pk)
    heads, members = leases.take(mo, 25)
    assert [head.pk for head in heads] == [danger.pk, made[0].pk]
    assert {member.pk for member in members} == {danger.pk, *(c.pk for c in made)}
    assert take(ada) == []


def test_one_language_keeps_its_own_card_of_a_cluster(mo):
    english = make_comment(lane=Lane.BURST, post=make_post(language="en"))
    spanish = make_comment(lane=Lane.BURST, post=make_post(language="es"))
    Comment.objects.update(cluster=english.pk)
    heads, members = leases.take(mo, 25, language="es")
    assert [c.pk for c in heads] == [c.pk for c in members] == [spanish.pk]


@pytest.mark.django_db(transaction=True)
def test_moderators_who_load_at_the_same_moment_share_no_card():
    make_many(40)
    people = [make_moderator(f"mo{turn}") for turn in range(4)]

    def load(moderator):
        try:
            return take(moderator, 10)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        taken = list(threads.map(load, people))
    assert [len(pks) for pks in taken] == [10] * 4
    assert len({pk for pks in taken for pk in pks}) == 40
