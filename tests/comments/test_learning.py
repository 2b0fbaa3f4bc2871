"""The likelihood: learnt from this desk's decisions, explained by words, and discreet."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from comments import intake, learning
from comments.memory import Bucket, Learned
from comments.models import Comment, Decision, Lane
from tests.comments.factories import approve, make_comment, make_moderator, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
SALE = "Cheap loans and casino bonus, claim your casino bonus today, offer {}"
TALK = "The ferry and the county said nothing about the closed bridge, number {}"


@pytest.fixture
def post():
    return make_post()


def later():
    return time_machine.travel(timezone.now() + learning.SETTLED + timedelta(seconds=1))


def learn():
    with later():
        while learning.catch_up():
            pass


def likelihood(body):
    score = learning.behind(body)
    return score and score.likelihood


def teach(post, count=learning.LEAST):
    for number in range(count):
        approve(make_comment(post=post, body=TALK.format(number)))
        reject(make_comment(post=post, body=SALE.format(number)))
    learn()


def test_there_is_no_figure_before_enough_was_learnt(post):
    assert likelihood("casino") is None
    teach(post, learning.LEAST - 1)
    assert likelihood("casino") is None


def test_what_was_rejected_as_spam_is_told_from_what_was_approved(post):
    teach(post)
    assert likelihood("Another casino bonus offer") > 0.9
    assert likelihood("Is the bridge of the county closed?") < 0.1
    assert likelihood("Wholly unknown vocabulary") == 0.5


def test_the_words_behind_a_score_are_shown_with_their_weights(post):
    teach(post)
    sale = learning.behind("A casino near the bridge")
    weights = {word.text: word.weight for word in sale.words}
    assert weights["casino"] > 1 > -1 > weights["bridge"]
    assert learning.behind("Xylophone").words == []


def test_likely_spam_waits_in_its_lane_and_the_likelihood_is_stored(post):
    teach(post)
    body = "Casino bonus, cheap offer of loans for everybody"
    comment = intake.receive(Comment(post=post, body=body))
    comment.refresh_from_db()
    assert comment.lane == Lane.SPAM
    assert comment.likelihood > learning.SURE
    assert comment.status == Comment.Status.PENDING


def test_a_decision_is_learnt_once_and_only_when_it_is_settled(post):
    approve(make_comment(post=post))
    assert learning.catch_up() == 0
    with later():
        assert learning.catch_up() == 1
        assert learning.catch_up() == 0
    assert Learned.objects.get().good == 1


def test_private_data_and_threats_are_never_learnt(post):
    for reason in ("private", "threat", "attack", "propaganda"):
        reject(make_comment(post=post, body="Juana Perez lives by the mill"), reason=reason)
    learn()
    assert not Bucket.objects.exists()
    assert (Learned.objects.get().good, Learned.objects.get().bad) == (0, 0)


def test_a_decision_turned_round_is_unlearnt(post):
    comment = reject(make_comment(post=post, body="casino"))
    learn()
    assert Learned.objects.get().bad == 1
    approve(comment)
    learn()
    learned, bucket = Learned.objects.get(), Bucket.objects.get()
    assert (learned.good, learned.bad, bucket.good, bucket.bad) == (1, 0, 1, 0)


def test_a_decision_taken_back_is_unlearnt(post):
    comment = reject(make_comment(post=post, body="casino"))
    learn()
    Comment.objects.filter(pk=comment.pk).update(status="pending")
    Decision.objects.create(
        comment=comment, verdict="undone", moderator=make_moderator(), seen=comment.text_hash
    )
    learn()
    assert (Learned.objects.get().bad, Bucket.objects.get().bad) == (0, 0)


def test_a_text_that_is_no_more_what_was_decided_on_teaches_nothing(post):
    comment = reject(make_comment(post=post, body="casino"))
    Comment.objects.filter(pk=comment.pk).update(body="[removed by moderators] bridge")
    learn()
    assert (Learned.objects.get().bad, Bucket.objects.exists()) == (0, False)


def test_no_word_of_a_comment_is_kept(post):
    reject(make_comment(post=post, body="casino xochitl zacatepec"))
    learn()
    fields = {field.name for model in (Bucket, Learned) for field in model._meta.get_fields()}
    assert fields == {"id", "good", "bad", "key", "last_decision"}
    assert Bucket.objects.count() == 3
    assert max(Bucket.objects.values_list("pk", flat=True)) < learning.BUCKETS


def test_numbers_and_addresses_are_no_words():
    found = learning.words("Call 9565550134, write ana@mail.example or see GODE561231HDF, ok sure")
    assert set(found) == {"call", "write", "see", "sure"}


def test_a_word_seen_in_few_comments_does_not_speak(post):
    teach(post)
    for number in range(learning.SEEN - 1):
        reject(make_comment(post=post, body=f"marimba {number}"))
    learn()
    assert likelihood("marimba") == 0.5


def test_with_another_secret_learning_begins_anew(post):
    teach(post)
    with override_settings(SECRET_KEY="another secret of at least forty characters"):
        assert likelihood("casino") is None
        approve(make_comment(post=post, body="Hello again"))
        learn()
    assert Learned.objects.count() == 1


def test_the_command_looks_at_all_that_is_left(post, capsys):
    for number in range(learning.BATCH + 5):
        approve(make_comment(post=post, body=TALK.format(number)))
    with later():
        call_command("learn_decisions")
    assert capsys.readouterr().out == f"{learning.BATCH + 5} decisions looked at\n"


def test_a_score_costs_two_queries(post, django_assert_num_queries):
    teach(post)
    with django_assert_num_queries(2):
        learning.behind(SALE.format(1))


def test_a_flag_keeps_where_the_words_stand_that_made_a_score_higher(post):
    teach(post)
    body = "Near the bridge: CÁSINO bonus, cheap"
    flag = intake.receive(Comment(post=post, body=body)).flags.get(rule=learning.FLAG)
    told = [body[start:end] for start, end in flag.spans]
    assert set(told) == {"CÁSINO", "bonus", "cheap"}
    calm = intake.receive(Comment(post=post, body="Wholly unknown vocabulary"))
    assert not calm.flags.exists()


def test_links_money_and_capitals_are_among_the_words_behind_a_score(post):
    for number in range(learning.LEAST):
        reject(make_comment(post=post, body=f"HTTP://X.EXAMPLE FOR 5 $ NOW {number}"))
        approve(make_comment(post=post, body=TALK.format(number)))
    learn()
    body = "ALL OF YOU WIN 9 € TODAY AND TOMORROW https://y.ex"
    told = [body[a:b] for a, b in learning.places(body, learning.behind(body))]
    assert {"ALL", "https://", "€"} <= set(told)
