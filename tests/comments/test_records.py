"""The record of decisions: the database itself lets nobody rewrite it. And the second person."""

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, models, transaction

from comments.decisions import SecondPerson
from comments.models import Comment, Decision, Lane
from comments.sweeps import sweep
from comments.verdicts import Ruling
from tests.comments.factories import make_comment, make_moderator, reject

pytestmark = pytest.mark.django_db


ANEW = (
    "INSERT OR REPLACE INTO {0} (id, comment_id, verdict, reason, moderator_id, decided_at, seen)"
    " SELECT id, comment_id, 'approved', '', moderator_id, decided_at, seen FROM {0}"
)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {} SET reason = ''",
        "DELETE FROM {}",
        pytest.param(ANEW, marks=pytest.mark.sqlite),
        pytest.param("TRUNCATE {}", marks=pytest.mark.postgresql),
    ],
)
def test_the_database_refuses_to_change_or_delete_a_decision(change):
    decision = reject(make_comment()).decisions.get()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format("comments_decision"))
    with pytest.raises(DatabaseError), transaction.atomic():
        models.QuerySet(Decision).update(verdict="approved")
    assert Decision.objects.get() == decision
    assert Decision.objects.get().reason == "spam"


def test_whoever_decided_cannot_be_deleted():
    reject(make_comment())
    with pytest.raises(models.ProtectedError):
        User.objects.get(username="mo").delete()


def rule(comment, moderator, verdict="approved", reason=""):
    comment.refresh_from_db()
    ruling = Ruling(comment.pk, comment.text_hash, verdict, reason, comment.status)
    outcome = sweep([ruling], moderator)
    comment.refresh_from_db()
    return [refusal for _comment, refusal in outcome.refused]


def test_a_danger_is_approved_by_two_where_the_desk_wants_it(settings):
    settings.COMMENT_SECOND_PERSON = True
    mo, ada = make_moderator(), make_moderator("ada")
    comment, plain = make_comment(lane=Lane.DANGER), make_comment()
    assert rule(comment, mo) == []
    assert (comment.status, comment.second_to) == (Comment.Status.PENDING, mo)
    assert isinstance(rule(comment, mo)[0], SecondPerson)
    assert rule(comment, ada) == []
    assert comment.status == Comment.Status.OUTBOX
    assert rule(plain, mo) == []
    assert plain.status == Comment.Status.OUTBOX
    verdicts = comment.decisions.order_by("pk").values_list("verdict", "moderator__username")
    assert list(verdicts) == [("held", "mo"), ("approved", "ada")]


def test_one_person_may_reject_a_danger(settings):
    settings.COMMENT_SECOND_PERSON = True
    comment = make_comment(lane=Lane.DANGER)
    assert rule(comment, make_moderator(), "rejected", "threat") == []
    assert comment.status == Comment.Status.REJECTED


def test_a_danger_that_was_rejected_is_not_published_by_one_person_either(settings):
    settings.COMMENT_SECOND_PERSON = True
    mo, ada = make_moderator(), make_moderator("ada")
    comment = make_comment(lane=Lane.DANGER)
    rule(comment, mo)
    rule(comment, ada, "rejected", "threat")
    assert rule(comment, mo) == []
    assert (comment.status, comment.second_to) == (Comment.Status.PENDING, mo)
    assert isinstance(rule(comment, mo)[0], SecondPerson)
    assert rule(comment, ada) == []
    assert comment.status == Comment.Status.OUTBOX


def test_what_is_held_for_a_second_person_waits_for_another_one():
    mo, ada = make_moderator(), make_moderator("ada")
    comment = make_comment()
    rule(comment, mo, "held")
    assert isinstance(rule(comment, mo, "rejected", "spam")[0], SecondPerson)
    assert rule(comment, ada, "rejected", "spam") == []
