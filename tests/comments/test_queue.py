import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import learning
from comments.models import Comment, Flag, Habit, Lane
from tests.comments.desks import said, send, url
from tests.comments.factories import approve, make_comment, make_moderator, reject
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db


def shown(desk, query=""):
    return desk.get(url() + query).content.decode()


def words(page):
    return re.findall(r"Words \d+\.", page)


def test_the_queue_shows_whole_comments_the_oldest_first(desk):
    post = make_post(headline="The ferry at dusk", language="es")
    long_ago = timezone.now() - timedelta(hours=30)
    make_comment(post=post, body="Younger words", name="")
    make_comment(post=post, body="Older words\n\n" + "so it goes. " * 500, received_at=long_ago)
    approve(make_comment(body="Published words"))
    reject(make_comment(body="Refused words"))
    page = shown(desk)
    assert page.index("Older words") < page.index("Younger words")
    assert page.count("so it goes.") == 500
    assert "Published words" not in page
    assert "Refused words" not in page
    assert f'href="{post.get_absolute_url()}" target="_blank" rel="noopener">The ferry' in page
    assert "Español" in page
    assert "1\xa0day, 6\xa0hours ago" in page


def test_lanes_come_worst_first_and_can_be_looked_at_alone(desk):
    for number, lane in enumerate((Lane.PLAIN, Lane.SPAM, Lane.DANGER, Lane.ORPHAN, Lane.BURST)):
        make_comment(body=f"Words {number}.", lane=lane)
    assert words(shown(desk)) == [f"Words {number}." for number in (2, 4, 1, 3, 0)]
    assert words(shown(desk, "?lane=3")) == ["Words 1."]
    assert len(words(shown(desk, "?lane=9"))) == 5


def test_a_card_quotes_what_it_answers_and_says_what_became_of_it(desk):
    parent = reject(make_comment(name="Ana", body="What was refused"))
    make_comment(post=parent.post, parent=parent, body="An answer", lane=Lane.ORPHAN)
    page = shown(desk)
    assert "What was refused" in page
    assert "Rejected" in page.partition("What was refused")[0].rpartition("<cite>")[2]


def test_the_words_that_fired_are_marked_and_the_rule_is_named(desk):
    comment = make_comment(body="Call 899 123 4567 <now>", lane=Lane.DANGER)
    Flag.objects.create(comment=comment, rule="phones", lane=Lane.DANGER, spans=[[5, 17]])
    Flag.objects.create(comment=comment, rule="plates", lane=Lane.DANGER, failed=True)
    page = shown(desk)
    assert "Call <mark>899 123 4567</mark> &lt;now&gt;" in page
    assert "Telephone number" in page
    assert "Number plate (this rule broke or took too long" in page


def test_a_rule_that_fired_in_the_name_is_marked_there(desk):
    comment = make_comment(name="Call <956> 555 0134", body="Good day", lane=Lane.SPAM)
    Flag.objects.create(comment=comment, rule="phones", lane=Lane.DANGER, in_name=True)
    Flag.objects.create(comment=comment, rule="links", lane=Lane.SPAM, spans=[[0, 4]])
    page = shown(desk)
    assert "<mark>Call &lt;956&gt; 555 0134</mark></bdi></h2>" in page
    assert "Telephone number · <mark>in the name</mark>" in page
    assert page.count("in the name") == 1
    assert "<mark>Good</mark> day" in page


def test_a_name_in_which_no_rule_fired_is_not_marked(desk):
    comment = make_comment(name="Ana", body="Good day", lane=Lane.SPAM)
    Flag.objects.create(comment=comment, rule="links", lane=Lane.SPAM, spans=[[0, 4]])
    assert "<bdi>Ana</bdi></h2>" in shown(desk)


def test_a_card_names_the_words_behind_a_score_and_marks_only_what_rules_found(desk):
    body = "Casino <bonus> for all"
    comment = make_comment(body=body, lane=Lane.SPAM, likelihood=0.97)
    spans = [[0, 6], [8, 13]]
    Flag.objects.create(comment=comment, rule=learning.FLAG, lane=Lane.SPAM, spans=spans)
    page = shown(desk)
    assert "97% like spam" in page
    told = page.partition("Looks like spam because of:")[2].partition("</p>")[0]
    assert re.findall("<bdi>(.*?)</bdi>", told) == ["Casino", "bonus"]
    assert "Casino &lt;bonus&gt; for all" in page
    assert f">{learning.FLAG}<" not in page


@pytest.mark.parametrize("likelihood", [None, 0.2, learning.LIKELY])
def test_a_card_says_nothing_of_a_score_that_is_not_above_a_half(desk, likelihood):
    make_comment(likelihood=likelihood)
    assert "like spam" not in shown(desk)


def test_the_words_of_a_danger_are_veiled_until_asked_for_unless_one_wants_it_so(desk, mo):
    make_comment(lane=Lane.DANGER)
    veil = '<details class="veil">'
    assert veil in shown(desk)
    desk.post(url("habits"), {"language": "", "cards": "25"})
    assert veil not in shown(desk)
    make_comment(lane=Lane.PLAIN)
    assert veil not in shown(desk, "?lane=5")


def test_a_name_that_fired_is_veiled_with_the_words(desk):
    comment = make_comment(name="Call 899 555 0137", lane=Lane.DANGER)
    Flag.objects.create(comment=comment, rule="phones", lane=Lane.DANGER, in_name=True)
    before, _veil, after = shown(desk).partition('<details class="veil">')
    assert "899 555" not in before
    assert "<mark>Call 899 555 0137</mark>" in after


def test_a_sweep_approves_unmarked_cards_of_the_harmless_lanes_only(desk):
    for lane in Lane:
        make_comment(lane=lane)
    make_comment(second_to=make_moderator("ada"))  # somebody was not sure
    chosen = re.findall(r'<option value="(\w+)" selected>(?:Approve)', shown(desk))
    assert len(chosen) == 2


def test_a_moderator_sees_one_language_if_so_wanted(desk, mo):
    make_comment(post=make_post(language="es"), body="Words 1.")
    make_comment(post=make_post(language="en"), body="Words 2.")
    assert len(words(shown(desk))) == 2
    desk.post(url("habits"), {"language": "es", "cards": "50", "veiled": "on"})
    assert not Comment.objects.exclude(leased_to=None).exists()  # what was shown is for others
    assert Habit.objects.get(moderator=mo).cards == 50
    assert words(shown(desk)) == ["Words 1."]
    assert "selected>Español" in shown(desk)


def test_what_readers_wrote_is_text_in_the_queue(desk):
    hostile = "<script>alert(1)</script><img src=https://x.example/y>"
    make_comment(name=hostile[:25], body=hostile)
    page = shown(desk)
    assert "<script>alert" not in page
    assert "<img src=https" not in page


def test_a_burst_is_one_card_that_shows_every_text(desk):
    first = make_comment(lane=Lane.BURST, body="Words 0.")
    for number in range(1, 4):
        make_comment(lane=Lane.BURST, body=f"Words {number}.", post=first.post)
    Comment.objects.update(cluster=first.pk)
    page = shown(desk)
    assert page.count("<article") == 1
    assert words(page) == [f"Words {number}." for number in range(4)]
    assert "and 3 more that are nearly the same" in page
    assert '<ol tabindex="0">' in page  # it scrolls, also by keyboard


def test_pages_of_the_queue_follow_each_other_without_gaps(desk, mo):
    moment, post = timezone.now(), make_post()
    ages = [n % 4 for n in range(60)]
    made = [
        make_comment(
            post=post, body=f"Words {turn}.", lane=1 + 2 * (turn % 3),
            received_at=moment - timedelta(hours=age),
        )
        for turn, age in enumerate(ages)
    ]  # fmt: skip
    expected = [f"Words {made.index(c)}." for c in Comment.objects.pending().queued()]
    seen, query = [], ""
    for _page in range(3):
        page = shown(desk, query)
        seen += words(page)
        query = re.search(r'href="(\?after=[\d-]+)"', page)[1]
    assert seen == expected
    assert "Nothing more to show here" in shown(desk, query)


@pytest.mark.parametrize(
    "after", ["x", "-1", "0", "1-99999999999999999999-1", "1-20260101-7", "9" * 30, "\0", "²"]
)
def test_a_page_that_is_none_is_the_first(desk, after):
    make_comment(body="Words")
    assert "Words" in desk.get(url(), {"after": after}).content.decode()


def test_a_published_comment_is_found_by_its_link_and_withdrawn(desk):
    comment = make_comment(approved=True)
    link = f"https://paper.example{comment.get_absolute_url()}"
    found = desk.get(url(), {"find": link})
    assert found.headers["Location"] == url("change", comment.pk)
    page = desk.get(found.headers["Location"]).content.decode()
    assert "Withdraw" in page
    assert f'value="{comment.pk}:approved"' not in page
    response = send(desk, comment, "private", stay=comment.pk)
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


def cost(desk, query=""):
    make_moderator("ana")
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(url() + query).status_code == 200
    return len(queries)


def fill(lane, mo):
    """Thirty single comments and thirty bursts of three in one lane, flagged, scored, answering."""
    post = make_post()
    parent = make_comment(post=post, approved=True)
    fields = {"lane": lane, "likelihood": 0.9, "parent": parent, "second_to": mo}
    words = (f"Words {turn}." for turn in range(120))
    made = Comment.objects.bulk_create(Comment(post=post, body=each, **fields) for each in words)
    for turn, comment in enumerate(made):
        comment.cluster = made[turn // 3].pk if turn < 90 else None
    Comment.objects.bulk_update(made, ["cluster"])
    for rule in ("links", learning.FLAG):
        flags = (Flag(comment=comment, rule=rule, lane=lane, spans=[[0, 5]]) for comment in made)
        Flag.objects.bulk_create(flags)


def test_a_page_of_the_queue_costs_eight_queries_in_every_lane(desk):
    for lane in Lane:
        fill(lane, make_moderator("ana"))
    assert cost(desk) == 8
    after = re.search(r'href="(\?after=[\d-]+)"', shown(desk))[1]
    for query in ("", after, *(f"?lane={lane.value}" for lane in Lane)):
        assert (query, cost(desk, query)) == (query, 8)
        page = shown(desk, query)
        assert page.count("<article") == 25, query
        assert page.count("and 2 more that are nearly the same") >= 5, query


def test_a_page_of_one_card_costs_eight_queries_too(desk):
    make_comment()
    assert cost(desk) == 8
