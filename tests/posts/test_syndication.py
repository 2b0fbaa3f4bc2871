"""Every feed in every format keeps the rules of its format, and hides what must be hidden."""

import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from posts.stories import Correction, Origin
from tests.feeds import read
from tests.posts.factories import make_byline, make_label, make_photo, make_post

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)
KINDS = ["atom", "rss", "json"]


@pytest.mark.parametrize("kind", KINDS)
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


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_veils_and_survives_what_xml_cannot_hold(client, kind):
    graphic = make_photo((30, 20), graphic=True, graphic_reason="A body")
    body = f'<p>A\x0bB</p><img src="{graphic.large}">'
    make_post(headline="Bad\x08 letter", published_at=DAY, lead=graphic, body=body)
    assert graphic.token not in client.get(f"/feed/{kind}/").content.decode()
    ((title, text),) = read(client, kind, f"/feed/{kind}/")
    assert (title, "Graphic photo: A body" in text) == ("Bad letter", True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_says_how_an_entry_is_to_be_taken_in_its_own_language(client, kind):
    plain = make_post(headline="Plain", published_at=DAY)
    doubtful = make_post(headline="Duda", published_at=DAY, language="es", unverified=True)
    link = "https://diario.example/"
    Origin.objects.create(
        post=doubtful, name="El Diario & Co", link=link, published_on=date(2012, 5, 1)
    )
    texts = dict(read(client, kind, f"/feed/{kind}/all/"))
    assert texts["Duda"].startswith("<p><strong>Sin confirmar.</strong></p>")
    assert "Publicado primero por" in texts["Duda"]
    assert f'<a href="{link}" rel="noopener noreferrer">El Diario &amp; Co</a>' in texts["Duda"]
    assert "1 de mayo de 2012" in texts["Duda"]
    assert not re.search("erified|confirm|primero|First", texts[plain.headline])


@pytest.mark.parametrize("kind", KINDS)
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
    new = make_post(headline="New & \x08true", published_at=now - timedelta(hours=47))
    make_post(headline="Old", published_at=now - timedelta(hours=49))
    response = client.get("/sitemap-news.xml")
    assert response.headers["Content-Type"].startswith("application/xml")
    (url,) = ElementTree.fromstring(response.content)  # noqa: S314  our own
    news = "{http://www.google.com/schemas/sitemap-news/0.9}"
    assert url.findtext(f".//{news}title") == "New & true"
    assert url.findtext(f".//{news}language") == "en"
    assert url[0].text == f"http://testserver{new.get_absolute_url()}"
    assert "sitemap-news.xml" in client.get("/sitemap.xml").content.decode()
