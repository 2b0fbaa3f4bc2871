"""Every feed in every format keeps the rules of its format, and hides what must be hidden."""

import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from posts.stories import Correction
from tests.posts.factories import make_byline, make_label, make_photo, make_post

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ABSOLUTE = re.compile(r"https?://[^\s]+\Z")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\Z")


def check_atom(content):
    """Check the rules of RFC 4287 for a feed and its entries; return what the entries say."""
    feed = ElementTree.fromstring(content)  # noqa: S314  our own
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for part in [feed, *entries]:  # 4.1.1, 4.1.2: exactly one of each
        for name in ("id", "title", "updated"):
            assert len(part.findall(ATOM + name)) == 1, name
        assert RFC3339.match(part.findtext(f"{ATOM}updated"))
        assert ABSOLUTE.match(part.findtext(f"{ATOM}id"))
        kinds = [link.get("rel", "alternate") for link in part.findall(f"{ATOM}link")]
        assert kinds.count("alternate") == 1
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") == 1
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert all(RFC3339.match(found.text) for found in entry.findall(f"{ATOM}published"))
        assert all(author.findtext(f"{ATOM}name") for author in entry.findall(f"{ATOM}author"))
        assert entry.find(f"{ATOM}author") is not None  # 4.1.2: the feed has none
        assert len(entry.findall(f"{ATOM}content")) == 1
        assert all(found.get("term") for found in entry.findall(f"{ATOM}category"))
    return [(e.findtext(f"{ATOM}title"), e.findtext(f"{ATOM}content")) for e in entries]


def check_rss(content):
    """Check the rules of RSS 2.0 for a channel and its items; return what the items say."""
    rss = ElementTree.fromstring(content)  # noqa: S314  our own
    assert (rss.tag, rss.get("version"), len(rss)) == ("rss", "2.0", 1)
    (channel,) = rss
    for name in ("title", "link", "description"):
        assert len(channel.findall(name)) == 1, name
        assert channel.findtext(name)
    assert parsedate_to_datetime(channel.findtext("lastBuildDate"))
    items = channel.findall("item")
    for item in items:
        assert item.findtext("title") or item.findtext("description")
        assert ABSOLUTE.match(item.findtext("link"))
        assert item.findtext("guid")
        assert item.find("guid").get("isPermaLink") == "false"
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo
        assert item.find("author") is None  # that would be an e-mail address
        assert item.findtext(CREATOR)
    return [(item.findtext("title"), item.findtext(CONTENT)) for item in items]


def check_json(content):
    """Check the rules of JSON Feed 1.1; return what the items say."""
    feed = json.loads(content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert all(ABSOLUTE.match(item[name]) for name in ("url", "image") if name in item)
        assert all(RFC3339.match(item[name]) for name in ("date_published", "date_modified"))
        assert all(author["name"] for author in item["authors"])
    return [(item["title"], item["content_html"]) for item in feed["items"]]


CHECKS = {"atom": check_atom, "rss": check_rss, "json": check_json}
TYPES = {"atom": "atom+xml", "rss": "rss+xml", "json": "feed+json"}


def read(client, kind, path):
    response = client.get(path)
    assert response.status_code == 200, path
    assert response.headers["Content-Type"].startswith(f"application/{TYPES[kind]}")
    return CHECKS[kind](response.content)


@pytest.mark.parametrize("kind", CHECKS)
def test_every_list_has_a_feed_with_the_whole_text(client, kind):
    border, ana = make_label("Border/Texas & Co"), make_byline("Ana", slug="ana")
    make_post(headline="River <& Co>", standfirst="A & B", published_at=DAY, labels=[border])
    make_post(headline="Bridge", published_at=DAY + timedelta(days=1), bylines=[ana])
    make_post(headline="Río", published_at=DAY + timedelta(days=2), language="es")
    make_post(headline="Draft", published_at=None, labels=[border], bylines=[ana])
    label = "label/Border/Texas%20&%20Co"
    expected = {
        f"/feed/{kind}/": ["Bridge", "River <& Co>"],
        f"/es/feed/{kind}/": ["Río"],
        f"/feed/{kind}/all/": ["Río", "Bridge", "River <& Co>"],
        f"/feed/{kind}/{label}": ["River <& Co>"],
        f"/feed/{kind}/by/ana/": ["Bridge"],
        f"/feeds/posts/default?alt={kind}": ["Bridge", "River <& Co>"],
        f"/feeds/posts/summary?alt={kind}&max-results=5": ["Bridge", "River <& Co>"],
        f"/feeds/posts/default/-/Border/Texas%20&%20Co?alt={kind}": ["River <& Co>"],
    }
    for path, headlines in expected.items():
        found = read(client, kind, path)
        assert [title for title, _text in found] == headlines, path
        assert all("Nobody saw who closed the bridge." in text for _title, text in found)
    for path in (f"/es/feed/{kind}/{label}", f"/es/feed/{kind}/by/ana/", "/feed/?alt=x"):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("kind", CHECKS)
def test_a_feed_veils_and_survives_what_xml_cannot_hold(client, kind):
    graphic = make_photo((30, 20), graphic=True, graphic_reason="A body")
    body = f'<p>A\x0bB</p><img src="{graphic.large}">'
    make_post(headline="Bad\x08 letter", published_at=DAY, lead=graphic, body=body)
    content = client.get(f"/feed/{kind}/").content.decode()
    assert graphic.token not in content
    ((title, text),) = CHECKS[kind](content)
    assert (title, "Graphic photo: A body" in text) == ("Bad letter", True)


@pytest.mark.parametrize("kind", CHECKS)
def test_a_feed_without_posts_is_valid_and_does_not_change(client, kind):
    assert read(client, kind, f"/feed/{kind}/") == []
    etag = client.get(f"/feed/{kind}/").headers["ETag"]
    again = client.get(f"/feed/{kind}/", headers={"If-None-Match": etag})
    assert again.status_code == 304


def test_corrections_have_a_feed(client):
    post = make_post(headline="River", published_at=DAY)
    for text in ("It was <Monday>.", "It was Tuesday."):
        Correction.objects.create(post=post, text=text)
    found = read(client, "atom", "/corrections/feed/")
    assert found[1] == ("River", "<p>It was &lt;Monday&gt;.</p>")
    assert read(client, "atom", "/es/corrections/feed/") == []


def test_a_list_names_its_own_feed(client):
    label, byline = make_label("Border"), make_byline("Ana", slug="ana")
    make_post(published_at=DAY, labels=[label], bylines=[byline])
    for path in ("label/Border", "by/ana/"):
        place = f"/search/{path}" if path.startswith("label") else f"/{path}"
        page = client.get(place).content.decode()
        assert f'href="/feed/atom/{path}"' in page


def test_the_map_of_news_goes_back_two_days(client):
    now = timezone.now()
    new = make_post(headline="New & true", published_at=now - timedelta(hours=47))
    make_post(headline="Old", published_at=now - timedelta(hours=49))
    response = client.get("/sitemap-news.xml")
    assert response.headers["Content-Type"].startswith("application/xml")
    (url,) = ElementTree.fromstring(response.content)  # noqa: S314  our own
    news = "{http://www.google.com/schemas/sitemap-news/0.9}"
    assert url.findtext(f".//{news}title") == "New & true"
    assert url.findtext(f".//{news}language") == "en"
    assert url[0].text == f"http://testserver{new.get_absolute_url()}"
    assert "sitemap-news.xml" in client.get("/sitemap.xml").content.decode()
