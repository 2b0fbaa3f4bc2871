"""The public tally: what was refused, by month, and never a moment."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from blogsite import pages
from comments import tally
from comments.models import Reason, Tally
from tests.comments.factories import approve, make_comment, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
POLICY = ["/p/comment-policy.html", "/es/p/comment-policy.html"]


@pytest.fixture
def decided():
    """Decisions of May and June 2026: some of them turned round, some made today."""
    post = make_post()
    with time_machine.travel(datetime(2026, 5, 20, 18, tzinfo=UTC)):
        reject(make_comment(post=post), reason="spam")
        reject(make_comment(post=post), reason="spam")
        turned = reject(make_comment(post=post), reason="threat")
        approve(turned)
    with time_machine.travel(datetime(2026, 6, 2, 18, tzinfo=UTC)):
        approve(make_comment(post=post))
        reject(make_comment(post=post), reason="private")
    with time_machine.travel(datetime(2026, 6, 3, 18, tzinfo=UTC), tick=False):
        reject(make_comment(post=post), reason="hate")
        yield


def lines():
    return {(t.month, t.reason): t.count for t in Tally.objects.all()}


MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def test_the_last_decision_on_a_comment_counts_up_to_the_last_midnight(decided):
    assert tally.recount() is True
    assert lines() == {(MAY, "spam"): 2, (MAY, ""): 1, (JUNE, ""): 1, (JUNE, "private"): 1}


def test_counting_again_changes_nothing(decided):
    tally.recount()
    before = lines()
    assert tally.recount() is False
    assert lines() == before


def test_what_is_decided_today_shows_tomorrow_and_only_then(
    client, decided, django_capture_on_commit_callbacks
):
    tally.recount()
    page = client.get(POLICY[0]).content.decode()
    assert "Personal data of somebody" in page
    held = make_comment()
    client.get(POLICY[0])
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        reject(held, reason="empty")
        tally.recount()
    assert waiting == []
    assert pages.place(POLICY[0]).exists()
    with (
        time_machine.travel(datetime(2026, 6, 4, 18, tzinfo=UTC)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert tally.recount() is True
    assert not pages.place(POLICY[0]).exists()
    assert lines()[JUNE, "empty"] == 1


def test_the_policy_page_shows_the_newest_month_first(client, decided, spanish_is_compiled):
    tally.recount()
    english, spanish = (client.get(path).content.decode() for path in POLICY)
    assert english.index("June 2026") < english.index("May 2026")
    assert "Racist or inflammatory</th><td>0" in english  # decided today
    assert "junio" in spanish.lower()
    assert "/es/estado-de-comentario/" in spanish


@pytest.mark.parametrize("path", POLICY)
def test_the_policy_names_a_point_for_each_reason_in_the_order_of_their_keys(client, path):
    page = client.get(path).content.decode()
    points = re.findall(r"<li><strong>(.*?)\.?</strong>", page)
    assert len(points) == len(Reason)
    if path == POLICY[0]:
        begun = [point[:6].lower() for point in points]
        known = [str(label)[:6].lower() for label in Reason.labels]
        assert begun == [*known[:5], "what a", *known[6:]]  # adds nothing


def test_other_pages_and_an_empty_tally_show_nothing(client):
    assert "in figures" not in client.get("/p/about.html").content.decode()
    assert "in figures" not in client.get(POLICY[0]).content.decode()


def test_the_page_counts_no_decision(client, decided, django_assert_num_queries):
    tally.recount()
    with django_assert_num_queries(3):  # the page, its other language, the tally
        client.get(POLICY[0])
