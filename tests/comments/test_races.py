"""Real threads on a real database: each comment is decided once, each number is given once."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction
from django.test import Client

from blogsite.lib import forms
from comments import printing
from comments.models import Comment, Decided, Decision
from tests.comments.factories import filled_form, make_comment, make_moderator
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 4


def at_once(work, tasks):
    def one(task):
        try:
            return work(task)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as people:
        return list(people.map(one, tasks))


def test_numbers_are_given_once_and_without_gaps():
    post, moderator = make_post(), make_moderator()
    held = [make_comment(post=post) for _each in range(12)]

    def approve(comment):
        comment.decide("approved", moderator=moderator, seen=comment.text_hash)

    at_once(approve, held)
    numbers = Comment.objects.approved().values_list("number", flat=True)
    assert list(numbers) == list(range(1, 13))


def test_an_answer_published_during_the_removal_waits_and_quotes_nothing():
    parent = make_comment(body="868 555 0142", approved=True)
    answer = make_comment(post=parent.post, parent=parent)
    moderator = make_moderator()

    def publish(comment):
        return comment.decide("approved", moderator=moderator, seen=comment.text_hash)

    with ThreadPoolExecutor(1) as person:
        with transaction.atomic():
            parent.decide(
                "rejected", reason="private", moderator=moderator, seen=parent.text_hash,
                was="approved",
            )  # fmt: skip
            publishing = person.submit(at_once, publish, [answer])
            wait([publishing], timeout=0.7)  # seconds; it must not have read the words meanwhile
        publishing.result()
    answer.refresh_from_db()
    assert answer.status == "approved"
    assert "868" not in answer.html


def test_answers_removal_and_rendering_at_once_do_not_wait_for_each_other_forever():
    moderator, secret = make_moderator(), "868 555 0142"
    for _round in range(2):
        parent = make_comment(body=secret, approved=True)
        answers = [make_comment(post=parent.post, parent=parent) for _each in range(5)]

        def work(task, parent=parent):
            if task is None:
                return printing.reprint(Comment.objects.all())
            verdict = ("rejected", "private") if task == parent else ("approved", "")
            return Comment.objects.get(pk=task.pk).decide(
                verdict[0], reason=verdict[1], moderator=moderator, seen=task.text_hash,
                was=task.status,
            )  # fmt: skip

        at_once(work, [*answers[:2], parent, None, *answers[2:]])
    assert Comment.objects.approved().count() == 10
    assert not Comment.objects.filter(html__contains=secret).exists()


def test_of_several_moderators_one_decides():
    comment = make_comment()
    people = [make_moderator(f"mo{turn}") for turn in range(PEOPLE)]

    def decide(moderator):
        mine = Comment.objects.get(pk=comment.pk)
        try:
            mine.decide("rejected", moderator=moderator, reason="spam", seen=mine.text_hash)
        except Decided:
            return False
        return True

    assert sorted(at_once(decide, people)) == [False, False, False, True]
    assert Decision.objects.count() == 1


def test_one_solved_challenge_lets_one_of_several_forms_in():
    post = make_post()
    form = filled_form(post)

    def send(_turn):
        return Client().post(f"{post.get_absolute_url()}/comment", form).status_code

    assert sorted(at_once(send, range(PEOPLE))) == [200, 422, 422, 422]
    assert Comment.objects.count() == 1


def test_a_burned_challenge_has_no_answers_for_a_second_reader():
    key = forms.challenge("comment").key
    answers = at_once(lambda _turn: forms.burn(key, "comment"), range(PEOPLE))
    assert sum(bool(answer) for answer in answers) == 1
