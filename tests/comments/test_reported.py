"""The moderators' page of reported comments."""

import html

import pytest

from comments import reports
from comments.models import Report
from tests.comments.desks import url
from tests.comments.factories import make_comment, make_moderator, reject

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(make_moderator())
    return client


def file(comment, words="", reason="private"):
    reports.file(Report(comment=comment, reason=reason, words=words))


def read(desk, name="reported"):
    return html.unescape(desk.get(url(name)).content.decode())


def test_a_reported_comment_is_shown_once_with_all_that_was_said(desk):
    comment = make_comment(body="He lives by the mill.", approved=True)
    file(comment, "That is <my> cousin.")
    file(comment, reason="spam")
    page = read(desk)
    assert page.count("He lives by the mill.") == 1
    assert f"{comment.post.headline}, number {comment.number}" in page
    assert "That is <my> cousin." in page
    assert "2 reports since" in page
    assert url("change", comment.pk) in page
    assert "<my>" not in desk.get(url("reported")).content.decode()


def test_the_queue_says_how_many_comments_are_reported(desk):
    first, second = make_comment(approved=True), make_comment(approved=True)
    for comment in (first, first, second):
        file(comment)
    assert "Reported by readers <b>2</b>" in read(desk, "queue")
    reject(first, reason="spam")
    assert "Reported by readers <b>1</b>" in read(desk, "queue")


def test_leaving_a_comment_puts_aside_what_was_seen_and_nothing_newer(desk):
    comment, other = make_comment(approved=True), make_comment(approved=True)
    file(comment, "first")
    file(other, "of another")
    seen = Report.objects.get(words="first").pk
    file(comment, "newer")
    response = desk.post(url("settle", comment.pk, seen), follow=True)
    assert "The comment stays as it is." in response.content.decode()
    assert set(Report.objects.values_list("words", flat=True)) == {"of another", "newer"}
    comment.refresh_from_db()
    assert comment.status == "approved"


def test_nothing_reported_is_said(desk):
    assert "No published comment is reported." in read(desk)


def test_only_moderators_see_it_and_only_a_form_puts_aside(client):
    comment = make_comment(approved=True)
    file(comment)
    client.force_login(make_moderator("ana"))
    assert client.get(url("settle", comment.pk, 99)).status_code == 405
    client.logout()
    assert client.get(url("reported")).status_code == 302
    assert client.post(url("settle", comment.pk, 99)).status_code == 302
    assert Report.objects.exists()


def test_the_page_asks_the_same_number_of_queries_however_much_is_reported(
    desk, django_assert_max_num_queries
):
    for _each in range(12):
        file(make_comment(approved=True))
    with django_assert_max_num_queries(6):
        desk.get(url("reported"))
