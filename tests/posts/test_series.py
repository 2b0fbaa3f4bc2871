"""Series: their page, the way from part to part, and the pages that a change forgets."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from blogsite import pages
from blogsite.survival import places
from posts import publishing, series
from posts.stories import Part, Series
from tests.newsroom import member
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
OWN = "/series/the-river/"


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.fixture
def parts():
    """Return four posts, three of them in a series, published in another order than read."""
    river = Series.objects.create(name="The <River>", slug="the-river", about="Who owns it.")
    made = []
    for number, day in ((1, 3), (2, 1), (3, 2), (0, 4)):
        post = make_post(
            headline=f"Report {number}", published_at=datetime(2012, 5, day, 18, tzinfo=UTC)
        )
        if number:
            Part.objects.create(series=river, post=post, place=number)
        made.append(post)
    return made


def test_a_series_lists_its_live_parts_in_their_order(client, parts):
    page = text(client, OWN)
    assert re.findall(r"Report \d", page) == ["Report 1", "Report 2", "Report 3"]
    assert "The &lt;River&gt;</h1>" in page
    assert "Who owns it." in page
    publishing.withdraw(parts[1])
    assert re.findall(r"Report \d", text(client, f"{OWN}?fresh=1")) == ["Report 1", "Report 3"]
    for path in ("/es/series/the-river/", "/series/none/"):
        assert client.get(path).status_code == 404


def test_a_series_without_live_posts_is_not_found(client):
    Series.objects.create(name="Secret plan", slug="secret")
    assert client.get("/series/secret/").status_code == 404


def test_each_part_leads_to_the_ones_before_and_after(client, parts):
    def links(post):
        page = text(client, post.get_absolute_url())
        nav = page.partition('id="series-title"')[2].partition("</nav>")[0]
        assert f'href="{OWN}"' in nav
        return re.findall(r'rel="(\w+)" href="([^"]+)"', nav)

    first, second, third, other = parts
    assert links(first) == [("next", second.get_absolute_url())]
    assert links(second) == [
        ("prev", first.get_absolute_url()), ("next", third.get_absolute_url())
    ]  # fmt: skip
    assert links(third) == [("prev", second.get_absolute_url())]
    assert "series" not in text(client, other.get_absolute_url()).partition("<main")[2]
    page = text(client, second.get_absolute_url())
    assert "Part 2 of" in page
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert data["isPartOf"]["url"] == f"http://testserver{OWN}"
    assert data["isPartOf"]["name"] == "The <River>"
    assert data["position"] == 2


def test_a_post_costs_one_query_more_in_a_series(client, parts, django_assert_num_queries):
    client.get(parts[0].get_absolute_url())
    with django_assert_num_queries(5):
        client.get(f"{parts[3].get_absolute_url()}?fresh=1")
    with django_assert_num_queries(6):
        client.get(f"{parts[0].get_absolute_url()}?fresh=1")


def stored(client, parts):
    paths = [OWN, *(post.get_absolute_url() for post in parts)]
    for path in paths:
        text(client, path)
    return paths


def gone(paths):
    return [path for path in paths if not pages.place(path).exists()]


def test_a_change_of_one_part_forgets_the_series_and_the_parts_beside_it(client, parts, commit):
    own, first, second, third, other = paths = stored(client, parts)
    with commit():
        publishing.withdraw(parts[0])
    assert {own, first, second} <= set(gone(paths))
    stored(client, parts[1:])
    with commit():
        publishing.restore(parts[0])
    assert {own, first, second} <= set(gone(paths))


def test_renaming_and_deleting_a_series_forget_every_part(client, parts, commit):
    paths = stored(client, parts)
    river = Series.objects.get()
    river.name = "Water"
    with commit():
        series.put(river)
    assert gone(paths) == paths[:4]
    stored(client, parts)
    with commit():
        series.remove(river)
    assert gone(paths) == paths[:4]
    assert "Water" not in text(client, paths[1])


def rows(*posts):
    """Return what the form of a series sends for these (post, number)."""
    form = {"parts-TOTAL_FORMS": str(len(posts)), "parts-INITIAL_FORMS": "0"}
    for row, (post, number) in enumerate(posts):
        form |= {f"parts-{row}-post": post.pk, f"parts-{row}-place": number}
    return form


def test_an_editor_puts_a_series_together_and_reporters_do_not(client, parts, commit):
    paths = stored(client, parts)
    client.force_login(member("Editor"))
    river = Series.objects.get()
    words = {"name": "The River", "slug": "the-river", "language": "en"}
    form = words | rows((parts[3], 4)) | {"_save": "Save"}
    with commit():
        response = client.post(f"/admin/posts/series/{river.pk}/change/", form)
    assert response.status_code == 302, response.content.decode()
    assert gone(paths) == paths
    assert "Report 0" in text(client, OWN)
    assert client.get("/admin/posts/series/add/").status_code == 200
    client.force_login(member("Reporter"))
    assert client.get("/admin/posts/series/add/").status_code == 403


def test_a_post_of_the_other_edition_is_refused(parts):
    spanish = make_post(language="es")
    with pytest.raises(ValidationError):
        Part(series=Series.objects.get(), post=spanish, place=4).full_clean()


def test_a_copy_for_offline_reading_holds_the_page_of_a_series(parts):
    Series.objects.create(name="Nothing", slug="nothing-yet")
    assert (OWN, "series/the-river/index.html") in list(places.lists())
    assert not any("nothing-yet" in address for address, _file in places.lists())
