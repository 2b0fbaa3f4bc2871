"""The way to the page: addresses, rendered bodies, photos for previews, revisions."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from posts import publishing
from posts.models import Post
from tests.posts.factories import make_label, make_photo, make_post

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)


def test_a_draft_has_no_address():
    assert make_post(published_at=None).path is None


def test_an_address_is_given_once():
    post = make_post(headline="River", published_at=DAY)
    post.headline, post.slug, post.published_at = "Flood", "flood", DAY - timedelta(days=40)
    publishing.put(post)
    assert post.path == "2012/05/river.html"


def test_an_address_that_is_taken_gets_a_number():
    paths = [make_post(headline="River", published_at=DAY).path for _turn in range(3)]
    assert paths == ["2012/05/river.html", "2012/05/river-2.html", "2012/05/river-3.html"]


def test_a_scheduled_post_takes_the_month_that_it_moves_to():
    now = timezone.now()
    post = make_post(headline="Soon", published_at=now + timedelta(days=1))
    post.published_at = datetime(2099, 1, 15, 18, tzinfo=UTC)
    publishing.put(post)
    assert post.path == "2099/01/soon.html"


@pytest.mark.parametrize("between", [None, "withdrawn"])
def test_a_post_that_was_out_keeps_its_address_while_it_waits_again(between):
    post = make_post(headline="River", published_at=DAY)
    if between:
        publishing.withdraw(post)
    else:
        post.published_at = None
        publishing.put(post)
    post.withdrawn_at, post.published_at = None, timezone.now() + timedelta(days=40)
    publishing.put(post)
    post.published_at, post.slug = timezone.now() + timedelta(days=90), "flood"
    publishing.put(post)
    assert post.state == "scheduled"
    assert post.path == "2012/05/river.html"


def test_an_imported_address_is_kept():
    post = make_post(headline="River", published_at=DAY, path="2011/12/blog-post_31.html")
    assert post.path == "2011/12/blog-post_31.html"


@pytest.mark.parametrize("headline", ["¿¡…!?", "河", "💧"])
def test_a_headline_without_latin_letters_still_has_an_address(headline):
    assert make_post(headline=headline, published_at=DAY).path == "2012/05/post.html"


def test_states_come_from_dates():
    later = timezone.now() + timedelta(days=1)
    posts = [make_post(published_at=moment) for moment in (None, later, DAY)]
    assert [post.state for post in posts] == ["draft", "scheduled", "live"]
    publishing.withdraw(posts[2])
    assert posts[2].state == Post.State.WITHDRAWN
    found = [Post.objects.drafts(), Post.objects.scheduled(), Post.objects.withdrawn()]
    assert [list(query) for query in found] == [[post] for post in posts]


def test_a_body_is_cleaned_when_it_is_saved():
    post = make_post(body='<p onclick="x()">A<script>alert(1)</script><img src="//evil/x.png"></p>')
    assert post.body == "<p>A<img></p>"
    assert post.body_html == "<p>A</p>"


@pytest.mark.parametrize(
    ("start", "kept"), [("3", ' start="3"'), ("3x", ""), ("-1", ""), ("99999", "")]
)
def test_a_list_begins_where_its_writer_says(start, kept):
    post = make_post(body=f'<ol start="{start}"><li>A</li></ol>')
    assert post.body == f"<ol{kept}><li>A</li></ol>"


def test_only_a_change_that_readers_see_is_a_revision():
    post = make_post(published_at=DAY)
    publishing.put(post)
    assert post.revised_at is None
    post.comments_open = False
    publishing.put(post)
    assert post.revised_at is None
    post.body = "<p>Other words.</p>"
    publishing.put(post)
    assert post.revised_at is not None


def test_a_draft_is_never_revised():
    post = make_post(published_at=None)
    post.body = "<p>Other words.</p>"
    publishing.put(post)
    assert post.revised_at is None


def test_a_graphic_photo_is_never_the_preview():
    graphic = make_photo((30, 20), graphic=True, graphic_reason="Blood")
    safe = make_photo((30, 20))
    body = f'<p>A</p><img src="{graphic.large}"><img src="{safe.large}">'
    assert make_post(lead=graphic, body=body).preview == safe
    assert make_post(lead=graphic).preview is None
    assert make_post(lead=safe).preview == safe
    assert make_post().preview_url == ""


def test_a_photo_that_becomes_graphic_leaves_the_preview_and_is_veiled():
    photo = make_photo((30, 20))
    post = make_post(body=f'<img src="{photo.large}">')
    assert post.preview == photo
    photo.graphic, photo.graphic_reason = True, "A body on a road"
    publishing.put_photo(photo)
    post.refresh_from_db()
    assert post.preview is None
    assert '<details class="veil"><summary>Graphic photo: A body on a road' in post.body_html


def test_a_label_may_have_a_slash_inside_but_not_around():
    label = make_label()
    for name in ("/a", "a/", "a//b", ".", "a/..", "a?b", "a#b", "a\nb"):
        label.name = name
        with pytest.raises(ValidationError):
            label.full_clean()
    for name in ("AFI/PFM", "Cártel del Golfo", "Z-40", "50%", "..."):
        label.name = name
        label.full_clean()
