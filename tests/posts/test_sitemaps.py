"""The map of the site: every list with something to read, each naming its other edition."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from posts import publishing
from posts.stories import Part, Series, Translation
from tests.posts.factories import make_byline, make_label, make_post
from tests.tips.factories import make_reader

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)
MAP, XHTML = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"
HOST = "http://testserver"


def entries(client, section):
    """Return {path: {language: path}} of one map."""
    response = client.get(f"/sitemap-{section}.xml")
    assert response.status_code == 200
    found = {}
    for url in ElementTree.fromstring(response.content):  # noqa: S314  our own
        links = {
            link.get("hreflang"): link.get("href").removeprefix(HOST)
            for link in url.findall(f"{XHTML}link")
        }
        found[url.findtext(f"{MAP}loc").removeprefix(HOST)] = links
    return found


def both(path):
    return {"en": path, "es": f"/es{path}", "x-default": path}


def test_translations_name_each_other(client):
    english, spanish = make_post(published_at=DAY), make_post(published_at=DAY, language="es")
    alone = make_post(published_at=DAY)
    Translation.objects.create(english=english, spanish=spanish)
    pair = {"en": english.get_absolute_url(), "es": spanish.get_absolute_url()}
    pair["x-default"] = pair["en"]
    expected = {pair["en"]: pair, pair["es"]: pair, alone.get_absolute_url(): {}}
    assert entries(client, "posts") == expected
    publishing.withdraw(spanish)
    assert entries(client, "posts") == {pair["en"]: {}, alone.get_absolute_url(): {}}


def test_lists_are_in_the_map_once_they_have_a_live_post(client):
    fixed = {path: both(path) for path in ("/", "/labels/", "/corrections/")}
    fixed |= {f"/es{path}": pair for path, pair in fixed.items()}
    border, water = make_label("Border & Co"), make_label("Water")
    ana, bo = make_byline("Ana", slug="ana"), make_byline("Bo", slug="bo")
    make_post(published_at=None, labels=[border, water], bylines=[ana, bo])
    river = Series.objects.create(name="River", slug="river")
    assert entries(client, "lists") == fixed
    post = make_post(published_at=DAY, labels=[border], bylines=[ana, bo])
    Part.objects.create(series=river, post=post, place=1)
    make_post(published_at=DAY, labels=[border, water], bylines=[ana], language="es")
    shared = {path: both(path) for path in ("/search/label/Border%20&%20Co", "/by/ana/")}
    shared["/2012/"] = both("/2012/")
    shared |= {f"/es{path}": pair for path, pair in shared.items()}
    own = {"/by/bo/": {}, "/es/search/label/Water": {}, "/series/river/": {}}
    assert entries(client, "lists") == fixed | shared | own


def test_every_address_in_a_map_answers(client):
    post = make_post(published_at=DAY, labels=[make_label("A/B é")], bylines=[make_byline()])
    Part.objects.create(
        series=Series.objects.create(name="River", slug="river"), post=post, place=1
    )
    make_post(published_at=datetime(2009, 1, 1, tzinfo=UTC), language="es")
    for section in ("posts", "lists", "pages"):
        for path, links in entries(client, section).items():
            for found in {path, *links.values()}:
                assert client.get(found).status_code == 200, found


def test_the_index_names_every_map(client):
    index = client.get("/sitemap.xml").content.decode()
    for section in ("posts", "lists", "pages", "news"):
        assert f"{HOST}/sitemap-{section}.xml" in index


@pytest.mark.parametrize(
    "pair",
    [
        ("/tips/", "/es/denuncias/"),
        ("/tips/return/", "/es/denuncias/regreso/"),
        ("/comment-status/", "/es/estado-de-comentario/"),
        ("/search", "/es/search"),
    ],
)
def test_pages_with_an_address_in_each_edition_lead_to_each_other(client, pair):
    make_reader()
    for path, other, code in ((*pair, "es"), (*pair[::-1], "en")):
        page = client.get(path).content.decode()
        assert f'<link rel="alternate" hreflang="{code}" href="{HOST}{other}">' in page
        assert f'<a href="{other}" hreflang="{code}" lang="{code}">' in page
    page = client.get("/not/here/").content.decode()
    assert '<link rel="alternate" hreflang' not in page
