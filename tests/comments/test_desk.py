"""What moderators send: sweeps, single decisions, undoing, and what is refused."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import outbox, sweeps
from comments.models import Comment, Decision, Lane, Sweep
from comments.redaction import redact
from comments.verdicts import Ruling
from tests.comments.desks import said, send, sweep, token, url
from tests.comments.factories import approve, make_comment, make_moderator
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db


def statuses(*comments):
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]


def undo(desk):
    return said(desk, desk.post(url("undo")))


def test_one_submit_decides_a_page_with_its_exceptions(desk):
    made = [make_comment(body=f"Words {number}") for number in range(6)]
    marks = {f"c{made[1].pk}": "spam", f"c{made[2].pk}": "held", f"c{made[3].pk}": "leave"}
    page = said(desk, sweep(desk, *made, **marks))
    assert "3 approved" in page
    assert "1 rejected" in page
    assert "1 waits for a second person" in page
    assert statuses(*made) == ["outbox", "rejected", "pending", "pending", "outbox", "outbox"]
    assert Sweep.objects.get().decisions.count() == 5
    assert Decision.objects.get(comment=made[1]).reason == "spam"


def test_nothing_is_public_before_its_minute_in_the_outbox_is_over(desk):
    comment = make_comment()
    send(desk, comment)
    assert outbox.release_due() == 0
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert outbox.release_due() == 1
    assert Comment.objects.approved().get().number == 1


def test_a_rejection_needs_a_reason(desk):
    comment = make_comment()
    assert "Choose a reason" in said(desk, send(desk, comment, "rejected"))
    fields = {f"mark-{comment.pk}": "private"}
    assert "1 rejected" in said(desk, send(desk, comment, "rejected", **fields))
    assert Decision.objects.get().reason == "private"


def test_a_text_that_changed_since_it_was_shown_is_not_decided_and_the_others_are(desk):
    changed, other = make_comment(), make_comment()
    form = token(changed)
    Comment.objects.filter(pk=changed.pk).update(body="Other words")
    fields = {f"mark-{c.pk}": "approved" for c in (changed, other)}
    response = desk.post(url("sweep"), {"cards": f"{form} {token(other)}"} | fields)
    page = said(desk, response)
    assert "changed since you saw it" in page
    assert "Other words" in page
    assert statuses(changed, other) == ["pending", "outbox"]


def test_a_decision_that_came_second_says_who_was_first(desk):
    comment = make_comment()
    stale = Comment.objects.get(pk=comment.pk)
    approve(comment, make_moderator("ada"))
    assert "ada has decided already (Approved)" in said(desk, send(desk, stale, "spam"))
    assert Comment.objects.approved().get() == comment
    assert Decision.objects.count() == 1


def test_a_burst_is_decided_by_one_button_in_exactly_the_texts_shown(desk):
    first = make_comment(lane=Lane.BURST)
    others = [make_comment(lane=Lane.BURST, body=f"Words {n}") for n in range(3)]
    late = make_comment(lane=Lane.BURST)
    Comment.objects.update(cluster=first.pk)
    form = {"cards": token(first, *others), "only": f"{first.pk}:spam"}
    assert "4 rejected" in said(desk, desk.post(url("sweep"), form))
    assert statuses(late) == ["pending"]


def test_a_whole_sweep_is_taken_back_and_then_the_one_before(desk):
    first, second, third = make_comment(), make_comment(), make_comment()
    send(desk, first, "spam")
    sweep(desk, second, third)
    assert "2 taken back" in undo(desk)
    assert statuses(first, second, third) == ["rejected", "pending", "pending"]
    assert "1 taken back" in undo(desk)
    assert statuses(first) == ["pending"]
    assert "nothing to take back" in undo(desk)
    verdicts = Decision.objects.order_by("pk").values_list("verdict", flat=True)
    assert list(verdicts) == ["rejected", "approved", "approved", "undone", "undone", "undone"]


def test_what_is_shown_already_is_not_taken_back(desk):
    comment, other = make_comment(), make_comment()
    sweep(desk, comment, other, **{f"c{other.pk}": "spam"})
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        outbox.release_due()
        page = undo(desk)
    assert "1 taken back" in page
    assert "1 could not be" in page
    assert statuses(comment, other) == ["approved", "pending"]


def test_a_sweep_of_more_than_an_hour_ago_is_not_taken_back(desk):
    comment = make_comment()
    send(desk, comment, "spam")
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        desk.force_login(make_moderator())  # the first login has ended
        assert "nothing to take back" in undo(desk)
    assert statuses(comment) == ["rejected"]


def test_what_somebody_decided_anew_is_not_taken_back(desk):
    comment, ada = make_comment(), make_moderator("ada")
    send(desk, comment)
    for was, verdict, reason in (("outbox", "rejected", "spam"), ("rejected", "approved", "")):
        sweeps.sweep([Ruling(comment.pk, comment.text_hash, verdict, reason, was)], ada)
    assert "1 could not be" in undo(desk)
    assert statuses(comment) == ["outbox"]


def test_words_that_were_destroyed_are_not_brought_back(desk, mo):
    comment, other = make_comment(), make_comment()
    send(desk, other, "spam")
    redact(comment.pk, "ferry", moderator=mo, seen=comment.text_hash, reason="private")
    assert "cannot be brought back" in undo(desk)
    assert "1 taken back" in undo(desk)


@pytest.mark.parametrize("mark", ["approved", "held"])
def test_a_decision_that_changes_nothing_is_none(desk, mark):
    comment = make_comment(approved=True)
    assert "Load it again" in said(desk, send(desk, comment, mark))
    comment.refresh_from_db()
    assert (comment.status, comment.second_to) == ("approved", None)
    assert Decision.objects.count() == 1


def test_no_line_about_a_danger_shows_its_words(desk):
    comment = make_comment(lane=Lane.DANGER)
    stale = token(comment)
    Comment.objects.filter(pk=comment.pk).update(body="Other words")
    response = desk.post(url("sweep"), {"cards": stale, "only": f"{comment.pk}:spam"})
    page = said(desk, response)
    assert "(veiled)" in page
    assert "Other words" not in page


def test_another_ones_decisions_are_not_taken_back(desk, client):
    comment = make_comment()
    send(desk, comment)
    desk.force_login(make_moderator("ada"))
    assert "nothing to take back" in undo(desk)
    assert statuses(comment) == ["outbox"]


def test_the_script_gets_what_happened_as_data(desk):
    comment, fields = make_comment(), {"headers": {"Accept": "application/json"}}
    form = {"cards": token(comment), "only": f"{comment.pk}:spam"}
    answer = desk.post(url("sweep"), form, **fields)
    assert json.loads(answer.content) == {
        "decided": [comment.pk], "refused": [], "said": ["1 rejected."], "clean": True,
    }  # fmt: skip
    again = json.loads(desk.post(url("sweep"), form, **fields).content)
    assert (again["clean"], again["refused"]) == (False, [comment.pk])
    assert desk.post(url("sweep"), {"cards": "x"}, **fields).status_code == 422


@pytest.mark.parametrize("size", [1, 25, 50])
def test_a_sweep_costs_eight_queries_whatever_its_size(desk, size):
    post = make_post()
    made = [make_comment(post=post) for _each in range(size)]
    with CaptureQueriesContext(connection) as queries:
        assert sweep(desk, *made, **{f"c{made[0].pk}": "spam"}).status_code == 302
    control = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    asked = [q["sql"] for q in queries if not q["sql"].startswith(control)]
    assert len(asked) == 8
    assert Decision.objects.count() == size


def test_a_post_elsewhere_than_the_desks_own_pages_leads_back_to_the_queue(desk):
    comment = make_comment()
    response = send(desk, comment, stay="https://x.example/", lane="1&x=y")
    assert response.headers["Location"] == f"{url()}#sweep"
