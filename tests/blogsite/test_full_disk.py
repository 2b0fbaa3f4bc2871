"""A disk that is full: said plainly, nothing half-done is left, the next run completes."""

import resource
import sys
from contextlib import contextmanager

import pytest
from django.core.management import CommandError

from posts.models import ImportedPhoto, Post
from tests.archives import bring, entry, takeout, unpack
from tests.copies import run
from tests.posts.factories import picture


@contextmanager
def files_of_at_most(size):
    """Let no file grow beyond these bytes, as on a disk without room.

    Python would keep a compiled module that was cut off there, and never import it again.
    """
    before, wrote = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = wrote


@pytest.mark.django_db
def test_an_import_stops_and_brings_its_pictures_when_run_again(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    body = '<p>Words</p><img src="http://1.bp.blogspot.com/s320/x.jpg">'
    top = unpack(tmp_path, takeout(entry(1, content=body)), [("x.jpg", picture().getvalue())])
    with files_of_at_most(100), pytest.raises(CommandError, match="run it again"):
        bring(tmp_path, top)
    assert not Post.objects.exists()
    assert not [path for path in (tmp_path / "media").rglob("*") if path.is_file()]
    bring(tmp_path, top)
    assert ImportedPhoto.objects.get().photo.small in Post.objects.get().body


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_does_not_fit_is_none(stocked, age_key, tmp_path):
    with files_of_at_most(2000), pytest.raises(CommandError, match="cannot be written"):
        run("backup", tmp_path / "a.age", to=[age_key[1]])
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("a.age")]


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_does_not_fit_is_said_to_be_none(stocked, tmp_path):
    with files_of_at_most(2000), pytest.raises(CommandError, match="File too large"):
        run("export_site", tmp_path / "copy")
    with pytest.raises(CommandError, match="missing"):
        run(
            "verify_site",
            tmp_path / "copy",
            key="RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3",
        )
