"""Previews: what readers will see, for the newsroom and behind secret links that end."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.http import Http404
from django.utils import timezone

from blogsite import pages, privacy
from posts import publishing
from posts.admin import PostAdmin
from posts.models import Post
from posts.stories import Part, Series
from tests.newsroom import member
from tests.posts.factories import make_byline, make_label, make_photo, make_post

pytestmark = pytest.mark.django_db


def let_in(client, role):
    client.force_login(member(role, role.lower()))
    return client


@pytest.fixture
def editor(client):
    return let_in(client, "Editor")


@pytest.fixture
def draft():
    return make_post(
        headline="The ferry stops", standfirst="Nobody says why.", published_at=None,
        lead=make_photo(caption="The rope"), bylines=[make_byline("In\u00e9s")],
        labels=[make_label("Rivers")],
    )  # fmt: skip


def room(post, name=""):
    return f"/admin/posts/post/{post.pk}/{name}"


def test_a_draft_is_previewed_with_all_that_its_page_will_show(editor, draft):
    response = editor.get(room(draft, "preview/"))
    text = response.content.decode()
    for words in ("The ferry stops", "Nobody says why.", "The rope", "In\u00e9s", "Rivers"):
        assert words in text
    assert "This report is not published." in text
    assert f"{timezone.localdate():%Y-%m-%d}" in text
    assert 'class="masthead"' in text
    assert "admin" not in text


def test_a_preview_is_dressed_as_a_public_page_and_kept_nowhere(editor, draft):
    response = editor.get(room(draft, "preview/"))
    assert response["Content-Security-Policy"] == privacy.PUBLIC_CSP
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex' in response.content.decode()
    assert "<script" not in response.content.decode()
    assert not [path for path in pages.folder().rglob("*") if path.is_file()]


def test_a_preview_promises_nothing_that_only_a_live_post_has(editor, draft):
    text = editor.get(room(draft, "preview/")).content.decode()
    for words in ('id="comments"', "/comment", 'rel="canonical"', "og:url", "Pass on:"):
        assert words not in text.replace("/p/comment-policy", ""), words
    publishing.restore(draft)
    live = make_post()
    assert 'id="comments"' in editor.get(room(live, "preview/")).content.decode()


@pytest.mark.parametrize("state", ["scheduled", "live", "withdrawn"])
def test_a_post_in_any_state_is_previewed(editor, state):
    post = make_post(
        published_at=timezone.now() + timedelta(days=2 if state == "scheduled" else -2)
    )
    if state == "withdrawn":
        publishing.withdraw(post)
    assert post.state == state
    text = editor.get(room(post, "preview/")).content.decode()
    assert post.headline in text
    assert ("not published" in text) == (state != "live")


def test_a_preview_speaks_the_language_of_the_post(editor, spanish_is_compiled):
    post = make_post(language="es", published_at=None)
    response = editor.get(room(post, "preview/"), headers={"Accept-Language": "en"})
    assert '<html lang="es">' in response.content.decode()
    assert response["Content-Language"] == "es"


def test_a_draft_of_a_series_is_previewed_at_its_place(editor):
    river = Series.objects.create(name="The river", slug="river")
    posts = [make_post(headline=f"Part {n}", published_at=None) for n in (1, 2, 3)]
    for place, post in enumerate(posts, 1):
        Part.objects.create(series=river, post=post, place=place)
    assert editor.get(room(posts[1], "preview/")).status_code == 200
    for post in (posts[0], posts[2]):
        post.published_at = timezone.now() - timedelta(days=1)
        publishing.put(post)
    text = editor.get(room(posts[1], "preview/")).content.decode()
    assert text.index("Part 1</a>") < text.index("Part 3</a>")


@pytest.mark.parametrize(("role", "status"), [("Reporter", 404), ("Editor", 200),
                                              ("Moderator", 404), ("Tip desk", 404)])  # fmt: skip
def test_who_may_see_posts_previews_them_and_nobody_else(client, draft, role, status):
    let_in(client, role)
    assert client.get(room(draft, "preview/")).status_code == status
    assert client.get(room(draft, "links/")).status_code == status


def test_a_reporter_previews_an_own_draft(client, draft):
    let_in(client, "Reporter")
    Post.objects.filter(pk=draft.pk).update(owner=User.objects.get(username="reporter"))
    for name in ("preview/", "links/"):
        assert client.get(room(draft, name)).status_code == 200


def test_what_a_desk_hides_from_somebody_is_not_previewed_either(rf, draft):
    class Narrow(PostAdmin):
        def get_queryset(self, request):
            return super().get_queryset(request).exclude(pk=draft.pk)

    request = rf.get("/")
    request.user = User.objects.create_superuser("ada")
    narrow = Narrow(Post, admin.site)
    assert narrow.preview(request, str(make_post().pk)).status_code == 200
    for room in (narrow.preview, narrow.links):
        with pytest.raises(Http404):
            room(request, str(draft.pk))


def test_who_may_only_look_previews_and_makes_no_link(client, draft):
    user = member()
    looking = Permission.objects.filter(codename__in=["view_post", "edit_any_post"])
    user.user_permissions.set(looking)
    client.force_login(user)
    assert client.get(room(draft, "preview/")).status_code == 200
    for name in ("links/", "links/1/end/"):
        assert client.post(room(draft, name), {"days": "1"}).status_code == 403
    form = client.get(room(draft, "change/")).content.decode()
    assert "/preview/" in form
    assert "/links/" not in form


def test_a_stranger_is_asked_to_log_in(client, draft):
    for name in ("preview/", "links/"):
        assert client.get(room(draft, name))["Location"].startswith("/admin/login/")


def test_a_post_that_is_not_there_has_no_preview(editor):
    for name in ("preview/", "links/"):
        assert editor.get(f"/admin/posts/post/999/{name}").status_code == 404
        assert editor.get(f"/admin/posts/post/x/{name}").status_code == 404


def test_the_form_leads_to_the_preview_and_the_links(editor, draft):
    form = editor.get(room(draft, "change/")).content.decode()
    assert f'href="{room(draft, "preview/")}"' in form
    assert f'href="{room(draft, "links/")}"' in form
    assert "/preview/" not in editor.get("/admin/posts/post/add/").content.decode()
