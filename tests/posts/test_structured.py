"""What machines read about a post: whole addresses, true dates, printed names, no veiled photo."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from posts import publishing
from posts.stories import Correction, Origin, Part, Series, Translation
from tests.feed_rules import absolute, moment
from tests.posts.factories import make_byline, make_label, make_photo, make_post

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, 30, 15, 123456, tzinfo=UTC)
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
NEEDED = {
    "@context", "@type", "headline", "inLanguage", "datePublished", "dateModified",
    "mainEntityOfPage", "author", "publisher",
}  # fmt: skip
MAY_BE = {
    "description",
    "image",
    "keywords",
    "workTranslation",
    "isBasedOn",
    "isPartOf",
    "position",
}
TYPES = {
    "NewsArticle": {"url"} | NEEDED | MAY_BE,
    "Person": {"name", "url"},
    "NewsMediaOrganization": {"name", "url"},
    "CreativeWorkSeries": {"name", "url"},
}
ADDRESSES = {"url", "mainEntityOfPage"}
SCHEMA = "https://schema.org"


def read(client, post):
    (block,) = BLOCK.findall(client.get(f"{post.get_absolute_url()}?fresh=1").content.decode())
    return json.loads(block)


def things(data):
    """Yield an object and all objects inside it."""
    if isinstance(data, dict):
        yield data
        data = list(data.values())
    for each in data if isinstance(data, list) else []:
        yield from things(each)


def check(data):
    assert data["@context"] == SCHEMA
    assert data["@type"] == "NewsArticle"
    assert data.keys() >= NEEDED
    assert all(data[name] for name in data), "an empty field"
    for thing in things(data):
        assert thing.keys() - {"@type"} <= TYPES[thing["@type"]]
        assert thing.get("name") != ""
        assert all(absolute(thing[name]) for name in ADDRESSES & thing.keys())
    assert all(map(absolute, data.get("image", [])))
    assert moment(data["datePublished"])
    assert moment(data["dateModified"])
    assert data["datePublished"] <= data["dateModified"]


def rich(language):
    """Return a post that has all that the block can tell, and its photo that may be shown."""
    graphic = make_photo((30, 20), graphic=True, graphic_reason="A body")
    safe = make_photo((30, 20))
    post = make_post(
        headline="</script> & “River”", slug="river", language=language, published_at=DAY,
        standfirst="Who <owns> it.", lead=graphic, body=f'<img src="{safe.large}">',
        bylines=[make_byline("Ana Ñ", slug="ana"), make_byline("Bo", slug="bo")],
        labels=[make_label("Water & <b>")],
    )  # fmt: skip
    series = Series.objects.create(language=language, name="The river", slug="river")
    Part.objects.create(series=series, post=post, place=3)
    Origin.objects.create(post=post, name="El Diario", link="https://diario.example/")
    Correction.objects.create(post=post, text="It was May.", made_at=DAY + timedelta(days=2))
    publishing.refresh(post)
    return post, safe, graphic


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_post_with_everything_says_everything(client, language):
    post, safe, graphic = rich(language)
    data = read(client, post)
    check(data)
    prefix = "/es" if language == "es" else ""
    assert data["headline"] == "</script> & “River”"
    assert data["inLanguage"] == language
    assert [person["name"] for person in data["author"]] == ["Ana Ñ", "Bo"]
    for person, slug in zip(data["author"], ("ana", "bo"), strict=True):
        assert person["url"] == f"http://testserver{prefix}/by/{slug}/"
        assert client.get(person["url"]).status_code == 200
    assert data["keywords"] == ["Water & <b>"]
    page = client.get(post.get_absolute_url()).content.decode()
    assert page.count('<meta property="article:tag" content="Water &amp; &lt;b&gt;">') == 1
    assert data["image"] == [f"http://testserver{safe.large}"]
    assert graphic.token not in json.dumps(data)
    assert data["isPartOf"]["url"] == f"http://testserver{prefix}/series/river/"
    assert (data["position"], data["isBasedOn"]) == (3, "https://diario.example/")
    assert datetime.fromisoformat(data["datePublished"]) == DAY
    assert datetime.fromisoformat(data["dateModified"]) == DAY + timedelta(days=2)


def test_a_post_with_nothing_is_signed_by_the_paper(client, settings):
    data = read(client, make_post(published_at=DAY, headline="River"))
    check(data)
    assert data.keys() == NEEDED
    assert data["author"] == [data["publisher"]]
    assert data["publisher"]["name"] == settings.SITE_NAME
    assert data["dateModified"] == data["datePublished"]


def test_a_translation_is_named_while_it_is_live(client):
    english, spanish = make_post(published_at=DAY), make_post(published_at=DAY, language="es")
    Translation.objects.create(english=english, spanish=spanish)
    for one, other in ((english, spanish), (spanish, english)):
        data = read(client, one)
        check(data)
        assert data["workTranslation"]["url"] == f"http://testserver{other.get_absolute_url()}"
    publishing.withdraw(spanish)
    assert "workTranslation" not in read(client, english)
