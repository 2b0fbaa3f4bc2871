"""Every word that a person reads is there in both languages, with the same places to fill in."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
from django.conf import settings
from django.contrib.staticfiles import finders

from posts import forms
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


def test_every_word_of_the_editor_is_translated():
    script = Path(finders.find("django_prose_editor/editor.js")).read_text()
    alias = re.search(r"([\w$]+)=window\.gettext\|\|", script)[1]
    asked = set(re.findall(rf'(?<![\w$]){re.escape(alias)}\("([^"]+)"\)', script))
    named = set(re.findall(r'\.material\("\w+","([^"]+)"\)', script))
    levels = forms.EXTENSIONS["Heading"]["levels"]
    wanted = asked | named | {f"heading {level}" for level in levels}
    assert len(asked) > 20
    assert len(named) > 10
    known = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE.with_stem("djangojs")))}
    assert [word for word in wanted if word not in known or not known[word].translated()] == []
