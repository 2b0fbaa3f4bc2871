import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments import queue
from comments.models import Comment, Decision
from tests.comments.factories import approve, make_comment, make_moderator, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """A browser in which Mo, a moderator, is logged in."""
    client.force_login(make_moderator())
    return client


def url(name="queue", *args):
    return reverse(f"admin:comments_comment_{name}", args=args)


def send(desk, comment, verdict="approved", **fields):
    card = {"verdict": verdict, "seen": comment.text_hash, "was": comment.status, "reason": ""}
    return desk.post(url("decision", comment.pk), card | fields)


def said(desk, response):
    page = desk.get(response.headers["Location"].partition("#")[0]).content.decode()
    return " ".join(re.findall(r"<li class=\"(?:success|warning|error)\">(.*?)</li>", page, re.S))


def test_the_queue_shows_whole_comments_the_oldest_first(desk):
    post = make_post(headline="The ferry at dusk", language="es")
    long_ago = timezone.now() - timedelta(hours=30)
    make_comment(post=post, body="Younger words", name="")
    make_comment(post=post, body="Older words\n\n" + "so it goes. " * 500, received_at=long_ago)
    approve(make_comment(body="Published words"))
    reject(make_comment(body="Refused words"))
    page = desk.get(url()).content.decode()
    assert page.index("Older words") < page.index("Younger words")
    assert page.count("so it goes.") == 500
    assert "Published words" not in page
    assert "Refused words" not in page
    assert f'<a href="{post.get_absolute_url()}">The ferry at dusk</a>' in page
    assert "Español" in page
    assert "1\xa0day, 6\xa0hours ago" in page
    assert "2 are waiting." in page


def test_what_readers_wrote_is_text_in_the_queue(desk):
    hostile = "<script>alert(1)</script><img src=https://x.example/y>"
    make_comment(name=hostile[:25], body=hostile)
    page = desk.get(url()).content.decode()
    assert "<script>alert" not in page
    assert "<img src=https" not in page


def test_a_moderator_approves_and_goes_on_to_the_next_card(desk):
    first, second = make_comment(), make_comment()
    page = desk.get(url()).content.decode()
    assert f'name="then" value="{second.pk}"' in page
    response = send(desk, first, then=second.pk)
    assert response.headers["Location"] == f"{url()}#c{second.pk}"
    assert "Published as number 1" in said(desk, response)
    decision = Decision.objects.get()
    assert (decision.comment, decision.moderator.username) == (first, "mo")
    assert list(Comment.objects.pending()) == [second]


def test_a_rejection_needs_a_reason_and_stays_on_its_card_without_one(desk):
    comment = make_comment()
    response = send(desk, comment, "rejected", then=7)
    assert response.headers["Location"].endswith(f"#c{comment.pk}")
    assert "Choose a reason" in said(desk, response)
    response = send(desk, comment, "rejected", reason="private")
    assert "Not published" in said(desk, response)
    assert Decision.objects.get().reason == "private"


def test_a_text_that_changed_since_it_was_shown_is_not_decided(desk):
    comment = make_comment()
    Comment.objects.filter(pk=comment.pk).update(body="Other words")
    response = send(desk, comment)
    assert response.headers["Location"].endswith(f"#c{comment.pk}")
    assert "changed since you saw it" in said(desk, response)
    assert not Decision.objects.exists()


def test_a_decision_that_came_second_says_who_was_first(desk):
    comment = make_comment()
    stale = Comment.objects.get(pk=comment.pk)
    approve(comment, make_moderator("ada"))
    response = send(desk, stale, "rejected", reason="spam")
    assert "ada has decided already (Approved)" in said(desk, response)
    assert Comment.objects.approved().get() == comment
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("fields", [{"verdict": ""}, {"seen": "x"}, {"seen": "\0"}, {"was": "x"}])
def test_a_decision_in_parts_is_not_taken(desk, fields):
    comment = make_comment()
    assert send(desk, comment, **fields).status_code == 302
    assert not Decision.objects.exists()


def test_a_published_comment_is_found_by_its_link_and_withdrawn(desk):
    comment = make_comment(approved=True)
    link = f"https://paper.example{comment.get_absolute_url()}"
    found = desk.get(url(), {"find": link})
    assert found.headers["Location"] == url("change", comment.pk)
    page = desk.get(found.headers["Location"]).content.decode()
    assert "Withdraw" in page
    assert 'value="approved" formnovalidate' not in page
    response = send(desk, comment, "rejected", reason="private", stay=comment.pk)
    assert response.headers["Location"] == url("change", comment.pk)
    assert not Comment.objects.approved().exists()
    page = desk.get(url("change", comment.pk)).content.decode()
    assert "was number 1" in page
    assert "Personal data of somebody" in page


@pytest.mark.parametrize(
    "link", ["x", "/2012/05/x.html", "/2012/05/x.html#c1", "#c1", "\0", "a" * 9999]
)
def test_a_link_that_names_no_comment_leads_back_to_the_queue(desk, link):
    assert "No comment has this link" in said(desk, desk.get(url(), {"find": link}))


def test_pages_of_the_queue_follow_each_other_without_gaps(desk, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 3)
    moment, post = timezone.now(), make_post()
    ages = [5, 1, 1, 1, 1, 4, 0, 3]
    made = [
        make_comment(post=post, body=f"Words {turn}.", received_at=moment - timedelta(hours=age))
        for turn, age in enumerate(ages)
    ]
    expected = [f"Words {made.index(c)}." for c in Comment.objects.pending()]
    seen, query = [], ""
    while query is not None:
        page = desk.get(url() + query).content.decode()
        seen += re.findall(r"Words \d\.", page)
        after = re.search(r'href="(\?after=\d+)"', page)
        query = after[1] if after else None
    assert seen == expected
    assert len(seen) == len(ages)


@pytest.mark.parametrize("after", ["x", "-1", "0", "9" * 30, "1e309", "\0", "²"])
def test_a_page_that_is_none_is_the_first(desk, after):
    make_comment(body="Words")
    assert "Words" in desk.get(url(), {"after": after}).content.decode()


def test_the_queue_costs_as_many_queries_for_thirty_comments_as_for_one(desk):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(url()).status_code == 200
        return len(queries)

    make_comment()
    one = cost()
    for _each in range(29):
        make_comment()
    assert cost() == one <= 8
