"""The newsroom: what is saved there is on the page; photos are refused with a reason."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from posts.models import Label, Photo, Post
from tests.newsroom import member
from tests.posts.factories import make_byline, make_label, make_page, make_photo, make_post, picture

pytestmark = pytest.mark.django_db
DAY = datetime(2012, 5, 31, 18, tzinfo=UTC)


def post_form(**fields):
    day = {"published_at_0": "2012-05-31", "published_at_1": "12:00:00"}
    words = {"headline": "River", "body": "<p>Text</p>", "language": "en", "comments_open": "on"}
    return words | day | fields


def photo_form(**fields):
    content = picture((64, 48)).getvalue()
    upload = SimpleUploadedFile("IMG_SECRET.jpg", content, content_type="image/jpeg")
    return {"picture": upload, "alt": "A river"} | fields


def test_a_post_that_is_saved_is_on_the_page(desk, django_capture_on_commit_callbacks):
    label, byline = make_label("Border"), make_byline("Ana", slug="ana")
    desk.get("/")
    with django_capture_on_commit_callbacks(execute=True):
        form = post_form(labels=[label.pk], bylines=[byline.pk])
        response = desk.post("/admin/posts/post/add/", form)
    assert response.status_code == 302
    for path in ("/", "/2012/05/river.html", "/search/label/Border", "/by/ana/", "/2012/05/"):
        assert "River" in desk.get(path).content.decode(), path


def test_a_label_that_is_taken_off_forgets_its_old_page(desk, django_capture_on_commit_callbacks):
    label, other = make_label("Border"), make_label("Water")
    post = make_post(headline="River", published_at=DAY, labels=[label])
    assert desk.get("/search/label/Border").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/admin/posts/post/{post.pk}/change/", post_form(labels=[other.pk]))
    assert desk.get("/search/label/Border").status_code == 404
    assert "River" in desk.get("/search/label/Water").content.decode()


def test_what_is_written_is_cleaned(desk):
    desk.post(
        "/admin/posts/post/add/", post_form(body='<p onclick="x()">A<script>x()</script></p>')
    )
    assert Post.objects.get().body == "<p>A</p>"


def test_posts_are_withdrawn_and_given_back_from_the_list(desk):
    post = make_post(headline="River", published_at=DAY)
    chosen = {"_selected_action": [post.pk]}
    desk.post("/admin/posts/post/", chosen | {"action": "withdraw"})
    assert Post.objects.get().state == "withdrawn"
    assert desk.get(post.get_absolute_url()).status_code == 404
    desk.post("/admin/posts/post/", chosen | {"action": "restore"})
    assert desk.get(post.get_absolute_url()).status_code == 200


def test_the_list_is_filtered_by_state(desk):
    later = timezone.now() + timedelta(days=1)
    for headline, moment in [("Aa", None), ("Bb", later), ("Cc", DAY)]:
        make_post(headline=headline, published_at=moment)
    for state, headline in [("draft", "Aa"), ("scheduled", "Bb"), ("live", "Cc")]:
        shown = desk.get(f"/admin/posts/post/?state={state}").context["cl"].result_list
        assert [post.headline for post in shown] == [headline]


def test_only_a_live_post_is_linked_from_its_form(desk):
    live, draft = make_post(published_at=DAY), make_post(published_at=None)
    text = desk.get(f"/admin/posts/post/{live.pk}/change/").content.decode()
    assert f'href="{live.get_absolute_url()}"' in text
    assert "viewsitelink" not in desk.get(f"/admin/posts/post/{draft.pk}/change/").content.decode()


def test_a_photo_is_added(desk):
    assert desk.post("/admin/posts/photo/add/", photo_form()).status_code == 302
    photo = Photo.objects.get()
    assert (photo.width, photo.height, photo.widths) == (64, 48, [64])
    text = desk.get(f"/admin/posts/photo/{photo.pk}/change/").content.decode()
    assert f"&lt;figure&gt;&lt;img src=&quot;{photo.large}&quot;&gt;&lt;/figure&gt;" in text
    assert "SECRET" not in text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"alt": ""}, "Describe the photo"),
        ({"graphic": "on"}, "Say what it shows"),
        ({"picture": ""}, "Choose a picture."),
        ({"picture": SimpleUploadedFile("x.jpg", b"no picture")}, "no picture that we can read"),
        ({"picture": SimpleUploadedFile("x.jpg", b"")}, "empty"),
        ({"source": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_a_photo_is_refused_with_a_reason(desk, fields, message):
    response = desk.post("/admin/posts/photo/add/", photo_form(**fields))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Photo.objects.exists()


def test_a_photo_that_is_too_large_is_refused_with_the_limit(desk):
    upload = SimpleUploadedFile("x.jpg", b"\xff" * (settings.PHOTO_BYTES + 1))
    response = desk.post("/admin/posts/photo/add/", photo_form(picture=upload))
    assert "The file is larger than 40 MB." in response.content.decode()


def test_a_decorative_photo_needs_no_description(desk):
    desk.post("/admin/posts/photo/add/", photo_form(alt="", decorative="on"))
    assert Photo.objects.exists()


def test_words_are_edited_without_choosing_the_picture_again(desk):
    photo = make_photo((30, 20))
    post = make_post(body=f'<img src="{photo.large}">')
    form = {"alt": "A bank", "caption": "Seen from afar"}
    assert desk.post(f"/admin/posts/photo/{photo.pk}/change/", form).status_code == 302
    post.refresh_from_db()
    assert "Seen from afar" in post.body_html
    assert Photo.objects.get().token == photo.token


def test_photos_that_lead_a_post_are_not_deleted(desk):
    photo = make_photo((30, 20))
    make_post(lead=photo)
    desk.post(f"/admin/posts/photo/{photo.pk}/delete/", {"post": "yes"})
    assert Photo.objects.exists()


def test_the_page_of_photos_hides_graphic_ones(desk):
    safe = make_photo((30, 20), alt="A river")
    graphic = make_photo((30, 20), graphic=True, graphic_reason="A body on a road")
    text = desk.get("/admin/posts/photo/pick/").content.decode()
    assert f'src="{safe.small}"' in text
    assert f'src="{graphic.small}"' not in text
    assert "A body on a road" in text


def test_pages_labels_and_bylines_are_saved_and_deleted(desk):
    page, label, byline = make_page(), make_label("Border"), make_byline("Ana", slug="ana")
    form = {"title": "New", "slug": page.slug, "language": "en", "body": "<p>A</p>"}
    desk.post(f"/admin/posts/page/{page.pk}/change/", form)
    assert "New" in desk.get(page.get_absolute_url()).content.decode()
    desk.post(f"/admin/posts/label/{label.pk}/change/", {"name": "Frontier"})
    assert Label.objects.get().name == "Frontier"
    for thing in (page, label, byline):
        path = f"/admin/posts/{thing._meta.model_name}/{thing.pk}/delete/"
        assert desk.post(path, {"post": "yes"}).status_code == 302
        assert not type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize(
    ("role", "status"), [("Reporter", 200), ("Editor", 200), ("Moderator", 403)]
)
def test_who_may_write(client, role, status):
    client.force_login(member(role))
    for path in ("post/", "post/add/", "photo/", "photo/add/", "photo/pick/"):
        assert client.get(f"/admin/posts/{path}").status_code == status
