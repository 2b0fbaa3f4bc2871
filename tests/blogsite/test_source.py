"""The tip line as a process of its own: what it knows, what it answers, what stops its start."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import Settings, UserSettingsHolder
from django.core.checks import Tags

from blogsite import checks as everywhere
from blogsite import settings_source
from blogsite.source import checks
from tests.beginning import environment
from tests.serving import ROOT, free_port
from tips import checks as tip_checks

STRANGERS = (
    "django.contrib.admin", "django.contrib.auth", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.contenttypes", "django_prose_editor", "posts",
    "comments", "django_otp", "segno", "blogsite.admin", "blogsite.desk", "blogsite.urls",
    "blogsite.pages", "blogsite.apps", "blogsite.logins", "blogsite.second_step",
    "blogsite.sessions", "tips.desk", "tips.deskforms", "tips.inbox", "tips.opening", "tips.admin",
    "tips.handling", "tips.handover", "tips.promotion", "tips.members", "tips.offboarding",
    "tips.bundle", "tips.doors", "tips.lending", "tips.marking", "tips.relocking", "tips.shuffling",
)  # fmt: skip
WALK = """
import json, sys
from blogsite.wsgi import application
from django.test import Client
from django.urls import get_resolver

def routes(patterns, before=""):
    for pattern in patterns:
        here = before + str(pattern.pattern)
        inner = getattr(pattern, "url_patterns", None)
        yield from routes(inner, here) if inner else [here]

paths = list(routes(get_resolver().url_patterns))
client = Client(raise_request_exception=False, headers={"host": "127.0.0.1"})
codes = {path: client.get(path).status_code for path in
         ("/tips/return/", "/es/denuncias/regreso/", "/", "/admin/", "/admin/login/", "/search")}
client.post("/tips/return/", {"receipt": "no such words"})
client.post("/tips/", {"message": "no desk yet"})
print(json.dumps([paths, codes, sorted(sys.modules)]))
"""


@pytest.fixture(scope="module")
def alone(migrated, tmp_path_factory):
    """Ask every address of a source process; return its routes, some statuses, its modules."""
    databases, like, static = migrated
    folder = tmp_path_factory.mktemp("alone")
    surroundings = environment(folder, databases.make("alone", like=like))
    surroundings |= {"DJANGO_SETTINGS_MODULE": "blogsite.settings_source"}
    (folder / "var").mkdir()
    (folder / "var" / "static").symlink_to(static)
    done = subprocess.run([sys.executable, "-c", WALK], cwd=ROOT, env=surroundings,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_it_knows_no_account_no_session_no_post_and_no_desk(alone):
    *_asked, modules = alone
    assert [name for name in modules if name.startswith(STRANGERS)] == []
    assert {"tips.views", "tips.returning", "tips.intake", "captcha.views"} <= set(modules)


def test_its_addresses_are_a_closed_list(alone):
    routes, codes, _modules = alone
    assert sorted(routes) == sorted(
        ["^captcha/(?P<key>[0-9a-f]{40})\\.png$", "tips/", "es/denuncias/", "tips/return/",
         "es/denuncias/regreso/"]
    )  # fmt: skip
    assert codes["/tips/return/"] == codes["/es/denuncias/regreso/"] == 200
    assert {codes[path] for path in ("/", "/admin/", "/admin/login/", "/search")} == {404}


@pytest.fixture
def found(monkeypatch):
    """Run every check as the source process would, with some settings changed."""

    def names(**changed):
        holder = UserSettingsHolder(Settings("blogsite.settings_source"))
        fit = {"TIP_KDF_MEMORY": 128 << 20, "SECRET_KEY": "s" * 50, "TIP_PEPPER": "p" * 50}
        for name, value in (fit | changed).items():
            setattr(holder, name, value)
        for module in (checks, tip_checks, everywhere):
            monkeypatch.setattr(module, "settings", holder)
        return {found.id for check in CHECKS for found in check(None) if found.is_serious()}

    return names


CHECKS = [
    check
    for module in (checks, tip_checks, everywhere)
    for check in vars(module).values()
    if Tags.security in getattr(check, "tags", ())
    and check is not everywhere.site_is_reached_safely
]
UNSAFE = {
    "a debug page": ({"DEBUG": True}, "source.E001"),
    "a handler more": (
        {"FILE_UPLOAD_HANDLERS": [*checks.HANDLERS, "a.b.Handler"]}, "source.E002",
    ),
    "Django's handlers": (
        {"FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.MemoryFileUploadHandler"]},
        "source.E002",
    ),
    "mail": ({"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}, "source.E003"),
    "mail of errors": ({"ADMINS": [("Ada", "ada@paper.example")]}, "blogsite.E004"),
    "a log": ({"LOGGING_CONFIG": "logging.config.dictConfig"}, "blogsite.E003"),
    "sessions": (
        {"INSTALLED_APPS": [*settings_source.INSTALLED_APPS, "django.contrib.sessions"]},
        "source.E004",
    ),
    "the site's addresses": ({"ROOT_URLCONF": "posts.urls"}, "source.E004"),
    "no pepper": ({"TIP_PEPPER": ""}, "source.E005"),
    "one secret twice": ({"TIP_PEPPER": "s" * 50}, "source.E005"),
    "the wrong referrer": ({"SECURE_REFERRER_POLICY": "no-referrer"}, "blogsite.E006"),
    "an unusable offline key": ({"TIP_OFFLINE_KEY": "age1nonsense"}, "tips.E001"),
}  # fmt: skip


def test_the_settings_as_they_are_break_no_promise(found):
    assert found() == set()


@pytest.mark.parametrize("name", UNSAFE)
def test_each_broken_promise_is_named(found, name):
    changed, expected = UNSAFE[name]
    assert expected in found(**changed)


def test_swap_is_a_warning(tmp_path, monkeypatch):
    swaps = tmp_path / "swaps"
    monkeypatch.setattr(tip_checks, "SWAPS", swaps)
    swaps.write_text("Filename Type Size Used Priority\n/dev/sda2 partition 1 0 -2\n")
    (warning,) = tip_checks.memory_stays_memory(None)
    assert (warning.id, warning.is_serious()) == ("tips.W003", False)
    swaps.write_text("Filename Type Size Used Priority\n")
    assert tip_checks.memory_stays_memory(None) == []


@pytest.mark.parametrize(
    ("conf", "changed", "said"),
    [
        ("gunicorn_source.conf.py", {"DEBUG": "yes"}, "source.E001"),
        ("gunicorn_source.conf.py", {"TIP_PEPPER": ""}, ""),
        ("gunicorn.conf.py", {"DEBUG": "yes"}, "blogsite.E009"),
        ("gunicorn.conf.py", {"TIP_OFFLINE_KEY": "age1nonsense"}, "tips.E001"),
    ],
)
def test_a_server_with_a_broken_promise_does_not_start(tmp_path, conf, changed, said):
    (tmp_path / "var").mkdir()
    surroundings = environment(tmp_path, "sqlite:///:memory:") | {"PORT": str(free_port())}
    surroundings |= {"PATH": os.environ["PATH"]} | changed
    command = [sys.executable, "-m", "gunicorn", "-c", f"deploy/{conf}"]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True,
                          timeout=60, check=False)  # fmt: skip
    assert done.returncode != 0
    assert said in done.stderr
    assert changed.get("TIP_OFFLINE_KEY") not in done.stderr.split()
