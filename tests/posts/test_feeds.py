"""Feeds, the map of the site and the words for robots."""

import json
import re
from datetime import UTC, datetime
from html import unescape
from xml.etree import ElementTree

import pytest

from posts import publishing
from tests.posts.factories import make_byline, make_label, make_photo, make_post

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, path="/feeds/posts/default"):
    response = client.get(path)
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314  our own


def test_a_feed_has_the_whole_text_and_the_bylines(client):
    bylines, labels = [make_byline("Ana"), make_byline("Bo")], [make_label("Border")]
    post = make_post(headline="River & Co", published_at=DAY, bylines=bylines, labels=labels)
    (entry,) = entries(client)
    assert entry.findtext(f"{ATOM}title") == "River & Co"
    assert "Nobody saw who closed the bridge." in entry.findtext(f"{ATOM}content")
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{post.get_absolute_url()}"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ana · Bo"
    assert entry.find(f"{ATOM}category").get("term") == "Border"
    assert entry.findtext(f"{ATOM}published") == "2012-05-31T18:00:00+00:00"


def test_each_edition_has_its_feed_at_two_addresses(client):
    make_post(headline="River", published_at=DAY)
    make_post(headline="Río", published_at=DAY, language="es")
    for path, headline in [("/feed/", "River"), ("/es/feed/", "Río")]:
        assert [entry.findtext(f"{ATOM}title") for entry in entries(client, path)] == [headline]
    assert len(entries(client, "/es/feeds/posts/default")) == 1


def test_a_graphic_photo_is_not_in_the_feed_but_its_reason_is(client):
    graphic = make_photo((30, 20), graphic=True, graphic_reason="A body")
    safe = make_photo((30, 20))
    body = f'<p>A</p><img src="{graphic.large}"><img src="{safe.large}"><p>B</p>'
    post = make_post(published_at=DAY, lead=graphic, body=body)
    text = entries(client)[0].findtext(f"{ATOM}content")
    assert graphic.token not in text
    assert "Graphic photo: A body" in text
    assert f'href="http://testserver{post.get_absolute_url()}"' in text
    assert f'src="http://testserver{safe.large}"' in text
    assert "srcset" not in text
    assert text.endswith("<p>B</p>")


def test_a_leading_photo_has_its_words_in_the_feed_and_a_graphic_one_its_reason(client):
    seen = make_photo((30, 20), caption="The quay", credit="Inés Ortiz", alt="A quay")
    graphic = make_photo((30, 20), graphic=True, graphic_reason="A body", credit="Inés Ortiz")
    make_post(published_at=DAY, lead=seen)
    text = entries(client)[0].findtext(f"{ATOM}content")
    for words in (f'src="http://testserver{seen.large}"', "The quay", "Inés Ortiz", 'alt="A quay"'):
        assert words in text, words
    make_post(published_at=DAY, lead=graphic)
    text = entries(client)[0].findtext(f"{ATOM}content")
    assert graphic.token not in text
    assert "Graphic photo: A body" in text
    assert "See it on our page" in text


@pytest.mark.parametrize(("old", "new"), [
    ("/atom.xml", "/feed/"), ("/rss.xml", "/feed/rss/"),
    ("/2012_05_01_archive.html", "/2012/05/"), ("/2012_05_27_archive.html", "/2012/05/"),
])  # fmt: skip
def test_more_of_bloggers_addresses_lead_to_ours(client, old, new):
    make_post(published_at=DAY)
    response = client.get(old)
    assert (response.status_code, response.url) == (301, new)
    assert client.get(new).status_code == 200


def test_a_feed_costs_three_queries(client, django_assert_num_queries):
    for _turn in range(3):
        make_post(bylines=[make_byline()], labels=[make_label()], lead=make_photo((30, 20)))
    with django_assert_num_queries(3):
        client.get("/feed/")


def test_a_feed_that_has_not_changed_is_not_sent_again(client):
    make_post()
    etag = client.get("/feed/").headers["ETag"]
    assert client.get("/feed/", headers={"If-None-Match": etag}).status_code == 304


def test_the_map_of_the_site_names_live_posts_and_pages(client):
    post = make_post(headline="River", published_at=DAY)
    make_post(headline="Soon", published_at=datetime(2099, 1, 1, tzinfo=UTC))
    index = client.get("/sitemap.xml").content.decode()
    assert "http://testserver/sitemap-posts.xml" in index
    text = client.get("/sitemap-posts.xml").content.decode()
    assert f"<loc>http://testserver{post.get_absolute_url()}</loc>" in text
    assert "soon" not in text
    assert "/es/p/send-a-tip.html" in client.get("/sitemap-pages.xml").content.decode()


def test_robots_are_told_where_the_map_is_and_not_where_the_desk_is(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "admin" not in text


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_a_feed_names_one_picture_of_an_entry_in_its_own_size_and_never_a_graphic_one(client, kind):
    body = '<p>They wrote: <a href="https://example.org/"> width="9" </a></p>'
    safe, graphic = make_photo(), make_photo(graphic=True, graphic_reason="A body")
    make_post(lead=graphic, published_at=DAY)
    make_post(lead=safe, body=body)
    text = client.get(f"/feed/{kind}/").content.decode()
    named = f'<media:content medium="image" url="http://testserver{safe.shared}"/>'
    assert text.count("<media:content ") == text.count(named) == 1
    (shown,) = re.findall(r"&lt;img .*?&gt;", text)
    assert "http://testserver/media/photos/" in shown
    assert not re.search("srcset|sizes|width|height|loading", shown)
    assert ' width="9" ' in unescape(text)


def article(client, post):
    text = client.get(post.get_absolute_url()).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(block), text


def test_machines_read_the_bylines_and_no_login(client):
    ana = make_byline("Ana", slug="ana")
    post = make_post(headline="River", bylines=[ana], published_at=DAY)
    data, _text = article(client, post)
    assert data["headline"] == "River"
    page = "http://testserver/by/ana/"
    assert data["author"] == [{"@type": "Person", "name": "Ana", "url": page}]
    assert data["datePublished"] == "2012-05-31T18:00:00+00:00"
    assert "image" not in data


def test_text_cannot_leave_the_block_of_data(client):
    headline = "</script><script>alert(1)</script> & <!--"
    data, text = article(client, make_post(headline=headline, slug="x"))
    assert data["headline"] == headline
    assert "<script>" not in text


def test_a_graphic_photo_is_in_no_link_preview(client, django_capture_on_commit_callbacks):
    graphic = make_photo((30, 20), graphic=True, graphic_reason="A body")
    safe = make_photo((30, 20))
    post = make_post(lead=graphic, body=f'<img src="{safe.large}">')
    data, text = article(client, post)
    assert data["image"] == [f"http://testserver{safe.large}"]
    assert f'<meta property="og:image" content="http://testserver{safe.large}">' in text
    safe.graphic, safe.graphic_reason = True, "More"
    with django_capture_on_commit_callbacks(execute=True):
        publishing.put_photo(safe)
    data, text = article(client, post)
    assert "image" not in data
    assert "og:image" not in text
