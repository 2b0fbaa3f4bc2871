"""The library of photos: found by any of its words, cut around what matters, kept while used."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from posts import making, photos, publishing, variants
from posts.models import Photo
from tests.newsroom import member
from tests.posts.factories import make_page, make_photo, make_post, picture

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/posts/photo/"
CORNERS = {"nw": (255, 0, 0), "ne": (0, 255, 0), "sw": (0, 0, 255), "se": (255, 255, 0)}


@pytest.fixture
def desk(client):
    client.force_login(member("Editor"))
    return client


def files(photo):
    return sorted(default_storage.listdir(f"photos/{photo.token}")[1])


def quarters(size):
    """Return a picture file whose quarters have the colours of CORNERS."""
    image, half = Image.new("RGB", size), (size[0] // 2, size[1] // 2)
    places = [(0, 0), (1, 0), (0, 1), (1, 1)]
    for colour, place in zip(CORNERS.values(), places, strict=True):
        image.paste(Image.new("RGB", half, colour), (half[0] * place[0], half[1] * place[1]))
    out = BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return out


def stored(photo, focus):
    path = variants.name(photo.token, photo.cut_widths[-1], "jpg", focus)
    with default_storage.open(path) as file:
        return Image.open(file).convert("RGB")


def near(colour, other):
    return all(abs(one - two) < 40 for one, two in zip(colour, other, strict=True))


@pytest.mark.parametrize("focus", sorted(CORNERS))
def test_a_tall_and_a_wide_photo_are_cut_around_their_focus(focus):
    for size in ((400, 1600), (1600, 200)):
        made = stored(photos.develop(quarters(size), alt="A", focus=focus), focus)
        assert abs(made.width / made.height - 1.5) < 0.02
        down, across = focus[0] == "s", focus[1] == "e"
        corner = ((made.width - 5) * across + 2, (made.height - 5) * down + 2)
        assert near(made.getpixel(corner), CORNERS[focus])


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((3000, 2000), [480, 960, 1200]),
        ((600, 3000), [480, 600]),
        ((480, 320), [480]),
        ((1600, 90), [135]),
        ((1, 1), [1]),
    ],
)
def test_what_is_cut_is_never_larger_than_the_picture(size, widths):
    photo = make_photo(size, focus="c")
    assert photo.cut_widths == widths
    assert {f"c-{width}.avif" for width in widths} <= set(files(photo))


def test_lists_and_link_previews_show_the_cut_and_the_post_the_whole(client, commit):
    photo = make_photo((600, 1200), focus="n")
    post = make_post(lead=photo)
    page = client.get(post.get_absolute_url()).content.decode()
    assert f'content="http://testserver{photo.shared}"' in page
    assert photo.shared == photo.address(600, focus="n")
    assert 'width="600" height="1200"' in page
    for text in (post.__class__.objects.get().card, client.get("/").content.decode()):
        assert photo.address(480, "avif", "n") in text
        assert 'width="600" height="400"' in text
    response = client.get(photo.shared)
    assert response.headers["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content)
    assert client.get(photo.address(600, focus="s")).status_code == 404


def test_another_focus_has_another_address_and_the_old_cut_goes(client, commit):
    photo = make_photo((600, 1200), focus="n")
    make_post(lead=photo)
    for focus in ("s", ""):
        photo.focus = focus
        with commit():
            publishing.put_photo(photo)
            making.make_due()
        cut = {name[0] for name in files(photo) if "-" in name}
        assert cut == ({focus} if focus else set())
        assert (f"/{focus}-480.avif" in client.get("/").content.decode()) is bool(focus)
        assert "/n-480.avif" not in client.get("/").content.decode()


def test_with_another_picture_the_cut_follows_and_all_goes_with_the_photo(commit):
    photo = make_photo((600, 1200), focus="n")
    old = photo.token
    with commit():
        publishing.put_photo(photo, Image.new("RGB", (900, 900)))
        making.make_due()
    assert not default_storage.exists(f"photos/{old}")
    assert "n-900.webp" in files(photo)
    with commit():
        publishing.remove_photo(photo)
    assert not default_storage.exists(f"photos/{photo.token}")


def test_the_licence_stands_beside_the_credit():
    photo = make_photo((30, 20), licence="CC BY 4.0")
    body = f'<img src="{photo.large}">'
    assert "Photo: Rea, CC BY 4.0</span>" in make_post(body=body).body_html
    photo.credit = ""
    publishing.put_photo(photo)
    assert "Photo: CC BY 4.0</span>" in make_post(body=body).body_html


@pytest.mark.parametrize(
    "words",
    [
        {"alt": "A heron"}, {"caption": "Herons at dawn"}, {"credit": "H. Heron"},
        {"source": "https://heron.example/"}, {"licence": "Heron licence"},
    ],
)  # fmt: skip
def test_a_photo_is_found_by_any_of_its_words(desk, words):
    found, other = make_photo((30, 20), **words), make_photo((30, 20))
    for path in (LIBRARY, f"{LIBRARY}pick/"):
        text = desk.get(path, {"q": "heron"}).content.decode()
        assert found.small in text
        assert other.small not in text


def test_a_photo_says_where_it_is_used(desk):
    photo = make_photo((30, 20), focus="c")
    shows = [make_post(headline="Leads", lead=photo, published_at=None)]
    shows += [make_post(headline="Holds", body=f'<img src="{photo.large}">')]
    publishing.withdraw(shows[1])
    shows += [make_page(title="About us", body=f'<img src="{photo.small}">')]
    make_post(headline="Elsewhere")
    text = desk.get(f"{LIBRARY}{photo.pk}/change/").content.decode()
    for thing in shows:
        link = f"/admin/posts/{thing._meta.model_name}/{thing.pk}/change/"
        assert f'<a href="{link}">{thing}</a>' in text
    assert "Elsewhere" not in text
    assert photo.address(30, focus="c") in text


@pytest.mark.parametrize("way", ["page", "action"])
def test_a_used_photo_is_not_deleted_and_its_posts_are_named(desk, way):
    photo = make_photo((30, 20))
    make_post(headline="Holds", body=f'<img src="{photo.large}">')

    def delete():
        if way == "page":
            return desk.post(f"{LIBRARY}{photo.pk}/delete/", {"post": "yes"})
        chosen = {"action": "delete_selected", "_selected_action": photo.pk, "post": "yes"}
        return desk.post(LIBRARY, chosen)

    assert "Holds" in delete().content.decode()
    assert Photo.objects.exists()
    publishing.remove(photos.holders(photo)[0])
    assert delete().status_code == 302
    assert not Photo.objects.exists()


def test_a_large_jpeg_is_read_at_a_part_of_its_size():
    image = photos.read(picture((4000, 3400)))
    assert image.size == (2000, 1700)
    assert photos.read(picture((3199, 3200))).size == (3199, 3200)
