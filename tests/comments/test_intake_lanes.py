"""What comes in is marked and put into a lane, and held whatever breaks on the way."""

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from comments import clusters, intake, learning, rules
from comments.memory import Band
from comments.models import Comment, Flag, Lane, WordList
from tests.comments.factories import make_comment, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
LONG = "The ferry stopped running in May and nobody from the county has said a word about it."


def receive(body, post=None, **fields):
    return intake.receive(Comment(post=post or make_post(), body=body, **fields))


def test_a_plain_comment_waits_in_the_plain_lane_without_a_flag():
    comment = receive("Thank you for this.")
    assert (comment.lane, comment.cluster, comment.likelihood) == (Lane.PLAIN, None, None)
    assert not comment.flags.exists()


def test_the_worst_flag_gives_the_lane_and_the_words_are_marked():
    body = "Read https://example.org or we will kill you."
    comment = receive(body)
    comment.refresh_from_db()
    assert comment.lane == Lane.DANGER
    marked = {flag.rule: [body[a:b] for a, b in flag.spans] for flag in comment.flags.all()}
    assert marked == {"links": ["https://example.org"], "threats": ["we will kill you"]}


def test_a_word_of_an_editors_list_puts_into_the_lane_of_the_list():
    WordList.objects.create(name="Sale", words="pure crystal", lane=Lane.SPAM)
    assert receive("Pure  crystal here").lane == Lane.SPAM


def test_answers_to_what_is_not_shown_have_a_lane_of_their_own():
    parent = make_comment(approved=True)
    early, late = (receive("I agree.", parent.post, parent=parent) for _each in range(2))
    Comment.objects.filter(pk=late.pk).update(lane=Lane.SPAM)
    reject(parent)
    assert receive("I agree so much", parent.post, parent=parent).lane == Lane.ORPHAN
    for held in (early, late):
        held.refresh_from_db()
    assert (early.lane, late.lane) == (Lane.ORPHAN, Lane.SPAM)


def test_near_equal_comments_are_one_cluster_in_the_lane_of_bursts():
    first, second = receive(LONG), receive(LONG.upper() + "!!")
    third, other = receive(LONG.replace("May", "June")), receive("Quite another thing happened.")
    first.refresh_from_db()
    assert [c.cluster for c in (first, second, third, other)] == [first.pk] * 3 + [None]
    assert [c.lane for c in (first, second, third, other)] == [Lane.BURST] * 3 + [Lane.PLAIN]
    assert {flag.rule for flag in third.flags.all()} == {"repeats", "bursts"}
    assert [flag.rule for flag in first.flags.all()] == ["repeats"]


def test_a_decided_comment_is_not_moved_by_one_that_is_like_it():
    first = reject(receive(LONG))
    assert receive(LONG).cluster == first.pk
    first.refresh_from_db()
    assert (first.lane, first.status) == (Lane.PLAIN, Comment.Status.REJECTED)


@pytest.mark.parametrize(
    ("broken", "failed"),
    [
        ((clusters, "nearest"), {"repeats", "bursts"}),
        ((learning, "behind"), set()),
        ((clusters, "remember"), set()),
        ((intake, "_lists"), {"words"}),
    ],
)
def test_whatever_breaks_the_comment_is_held_and_its_card_says_so(monkeypatch, broken, failed):
    def fail(*arguments):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM no_such_table")

    monkeypatch.setattr(*broken, fail)
    comment = receive("Call 956 555 0134")
    assert Comment.objects.get(pk=comment.pk).status == Comment.Status.PENDING
    flags = {flag.rule: flag.failed for flag in comment.flags.all()}
    assert {rule for rule, bad in flags.items() if bad} == failed
    assert flags["phones"] is False


def test_a_comment_whose_flags_cannot_be_written_is_not_stored_as_if_it_were_clean(monkeypatch):
    def fail(*arguments, **more):
        raise DatabaseError

    monkeypatch.setattr(Flag.objects, "bulk_create", fail)
    with pytest.raises(DatabaseError):
        receive("Call 956 555 0134")
    assert not Comment.objects.exists()


def test_the_number_of_queries_is_the_same_however_many_comments_there_are():
    def counted(body):
        post = make_post()
        with CaptureQueriesContext(connection) as queries:
            receive(body, post)
        return len([q for q in queries if "SAVEPOINT" not in q["sql"]])

    receive(LONG), receive(LONG)
    few = counted(LONG), counted("Nothing like it was said before.")
    for _each in range(30):
        receive(LONG)
    assert (counted(LONG), counted("Nobody else has said this one.")) == few
    assert max(few) <= 10


def test_a_flood_of_one_text_leaves_as_many_marks_as_one_comment():
    receive(LONG)
    marks = Band.objects.count()
    for _each in range(10):
        receive(LONG)
    assert Band.objects.count() == marks == clusters.BANDS


def test_every_rule_that_can_fire_has_a_name_that_fits_its_column():
    assert max(len(name) for name in rules.every()) <= Flag._meta.get_field("rule").max_length
