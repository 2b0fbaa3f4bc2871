"""What belongs to a post beside its text: readers see it, in both editions, and find it again."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from posts import beside, publishing, related
from posts.stories import Correction, Origin, Relation, Source, Translation
from tests.posts.factories import make_byline, make_label, make_post

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def alternates(page):
    """Return {language: address} of a page's hreflang links."""
    lines = [line for line in page.splitlines() if "hreflang=" in line and "<link" in line]
    return {
        line.split('hreflang="')[1][:2]: line.split('href="')[-1].split('"')[0] for line in lines
    }


@pytest.fixture
def pair():
    """Return the same report in English and in Spanish."""
    english = make_post(headline="The river", published_at=DAY)
    spanish = make_post(headline="El río", published_at=DAY, language="es")
    Translation.objects.create(english=english, spanish=spanish)
    return english, spanish


def test_a_translation_is_named_in_both_directions(client, pair):
    both = {post.language: f"http://testserver{post.get_absolute_url()}" for post in pair}
    for post, other in (pair, pair[::-1]):
        page = text(client, post.get_absolute_url())
        assert alternates(page) == both | {"x-": both["en"]}
        assert other.headline in page
        data = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])
        assert data["workTranslation"]["url"] == both[other.language]
        assert page.count(f'<a href="{other.get_absolute_url()}" hreflang') == 2  # masthead too


@pytest.mark.parametrize("gone", [0, 1])
def test_a_translation_that_is_not_live_is_not_named(client, pair, commit, gone):
    with commit():
        publishing.withdraw(pair[gone])
    left = pair[1 - gone]
    page = text(client, left.get_absolute_url())
    assert (alternates(page), pair[gone].headline in page) == ({}, False)
    home = {"en": '<a href="/es/" hreflang="es"', "es": '<a href="/" hreflang="en"'}
    assert home[left.language] in page


def test_a_pair_holds_one_post_of_each_language(pair):
    english, _spanish = pair
    other = make_post(headline="Other")
    with pytest.raises(ValidationError):
        Translation(english=other, spanish=english).full_clean()


def test_a_list_names_the_other_edition_only_where_that_has_posts(client):
    label, byline = make_label("Border"), make_byline("Ana", slug="ana")
    make_post(published_at=DAY, labels=[label], bylines=[byline])
    lists = ["/2012/", "/2012/05/", "/search/label/Border", "/by/ana/"]
    assert [alternates(text(client, path)) for path in lists] == [{}] * 4
    make_post(published_at=DAY, labels=[label], bylines=[byline], language="es")
    for path in [*lists, "/", "/labels/", "/corrections/"]:
        for asked in (path, f"/es{path}"):
            expected = {"en": f"http://testserver{path}", "es": f"http://testserver/es{path}"}
            found = alternates(text(client, f"{asked}?fresh=1"))
            assert found == expected | {"x-": expected["en"]}, asked


def test_a_correction_is_on_the_post_and_in_the_list(client):
    post = make_post(headline="River", published_at=DAY)
    assert "has been corrected" not in text(client, post.get_absolute_url())
    Correction.objects.create(post=post, text="It was <b>Tuesday</b>.")
    publishing.refresh(post)
    page = text(client, f"{post.get_absolute_url()}?fresh=1")
    assert "It was &lt;b&gt;Tuesday&lt;/b&gt;." in page
    assert 'href="#corrections"' in page
    listed = text(client, "/corrections/")
    assert "It was &lt;b&gt;" in listed
    assert f'{post.get_absolute_url()}#corrections"' in listed
    assert "Tuesday" not in text(client, "/es/corrections/")
    post.refresh_from_db()
    assert post.revised_at == post.corrections.get().made_at


def test_corrections_of_hidden_posts_are_not_listed_and_long_lists_go_on(client):
    draft, post = make_post(published_at=None), make_post(published_at=DAY)
    Correction.objects.create(post=draft, text="Nobody may read this.")
    for number in range(51):
        Correction.objects.create(post=post, text=f"Mistake {number}.")
    page = text(client, "/corrections/")
    assert ("Nobody" in page, "Mistake 50." in page, "Mistake 0." in page) == (False, True, False)
    older = page.split('rel="next" href="')[1].split('"')[0]
    assert "Mistake 0." in text(client, older)
    assert client.get("/corrections/?before=x").status_code == 404


def test_sources_and_first_publication_and_doubt_are_said(client):
    post = make_post(published_at=DAY, unverified=True)
    Source.objects.create(post=post, title="Court file 12", link="https://court.example/12")
    Origin.objects.create(
        post=post, name="El Diario", link="https://d.example/", published_on=date(2012, 5, 30)
    )
    publishing.refresh(post)
    page = text(client, post.get_absolute_url())
    assert '"isBasedOn": "https://d.example/"' in page
    assert '<a href="https://court.example/12" rel="noopener noreferrer">Court file 12</a>' in page
    assert 'rel="noopener noreferrer">El Diario</a>, <time datetime="2012-05-30">' in page
    assert "Not verified." in page
    assert "Not verified" in text(client, "/2012/05/")


def test_posts_about_the_same_find_each_other(client):
    border, water = make_label("Border"), make_label("Water")
    old = make_post(headline="Old", published_at=DAY, labels=[border, water])
    make_post(headline="Elsewhere", published_at=DAY, labels=[make_label("Else")])
    make_post(headline="Otra", published_at=DAY, labels=[border], language="es")
    new = make_post(headline="New", labels=[border, water])
    for post, other in ((old, new), (new, old)):
        assert [found.headline for found in beside.of(post).related] == [other.headline]
        page = text(client, post.get_absolute_url())
        assert other.headline in page.split('id="related-title"')[1].split("</nav>")[0]
    publishing.withdraw(new)
    assert beside.of(old).related == []


def test_a_related_post_that_changed_its_edition_is_not_named(client):
    border = make_label("Border")
    old = make_post(headline="Otra", published_at=DAY, labels=[border])
    new = make_post(labels=[border])
    assert "Otra" in text(client, new.get_absolute_url()).partition('id="related-title"')[2]
    old.language = "es"
    publishing.put(old)
    page = text(client, f"{new.get_absolute_url()}?fresh=1")
    assert 'id="related-title"' not in page


def test_only_live_posts_are_related():
    border = [make_label("Border")]
    withdrawn = make_post(published_at=DAY, labels=border)
    new = make_post(labels=border)
    make_post(published_at=timezone.now() + timedelta(days=1), labels=border)
    publishing.withdraw(withdrawn)
    assert Relation.objects.count() == 3
    assert beside.of(new).related == []


def test_relations_are_the_same_one_by_one_and_in_bulk():
    topics = [make_label() for _ in range(3)]
    for turn in range(9):
        day = datetime(2012, 5, turn + 1, 18, tzinfo=UTC)
        make_post(published_at=day, labels=topics[turn % 3 :] + topics[: turn % 2])
    make_post(published_at=timezone.now() + timedelta(days=1), labels=topics)
    make_post(published_at=timezone.now() + timedelta(days=2), labels=topics)
    pairs = set(Relation.objects.values_list("later", "earlier"))
    assert len(pairs) > 16
    assert related.rebuild() == len(pairs)
    assert set(Relation.objects.values_list("later", "earlier")) == pairs


def test_a_year_leads_to_all_others_that_have_posts(client):
    for year in (2009, 2012, 2013):
        make_post(published_at=datetime(year, 5, 31, 18, tzinfo=UTC))
    page = text(client, "/2012/")
    assert ('href="/2009/"' in page, 'href="/2013/"' in page) == (True, True)
    page = text(client, "/2013/")
    assert ('href="/2009/"' in page, 'href="/2012/"' in page) == (True, True)
    assert 'href="/2010/"' not in page


def test_a_post_can_be_passed_on_without_a_script(client):
    post = make_post(headline="A & B/C", published_at=DAY)
    page = text(client, post.get_absolute_url())
    address = f"http%3A//testserver{post.get_absolute_url()}".replace("/", "%2F")
    assert f'href="mailto:?subject=A%20%26%20B%2FC&amp;body={address}"' in page
    assert f'<code class="address">http://testserver{post.get_absolute_url()}</code>' in page
