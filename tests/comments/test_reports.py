"""Readers' reports: nothing about the reader, nothing hidden, no flood."""

import html

import pytest
from django.conf import settings as site

from blogsite.lib.forms import StampField
from comments import reports
from comments.models import Comment, Flag, Lane, Report
from tests.comments.factories import make_comment, reject, solved_captcha

pytestmark = pytest.mark.django_db
WORDS = "That is where my <cousin> lives."


@pytest.fixture
def comment():
    return make_comment(approved=True)


def address(comment):
    return f"{comment.post.get_absolute_url()}/comments/{comment.number}/report"


def filled(comment, **fields):
    stamp = StampField(subject=f"report:{comment.pk}", life=site.COMMENT_TOKEN_LIFE).fresh()
    typed = {"reason": "private", "words": WORDS, "website": "", "token": stamp}
    return typed | solved_captcha("report") | fields


def file(comment, count=1, **fields):
    return [reports.file(Report(comment=comment, reason="spam", **fields)) for _n in range(count)]


def test_a_published_comment_has_a_link_to_report_it(client, comment):
    page = client.get(comment.post.get_absolute_url()).content.decode()
    assert f'<a rel="nofollow" href="{address(comment)}">' in page
    assert client.get(address(comment)).status_code == 200


def test_a_report_is_kept_and_hides_nothing(client, comment):
    before = comment.html
    response = client.post(address(comment), filled(comment))
    assert response.status_code == 200
    assert "has arrived" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    report = Report.objects.get()
    assert (report.comment, report.reason, report.words) == (comment, "private", WORDS)
    comment.refresh_from_db()
    assert (comment.status, comment.html) == ("approved", before)


def test_a_report_knows_a_day_and_nothing_of_the_reader():
    names = {field.name for field in Report._meta.get_fields()}
    assert names == {"id", "comment", "reason", "day", "words"}


WRONG = {
    "no reason": {"reason": ""},
    "a reason of nobody's": {"reason": "dull"},
    "captcha": {"captcha_picture": "WRONG"},
    "honeypot": {"website": "https://spam.example"},
    "no stamp": {"token": ""},
    "too many words": {"words": WORDS + "x" * 500},
    "the comment form's challenge": lambda: solved_captcha("comment"),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_form_that_is_not_in_order_gives_the_words_back(client, comment, change):
    fields = change() if callable(change) else change
    response = client.post(address(comment), filled(comment, **fields))
    assert response.status_code == 422
    assert WORDS in html.unescape(response.content.decode())
    assert not Report.objects.exists()


@pytest.mark.parametrize("status", ["pending", "rejected", "removed", "outbox"])
def test_only_what_is_published_can_be_reported(client, comment, status):
    form = filled(comment)
    Comment.objects.update(status=status, html="<li>" if status == "removed" else "")
    assert client.post(address(comment), form).status_code == 404
    assert not Report.objects.exists()


def test_a_flood_on_one_comment_is_bounded(comment):
    kept = file(comment, reports.KEPT + 5)
    assert kept == [True] * reports.KEPT + [False] * 5
    assert Report.objects.count() == reports.KEPT


def test_a_flood_is_one_entry_and_does_not_bury_the_others(comment, django_assert_num_queries):
    other = make_comment(approved=True)
    file(comment, reports.KEPT)
    reports.file(Report(comment=other, reason="private", words="Look"))
    with django_assert_num_queries(2):
        waiting = reports.waiting()
        assert [entry.comment.post.headline for entry in waiting]
    assert [(entry.comment, entry.count) for entry in waiting] == [(comment, 20), (other, 1)]
    assert waiting[1].words == ["Look"]
    assert waiting[0].reasons == {"spam": 20}


def test_over_the_sites_limit_the_words_are_kept_on_the_page(client, comment, settings):
    settings.REPORTS_PER_SITE = 1
    assert client.post(address(comment), filled(comment)).status_code == 200
    response = client.post(address(comment), filled(comment))
    assert response.status_code == 429
    assert WORDS in html.unescape(response.content.decode())
    assert Report.objects.count() == 1


def test_a_settled_comment_waits_no_longer(comment):
    file(comment, 3)
    (entry,) = reports.waiting()
    file(comment)  # not seen yet
    assert reports.settle(comment.pk, entry.last) == 3
    assert [entry.count for entry in reports.waiting()] == [1]


def test_with_the_comment_its_reports_and_flags_go(comment):
    file(comment, 2, words="Her name is Ana")
    Flag.objects.create(comment=comment, rule="phones", lane=Lane.DANGER, spans=[[5, 17]])
    reject(comment, reason="private")
    assert not Report.objects.exists()
    assert not Flag.objects.exists()
