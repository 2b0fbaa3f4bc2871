"""Search: accents, case and endings do not matter, every word does, and no text breaks it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posts import publishing, search
from posts.models import Post
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)


def headlines(query, language="en"):
    keys = search.find(query, language).keys
    found = Post.objects.in_bulk(keys)
    return [found[key].headline for key in keys]


@pytest.mark.parametrize(
    ("language", "text", "queries"),
    [
        (
            "en",
            "The generals were arrested",
            ["general", "GENERALS", "arrests", "arresting general"],
        ),
        ("es", "Las detenciones en Culiacán", ["detención", "detencion", "culiacan", "CULIACÁN"]),
        ("es", "El niño cantó una canción", ["nino", "niño", "canciones", "cancion"]),
        ("es", "Cárteles y sicarios", ["cartel", "cártel", "sicario"]),
        (
            "en",
            "Sergio “El Grande” Villarreal",
            ['"el grande"', "“grande villarreal”", "el-grande"],
        ),
        ("en", "It cost $1,695 in 2012", ["695 2012", "$1,695"]),
        ("en", "Drug-war alliance", ["drug war", "drug-war", '"war alliance"']),
        ("en", "Ｆｕｌｌ width ﬁnds", ["full", "finds"]),
    ],
)
def test_words_are_found_whatever_their_form(language, text, queries):
    make_post(headline="Hit", body=f"<p>{text}</p>", language=language)
    for query in queries:
        assert headlines(query, language) == ["Hit"], query


@pytest.mark.parametrize("query", ["river dog", '"bridge river"', "dogs", "rivers -bridge dog"])
def test_every_word_and_phrase_must_be_there(query):
    make_post(headline="Hit", body="<p>The river under the bridge</p>")
    assert headlines(query) == []


def test_a_phrase_does_not_reach_from_the_headline_into_the_text():
    make_post(headline="Quiet river", body="<p>Bridges burn</p>")
    assert headlines('"river bridges"') == []
    assert headlines("river bridges") == ["Quiet river"]


def test_a_word_in_a_headline_weighs_more():
    make_post(headline="Water", body="<p>A long text about other things entirely.</p>")
    make_post(headline="A day", body="<p>Water, and then water: a text about things.</p>")
    assert headlines("water") == ["Water", "A day"]


def test_each_edition_finds_its_own():
    make_post(headline="Panic", body="<p>radio</p>")
    make_post(headline="Pánico", body="<p>radio</p>", language="es")
    assert headlines("radio") == ["Panic"]
    assert headlines("radio", "es") == ["Pánico"]


def test_what_is_edited_moved_or_hidden_is_found_as_it_is_now():
    post = make_post(headline="River", body="<p>old words</p>")
    post.body = "<p>new words</p>"
    publishing.put(post)
    assert (headlines("old"), headlines("new")) == ([], ["River"])
    post.language = "es"
    publishing.put(post)
    assert (headlines("river"), headlines("river", "es")) == ([], ["River"])
    publishing.withdraw(post)
    assert headlines("river", "es") == []
    publishing.restore(post)
    assert headlines("river", "es") == ["River"]
    publishing.remove(post)
    assert headlines("river", "es") == []


def test_tags_and_addresses_in_the_html_are_no_words():
    make_post(
        body='<p>See <a href="https://hidden.example/">this</a></p><blockquote>A</blockquote>'
    )
    assert headlines("blockquote") == headlines("hidden") == headlines("href") == []


def test_at_most_fifty_are_shown_and_the_rest_is_said():
    for turn in range(51):
        make_post(body="<p>flood</p>", published_at=DAY + timedelta(minutes=turn))
    found = search.find("flood", "en")
    assert (len(found.keys), found.too_many) == (50, True)


def test_very_common_words_give_the_newest(monkeypatch):
    monkeypatch.setattr(search, "COMMON", 2)
    for turn in range(4):
        make_post(headline=f"Flood {turn}", published_at=DAY + timedelta(minutes=turn))
    assert headlines("flood") == ["Flood 3", "Flood 2", "Flood 1", "Flood 0"]


def test_the_index_can_be_built_anew():
    make_post(headline="River")
    make_post(headline="Draft river", published_at=None)
    call_command("rebuild_search", verbosity=0)
    call_command("rebuild_search", verbosity=0)
    assert headlines("river") == ["River"]


ODD = [
    "", " ", '"', '""', '"a', 'a"b"c', "*", "a*", "^a", "a:b", "headline:river", "NOT a", "a AND",
    "OR", "NEAR(a b)", "(", ")", "a -b", "'", "\\", "\\'", "--", ";", "%", "%s", "{}", "a\x00b",
    "\ud800", "&", "|", "!", "<->", "a & !b", ":*", "😀", "\u202e", "a" * 10_000, "a " * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("query", ODD)
def test_no_query_is_an_error(client, query):
    make_post(headline="River")
    response = client.get("/search", {"q": query.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200


@settings(
    max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.text())
def test_no_text_at_all_is_an_error(query):
    search.find(query, "en")
    search.find(query, "es")


@given(st.text())
@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_any_text_can_be_indexed(text):
    safe = text.replace("\x00", "").encode("utf-8", "ignore").decode()
    search.index(publishing.Post(pk=1, headline="x", body=safe, published_at=DAY, language="es"))


def test_the_search_page_keeps_the_question_and_stores_nothing(client):
    make_post(headline="River <b>")
    response = client.get("/search", {"q": "river"})
    assert "<mark>River</mark> &lt;b&gt;" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert 'value="river"' in response.content.decode()


@pytest.mark.parametrize(
    "body",
    ["a" * 5000, " ".join(f"{number:x}q" for number in range(150_000)), "one two " * 200_000],
    ids=["one endless word", "very many words", "the same words again and again"],
)
def test_a_text_without_end_can_be_saved_and_found(body):
    post = make_post(headline="River", body=f"<p>Bridge {body}</p>")
    for query in ("river", "bridge", body.split(" ")[0][:200]):
        assert search.find(query, "en").keys == [post.pk], query[:10]
