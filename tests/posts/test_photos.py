"""Photos: pixels only, in the sizes and formats of readers; nothing of the original is kept."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from blogsite.lib.raster import Unreadable
from posts import making, publishing, variants
from posts.models import Photo
from posts.photos import develop, expose
from tests.posts.factories import make_photo, make_post, picture

pytestmark = pytest.mark.django_db


def files(token):
    try:
        return sorted(default_storage.listdir(f"photos/{token}")[1])
    except FileNotFoundError:
        return []


@pytest.mark.parametrize(
    ("width", "made"),
    [
        (2000, [480, 960, 1600]),
        (1600, [480, 960, 1600]),
        (1000, [480, 960, 1000]),
        (480, [480]),
        (300, [300]),
        (1, [1]),
    ],
)
def test_sizes_are_never_larger_than_the_picture(width, made):
    photo = make_photo((width, max(1, width // 2)))
    assert photo.widths == made
    assert len(files(photo.token)) == 3 * len(made)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("PNG", "RGBA"),
        ("WEBP", "RGB"),
        ("GIF", "P"),
        ("AVIF", "RGB"),
    ],
)
def test_every_accepted_format_is_developed(kind, mode):
    photo = develop(picture((64, 48), kind, mode), alt="A")
    for ending, (kind_made, _options, _type) in variants.FORMATS.items():
        with default_storage.open(variants.name(photo.token, 64, ending)) as file:
            made = Image.open(file)
            assert (made.format, made.size) == (kind_made, (64, 48))


def test_what_a_camera_writes_is_gone():
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[2] = (25.0, 52.0, 1.0)
    source = picture((64, 48), exif=exif.tobytes(), comment=b"SECRET-COMMENT")
    photo = develop(source, alt="A")
    for ending in variants.FORMATS:
        with default_storage.open(variants.name(photo.token, 64, ending)) as file:
            content = file.read()
        made = Image.open(BytesIO(content))
        assert b"SECRET" not in content
        assert not made.getexif()
        assert not {"exif", "comment", "icc_profile", "xmp"} & made.info.keys()


def test_a_picture_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = develop(picture((60, 20), exif=exif.tobytes()), alt="A")
    assert (photo.width, photo.height) == (20, 60)


@pytest.mark.parametrize(
    "content", [b"", b"not a picture", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(Unreadable):
        develop(BytesIO(content))
    assert not Photo.objects.exists()


def test_a_cut_off_picture_leaves_nothing_behind():
    content = picture((640, 480)).getvalue()
    with pytest.raises(Unreadable):
        develop(BytesIO(content[: len(content) // 2]))
    assert not Photo.objects.exists()


def test_the_files_go_with_the_row_once_that_is_committed(django_capture_on_commit_callbacks):
    photos = [make_photo((64, 48)) for _turn in range(3)]
    tokens = [photo.token for photo in photos]
    with django_capture_on_commit_callbacks(execute=True):
        publishing.remove_photo(photos[0])
        Photo.objects.filter(pk=photos[1].pk).delete()
        assert all(files(token) for token in tokens)
    assert [bool(files(token)) for token in tokens] == [False, False, True]


def test_another_picture_has_another_address_and_bodies_follow(django_capture_on_commit_callbacks):
    photo = make_photo((64, 48))
    post = make_post(body=f'<img src="{photo.large}">')
    old = photo.token
    with django_capture_on_commit_callbacks(execute=True):
        publishing.put_photo(photo, Image.new("RGB", (32, 32)))
        making.make_due()
    post.refresh_from_db()
    assert old not in post.body + post.body_html
    assert f"/media/photos/{photo.token}/32.jpg" in post.body_html
    assert (files(old), len(files(photo.token))) == ([], 3)


def test_a_photo_is_served_for_ever_under_its_name(client):
    photo = make_photo((64, 48))
    for ending, (_kind, _options, media_type) in variants.FORMATS.items():
        response = client.get(photo.address(64, ending))
        assert response.status_code == 200
        assert response.headers["Content-Type"] == media_type
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"  # feeds elsewhere
        assert b"".join(response.streaming_content)


@pytest.mark.parametrize(
    "path",
    [
        f"{'0' * 32}/64.jpg", "TOKEN/65.jpg", "TOKEN/64.png", "TOKEN/64.jpg.html", "TOKEN/",
        "TOKEN", "TOKEN/../../db.sqlite3", "TOKEN/whole.png",
        "TOKEN/%2e%2e/64.jpg", "../settings.py",
        f"TOKEN/{'9' * 5000}.jpg",
    ],
)  # fmt: skip
def test_nothing_else_is_served(client, path):
    photo = Photo(alt="A")
    expose(photo, Image.new("RGB", (64, 48)))
    assert client.get(f"/media/photos/{path.replace('TOKEN', photo.token)}").status_code == 404
