"""A backup: sealed, whole, made while others write."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError
from django.db import connection, transaction

from blogsite.survival import sealed
from blogsite.survival.reading import snapshot
from tests.copies import contents, run
from tips.models import Attachment, DeskKey, Tip, sealed_storage

pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_of_it_is_in_clear(stocked, age_key, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    run("backup", tmp_path / "a.age", to=[age_key[1]])
    raw = (tmp_path / "a.age").read_bytes()
    for words in (b"MARK-headline", b"MARK-pending", settings.TIP_PEPPER.encode()):
        assert words not in raw
    assert raw.startswith(b"age-encryption.org/v1\n")
    assert (tmp_path / "a.age").stat().st_mode & 0o777 == 0o600
    assert contents(tmp_path).keys() == {"a.age", "identity.txt", "pages/epoch"}


def test_stock_programs_open_it(stocked, age_key, tmp_path):
    run("backup", tmp_path / "a.age", to=[age_key[1]])
    command = f"age -d -i {age_key[0]} {tmp_path}/a.age | tar x -C {tmp_path}"
    subprocess.run(command, shell=True, check=True)  # noqa: S602  our own words
    secrets = (tmp_path / "secrets.env").read_text()
    assert f"TIP_PEPPER={settings.TIP_PEPPER}\n" in secrets
    assert "MARK-headline" in next((tmp_path / "rows/posts.post").iterdir()).read_text()
    assert json.loads((tmp_path / "about.json").read_text())["tips"] is True


def test_without_tips_none_outlives_its_deletion(stocked, age_key, tmp_path):
    run("backup", tmp_path / "a.age", to=[age_key[1]], without_tips=True, without_secrets=True)
    with sealed.opened(tmp_path / "a.age", sealed.identities(age_key[0])) as members:
        names = [name for name, _length, _content in members]
    assert "secrets.env" not in names
    assert not [name for name in names if name.startswith("tips/")]
    kept = {name.split("/")[1] for name in names if "rows/tips." in name}
    assert kept == {"tips.deskkey"}
    run("restore", tmp_path / "a.age", identity=age_key[0], force=True)
    assert (Tip.objects.count(), DeskKey.objects.count()) == (0, 1)
    assert contents(settings.VAR_DIR / "tips") == {}


def test_a_backup_without_a_file_that_a_row_names_is_none(stocked, age_key, tmp_path):
    sealed_storage().delete(Attachment.objects.get().sealed.name)
    with pytest.raises(CommandError, match="make the backup again"):
        run("backup", tmp_path / "a.age", to=[age_key[1]])
    assert contents(tmp_path).keys() == {"identity.txt", "pages/epoch"}


def test_what_is_no_key_is_said_and_no_file_is_written_over(stocked, age_key, tmp_path):
    with pytest.raises(CommandError, match="no age recipient"):
        run("backup", tmp_path / "a.age", to=["age1nonsense"])
    (tmp_path / "a.age").write_text("mine")
    with pytest.raises(CommandError, match="there already"):
        run("backup", tmp_path / "a.age", to=[age_key[1]])
    (tmp_path / "none.txt").write_text("nothing")
    with pytest.raises(CommandError, match="no age identity"):
        run("restore", tmp_path / "a.age", identity=tmp_path / "none.txt", force=True)
    assert (tmp_path / "a.age").read_text() == "mine"


def test_readers_go_on_writing_while_it_is_made(stocked):
    def write():
        User.objects.create(username="meanwhile")
        connection.close()

    with snapshot():
        before = User.objects.count()
        with transaction.atomic():  # Django begins some by itself, when it asks what SQLite can do
            assert User.objects.exists()
        with ThreadPoolExecutor(1) as threads:
            threads.submit(write).result(timeout=10)
        assert User.objects.count() == before
    assert User.objects.count() == before + 1
