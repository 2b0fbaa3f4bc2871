import pytest
import time_machine
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, transaction

from blogsite import pages
from comments.models import Changed, Comment, Decided, Decision, Thread
from tests.comments.factories import approve, make_comment, make_moderator, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db


def test_a_new_comment_is_held_and_has_no_number():
    comment = make_comment()
    assert comment.status == Comment.Status.PENDING
    assert (comment.number, comment.html) == (None, "")
    assert list(Comment.objects.pending()) == [comment]
    assert not Comment.objects.approved().exists()


def test_the_time_of_arrival_is_kept_to_the_minute():
    with time_machine.travel("2026-05-03 10:11:12.345Z", tick=False):
        comment = make_comment()
    comment.refresh_from_db()
    assert comment.received_at.isoformat() == "2026-05-03T10:11:00+00:00"


@pytest.mark.parametrize("name", ["address", "ip", "email", "user_agent", "referrer", "session"])
def test_nothing_about_the_sender_has_a_place(name):
    with pytest.raises(FieldDoesNotExist):
        Comment._meta.get_field(name)


def test_approval_gives_numbers_in_its_own_order_per_post():
    post, other = make_post(), make_post()
    first, second = make_comment(post=post), make_comment(post=post)
    assert [approve(second).number, approve(first).number] == [1, 2]
    assert approve(make_comment(post=other)).number == 1


def test_a_number_stays_when_its_comment_is_removed_and_is_given_to_nobody_else():
    post = make_post()
    first = make_comment(post=post, approved=True)
    reject(first)
    assert approve(make_comment(post=post)).number == 2
    assert [c.number for c in Comment.objects.filter(post=post).approved()] == [2]
    assert [c.number for c in Comment.objects.filter(post=post).shown()] == [1, 2]


def test_two_comments_of_a_post_cannot_have_one_number():
    comment = make_comment(approved=True)
    other = make_comment(post=comment.post)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=other.pk).update(number=comment.number)


@pytest.mark.parametrize(
    "fields", [{"html": ""}, {"number": None}, {"approved_at": None}, {"status": "rejected"}]
)
def test_the_database_refuses_a_public_comment_in_parts(fields):
    comment = make_comment(approved=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(**fields)


def test_each_decision_leaves_a_record():
    comment, ada = make_comment(), make_moderator("ada")
    seen = comment.text_hash
    approve(comment)
    reject(comment, ada, reason="private")
    records = Decision.objects.values_list("verdict", "reason", "moderator__username", "seen")
    assert list(records) == [
        ("rejected", "private", "ada", seen),
        ("approved", "", "mo", seen),
    ]


def test_a_changed_text_is_not_decided_on():
    comment = make_comment()
    seen = comment.text_hash
    Comment.objects.filter(pk=comment.pk).update(body="Something else entirely.")
    with pytest.raises(Changed):
        comment.decide("approved", moderator=make_moderator(), seen=seen)
    assert not Comment.objects.approved().exists()
    assert not Decision.objects.exists()


def test_a_changed_name_is_a_changed_text():
    assert make_comment(name="Rea").text_hash != make_comment(name="Reah").text_hash
    assert (
        make_comment(name="a", body="bc").text_hash != make_comment(name="ab", body="c").text_hash
    )


@pytest.mark.parametrize("second", ["approved", "rejected"])
def test_a_second_moderator_does_not_turn_the_first_ones_decision_round(second):
    comment = make_comment()
    stale = Comment.objects.get(pk=comment.pk)
    approve(comment)
    reason = "spam" if second == "rejected" else ""
    with pytest.raises(Decided):
        stale.decide(second, moderator=make_moderator("ada"), reason=reason, seen=stale.text_hash)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [("rejected", ""), ("rejected", "dull"), ("approved", "spam"), ("pending", ""), ("", "")],
)
def test_a_verdict_without_its_reason_is_none(verdict, reason):
    comment = make_comment()
    with pytest.raises(ValueError, match="decision|rejection"):
        comment.decide(verdict, moderator=make_moderator(), reason=reason, seen=comment.text_hash)
    assert not Decision.objects.exists()


def test_what_readers_get_is_stored_once_with_number_name_day_and_words():
    with time_machine.travel("2026-05-03 18:11Z"):
        comment = make_comment(body="One\ntwo\n\nthree", approved=True)
    assert comment.html.startswith('<li class="comment" id="c1" value="1">')
    assert '<bdi class="comment-name">Rea</bdi>' in comment.html
    assert 'datetime="2026-05-03">May 3, 2026</time>' in comment.html
    assert "<p>One<br>two</p><p>three</p>" in comment.html
    assert "18:11" not in comment.html
    assert "13:11" not in comment.html


def test_a_comment_without_a_name_is_anonymous_in_the_language_of_its_post(spanish_is_compiled):
    english = make_comment(name="", approved=True)
    spanish = make_comment(name="", post=make_post(language="es"), approved=True)
    assert ">Anonymous<" in english.html
    assert ">Anónimo<" in spanish.html
    assert " de " in spanish.html.partition("<time")[2]


@pytest.mark.parametrize("field", ["name", "body"])
def test_markup_in_a_comment_stays_text(field):
    hostile = "<script>x</script><img src=x onerror=y>{{ 7|add:7 }}{% now 'Y' %} https://x.example"
    comment = make_comment(approved=True, **{field: hostile[:80] if field == "name" else hostile})
    assert "<script" not in comment.html
    assert "<img" not in comment.html
    assert "{{ 7|add:7 }}" in comment.html
    assert comment.html.count("<a ") == 3  # its number, to answer, to report


@pytest.mark.parametrize(
    ("before", "verdict", "forgotten"),
    [
        ("pending", "approved", True),
        ("pending", "rejected", False),
        ("approved", "rejected", True),
        ("rejected", "approved", True),
    ],
)
def test_a_decision_forgets_the_posts_page_if_it_shows_there(
    before, verdict, forgotten, django_capture_on_commit_callbacks
):
    comment, other = make_comment(), make_post()
    if before != "pending":
        (approve if before == "approved" else reject)(comment)
    files = [pages.place(post.get_absolute_url()) for post in (comment.post, other)]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"page")
    with django_capture_on_commit_callbacks(execute=True):
        (approve if verdict == "approved" else reject)(comment)
    assert [file.exists() for file in files] == [not forgotten, True]


def test_an_arriving_comment_changes_no_page(django_capture_on_commit_callbacks):
    post = make_post()
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        make_comment(post=post)
    assert waiting == []


def test_the_thread_of_a_post_counts_on_from_what_was_imported():
    post = make_post()
    Thread.objects.create(post=post, last_number=41)
    assert make_comment(post=post, approved=True).number == 42
