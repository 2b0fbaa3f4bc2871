"""Every word that a person reads is there in both languages, with the same places to fill in."""

import os
import re
import shutil
import subprocess
import sys

import polib
from django.conf import settings

from tests.programs import program

PLACES = re.compile(r"%\(\w+\)[sd]|\{\w*\}|<[^>]+>")
CATALOGUE = settings.BASE_DIR / "locale" / "es" / "LC_MESSAGES" / "django.po"


def entries():
    return [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]


def test_every_string_is_translated():
    assert len(entries()) > 300
    assert [entry.msgid for entry in entries() if entry.fuzzy or not entry.translated()] == []


def test_translations_fill_in_the_same_places():
    wrong = [
        entry.msgid
        for entry in entries()
        if entry.msgstr and set(PLACES.findall(entry.msgid)) - set(PLACES.findall(entry.msgstr))
    ]
    assert wrong == []


def test_the_catalogue_holds_every_string_of_the_code(tmp_path):
    program("xgettext")  # makemessages asks it
    for name in ("manage.py", "blogsite", "posts", "comments", "tips", "templates", "locale"):
        source = settings.BASE_DIR / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    command = [sys.executable, "manage.py", "makemessages", "-l", "es", "--no-location"]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "blogsite.settings"}
    subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True)
    found = polib.pofile(str(tmp_path / "locale" / "es" / "LC_MESSAGES" / "django.po"))
    known = {entry.msgid for entry in entries()}
    assert {entry.msgid for entry in found if not entry.obsolete} == known
