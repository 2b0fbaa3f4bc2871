"""Cards of posts: rendered when what they show changes, so that lists only join them."""

import pytest
from django.core.management import call_command

from posts import bylines, publishing
from posts.models import Post
from tests.comments.factories import make_comment
from tests.posts.factories import make_byline, make_photo, make_post

pytestmark = pytest.mark.django_db


def card(post):
    return Post.objects.values_list("card", flat=True).get(pk=post.pk)


def test_a_card_follows_its_post():
    post = make_post(headline="The river", standfirst="A rift.")
    assert "The river" in card(post)
    assert "A rift." in card(post)
    post.headline = "The flood"
    publishing.put(post)
    assert "The flood" in card(post)
    assert "The river" not in card(post)


def test_a_card_names_its_bylines_in_the_language_of_the_post():
    byline = make_byline("Ana Ríos", slug="ana-rios")
    post = make_post(language="es", bylines=[byline])
    assert 'Por\n  <a href="/es/by/ana-rios/">Ana Ríos</a>' in card(post)
    byline.name = "Redacción"
    bylines.put(byline)
    assert "Redacción" in card(post)
    bylines.remove(byline)
    assert "Redacción" not in card(post)


def test_a_card_follows_its_photo():
    photo = make_photo(caption="A ferry")
    post = make_post(lead=photo)
    photo.caption = "A rope"
    publishing.put_photo(photo)
    assert "A rope" in card(post)
    photo.graphic, photo.graphic_reason = True, "a body"
    publishing.put_photo(photo)
    assert '<details class="veil">' in card(post)


def test_a_card_that_was_never_written_is_rendered_for_its_list(client):
    make_post(headline="The first")
    post = make_post(headline="The river")
    listed = client.get("/").content.decode()
    Post.objects.filter(pk=post.pk).update(card="")
    assert client.get("/").content.decode() == listed


def test_everything_stored_is_rendered_anew_by_reprint(client, django_capture_on_commit_callbacks):
    post = make_post(body="<p>A quiet street</p>")
    comment = make_comment(post=post, body="A reader", approved=True)
    fresh = client.get(post.get_absolute_url()).content
    Post.objects.update(card="old", body_html="old")
    type(comment).objects.filter(pk=comment.pk).update(html="old")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("reprint")
    assert card(post).startswith('<article class="card">')
    assert client.get(post.get_absolute_url()).content == fresh
