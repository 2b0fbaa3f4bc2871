"""The rest of a photo's files: made after it is saved, shown when all are there, never in part."""

import os
import time
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image

from posts import making, photos, publishing, variants
from posts.models import Photo, Post, random_token
from tests.posts.factories import make_photo, make_post, picture

pytestmark = pytest.mark.django_db


def uploaded(size=(600, 400), **fields):
    """Return a photo as it is just after it was saved at the desk."""
    photo = Photo(**{"alt": "A bridge", "credit": "Rea"} | fields)
    publishing.put_photo(photo, photos.read(picture(size)))
    return photo


def shown(photo):
    return f'<figure><img src="{photo.large}"></figure>'


def files(photo):
    return {name.rpartition("/")[2] for name in variants.stored(photo.token)}


def read(name):
    with default_storage.open(name) as file:
        return file.read()


def test_a_photo_is_shown_in_what_is_there_and_in_every_format_once_all_are(client, commit):
    with commit():
        photo = uploaded(focus="n")
        post = make_post(lead=photo, body=shown(photo))
    for path in (post.get_absolute_url(), "/"):
        before = client.get(path).content.decode()
        assert photo.address(photo.widths[0]) in before or photo.address(480, focus="n") in before
        assert "avif" not in before
        assert "webp" not in before
    assert making.made(photo) == (4, 12)
    with commit():
        assert making.make_due() == 1
    assert files(photo) == {name.rpartition("/")[2] for name in photo.files()}
    for path in (post.get_absolute_url(), "/"):
        assert "image/avif" in client.get(path).content.decode()
    photo.refresh_from_db()
    assert (photo.due_at, photo.tries, making.made(photo)) == (None, 0, (12, 12))
    assert making.make_due() == 0


def test_what_is_made_is_made_of_the_pixels_not_of_a_jpeg(commit):
    image = photos.read(picture((64, 64), "PNG", "RGBA"))
    photo = Photo(alt="A")
    with commit():
        photos.expose(photo, image)
        making.make_due()
    with default_storage.open(photo.files(["webp"])[0]) as file:
        assert photos.read(file).mode == "RGBA"  # a JPEG shows nothing through


def test_a_process_that_died_leaves_a_photo_to_the_next_one(commit):
    photo = uploaded((1000, 600))
    first, broken = photo.files(["webp"])[0], photo.files(["avif"])[-1]
    making._taken()
    answers = iter([True] * 3)
    variants.complete(photo.token, photo.widths, "", lambda: next(answers, False))
    content = read(broken)
    default_storage.delete(broken)
    default_storage.save(broken, ContentFile(content[: len(content) // 2]))
    kept = {name: read(name) for name in variants.stored(photo.token) if name != broken}
    assert making.make_due() == 0  # it is still held
    Photo.objects.update(due_at=timezone.now())  # two minutes later
    with commit():
        assert making.make_due() == 1
    assert read(broken) == content
    assert first not in kept
    assert all(read(name) == kept[name] for name in kept if not name.endswith(variants.WHOLE))
    assert variants.stored(photo.token) == {*photo.files()}


def test_a_photo_whose_pixels_are_gone_is_completed_from_its_largest_jpeg(commit):
    photo = uploaded()
    variants.erase_whole(photo.token)
    with commit():
        making.make_due()
    assert files(photo) == {name.rpartition("/")[2] for name in photo.files()}


def test_one_photo_is_held_by_one_process():
    uploaded()
    assert making._taken() is not None
    assert making._taken() is None


def test_who_lost_a_photo_stops_and_changes_nothing():
    photo = uploaded()
    held = making._taken()
    Photo.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    other = making._taken()
    assert not making.make(held)
    assert files(photo) == {"480.jpg", "600.jpg", variants.WHOLE}
    assert making.make(other)


@pytest.mark.parametrize("change", ["picture", "focus", "move", "delete"])
def test_a_photo_that_changes_meanwhile_is_begun_anew(change, commit):
    photo = uploaded()
    held = making._taken()
    old = held.token
    with commit():
        if change == "picture":
            publishing.put_photo(photo, photos.read(picture((90, 60))))
        elif change == "focus":
            photo.focus = "c"
            publishing.put_photo(photo)
        elif change == "move":
            publishing.move_photo(Photo.objects.get())
        else:
            publishing.remove_photo(photo)
    assert not making.make(held)
    with commit():
        assert making.make_due() == (change != "delete")
    if change in {"picture", "move", "delete"}:
        assert not variants.stored(old)
    for found in Photo.objects.all():
        assert variants.stored(found.token) == {*found.files()}


def test_another_focus_is_cut_at_once_and_the_rest_stays_as_it_is(commit):
    photo = make_photo((600, 900))
    kept = {name: read(name) for name in photo.files()}
    photo.focus = "s"
    with commit():
        publishing.put_photo(photo)
    assert default_storage.exists(variants.name(photo.token, 480, "jpg", "s"))
    assert not default_storage.exists(variants.name(photo.token, 480, "avif", "s"))
    with commit():
        making.make_due()
    assert all(read(name) == content for name, content in kept.items())
    assert variants.stored(photo.token) == {*photo.files()}


def test_a_cut_that_a_dead_process_left_is_written_over(commit):
    photo = make_photo((600, 900))
    default_storage.save(variants.name(photo.token, 480, "jpg", "s"), ContentFile(b"half"))
    photo.focus = "s"
    with commit():
        publishing.put_photo(photo)
    assert read(variants.name(photo.token, 480, "jpg", "s")).startswith(b"\xff\xd8\xff")


def test_a_photo_that_always_fails_is_given_up_and_shown_as_it_is(client):
    photo = uploaded()
    post = make_post(body=shown(photo))
    for name in variants.stored(photo.token):
        default_storage.delete(name)
    for _turn in range(making.MOST_TRIES):
        with pytest.raises(FileNotFoundError):
            making.make_due()
        Photo.objects.update(due_at=timezone.now())
    assert making.make_due() == 0
    photo.refresh_from_db()
    assert making.is_stuck(photo)
    assert "avif" not in client.get(post.get_absolute_url()).content.decode()


def test_what_is_left_of_an_upload_that_was_never_saved_goes():
    saved, other = uploaded(), make_photo()
    image, tokens = Image.new("RGB", (64, 48)), [random_token() for _each in range(3)]
    for token, endings in zip(tokens, (["jpg"], ["jpg"], variants.FORMATS), strict=True):
        variants.write(image, token, endings)
    long_ago = time.time() - 2 * making.UNSAVED.total_seconds()
    for token in (tokens[0], tokens[2], saved.token, other.token):
        for name in variants.stored(token):
            os.utime(default_storage.path(name), (long_ago, long_ago))
    assert making.forget_unsaved() == 1
    kept = [bool(variants.stored(token)) for token in (*tokens, saved.token, other.token)]
    assert kept == [False, True, True, True, True]


@pytest.mark.django_db(transaction=True)
def test_a_post_that_is_saved_while_its_photo_is_completed_shows_it_whole():
    photo = uploaded()
    held = making._taken()

    def complete():
        try:
            return making.make(held)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as server:
        with transaction.atomic():
            post = make_post(body=shown(photo), headline="The ferry stops")
            completed = server.submit(complete)
            wait([completed], timeout=1.5)  # seconds; it comes to where it must wait
        assert completed.result()
    assert "image/avif" in Post.objects.get(pk=post.pk).body_html
