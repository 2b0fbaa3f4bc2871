"""Reading: every listing in both editions, what is not live is nowhere, old addresses."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from posts import publishing
from tests.posts.factories import make_byline, make_label, make_page, make_photo, make_post

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)
LISTINGS = ["/", "/es/", "/2012/05/", "/2012/", "/es/2012/05/", "/es/2012/"]


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_post_is_read_at_its_own_address(client):
    post = make_post(headline="Unease over an alliance", published_at=DAY, standfirst="A rift.")
    assert post.get_absolute_url() == "/2012/05/unease-over-an-alliance.html"
    text = page(client, post.get_absolute_url())
    assert "Unease over an alliance" in text
    assert "Nobody saw who closed the bridge." in text


def test_the_address_has_the_month_of_the_papers_own_time_zone():
    post = make_post(headline="Late", published_at=datetime(2012, 6, 1, 3, tzinfo=UTC))
    assert post.path == "2012/05/late.html"


def test_each_edition_lists_its_own_posts(client):
    make_post(headline="The river", published_at=DAY)
    make_post(headline="El río", published_at=DAY, language="es")
    for path in LISTINGS:
        text = page(client, path)
        assert ("El río" in text, "The river" in text) == ((True, False), (False, True))[
            not path.startswith("/es/")
        ]


def test_a_post_page_speaks_the_language_of_the_post(client):
    post = make_post(language="es", published_at=DAY)
    assert 'lang="es"' in page(client, post.get_absolute_url())


def test_labels_and_bylines_have_pages(client):
    label, byline = make_label("Border Wars/Texas"), make_byline("Ana Ríos", slug="ana-rios")
    make_post(headline="The river", labels=[label], bylines=[byline])
    assert "The river" in page(client, "/search/label/Border%20Wars/Texas")
    assert "The river" in page(client, "/by/ana-rios/")
    assert client.get("/es/search/label/Border%20Wars/Texas").status_code == 404


def test_a_label_or_byline_of_drafts_only_is_not_found(client):
    label, byline = make_label("Coming"), make_byline("New", slug="new")
    make_post(labels=[label], bylines=[byline], published_at=None)
    assert client.get("/search/label/Coming").status_code == 404
    assert client.get("/by/new/").status_code == 404


def hidden():
    later = timezone.now() + timedelta(hours=1)
    draft = make_post(headline="Hidden draft", published_at=None)
    scheduled = make_post(headline="Hidden scheduled", published_at=later)
    withdrawn = make_post(headline="Hidden withdrawn", published_at=DAY)
    publishing.withdraw(withdrawn)
    return [draft, scheduled, withdrawn]


def test_what_is_not_live_is_nowhere(client):
    label = make_label("Hidden things")
    posts = hidden()
    for post in posts:
        publishing.assign(post, labels=[label])
        if post.path:
            assert client.get(post.get_absolute_url()).status_code == 404
    shown = make_post(headline="Shown", published_at=DAY)
    paths = ["/", "/2012/", "/2012/05/", "/feed/", "/feeds/posts/default", shown.get_absolute_url()]
    paths += ["/sitemap-posts.xml", "/search?q=hidden", "/search?q=things"]
    for path in paths:
        text = page(client, path)
        assert "Hidden" not in text, path
        assert "hidden-" not in text, path


def test_a_withdrawn_post_comes_back_where_it_was(client):
    post = make_post(headline="Back", published_at=DAY)
    publishing.withdraw(post)
    assert client.get("/2012/05/back.html").status_code == 404
    publishing.restore(post)
    assert "Back" in page(client, "/2012/05/back.html")


@pytest.mark.parametrize("query", ["m=1", "m=0", "showComment=1338500000000"])
def test_old_forms_of_an_address_lead_to_the_plain_one(client, query):
    post = make_post(published_at=DAY)
    response = client.get(f"{post.get_absolute_url()}?{query}")
    assert (response.status_code, response.url) == (301, post.get_absolute_url())
    response = client.get(f"/?{query}")
    assert (response.status_code, response.url) == (301, "/")


@pytest.mark.parametrize(("place", "home"), [
    ("/search", "/"), ("/es/search", "/es/"),
    ("/search/label/Border", "/search/label/Border"),
    ("/es/search/label/Border", "/es/search/label/Border"),
])  # fmt: skip
@pytest.mark.parametrize("moment", ["2012-05-31T13:00:00-05:00", "2012-05-31T18:00:00%2B00:00"])
def test_older_posts_of_blogger_are_those_before_its_moment(client, place, home, moment):
    border, language = make_label("Border"), "es" if "/es/" in place else "en"
    for number, name in enumerate(("Before", "At", "After"), -1):
        when = DAY + timedelta(minutes=number)
        make_post(headline=name, published_at=when, labels=[border], language=language)
    response = client.get(f"{place}?updated-max={moment}&max-results=7")
    assert (response.status_code, response.url.partition("?")[0]) == (301, home)
    text = page(client, response.url)
    assert [name for name in ("Before", "At", "After") if f">{name}</a>" in text] == ["Before"]


@pytest.mark.parametrize("query", [
    "updated-max=", "updated-max=soon", "updated-max=2012-05-31", "max-results=7&updated-min=2012",
    "updated-max=0001-01-01T00:00:00%2B09:00", "updated-max=2012-05-31T18:00:00",
])  # fmt: skip
def test_an_unreadable_moment_of_blogger_leads_to_the_plain_list(client, query):
    make_post(published_at=DAY, labels=[make_label("Border")])
    for place, plain in (("/search", "/"), ("/search/label/Border", "/search/label/Border")):
        response = client.get(f"{place}?{query}")
        assert (response.status_code, response.url) == (301, plain)
    assert client.get("/search?q=river&updated-max=soon").status_code == 200


@pytest.mark.parametrize(("prefix", "path"), [("", "/"), ("/es", "/es/")])
def test_every_page_names_its_editions_feeds_in_three_formats(client, prefix, path):
    text = page(client, path)
    for kind, feed in (
        ("atom+xml", "feed/"),
        ("rss+xml", "feed/rss/"),
        ("feed+json", "feed/json/"),
    ):
        (named,) = re.findall(
            rf'<link rel="alternate" type="application/{re.escape(kind)}"[^>]*>', text
        )
        assert f'href="{prefix}/{feed}"' in named
        assert client.get(f"{prefix}/{feed}")["Content-Type"].startswith(f"application/{kind}")


@pytest.mark.parametrize(
    "path", ["/2012/13/", "/1850/", "/2012/5/", "/2012/05/none.html", "/by/none/", "/p/none.html"]
)
def test_what_does_not_exist_is_not_found(client, path):
    make_post(published_at=DAY)
    assert client.get(path).status_code in {301, 404}
    assert client.get(path, follow=True).status_code == 404


def test_a_page_is_read_in_both_editions(client):
    make_page(slug="us", title="About us", body="<p>We</p>")
    make_page(slug="us", title="Nosotros", body="<p>Somos</p>", language="es")
    assert "About us" in page(client, "/p/us.html")
    assert "Nosotros" in page(client, "/es/p/us.html")


def test_reading_costs_five_queries_at_most(client):
    label, byline = make_label("Border"), make_byline()
    for turn in range(15):
        fields = {"published_at": DAY + timedelta(minutes=turn), "lead": make_photo((20, 10))}
        post = make_post(labels=[label], bylines=[byline], **fields)
    listings = ["/", "/search/label/Border", f"/by/{byline.slug}/", "/2012/05/", "/2012/"]
    for path in [*listings, post.get_absolute_url()]:
        with CaptureQueriesContext(connection) as asked:
            page(client, path)
        # The comments below a post are not ours to count.
        assert len([q for q in asked if "comments_" not in q["sql"]]) <= 5, path


def test_a_link_to_a_list_or_a_page_shows_elsewhere_what_it_is(client):
    make_post(published_at=DAY, labels=[make_label("Border")])
    make_page(slug="us", title="About us")
    for path, title in (
        ("/", "Línea Divisoria"), ("/search/label/Border", "Border"), ("/2012/05/", "May 2012"),
        ("/labels/", "Topics"), ("/corrections/", "Corrections"), ("/p/us.html", "About us"),
    ):  # fmt: skip
        said = re.findall(
            r'<meta (?:property|name)="(\w+:\w+)" content="([^"]+)">', page(client, path)
        )
        assert len(dict(said)) == len(said)
        assert dict(said) | {"og:title": title, "og:url": f"http://testserver{path}"} == dict(said)
        assert dict(said).keys() >= {"og:description", "og:type", "twitter:card"}


def test_a_spanish_heading_begins_with_a_capital(client):
    post = make_post(language="es", published_at=DAY)
    assert "<h1>Mayo de 2012</h1>" in page(client, "/es/2012/05/")
    assert ">Mayo de 2012</a></h2>" in page(client, "/es/2012/")
    for path in ("/es/", post.get_absolute_url()):
        assert ">Jueves, 31 de mayo de 2012</time>" in page(client, path)


def test_only_the_first_page_of_a_list_is_for_search_engines(client):
    for turn in range(13):
        make_post(published_at=DAY + timedelta(minutes=turn))
    first = page(client, "/")
    (older,) = re.findall(r'rel="next" href="([^"]+)"', first)
    assert '<meta name="robots" content="index, follow' in first
    assert '<link rel="canonical" href="http://testserver/">' in first
    later = page(client, older.replace("&amp;", "&"))
    assert '<meta name="robots" content="noindex, follow">' in later
    assert 'rel="canonical"' not in later
    assert '<meta name="robots" content="noindex' in page(client, "/search")
