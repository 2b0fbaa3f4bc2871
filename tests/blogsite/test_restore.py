"""What comes back from a backup: everything as it was, into either database, or nothing."""

import hashlib
import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db import IntegrityError, transaction
from pyrage import x25519

from blogsite import pages
from blogsite.survival import sealed, tables
from comments.models import Comment, Decision
from posts import search
from posts.models import Photo, Post
from tests import newsroom
from tests.backups import clear, lose, rows, stored
from tests.beginning import environment
from tests.comments.factories import make_comment
from tests.copies import run
from tests.posts.factories import make_photo, make_post
from tests.serving import ROOT, Server
from tests.tips.factories import PASSPHRASE
from tips import desk
from tips.models import Attachment, DeskKey

pytestmark = pytest.mark.django_db(transaction=True)


def test_everything_comes_back_as_it_was(stocked, age_key, tmp_path):
    before, files = rows(), stored()
    assert all(files)
    run("backup", tmp_path / "a.age", to=[age_key[1]])
    lose()
    assert not Post.objects.exists()
    pages.place("/").parent.mkdir(parents=True)
    pages.place("/").write_bytes(b"stale")
    run("restore", tmp_path / "a.age", identity=age_key[0])
    assert rows() == before
    assert stored() == files
    assert not pages.place("/").exists()
    assert len(search.find("MARK-headline", "en").keys) == 1


def test_what_came_back_works(stocked, age_key, tmp_path):
    run("backup", tmp_path / "a.age", to=[age_key[1]])
    lose()
    run("restore", tmp_path / "a.age", identity=age_key[0])
    key = desk.unlock(DeskKey.objects.get(user=stocked.pk), PASSPHRASE)
    attachment = Attachment.objects.get()
    _label, opened = desk.open_attachment(attachment, key)
    opened.close()
    assert make_post().pk > max(Post.objects.exclude(headline__startswith="A quiet")
                                .values_list("pk", flat=True))  # fmt: skip
    make_comment(approved=True)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Decision.objects.all().delete()


def test_a_paper_that_is_there_is_only_replaced_by_force(stocked, age_key, tmp_path):
    run("backup", tmp_path / "a.age", to=[age_key[1]])
    make_post(headline="Newer")
    later = make_photo((480, 321))
    with pytest.raises(CommandError, match="--force"):
        run("restore", tmp_path / "a.age", identity=age_key[0])
    assert Post.objects.filter(headline="Newer").exists()
    run("restore", tmp_path / "a.age", identity=age_key[0], force=True)
    assert not Post.objects.filter(headline="Newer").exists()
    assert not default_storage.exists(later.large.removeprefix("/media/"))
    assert default_storage.exists(Photo.objects.get().large.removeprefix("/media/"))


@pytest.mark.parametrize("spoil", ["cut", "changed", "other key", "no backup", "ends early"])
def test_what_is_not_whole_changes_nothing(stocked, age_key, tmp_path, spoil):
    path = tmp_path / "a.age"
    run("backup", path, to=[age_key[1]])
    raw = bytearray(path.read_bytes())
    if spoil == "cut":
        raw = raw[: len(raw) - 70_000]
    elif spoil == "changed":
        raw[-100_000] ^= 1
    elif spoil == "other key":
        age_key[0].write_text(str(x25519.Identity.generate()))
    path.write_bytes(raw)
    if spoil in {"no backup", "ends early"}:
        with sealed.opened(path, sealed.identities(age_key[0])) as members:
            kept = [(n, content.read(), length) for n, length, content in members]
        kept = kept[:2] if spoil == "ends early" else kept[1:]
        path.unlink()
        remade = ((name, length, ContentFile(raw)) for name, raw, length in kept)
        sealed.write(path, remade, [sealed.recipient(age_key[1])])
    before, files = rows(), stored()
    with pytest.raises(CommandError):
        run("restore", path, identity=age_key[0], force=True, secrets=str(tmp_path / "env"))
    assert rows() == before
    assert stored() == files
    assert not (tmp_path / "env").exists()
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Decision.objects.all().delete()


def test_another_release_is_said(stocked, age_key, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "release", lambda: ["posts.0001_first", "posts.0099_future"])
    run("backup", tmp_path / "a.age", to=[age_key[1]])
    monkeypatch.undo()
    with pytest.raises(CommandError, match=r"another release.*posts\.0099_future|another release"):
        run("restore", tmp_path / "a.age", identity=age_key[0], force=True)
    assert Post.objects.exists()


def test_secrets_go_where_they_are_told_and_are_private(stocked, age_key, tmp_path, monkeypatch):
    env = tmp_path / "old.env"
    env.write_text("# ours\nSITE_NAME=The Paper\nSECRET_KEY=older\n")
    monkeypatch.setenv("ENV_FILE", str(env))
    run("backup", tmp_path / "a.age", to=[age_key[1]])
    target = tmp_path / "new.env"
    run("restore", tmp_path / "a.age", identity=age_key[0], force=True, secrets=str(target))
    assert target.stat().st_mode & 0o777 == 0o600
    lines = target.read_text().splitlines()
    assert "SITE_NAME=The Paper" in lines
    assert f"SECRET_KEY={settings.SECRET_KEY}" in lines
    assert "SECRET_KEY=older" not in lines
    with pytest.raises(CommandError, match="there already"):
        run("restore", tmp_path / "a.age", identity=age_key[0], force=True, secrets=str(target))


def test_a_row_that_leads_nowhere_is_refused(stocked):
    line = json.loads(b"".join(tables.parts(Comment)).splitlines()[0])
    place = [field.attname for field in Comment._meta.concrete_fields].index("post_id")
    line[place] = 999_999
    with transaction.atomic():
        tables.empty()
        tables.fill(Comment, [json.dumps(line)])
        with pytest.raises(IntegrityError):
            tables.settle()
        transaction.set_rollback(True)


def digests():
    """Return a digest of the rows of each table; called in the environment of another site too."""
    return {name: hashlib.sha256(lines).hexdigest() for name, lines in rows().items() if lines}


@pytest.mark.postgresql
def test_what_one_database_wrote_the_other_reads(age_key, tmp_path):
    clear()
    there = Elsewhere(tmp_path / "there")
    there.manage("migrate", "-v0")
    there.call(newsroom.open_a_long_thread)
    there.manage("backup", str(tmp_path / "a.age"), "--to", age_key[1])
    run("restore", tmp_path / "a.age", identity=age_key[0], force=True)
    assert digests() == there.call(digests)
    make_comment(post=Post.objects.first(), approved=True)
    run("backup", tmp_path / "b.age", to=[age_key[1]])
    there.manage("restore", str(tmp_path / "b.age"), "--identity", str(age_key[0]), "--force")
    theirs = there.call(digests)
    there.dismiss()
    assert digests() == theirs


class Elsewhere(Server):
    """A site on SQLite, without a server."""

    def __init__(self, folder):
        for name in ("var", "tmp", "home"):
            (folder / name).mkdir(parents=True)
        database = f"sqlite:///{folder / 'stocked.sqlite3'}"
        self.environment = environment(folder, database) | {"SITE_URL": "http://testserver"}

    def manage(self, *command):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, check=True,
            capture_output=True,
        )  # fmt: skip
