"""A backup and its restoring: everything comes back, nothing is in clear, all of it or nothing."""

import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db import IntegrityError, connection, transaction
from pyrage import x25519

from blogsite import pages
from blogsite.survival import sealed, tables
from blogsite.survival.reading import snapshot
from comments.models import Comment, Decision
from posts import search
from posts.models import Photo, Post
from tests.comments.factories import make_comment
from tests.copies import contents, run
from tests.posts.factories import make_byline, make_label, make_photo, make_post
from tests.tips.factories import PASSPHRASE, make_reader, make_tip
from tips import desk
from tips.models import Attachment, DeskKey, Tip, sealed_storage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keys(tmp_path):
    """Return the path of an identity and its recipient."""
    identity = x25519.Identity.generate()
    path = tmp_path / "identity.txt"
    path.write_text(f"# created today\n{identity}\n")
    return path, str(identity.to_public())


@pytest.fixture
def paper():
    """Fill every app with something, sealed tips among it; return the desk member."""
    clear()
    reader, _key = make_reader()
    photo = make_photo((480, 320), caption="Ñandú 🌵")
    post = make_post(
        headline="MARK-headline", lead=photo, labels=[make_label()], bylines=[make_byline()]
    )
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


def test_everything_comes_back_as_it_was(paper, keys, tmp_path):
    before, files = rows(), stored()
    assert all(files)
    run("backup", tmp_path / "a.age", to=[keys[1]])
    lose()
    assert not Post.objects.exists()
    pages.place("/").parent.mkdir(parents=True)
    pages.place("/").write_bytes(b"stale")
    run("restore", tmp_path / "a.age", identity=keys[0])
    assert rows() == before
    assert stored() == files
    assert not pages.place("/").exists()
    assert [post.headline for post in search.find("MARK-headline", "en").posts] == ["MARK-headline"]


def test_what_came_back_works(paper, keys, tmp_path):
    run("backup", tmp_path / "a.age", to=[keys[1]])
    lose()
    run("restore", tmp_path / "a.age", identity=keys[0])
    key = desk.unlock(DeskKey.objects.get(user=paper.pk), PASSPHRASE)
    attachment = Attachment.objects.get()
    _label, opened = desk.open_attachment(attachment, key)
    opened.close()
    assert make_post().pk > max(Post.objects.exclude(headline__startswith="A quiet")
                                .values_list("pk", flat=True))  # fmt: skip
    make_comment(approved=True)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Decision.objects.all().delete()


def test_nothing_of_it_is_in_clear(paper, keys, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    run("backup", tmp_path / "a.age", to=[keys[1]])
    raw = (tmp_path / "a.age").read_bytes()
    for words in (b"MARK-headline", b"MARK-pending", settings.TIP_PEPPER.encode()):
        assert words not in raw
    assert raw.startswith(b"age-encryption.org/v1\n")
    assert (tmp_path / "a.age").stat().st_mode & 0o777 == 0o600
    assert contents(tmp_path).keys() == {"a.age", "identity.txt", "pages/epoch"}


def test_stock_programs_open_it(paper, keys, tmp_path):
    run("backup", tmp_path / "a.age", to=[keys[1]])
    command = f"age -d -i {keys[0]} {tmp_path}/a.age | tar x -C {tmp_path}"
    subprocess.run(command, shell=True, check=True)  # noqa: S602  our own words
    secrets = (tmp_path / "secrets.env").read_text()
    assert f"TIP_PEPPER={settings.TIP_PEPPER}\n" in secrets
    assert "MARK-headline" in next((tmp_path / "rows/posts.post").iterdir()).read_text()
    assert json.loads((tmp_path / "about.json").read_text())["tips"] is True


def test_without_tips_none_outlives_its_deletion(paper, keys, tmp_path):
    run("backup", tmp_path / "a.age", to=[keys[1]], without_tips=True, without_secrets=True)
    with sealed.opened(tmp_path / "a.age", sealed.identities(keys[0])) as members:
        names = [name for name, _length, _content in members]
    assert "secrets.env" not in names
    assert not [name for name in names if name.startswith("tips/")]
    kept = {name.split("/")[1] for name in names if "rows/tips." in name}
    assert kept == {"tips.deskkey"}
    run("restore", tmp_path / "a.age", identity=keys[0], force=True)
    assert (Tip.objects.count(), DeskKey.objects.count()) == (0, 1)
    assert contents(settings.VAR_DIR / "tips") == {}


def test_a_paper_that_is_there_is_only_replaced_by_force(paper, keys, tmp_path):
    run("backup", tmp_path / "a.age", to=[keys[1]])
    make_post(headline="Newer")
    later = make_photo((480, 321))
    with pytest.raises(CommandError, match="--force"):
        run("restore", tmp_path / "a.age", identity=keys[0])
    assert Post.objects.filter(headline="Newer").exists()
    run("restore", tmp_path / "a.age", identity=keys[0], force=True)
    assert not Post.objects.filter(headline="Newer").exists()
    assert not default_storage.exists(later.large.removeprefix("/media/"))
    assert default_storage.exists(Photo.objects.get().large.removeprefix("/media/"))


@pytest.mark.parametrize("spoil", ["cut", "changed", "other key", "no backup", "ends early"])
def test_what_is_not_whole_changes_nothing(paper, keys, tmp_path, spoil):
    path = tmp_path / "a.age"
    run("backup", path, to=[keys[1]])
    raw = bytearray(path.read_bytes())
    if spoil == "cut":
        raw = raw[: len(raw) - 70_000]
    elif spoil == "changed":
        raw[-100_000] ^= 1
    elif spoil == "other key":
        keys[0].write_text(str(x25519.Identity.generate()))
    path.write_bytes(raw)
    if spoil in {"no backup", "ends early"}:
        with sealed.opened(path, sealed.identities(keys[0])) as members:
            kept = [(n, content.read(), length) for n, length, content in members]
        kept = kept[:3] if spoil == "ends early" else kept[1:]
        path.unlink()
        remade = ((name, length, ContentFile(raw)) for name, raw, length in kept)
        sealed.write(path, remade, [sealed.recipient(keys[1])])
    before, files = rows(), stored()
    with pytest.raises(CommandError):
        run("restore", path, identity=keys[0], force=True, secrets=str(tmp_path / "env"))
    assert rows() == before
    assert stored() == files
    assert not (tmp_path / "env").exists()
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Decision.objects.all().delete()


def test_another_release_is_said(paper, keys, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "release", lambda: ["posts.0001_first", "posts.0099_future"])
    run("backup", tmp_path / "a.age", to=[keys[1]])
    monkeypatch.undo()
    with pytest.raises(CommandError, match=r"another release.*posts\.0099_future|another release"):
        run("restore", tmp_path / "a.age", identity=keys[0], force=True)
    assert Post.objects.exists()


def test_a_backup_without_a_file_that_a_row_names_is_none(paper, keys, tmp_path):
    sealed_storage().delete(Attachment.objects.get().sealed.name)
    with pytest.raises(CommandError, match="make the backup again"):
        run("backup", tmp_path / "a.age", to=[keys[1]])
    assert contents(tmp_path).keys() == {"identity.txt", "pages/epoch"}


def test_what_is_no_key_is_said_and_no_file_is_written_over(paper, keys, tmp_path):
    with pytest.raises(CommandError, match="no age recipient"):
        run("backup", tmp_path / "a.age", to=["age1nonsense"])
    (tmp_path / "a.age").write_text("mine")
    with pytest.raises(CommandError, match="there already"):
        run("backup", tmp_path / "a.age", to=[keys[1]])
    (tmp_path / "none.txt").write_text("nothing")
    with pytest.raises(CommandError, match="no age identity"):
        run("restore", tmp_path / "a.age", identity=tmp_path / "none.txt", force=True)
    assert (tmp_path / "a.age").read_text() == "mine"


def test_secrets_go_where_they_are_told_and_are_private(paper, keys, tmp_path, monkeypatch):
    env = tmp_path / "old.env"
    env.write_text("# ours\nSITE_NAME=The Paper\nSECRET_KEY=older\n")
    monkeypatch.setenv("ENV_FILE", str(env))
    run("backup", tmp_path / "a.age", to=[keys[1]])
    target = tmp_path / "new.env"
    run("restore", tmp_path / "a.age", identity=keys[0], force=True, secrets=str(target))
    assert target.stat().st_mode & 0o777 == 0o600
    lines = target.read_text().splitlines()
    assert "SITE_NAME=The Paper" in lines
    assert f"SECRET_KEY={settings.SECRET_KEY}" in lines
    assert "SECRET_KEY=older" not in lines
    with pytest.raises(CommandError, match="there already"):
        run("restore", tmp_path / "a.age", identity=keys[0], force=True, secrets=str(target))


def test_a_row_that_leads_nowhere_is_refused(paper):
    line = json.loads(b"".join(tables.parts(Comment)).splitlines()[0])
    place = [field.attname for field in Comment._meta.concrete_fields].index("post_id")
    line[place] = 999_999
    with transaction.atomic():
        tables.empty()
        tables.fill(Comment, [json.dumps(line)])
        with pytest.raises(IntegrityError):
            tables.settle()
        transaction.set_rollback(True)


def test_readers_go_on_writing_while_it_is_made(paper):
    def write():
        User.objects.create(username="meanwhile")
        connection.close()

    with snapshot():
        before = User.objects.count()
        with ThreadPoolExecutor(1) as threads:
            threads.submit(write).result(timeout=10)
        assert User.objects.count() == before
    assert User.objects.count() == before + 1
