"""What every server begins with: its surroundings, a migrated database, the static files.

Run as a program, `python -m tests.beginning` makes the last two in the surroundings it is given.
"""

import fcntl
import os
import secrets
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

import django
import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from tests.programs import ROOT

PROCESS = "PYTEST_XDIST_WORKER"  # set in each process of a run that has many


def environment(folder, database):
    """Return the whole environment of a server: nothing of the developer's own is in it."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "LANG": "C.UTF-8",
        "ENV_FILE": os.devnull,
        "DJANGO_SETTINGS_MODULE": "blogsite.settings",
        "VAR_DIR": str(folder / "var"),
        "DATABASE_URL": database,
        "SECRET_KEY": secrets.token_urlsafe(48),
        "TIP_PEPPER": secrets.token_urlsafe(48),
        "COMMENT_OUTBOX": "0",  # seconds
    }


class Databases:
    """Databases of the kind that DATABASE_URL names: files, or databases of its cluster."""

    def __init__(self, folder):
        self.folder = folder
        self.cluster = os.environ.get("DATABASE_URL", "")

    def make(self, name, *, like=None):
        """Make an empty database, or one like another, and return its address."""
        if not self.cluster.startswith("postgres"):
            path = self.folder / f"{name}.sqlite3"
            if like:
                shutil.copy(like.removeprefix("sqlite:///"), path)
            return f"sqlite:///{path}"
        name = f"{name}_{secrets.token_hex(6)}"
        template = f" TEMPLATE {urlsplit(like).path[1:]}" if like else ""
        with psycopg.connect(self.cluster, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{template}")
        return self.cluster.rpartition("/")[0] + f"/{name}"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """Migrate one database and collect the static files, for every server to begin with.

    Of the processes of a run the first that asks does it, and the others wait.
    """
    folder = tmp_path_factory.getbasetemp()
    if PROCESS in os.environ:
        folder = folder.parent
    with (folder / "paper.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = folder / "paper.txt"
        if not made.exists():
            made.write_text(make(folder / "paper"))
    databases = Databases(tmp_path_factory.mktemp("databases"))
    return databases, made.read_text(), folder / "paper" / "var" / "static"


@pytest.fixture(scope="session")
def django_db_keepdb():
    """Let pytest-django take the database that stands there already, as a process of many has."""
    return PROCESS in os.environ


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, request):
    """Begin the database of a process of many as a copy: one migrates, and the others do not."""
    if PROCESS not in os.environ:
        return
    like = request.getfixturevalue("migrated")[1]
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        shutil.copy(like.removeprefix("sqlite:///"), test["NAME"])
    else:
        test["TEMPLATE"] = urlsplit(like).path[1:]


def make(folder):
    """Begin a newspaper in a folder; return the address of its database."""
    (folder / "var").mkdir(parents=True)
    database = Databases(folder).make("paper")
    command = [sys.executable, "-m", "tests.beginning"]
    subprocess.run(command, cwd=ROOT, env=environment(folder, database), check=True)
    return database


def main():
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
