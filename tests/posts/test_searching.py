"""The page of the search: filters narrow it, bad ones are said, results come with excerpts."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts import bylines, labels, publishing
from posts.models import Byline
from tests.posts.factories import make_byline, make_label, make_post

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)


def chosen(page):
    return re.findall(r'<option value="([^"]*)" selected', page)


def answer(client, status=200, path="/search", **asked):
    response = client.get(path, asked)
    assert response.status_code == status
    return response.content.decode()


def headlines(page):
    return [re.sub("<.*?>", "", found) for found in re.findall(r"<li>\s*<h2>(.*?)</h2>", page)]


@pytest.fixture
def paper():
    """Print four posts about a flood, each with another label, byline or day."""
    border, water = make_label("Border/Río & Co"), make_label("Water")
    ana, bo = make_byline("Ana", slug="ana"), make_byline("Bo", slug="bo")
    made = [
        ("One", DAY, [border], [ana]),
        ("Two", DAY + timedelta(days=1), [water], [ana]),
        ("Three", DAY + timedelta(days=2), [border, water], [bo]),
        ("Four", DAY + timedelta(days=3), [], []),
    ]
    for headline, at, topics, names in made:
        make_post(
            headline=headline, body="<p>A flood came.</p>", published_at=at, labels=topics,
            bylines=names,
        )  # fmt: skip
    make_post(headline="Draft", body="<p>A flood</p>", published_at=None, labels=[border])
    make_post(headline="Inundación", body="<p>A flood</p>", published_at=DAY, language="es")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"label": "Border/Río & Co"}, {"One", "Three"}),
        ({"by": "ana"}, {"One", "Two"}),
        ({"label": "Water", "by": "ana"}, {"Two"}),
        ({"since": "2012-06-01"}, {"Two", "Three", "Four"}),
        ({"until": "2012-06-01"}, {"One", "Two"}),
        ({"since": "2012-06-01", "until": "2012-06-02", "label": "Water"}, {"Two", "Three"}),
        ({"since": "2013-01-01"}, set()),
    ],
)
def test_filters_narrow_what_is_found_with_words_and_without(client, paper, asked, expected):
    for query in ("flood", ""):
        page = answer(client, q=query, **asked)
        assert set(headlines(page)) == expected
        assert "<details" in page
        assert " open>" in page
        for value in asked.values():
            assert re.search(f'value="{re.escape(value.replace("&", "&amp;"))}"', page)


def test_without_words_the_newest_come_first(client, paper):
    assert headlines(answer(client, since="2012-01-01")) == ["Four", "Three", "Two", "One"]
    assert headlines(answer(client)) == []
    assert 'role="status"' not in answer(client)


def test_an_old_name_of_a_topic_still_narrows(client, paper):
    label = labels.Label.objects.get(name="Water")
    label.name = "Rivers"
    publishing.put_label(label)
    assert set(headlines(answer(client, q="flood", label="Water"))) == {"Two", "Three"}


def test_a_merged_reporter_is_found_by_the_old_address_and_a_retired_one_is_not(client, paper):
    ana, bo = (Byline.objects.get(slug=slug) for slug in ("ana", "bo"))
    bylines.merge(ana, bo)
    page = answer(client, q="flood", by="ana")
    assert set(headlines(page)) == {"One", "Two", "Three"}
    assert chosen(page) == ["bo"]
    bylines.retire(bo)
    for slug in ("ana", "bo", "nobody"):
        assert "There is no such reporter." in answer(client, 422, q="flood", by=slug)


def test_a_reporter_whom_no_reader_knows_yet_is_not_named(client, paper):
    later, other = make_byline("Eva Luz", slug="eva"), make_byline("Sol", slug="sol")
    make_post(bylines=[later], published_at=None)
    make_post(bylines=[other], language="es")
    page = answer(client, q="flood")
    assert ("Ana" in page, "Eva Luz" in page, "Sol" in page) == (True, False, False)
    assert "There is no such reporter." in answer(client, 422, q="flood", by="eva")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"label": "Nothing"}, "There is no such topic."),
        ({"by": "nobody"}, "There is no such reporter."),
        ({"since": "31.5.2012"}, "Enter a valid date."),
        ({"since": "0001-01-01"}, "1970"),
        ({"until": "9999-12-31"}, "2100"),
        ({"since": "2012-06-02", "until": "2012-06-01"}, "This day comes before the first one."),
        ({"label": "x\x00y"}, "Null characters are not allowed."),
        ({"label": "x" * 101}, "at most 100"),
        ({"by": "'; DROP TABLE posts_post; --"}, "There is no such reporter."),
    ],
)
def test_a_filter_that_means_nothing_is_said_and_what_was_typed_stays(client, paper, asked, words):
    page = answer(client, status=422, q="flood", **asked)
    assert words in page
    assert headlines(page) == []
    assert 'value="flood"' in page
    assert page.count("aria-invalid") == 1


def test_results_come_ten_at_a_time_and_each_is_reached(client):
    for number in range(23):
        make_post(headline=f"Flood {number}", published_at=DAY + timedelta(minutes=number))
    seen, page = [], answer(client, q="flood", since="2012-01-01")
    while True:
        assert len(headlines(page)) <= 10
        seen += headlines(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if not following:
            break
        page = client.get(following[1].replace("&amp;", "&")).content.decode()
    assert len(seen) == len(set(seen)) == 23
    assert 'rel="prev" href="/search?q=flood&amp;since=2012-01-01&amp;page=2"' in page
    for odd in ("0", "-1", "6", "x", "٣"):
        assert len(headlines(answer(client, q="flood", page=odd))) == 10


def test_a_result_shows_the_words_around_what_was_looked_for(client):
    body = "<p>Nothing.</p>" * 40 + "<p>They cut the <em>ropes</em> &amp; left.</p>"
    make_post(headline="Ropes", standfirst="A ferry stops", body=body)
    page = answer(client, q="rope")
    assert "<mark>Ropes</mark></a>" in page
    assert "They cut the <mark>ropes</mark> &amp; left." in page


def named(page):
    return re.findall(r'<a href="([^"]+)">(?:Topic|Reporter|Tema|Firma): ([^<]+)</a>', page)


def test_a_topic_or_reporter_of_that_name_is_led_to_before_the_posts(client, paper):
    topic = ("/search/label/Border/R%C3%ADo%20&amp;%20Co", "Border/Río &amp; Co")
    for query in ("rio", "RÍO borders", '"border rio"'):
        assert named(answer(client, q=query)) == [topic], query
    assert named(answer(client, q="ana")) == [("/by/ana/", "Ana")]
    for query in ("", "*", "flood", "rio grande"):
        assert named(answer(client, q=query)) == [], query
    for address, _name in (topic, ("/by/ana/", "")):
        assert client.get(address.replace("&amp;", "&")).status_code == 200
    assert named(answer(client, q="ana", path="/es/search")) == []  # she has no post there
    labels.Label.objects.create(name="Nobody")
    assert named(answer(client, q="nobody", label="Nobody")) == []


def test_what_is_hidden_is_not_found_by_its_filters(client, paper):
    future = datetime(2099, 1, 1, tzinfo=UTC)
    make_post(headline="Soon", body="<p>A flood</p>", published_at=future)
    for asked in ({"q": "flood"}, {"q": "flood", "until": "2100-01-01"}, {"until": "2100-01-01"}):
        assert {"Soon", "Draft"} & set(headlines(answer(client, **asked))) == set()


def test_a_search_costs_the_same_queries_whatever_it_finds(client, paper):
    counts = set()
    for number in (0, 8):
        for _turn in range(number):
            make_post(body="<p>A flood</p>", labels=[make_label()], bylines=[make_byline()])
        with CaptureQueriesContext(connection) as queries:
            answer(client, q="flood")
        counts.add(len(queries))
    assert len(counts) == 1
    assert counts.pop() <= 6
