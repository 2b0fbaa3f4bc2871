"""A worker that is killed while it makes a photo's files: readers lose nothing, another goes on."""

import os
import re
import signal
import time
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from posts import making, publishing, variants
from posts.models import Photo, Post
from tests.posts.factories import make_post
from tests.visitor import Visitor

VARIANT = re.compile(r"/media/photos/[^\" ]+")
PATIENCE = 90  # seconds
SIZE = (2400, 1800)  # pixels


def print_photo():
    """Save a photo that takes seconds to make, and a post that it leads; return its address."""
    photo = Photo(alt="A field")
    publishing.put_photo(photo, Image.effect_noise(SIZE, 60).convert("RGB"))
    return make_post(lead=photo, body=f'<img src="{photo.large}">').get_absolute_url()


def state():
    """Return how many files are made, how many there will be, and whether readers get all."""
    photo = Photo.objects.get()
    return [*making.made(photo), photo.due_at is None]


def wait_no_longer():
    """Let the time be over for which the dead worker held the photo."""
    Photo.objects.update(due_at=timezone.now())


def whole():
    """Decode every file; return how many there are in the photo's folder."""
    photo = Photo.objects.get()
    for name in photo.files():
        with default_storage.open(name) as file:
            Image.open(file).load()
    return len(variants.stored(photo.token)), Post.objects.get().body_html


def workers(server):
    pid = server.process.pid
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def until(server, reached):
    end = time.monotonic() + PATIENCE
    while not reached(found := server.call(state)):
        assert time.monotonic() < end, found
        time.sleep(0.05)
    return found


def test_a_killed_worker_leaves_a_photo_that_is_completed(server):
    path, reader = server.call(print_photo), Visitor(server.url)
    done, files, _ended = until(server, lambda found: 3 < found[0] < found[1])
    (killed,) = workers(server)
    os.kill(killed, signal.SIGKILL)
    server.wait()
    found = server.call(state)
    assert found[2] is False
    assert done <= found[0] < files
    page = reader.get(path)
    assert page.status == 200
    assert "avif" not in page.text
    addresses = {*VARIANT.findall(page.text)}
    assert len(addresses) > 2
    assert {reader.get(address).status for address in addresses} == {200}
    server.call(wait_no_longer)
    assert until(server, lambda found: found[2])[0] == files
    assert workers(server) != {killed}
    count, body = server.call(whole)
    assert count == files
    assert "image/avif" in body
    assert "image/avif" in reader.get(path).text
