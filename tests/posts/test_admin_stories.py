"""What the newsroom adds to a post is on its page once it is saved; left out, it stays."""

from datetime import UTC, datetime

import pytest

from posts.stories import Correction, Translation
from tests.newsroom import member
from tests.posts.factories import make_post

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)


def form(post, **fields):
    words = {"headline": post.headline, "body": "<p>Text</p>", "language": post.language}
    return words | {"published_at_0": "2012-05-31", "published_at_1": "12:00:00"} | fields


def rows(prefix, **fields):
    """Return one new row of a part of the form."""
    counts = {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
    return counts | {f"{prefix}-0-{name}": value for name, value in fields.items()}


def test_what_is_added_to_a_post_is_on_its_page(desk, commit):
    post = make_post(headline="River", published_at=DAY)
    other = make_post(headline="Río", published_at=DAY, language="es")
    desk.get(post.get_absolute_url())
    added = rows("corrections", text="It was Tuesday.")
    added |= rows("sources", title="Court file", link="court.example/12")
    added |= rows("origin", name="El Diario")
    added |= rows("in_spanish", spanish=other.pk)
    with commit():
        response = desk.post(f"/admin/posts/post/{post.pk}/change/", form(post) | added)
    assert response.status_code == 302
    page = desk.get(post.get_absolute_url()).content.decode()
    for words in ("It was Tuesday.", "https://court.example/12", "El Diario", "Río"):
        assert words in page, words
    assert Translation.objects.get().english == post


def test_a_post_cannot_be_the_translation_of_one_in_its_own_language(desk):
    post, other = make_post(headline="River", published_at=DAY), make_post(published_at=DAY)
    added = rows("in_spanish", spanish=other.pk)
    response = desk.post(f"/admin/posts/post/{post.pk}/change/", form(post) | added)
    assert "This post is in the other language." in response.content.decode()
    assert not Translation.objects.exists()


def test_a_form_without_the_rows_leaves_them_as_they_are(desk):
    post = make_post(headline="River", published_at=DAY)
    Correction.objects.create(post=post, text="It was Tuesday.")
    desk.post(f"/admin/posts/post/{post.pk}/change/", form(post, headline="Flood"))
    post.refresh_from_db()
    assert (post.headline, post.corrections.count()) == ("Flood", 1)
    assert "Tuesday" in post.notes


@pytest.mark.parametrize("role", ["Reporter", "Editor"])
def test_who_writes_posts_may_add_what_belongs_to_them(client, role):
    user = member(role)
    client.force_login(user)
    page = client.get(f"/admin/posts/post/{make_post(owner=user).pk}/change/").content.decode()
    for prefix in ("corrections", "sources", "origin", "in_spanish"):
        assert f'name="{prefix}-TOTAL_FORMS"' in page, prefix
