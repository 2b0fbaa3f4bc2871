"""The check in the newsroom: what was found comes back with the form until somebody looked."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from posts import publishing
from posts.models import Post
from tests.newsroom import member
from tests.posts.factories import make_byline, make_photo, make_post
from tests.posts.test_preview import let_in, room

pytestmark = pytest.mark.django_db
ADD = "/admin/posts/post/add/"
PHONE, OTHER = "<p>Call 899 123 4567</p>", "<p>Call 899 123 4567 or 899 765 4321</p>"
LINK = '<p><a href="http://a.example/">There</a></p>'


@pytest.fixture
def desk(client):
    return let_in(client, "Editor")


def form(body=PHONE, *, at=None, **fields):
    """Return what a reporter sends; `at` is when it is published, in days from now."""
    words = {"headline": "River", "body": body, "language": "en", "comments_open": "on"}
    if at is not None:
        moment = timezone.localtime() + timedelta(days=at)
        words |= {"published_at_0": f"{moment:%Y-%m-%d}", "published_at_1": f"{moment:%H:%M:%S}"}
    return words | fields


def tick(response):
    """Return the tick of a form that came back, as a reporter would send it."""
    found = re.search(r'name="looked_at"[^>]* value="([^"]+)"', response.content.decode())
    return {"looked_at": found[1]}


def words(response):
    return response.content.decode()


def saved():
    return list(Post.objects.values_list("headline", "body"))


@pytest.mark.parametrize("at", [-1, 1])
def test_a_draft_on_its_way_to_readers_comes_back_with_all_that_was_typed(desk, at):
    byline, photo = make_byline("Ana"), make_photo()
    typed = form(
        standfirst="Who owns it", at=at, bylines=[byline.pk], lead=photo.pk, slug="river-1"
    )
    response = desk.post(ADD, typed)
    assert response.status_code == 200
    assert saved() == []
    text = words(response)
    for kept in ("River", "Who owns it", "Call 899 123 4567", "Ana", "river-1", str(photo)):
        assert kept in text
    assert typed["published_at_1"] in text
    assert response.context["errors"]
    assert response.context["adminform"].form.errors == {
        "body": ["Private data (telephone number): 899 123 4567"]
    }


def test_once_somebody_has_looked_it_is_published(desk):
    response = desk.post(ADD, form(at=-1))
    assert desk.post(ADD, form(at=-1) | tick(response)).status_code == 302
    assert Post.objects.get().state == "live"


def test_a_tick_is_for_what_was_seen_and_a_new_find_asks_again(desk):
    seen = tick(desk.post(ADD, form(at=-1)))
    response = desk.post(ADD, form(OTHER, at=-1) | seen)
    assert saved() == []
    assert "checked" not in re.search(r"<input[^>]*looked_at[^>]*>", words(response))[0]
    assert desk.post(ADD, form(OTHER, at=-1) | tick(response)).status_code == 302


def test_what_was_looked_at_may_be_put_right_without_being_asked_again(desk):
    seen = tick(desk.post(ADD, form(OTHER, at=-1)))
    assert desk.post(ADD, form(PHONE, at=-1) | seen).status_code == 302


def test_a_tick_that_means_nothing_is_none(desk):
    for value in ("on", "0" * 12, ""):
        assert desk.post(ADD, form(at=-1, looked_at=value)).status_code == 200
    assert saved() == []


def test_a_tick_stays_when_the_form_comes_back_for_another_reason(desk):
    seen = tick(desk.post(ADD, form(at=-1)))
    response = desk.post(ADD, form(at=-1, language="xx") | seen)
    assert "checked" in re.search(r"<input[^>]*looked_at[^>]*>", words(response))[0]


def test_on_the_way_to_readers_every_find_but_a_note_asks(desk):
    response = desk.post(ADD, form(LINK, at=-1, lead=make_photo(credit="").pk))
    assert response.context["adminform"].form.errors == {
        "body": ["A link that is not encrypted (http): http://a.example/"],
        "lead": ["A photo without a credit: A bridge"],
    }
    assert desk.post(ADD, form("<p>Nothing</p>", at=-1)).status_code == 302


def test_a_draft_is_asked_about_once_and_only_where_it_is_grave(desk):
    assert desk.post(ADD, form(LINK)).status_code == 302
    post = Post.objects.get()
    response = desk.post(room(post, "change/"), form())
    assert response.status_code == 200
    assert desk.post(room(post, "change/"), form() | tick(response)).status_code == 302
    assert desk.post(room(post, "change/"), form(headline="Rivers")).status_code == 302
    assert desk.post(room(post, "change/"), form(OTHER)).status_code == 200


def test_publishing_a_draft_asks_about_what_it_was_asked_before(desk):
    post = make_post(body=PHONE, published_at=None)
    assert desk.post(room(post, "change/"), form(at=-1)).status_code == 200
    assert Post.objects.get().state == "draft"


@pytest.mark.parametrize("days", [-1, 1])
def test_a_correction_is_asked_about_new_grave_finds_only(desk, days):
    post = make_post(body=PHONE, published_at=timezone.now() + timedelta(days=days))
    change = room(post, "change/")
    assert desk.post(change, form(PHONE + LINK, at=days)).status_code == 302
    response = desk.post(change, form(OTHER + LINK, at=days))
    assert response.status_code == 200
    assert "899 765 4321" in str(response.context["adminform"].form.errors)


def test_taking_the_date_away_is_never_asked_about(desk):
    post = make_post(body=PHONE)
    assert desk.post(room(post, "change/"), form()).status_code == 302
    assert Post.objects.get().state == "draft"


def test_a_byline_that_is_a_login_is_asked_about_beside_its_field(desk):
    byline = make_byline("Editor")
    response = desk.post(ADD, form("<p>Nothing</p>", at=-1, bylines=[byline.pk]))
    assert response.context["adminform"].form.errors == {
        "bylines": ["A byline that is a login: Editor"]
    }


def test_the_press_and_the_list_s_withdrawal_are_not_stopped(desk):
    post = make_post(body=PHONE)
    chosen = {"_selected_action": [post.pk], "action": "withdraw"}
    desk.post("/admin/posts/post/", chosen)
    assert Post.objects.get().state == "withdrawn"
    publishing.restore(post)
    assert Post.objects.get().state == "live"


def test_giving_back_to_readers_asks_first(desk):
    posts = [make_post(headline=name, body=body) for name, body in (("Aa", LINK), ("Bb", ""))]
    for post in posts:
        publishing.withdraw(post)
    chosen = {"_selected_action": [post.pk for post in posts], "action": "restore"}
    response = desk.post("/admin/posts/post/", chosen)
    assert "http://a.example/" in words(response)
    assert f'href="{room(posts[0], "change/")}"' in words(response)
    assert f'href="{room(posts[1], "change/")}"' not in words(response)
    assert {post.state for post in Post.objects.all()} == {"withdrawn"}
    desk.post("/admin/posts/post/", chosen | tick(response))
    assert {post.state for post in Post.objects.all()} == {"live"}


def test_giving_back_what_readers_see_already_asks_nothing(desk):
    post = make_post(body=PHONE)
    chosen = {"_selected_action": [post.pk], "action": "restore"}
    assert desk.post("/admin/posts/post/", chosen).status_code == 302


def test_the_form_tells_what_is_in_the_stored_text(desk):
    post = make_post(body=PHONE + LINK, published_at=None)
    text = words(desk.get(room(post, "change/")))
    assert "The check found 6 things in the stored text" in text
    assert "<q>899 123 4567</q>" in text
    assert 'name="looked_at"' not in text
    assert text.index("Private data") < text.index("not encrypted") < text.index("No byline")


def test_who_may_only_look_is_told_too(client):
    user = member()
    looking = Permission.objects.filter(codename__in=["view_post", "edit_any_post"])
    user.user_permissions.set(looking)
    client.force_login(user)
    text = words(client.get(room(make_post(body=PHONE), "change/")))
    assert "<q>899 123 4567</q>" in text


def test_the_check_speaks_spanish(desk, spanish_is_compiled):
    response = desk.post(ADD, form(at=-1), headers={"Accept-Language": "es"})
    assert "número de teléfono" in words(response).lower()


def test_what_a_revision_brings_back_is_asked_about_too(desk):
    post = make_post(body=PHONE)
    assert desk.post(room(post, "change/"), form("<p>Nobody to call</p>", at=-1)).status_code == 302
    path = room(post, f"revisions/{post.revisions.last().pk}/restoration/")
    response = desk.post(path)
    assert "<q>899 123 4567</q>" in words(response)
    assert Post.objects.get().body == "<p>Nobody to call</p>"
    assert desk.post(path, tick(response)).status_code == 302
    assert Post.objects.get().body == PHONE
