"""A stocked paper, its rows and files, and keys to seal them to."""

import shutil

import pytest
from django.conf import settings
from django.db import transaction
from pyrage import x25519

from blogsite.survival import tables
from tests.comments.factories import make_comment
from tests.copies import contents, write
from tests.posts.factories import make_byline, make_label, make_photo, make_post
from tests.tips.factories import make_reader, make_tip


@pytest.fixture
def age_key(tmp_path):
    """Return the path of an identity and its recipient."""
    identity = x25519.Identity.generate()
    path = tmp_path / "identity.txt"
    path.write_text(f"# created today\n{identity}\n")
    return path, str(identity.to_public())


@pytest.fixture
def stocked():
    """Fill every app with something, sealed tips among it; return the desk member."""
    clear()
    reader, _key = make_reader()
    photo = make_photo((480, 320), caption="Ñandú 🌵", focus="n")
    post = make_post(
        headline="MARK-headline", lead=photo, labels=[make_label()], bylines=[make_byline()]
    )
    write(post)
    make_comment(post=post, approved=True)
    make_comment(post=post, body="MARK-pending")
    make_tip("The lorries pass at two.", files=[b"Plain words of a file."])
    return reader


def rows():
    """Return every row of every kept table."""
    return {
        model._meta.label_lower: b"".join(tables.parts(model)) for model in tables.models(tips=True)
    }


def stored():
    return contents(settings.MEDIA_ROOT), contents(settings.VAR_DIR / "tips")


def lose():
    """Empty the database and the stores, as a new machine has them."""
    with transaction.atomic():
        tables.empty()
        tables.settle()
    clear()


def clear():
    for folder in (settings.MEDIA_ROOT, settings.VAR_DIR / "tips"):
        shutil.rmtree(folder, ignore_errors=True)
