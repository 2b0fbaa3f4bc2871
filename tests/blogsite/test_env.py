"""The environment: a missing value is the safe one, a missing secret is no start."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from blogsite import env

LONG = "k" * 40


def test_a_missing_secret_is_no_start(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        env.secret("SECRET_KEY")


def test_a_short_secret_is_no_start(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "short")
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.secret("SECRET_KEY")
    assert "short" not in str(refusal.value).split(";")[0].replace("shortest", "")


def test_a_secret_may_lie_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text(f"{LONG}\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("SECRET_KEY", "short")
    assert env.secret("SECRET_KEY") == LONG


def test_the_site_does_not_start_without_its_secrets(tmp_path):
    command = [sys.executable, "manage.py", "check"]
    bare = {"ENV_FILE": "/dev/null", "VAR_DIR": str(tmp_path), "SECRET_KEY": LONG}
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=bare, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "TIP_PEPPER is missing" in done.stderr
    assert LONG not in done.stderr


def test_a_site_on_https_is_kept_to_for_a_year_and_its_cookies_are_secure(tmp_path):
    code = (
        "from blogsite import settings as s; print(s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT,"
        " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    )
    bare = {"ENV_FILE": "/dev/null", "VAR_DIR": str(tmp_path), "SITE_URL": "https://paper.example"}
    bare |= {"SECRET_KEY": LONG, "TIP_PEPPER": LONG}
    command = [sys.executable, "-c", code]
    printed = subprocess.check_output(command, cwd=settings.BASE_DIR, env=bare, text=True)
    seconds, *others = printed.split()
    assert int(seconds) >= 365 * 24 * 3600
    assert others == ["True"] * 3


@pytest.mark.sqlite
def test_every_connection_overwrites_what_it_deletes_and_has_a_log_of_writes(tmp_path):
    begin = settings.DATABASES["default"]["OPTIONS"]["init_command"]
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as connection:
        # Debian's library overwrites by itself; others do not.
        connection.executescript(f"PRAGMA secure_delete=OFF; {begin}")
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("secure_delete", "journal_mode", "synchronous", "temp_store")
        }
    assert found == {"secure_delete": 1, "journal_mode": "wal", "synchronous": 1, "temp_store": 2}


@pytest.mark.parametrize(
    ("word", "meaning"), [("yes", True), ("1", True), ("True", True), ("off", False), ("0", False)]
)
def test_a_flag_is_yes_or_no(monkeypatch, word, meaning):
    monkeypatch.setenv("A_FLAG", word)
    assert env.flag("A_FLAG", default=not meaning) is meaning


def test_a_missing_or_empty_value_is_the_default(monkeypatch):
    monkeypatch.setenv("EMPTY", "")
    assert env.flag("EMPTY", default=False) is False
    assert env.number("EMPTY", 7) == 7
    assert env.text("EMPTY", "safe") == "safe"
    assert env.words("EMPTY", "a, b,,") == ["a", "b"]


def test_nonsense_is_no_start(monkeypatch):
    monkeypatch.setenv("VALUE", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="VALUE is neither yes nor no"):
        env.flag("VALUE", default=False)
    with pytest.raises(ImproperlyConfigured, match="VALUE is not a whole number"):
        env.number("VALUE", 1)


def test_a_fresh_file_is_private_random_and_written_once(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    assert env.write_file(first)
    assert env.write_file(second)
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    lines = dict(line.split("=", 1) for line in first.read_text().splitlines() if "=" in line)
    assert set(lines) == {"SECRET_KEY", "TIP_PEPPER"}
    assert all(len(value) >= env.SHORTEST_SECRET for value in lines.values())
    assert first.read_text() != second.read_text()
    before = first.read_text()
    assert not env.write_file(first)
    assert first.read_text() == before


def test_the_environment_wins_over_the_file(monkeypatch, tmp_path):
    monkeypatch.setattr("os.environ", {"SET": "from outside"})
    path = tmp_path / ".env"
    path.write_text("# a remark=no value\nSET=from the file\nNEW = with=sign \nnothing\n")
    env.read_file(path)
    assert env.os.environ == {"SET": "from outside", "NEW": "with=sign"}


def test_a_file_that_is_not_there_is_no_error(tmp_path):
    env.read_file(tmp_path / "nothing")


def test_a_choice_is_one_of_its_words_or_none(monkeypatch):
    assert env.choice("A_CHOICE", among=("alone", "nginx")) == ""
    monkeypatch.setenv("A_CHOICE", "nginx")
    assert env.choice("A_CHOICE", among=("alone", "nginx")) == "nginx"
    monkeypatch.setenv("A_CHOICE", "yes")
    with pytest.raises(ImproperlyConfigured, match="A_CHOICE is none of alone, nginx"):
        env.choice("A_CHOICE", among=("alone", "nginx"))
