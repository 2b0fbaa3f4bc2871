"""Bylines that are given up: every card, page, feed and block of data follows at once."""

from datetime import UTC, datetime

import pytest

from blogsite import pages
from posts import bylines
from posts.models import Byline, Post
from posts.stories import FormerByline
from tests.newsroom import member
from tests.posts.factories import make_byline, make_post

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)
FEEDS = ("/feed/", "/feed/rss/", "/feed/json/", "/feed/atom/all/")


@pytest.fixture
def ana():
    return make_byline("Ana Cruz", slug="ana-cruz")


@pytest.fixture
def bo():
    return make_byline("Bo Díaz", slug="bo-diaz")


@pytest.fixture
def signed(ana, bo):
    """Print a post by Ana, one by both, one by Bo, and a draft by Ana."""
    return [
        make_post(published_at=DAY, bylines=[ana]),
        make_post(published_at=DAY, bylines=[ana, bo]),
        make_post(published_at=DAY, bylines=[bo]),
        make_post(published_at=None, bylines=[ana]),
    ]


def names(posts):
    return [[byline.name for byline in post.bylines.all()] for post in posts]


def read(client, path):
    return client.get(path).content.decode()


def shown(client, name, posts):
    """Return where a name stands: pages, lists, cards, feeds, structured data."""
    paths = [post.get_absolute_url() for post in posts if post.path]
    found = {path for path in [*paths, "/", "/2012/05/", *FEEDS] if name in read(client, path)}
    cards = Post.objects.filter(card__contains=name)
    return found | {f"card {post.pk}" for post in cards}


def test_merged_posts_carry_the_other_name_and_the_address_leads_to_it(
    client, ana, bo, signed, commit
):
    assert len(shown(client, "Ana Cruz", signed)) == 11
    with commit():
        assert bylines.merge(ana, bo) == 3
    assert names(signed) == [["Bo Díaz"]] * 4
    assert shown(client, "Ana Cruz", signed) == set()
    for old, new in (("/by/", "/by/"), ("/es/by/", "/es/by/"), ("/feed/rss/by/", "/feed/rss/by/")):
        response = client.get(f"{old}ana-cruz/")
        assert (response.status_code, response.url) == (301, f"{new}bo-diaz/")


@pytest.mark.parametrize(("texts", "shown"), [
    ({"about": "Writes on <money>.", "about_es": "Escribe de dinero."},
     {"": "Writes on &lt;money&gt;.", "/es": "Escribe de dinero."}),
    ({"about": "", "about_es": "Escribe de dinero."}, dict.fromkeys(["", "/es"], "Escribe")),
    ({"about": "Writes on money.", "about_es": ""}, dict.fromkeys(["", "/es"], "Writes")),
])  # fmt: skip
def test_a_byline_is_told_of_in_the_language_of_the_edition(client, ana, texts, shown):
    for language in ("en", "es"):
        make_post(language=language, bylines=[ana])
    Byline.objects.filter(pk=ana.pk).update(**texts)
    for edition, words in shown.items():
        page = client.get(f"{edition}/by/ana-cruz/").content.decode()
        said = page.partition('<p class="standfirst">')[2].partition("</p>")[0]
        assert said.startswith(words)


def test_addresses_that_led_to_a_merged_byline_follow(client, ana, bo, signed):
    staff = make_byline("Staff", slug="staff")
    bylines.merge(ana, bo)
    bylines.merge(bo, staff)
    for old in ("ana-cruz", "bo-diaz"):
        assert client.get(f"/by/{old}/").url == "/by/staff/"


def test_reassigned_posts_leave_their_byline_without_posts(client, ana, bo, signed, commit):
    client.get("/by/ana-cruz/")
    with commit():
        assert bylines.reassign(ana, bo) == 3
    assert names(signed) == [["Bo Díaz"]] * 4
    assert shown(client, "Ana Cruz", signed) == set()
    assert not pages.place("/by/ana-cruz/").exists()
    assert client.get("/by/ana-cruz/").status_code == 404
    assert Byline.objects.filter(pk=ana.pk).exists()


def test_a_retired_byline_is_gone_and_leads_nowhere(client, ana, bo, signed, commit):
    ana.slug = "ana"
    bylines.put(ana)
    bylines.merge(make_byline("A. C.", slug="a-c"), ana)
    before = list(Post.objects.order_by("pk").values_list("revised_at", flat=True))
    client.get("/by/ana/")
    with commit():
        assert bylines.retire(ana, bo) == 3
    assert names(signed) == [["Bo Díaz"]] * 4
    assert shown(client, "Ana Cruz", signed) == set()
    for slug in ("ana", "ana-cruz", "a-c"):
        for path in (f"/by/{slug}/", f"/es/by/{slug}/", f"/feed/atom/by/{slug}/"):
            response = client.get(path)
            assert response.status_code == 410
            assert "Location" not in response.headers
    assert "410" in read(client, "/by/ana/")
    assert not pages.place("/by/ana/").exists()
    assert list(Post.objects.order_by("pk").values_list("revised_at", flat=True)) == before


def test_nothing_of_a_retired_name_stays_in_the_tables(ana, bo, signed):
    bylines.retire(ana)
    assert names(signed) == [[], ["Bo Díaz"], ["Bo Díaz"], []]
    kept = str(list(FormerByline.objects.values()) + list(Post.objects.values()))
    assert "ana" not in kept.lower()
    assert FormerByline.objects.get().byline is None


def test_a_changed_address_leads_to_the_new_one_until_it_is_given_again(
    client, ana, signed, commit
):
    ana.slug = "ana"
    bylines.put(ana)
    assert client.get("/by/ana-cruz/").url == "/by/ana/"
    other = make_byline("Other", slug="other")
    make_post(published_at=DAY, bylines=[other])
    other.slug = "ana-cruz"
    bylines.put(other)
    assert "Other" in read(client, "/by/ana-cruz/")
    with commit():
        bylines.remove(other)
    assert client.get("/by/ana-cruz/").status_code == 404


def test_a_byline_is_not_given_to_itself(ana, signed):
    for act in (bylines.merge, bylines.reassign, bylines.retire):
        with pytest.raises(ValueError, match="itself"):
            act(ana, ana)
    assert names(signed)[0] == ["Ana Cruz"]


def chosen(action, *given, **fields):
    return {"action": action, "_selected_action": [byline.pk for byline in given]} | fields


@pytest.fixture
def editor(client):
    client.force_login(member("Editor"))
    return client


@pytest.mark.parametrize("action", ["merge", "reassign", "retire"])
def test_an_editor_is_told_what_will_happen_and_then_it_does(editor, ana, bo, signed, action):
    given = [ana, bo] if action == "merge" else [ana]
    asked = editor.post("/admin/posts/byline/", chosen(action, *given))
    assert asked.status_code == 200
    assert "Ana Cruz: 3 posts" in asked.content.decode()
    assert names(signed)[0] == ["Ana Cruz"]
    form = chosen(action, *given, sure="yes", to=bo.pk)
    told = editor.post("/admin/posts/byline/", form, follow=True).content.decode()
    assert "3 posts changed." in told
    assert names(signed) == [["Bo Díaz"]] * 4
    assert Byline.objects.filter(pk=ana.pk).exists() is (action == "reassign")


def test_nobody_takes_over_only_where_a_byline_is_retired(editor, ana, signed):
    for action, status in (("merge", 422), ("reassign", 422), ("retire", 302)):
        form = chosen(action, ana, sure="yes", to="")
        assert editor.post("/admin/posts/byline/", form).status_code == status
    assert not Byline.objects.filter(pk=ana.pk).exists()


def test_bylines_are_offered_by_name_to_who_writes(editor):
    for name in ("Carla", "Ana", "Bo"):
        make_byline(name)
    field = {"app_label": "posts", "model_name": "post", "field_name": "bylines"}
    found = editor.get("/admin/autocomplete/", field).json()["results"]
    assert [each["text"] for each in found] == ["Ana", "Bo", "Carla"]


def test_a_reporter_gives_no_byline_up(client, ana, bo, signed):
    client.force_login(member("Reporter"))
    for action in ("merge", "reassign", "retire"):
        client.post("/admin/posts/byline/", chosen(action, ana, sure="yes", to=bo.pk))
    assert names(signed)[0] == ["Ana Cruz"]


def rename(byline):
    byline.name = "Eva Luz"
    bylines.put(byline)


@pytest.mark.parametrize("give_up", [rename, bylines.retire, bylines.remove])
def test_a_name_goes_from_the_stored_page_of_whoever_signed_beside_it(
    client, ana, bo, signed, django_capture_on_commit_callbacks, give_up
):
    for path in ("/by/bo-diaz/", "/", "/2012/05/"):
        assert "Ana Cruz" in client.get(path).content.decode()
        assert pages.place(path).exists()
    with django_capture_on_commit_callbacks(execute=True):
        give_up(ana)
    for path in ("/by/bo-diaz/", "/", "/2012/05/"):
        assert "Ana Cruz" not in client.get(path).content.decode(), path
