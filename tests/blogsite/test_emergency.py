"""What must not wait: each tool works at once, leaves a line in the log and knows its people."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from blogsite import emergency, pages
from comments import gates
from posts import preview, publishing, search
from posts.models import Byline, Post
from tests.newsroom import member
from tests.posts.factories import make_byline, make_photo, make_post
from tests.tips.factories import PASSPHRASE, make_reader
from tips import desk, epochs

pytestmark = pytest.mark.django_db
RIGHTS = {
    "Reporter": set(),
    "Editor": {"hide", "retire", "freeze", "sessions"},
    "Moderator": {"freeze"},
    "Tip desk": set(),
}


def let_in(client, role):
    user = member(role)
    client.force_login(user)
    return user


@pytest.fixture
def editor(client):
    return let_in(client, "Editor")


def text(response):
    return response.content.decode()


def status(client, path):
    """Return the status of a file's answer, read to its end."""
    response = client.get(path)
    assert response.status_code != 200 or b"".join(response.streaming_content)
    return response.status_code


def logged():
    return [(row.object_repr, row.change_message) for row in LogEntry.objects.all()]


@pytest.mark.parametrize("role", sorted(RIGHTS))
def test_each_tool_is_open_to_its_people_and_named_to_them_only(client, role):
    let_in(client, role)
    front = text(client.get("/admin/"))
    for tool in emergency.TOOLS:
        path, may = f"/admin/emergency/{tool.name}/", tool.name in RIGHTS[role]
        assert (f'href="{path}"' in front) is may, path
        assert client.get(path).status_code == (200 if may else 403)
        if not may:
            assert client.post(path, {"post": "1", "byline": "1"}).status_code == 403
    assert ("In an emergency" in front) is bool(RIGHTS[role])


def test_a_stranger_is_asked_to_log_in_and_changes_nothing(client):
    for tool in emergency.TOOLS:
        path = f"/admin/emergency/{tool.name}/"
        for response in (client.get(path), client.post(path)):
            assert (response.status_code, response.url) == (302, f"/admin/login/?next={path}")
    assert gates.frozen_since() is None
    assert not LogEntry.objects.exists()


def test_looking_changes_nothing_and_a_form_needs_its_token(editor):
    post, byline = make_post(), make_byline()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    for tool in emergency.TOOLS:
        path = f"/admin/emergency/{tool.name}/"
        assert browser.get(path).status_code == 200
        form = {"post": post.pk, "byline": byline.pk, "do": "freeze"}
        assert browser.post(path, form).status_code == 403
        assert browser.put(path).status_code == 405
    assert Post.objects.live().get() == post
    assert Byline.objects.get() == byline
    assert gates.frozen_since() is None
    assert Session.objects.exists()
    assert not LogEntry.objects.exists()


def test_a_post_is_hidden_at_once_everywhere(client, editor, commit):
    post = make_post(headline="The ferryman", published_at=timezone.now())
    address = post.get_absolute_url()
    for path in (address, "/"):
        assert "The ferryman" in text(client.get(path))
        assert pages.place(path).exists()
    with commit():
        response = client.post("/admin/emergency/hide/", {"post": post.pk}, follow=True)
    assert "Readers do not see “The ferryman” any more." in text(response)
    assert not pages.place(address).exists()
    assert client.get(address).status_code == 404
    year, month = address.split("/")[1:3]
    lists = ["/", f"/{year}/", f"/{year}/{month}/", "/search?q=ferryman", "/feed/", "/feed/rss/"]
    for path in [*lists, "/sitemap-posts.xml", "/sitemap-news.xml"]:
        assert address not in text(client.get(path)), path
    assert search.find("ferryman", "en").keys == []
    assert logged() == [("The ferryman", "Hidden at once.")]


def test_a_post_that_somebody_hid_already_is_hidden(client, editor):
    post = make_post(published_at=timezone.now())
    for _turn in range(2):
        answer = editor_hides(client, post)
        assert f"Readers do not see “{post}” any more." in text(answer)
    assert len(logged()) == 1


def editor_hides(client, post):
    return client.post("/admin/emergency/hide/", {"post": post.pk}, follow=True)


def test_its_photos_go_from_their_addresses_and_come_back_with_it(client, editor, commit):
    lead, inside = make_photo((30, 20), focus="c"), make_photo((30, 20))
    post = make_post(lead=lead, body=f'<img src="{inside.large}">')
    other = make_post(body=f'<img src="{inside.large}">')
    old = [lead.large, lead.shared, inside.large]
    with commit():
        client.post("/admin/emergency/hide/", {"post": post.pk})
    assert [status(client, path) for path in old] == [404] * 3
    inside.refresh_from_db()
    assert inside.large in text(client.get(other.get_absolute_url()))
    assert status(client, inside.large) == 200
    publishing.restore(Post.objects.get(pk=post.pk))
    page = text(client.get(post.get_absolute_url()))
    lead.refresh_from_db()
    assert {inside.large, lead.large} <= set(page.replace('"', " ").split())
    assert status(client, lead.shared) == 200


def test_a_post_is_hidden_even_where_its_photos_cannot_be(client, editor):
    photo = make_photo((30, 20))
    post = make_post(lead=photo)
    for file in default_storage.listdir(f"photos/{photo.token}")[1]:
        default_storage.delete(f"photos/{photo.token}/{file}")
    default_storage.delete(f"photos/{photo.token}")
    response = client.post("/admin/emergency/hide/", {"post": post.pk}, follow=True)
    assert "can still be reached" in text(response)
    assert Post.objects.withdrawn().get() == post


def test_a_post_is_found_by_its_address_or_by_words(client, editor):
    post, other = make_post(headline="The ferryman"), make_post(headline="A quiet street")
    make_post(headline="The ferryman, unfinished", published_at=None)
    for query in (f"https://paper.example{post.get_absolute_url()}?m=1", "FÉRRY", post.path):
        shown = client.get("/admin/emergency/hide/", {"q": query})
        assert list(shown.context["posts"]) == [post]
        assert f'value="{post.pk}" required checked' in text(shown)
    assert list(client.get("/admin/emergency/hide/").context["posts"]) == [other, post]
    assert "no such post" in text(client.get("/admin/emergency/hide/", {"q": "nothing"}))


@pytest.mark.parametrize("chosen", ["", "x", "-1", "9" * 30, "999999"])
def test_hiding_nothing_is_refused(client, editor, chosen):
    make_post()
    response = client.post("/admin/emergency/hide/", {"post": chosen})
    assert response.status_code == 422
    assert "Choose a post." in text(response)
    assert not Post.objects.withdrawn().exists()


def test_a_byline_is_retired(client, editor, commit):
    ana, staff = make_byline("Ana Cruz", slug="ana-cruz"), make_byline("Staff", slug="staff")
    post = make_post(bylines=[ana])
    client.get(post.get_absolute_url())
    LogEntry.objects.create(
        user=editor, object_id=ana.pk, object_repr="Ana Cruz", action_flag=1,
        content_type_id=emergency.ContentType.objects.get_for_model(Byline).pk,
    )  # fmt: skip
    with commit():
        form = {"byline": ana.pk, "to": staff.pk}
        response = client.post("/admin/emergency/retire/", form, follow=True)
    assert "The byline is gone; 1 post changed." in text(response)
    page = text(client.get(post.get_absolute_url()))
    assert "Ana Cruz" not in page
    assert "Staff" in page
    assert client.get("/by/ana-cruz/").status_code == 410
    assert {name for name, _words in logged()} == {"a retired byline"}


def test_a_byline_cannot_take_over_its_own_posts(client, editor):
    ana = make_byline()
    form = {"byline": ana.pk, "to": ana.pk}
    assert client.post("/admin/emergency/retire/", form).status_code == 422
    assert client.post("/admin/emergency/retire/", {}).status_code == 422
    assert Byline.objects.get() == ana


def test_comments_are_frozen_and_taken_again(client, commit):
    let_in(client, "Moderator")
    post = make_post()
    form = f"{post.get_absolute_url()}/comment"
    with commit():
        response = client.post("/admin/emergency/freeze/", {"do": "freeze"}, follow=True)
    assert "No post takes comments now." in text(response)
    assert gates.of_post(post) == gates.Gate.FROZEN
    assert "<textarea" not in text(client.get(form))
    assert "Take comments again" in text(client.get("/admin/emergency/freeze/"))
    client.post("/admin/emergency/freeze/", {"do": "freeze"})  # a double click
    with commit():
        client.post("/admin/emergency/freeze/", {"do": "thaw"})
    assert gates.of_post(post) == gates.Gate.OPEN
    assert "<textarea" in text(client.get(form))
    assert len(logged()) == 2


def test_every_session_ends_and_no_open_key_is_worth_anything(client, editor):
    dea, reader = Client(), make_reader()[0]
    dea.force_login(reader)
    dea.post("/admin/tips/tip/unlock/", {"passphrase": PASSPHRASE})
    cookie, session = dea.cookies["tips-key"].value, dea.session.session_key
    assert desk.carried(cookie, session, reader.desk_key).identity
    response = client.post("/admin/emergency/sessions/")
    assert "All sessions are ended" in text(response)
    assert not Session.objects.exists()
    for browser in (client, dea):
        assert browser.get("/admin/").url.startswith("/admin/login/")
    # Not even with the session's key and every secret of the environment:
    with pytest.raises(desk.Locked):
        desk.carried(cookie, session, reader.desk_key)
    assert logged() == [("all sessions", "Ended.")]
    assert session not in str(list(LogEntry.objects.values()))


def test_with_the_sessions_every_secret_link_ends(client, editor):
    path = f"/preview/{preview.make(make_post(published_at=None), 7)}/"
    assert client.get(path).status_code == 200
    client.post("/admin/emergency/sessions/")
    assert client.get(path).status_code == 404


def test_an_epoch_is_the_same_until_it_ends():
    first = epochs.current()
    assert (len(first), epochs.current()) == (32, first)
    epochs.end()
    assert epochs.current() != first
    assert epochs.Epoch.objects.count() == 1
