"""The page on which a photo is chosen or uploaded: framed by the desk, and nowhere else."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, get_resolver, reverse

from posts import making, photos, publishing
from posts.models import Photo
from tests.newsroom import member
from tests.posts.factories import make_page, make_photo, make_post, picture

pytestmark = pytest.mark.django_db
PICK = "/admin/posts/photo/pick/"


@pytest.fixture
def desk(client):
    client.force_login(member("Editor"))
    return client


@pytest.fixture
def fresh():
    photo = Photo(alt="A river", credit="Rea")
    publishing.put_photo(photo, photos.read(picture((600, 400))))
    return photo


def upload(client, **fields):
    file = SimpleUploadedFile("x.jpg", picture((64, 48)).getvalue())
    return client.post(PICK, {"picture": file, "alt": "A river"} | fields)


def rooms(post, page, photo):
    """Yield the address of each page of the desk that needs no more than these."""
    for name in {key for key in get_resolver().namespace_dict["admin"][1].reverse_dict
                 if isinstance(key, str)}:  # fmt: skip
        for thing in (None, post, page, photo):
            try:
                yield reverse(f"admin:{name}", args=[thing.pk] if thing else [])
            except NoReverseMatch:
                continue


def test_that_page_alone_may_be_framed_and_by_the_desk_alone(client):
    client.force_login(member(is_superuser=True))
    addresses = {*rooms(make_post(), make_page(), make_photo((30, 20))), PICK, f"{PICK}?q=x"}
    framed, seen = set(), 0
    for address in addresses:
        if "logout" in address:
            continue
        response = client.get(address)
        seen += response.status_code == 200
        policy = response.headers["Content-Security-Policy"]
        if response.headers["X-Frame-Options"] != "DENY" or "frame-ancestors 'none'" not in policy:
            framed.add(address)
            assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
            assert "frame-ancestors 'self';" in policy
            assert policy.count("frame-ancestors") == 1
    assert seen > 40
    assert framed == {PICK, f"{PICK}?q=x"}


def test_neither_the_login_nor_a_refusal_is_framed(client):
    answers = [client.get(PICK)]
    client.force_login(member("Moderator"))
    answers += [client.get(PICK), upload(client)]
    assert [answer.status_code for answer in answers] == [302, 403, 403]
    assert {answer.headers["X-Frame-Options"] for answer in answers} == {"DENY"}


def test_who_may_only_look_at_photos_adds_none(client):
    looker = member()
    looker.user_permissions.add(Permission.objects.get(codename="view_photo"))
    client.force_login(looker)
    assert "photo_form" not in client.get(PICK).content.decode()
    assert upload(client).status_code == 403
    assert not Photo.objects.exists()


def test_a_photo_is_uploaded_where_it_is_chosen(desk):
    answer = upload(desk, caption="Seen from afar", graphic="on", graphic_reason="A body")
    photo = Photo.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{PICK}?new={photo.pk}")
    assert (photo.caption, photo.graphic_reason) == ("Seen from afar", "A body")
    text = desk.get(answer.url).content.decode()
    assert f'data-key="{photo.pk}" data-address="{photo.large}" data-alt="A river"' in text
    assert text.count("data-new") == 1
    assert "A body" in text
    assert f'<img src="{photo.small}"' not in text  # it is veiled here too
    log = desk.get(f"/admin/posts/photo/{photo.pk}/history/").content.decode()
    assert "Added." in log


def test_what_is_wrong_with_an_upload_is_said_there_and_nothing_typed_is_lost(desk):
    answer = upload(desk, alt="", caption="Seen from afar")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Describe the photo, or say that it is decorative." in text
    assert "Seen from afar" in text
    assert '<details class="upload" open>' in text
    assert not Photo.objects.exists()


def test_without_scripts_a_photo_is_named_by_its_number_and_its_line(desk, client):
    photo = make_photo((30, 20), alt="A river")
    text = desk.get(PICK).content.decode()
    assert f"Number {photo.pk}<br>" in text
    assert f"&lt;figure&gt;&lt;img src=&quot;{photo.large}&quot;&gt;&lt;/figure&gt;" in text
    form = desk.get("/admin/posts/post/add/").content.decode()
    assert f'href="{PICK}" target="_blank"' in form
    assert '<input type="text" name="lead"' in form
    assert "data-django-prose-editor-configurable" in form
    post = make_post(lead=photo)
    edit = desk.get(f"/admin/posts/post/{post.pk}/change/").content.decode()
    assert f'<input type="text" name="lead" value="{photo.pk}"' in edit
    assert photo.small in edit


@pytest.mark.parametrize("typed", ["x", "9" * 30, "-1", "0", "٣", "<b>"])
def test_a_lead_that_is_no_photo_is_refused_in_words(desk, typed):
    form = {"headline": "A", "language": "en", "lead": typed}
    text = desk.post("/admin/posts/post/add/", form).content.decode()
    assert "errorlist" in text
    assert "<b>" not in text.partition('name="lead"')[2][:80]


def test_how_far_a_photo_is_made_is_said_wherever_it_stands(desk, fresh, commit):
    made = f"/admin/posts/photo/{fresh.pk}/made/"
    said = "2 of 6 files are made."
    places = [PICK, "/admin/posts/photo/", f"/admin/posts/photo/{fresh.pk}/change/"]
    for place in places:
        text = desk.get(place).content.decode()
        assert '<progress value="2" max="6"' in text
        assert f'data-address="{made}"' in text
        assert said in text
    assert desk.get(made).json() == {"made": 2, "all": 6, "said": said, "ended": False}
    with commit():
        making.make_due()
    assert desk.get(made).json()["ended"] is True
    assert "All 6 files are made." in desk.get(places[2]).content.decode()
    assert "<progress" not in "".join(desk.get(place).content.decode() for place in places)


def test_a_photo_that_was_given_up_says_so(desk, fresh):
    Photo.objects.update(tries=making.MOST_TRIES)
    state = desk.get(f"/admin/posts/photo/{fresh.pk}/made/").json()
    assert state["said"] == "Only 2 of 6 files could be made. Choose the picture again."
    assert state["ended"] is True


def test_how_far_a_photo_is_made_is_for_who_may_see_photos(client, fresh):
    client.force_login(member("Moderator"))
    assert client.get(f"/admin/posts/photo/{fresh.pk}/made/").status_code == 403
    client.force_login(member("Reporter"))
    assert client.get(f"/admin/posts/photo/{fresh.pk}/made/").status_code == 200
    assert client.get("/admin/posts/photo/999999/made/").status_code == 404
