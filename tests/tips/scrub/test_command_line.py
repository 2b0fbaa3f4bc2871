"""`python -m tips.scrub`: clean files on one's own computer."""

import os
import pty
import subprocess
import sys
import zipfile

import polib
import pytest

from tests.samples import dirty_jpeg, dirty_text
from tests.tips.scrub import fenced
from tips.scrub import FENCES, Change, Kind, Limit, Reason, words

CATALOGUE = fenced.HERE / "locale" / "es" / "LC_MESSAGES" / "django.po"


def run(*arguments, language="C.UTF-8", **how):
    """Run the command and return its status, words and complaints."""
    command = [sys.executable, "-B", "-m", "tips.scrub", *map(str, arguments)]
    env = {"LANG": language, "PATH": os.environ["PATH"]} | how.pop("env", {})
    how = {"cwd": fenced.HERE, "stderr": subprocess.PIPE} | how
    done = subprocess.run(
        command, env=env, stdout=subprocess.PIPE, encoding="utf-8", check=False, **how
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ada in mexico.jpg").write_bytes(dirty_jpeg().data)
    (tmp_path / "note.png").write_bytes(dirty_text().data)
    return tmp_path


def test_clean_files_have_new_names_and_the_old_ones_stay(folder):
    photo, note, out = folder / "ada in mexico.jpg", folder / "note.png", folder / "out"
    before = photo.read_bytes()
    status, said, complaints = run(photo, note, "-o", out)
    assert (status, complaints) == (0, "")
    assert sorted(os.listdir(out)) == ["file-001.jpg", "file-002.txt"]
    assert photo.read_bytes() == before
    clean = (out / "file-001.jpg").read_bytes()
    assert not [mark for mark in dirty_jpeg().marks if mark in clean]
    assert "place (" in said
    assert "stays: " in said
    assert "another type" in said
    for name in os.listdir(out):
        assert (out / name).stat().st_mtime == 315_532_800
        assert (out / name).stat().st_mode & 0o777 == 0o600


def test_nothing_is_overwritten_or_followed(folder):
    out, victim = folder / "out", folder / "victim"
    out.mkdir()
    (out / "file-001.jpg").write_bytes(b"mine")
    (out / "file-002.jpg").symlink_to(victim)
    assert run(folder / "ada in mexico.jpg", "-o", out)[0] == 0
    assert (out / "file-001.jpg").read_bytes() == b"mine"
    assert not victim.exists()
    assert (out / "file-003.jpg").read_bytes().startswith(b"\xff\xd8\xff")


def test_a_file_that_is_refused_says_why_and_the_others_are_cleaned(folder):
    (folder / "a.svg").write_text("<svg/>")
    os.mkfifo(folder / "pipe")
    names = [folder / name for name in ("a.svg", "pipe", "nobody", "note.png")]
    status, said, _ = run(*names, "-o", folder / "out")
    assert status == 1
    assert said.count("not cleaned") == 3
    assert words.REASONS[Reason.MARKUP][0] in said
    assert os.listdir(folder / "out") == ["file-004.txt"]


def test_an_archive_says_which_of_its_files_it_lost(folder):
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.write(folder / "ada in mexico.jpg", "a.jpg")
        archive.writestr("b.bin", bytes(range(256)))
    status, said, complaints = run(folder / "all.zip", "-o", folder / "out")
    assert (status, complaints) == (1, "")
    assert os.listdir(folder / "out") == ["file-001.zip"]
    assert (
        f"left out, by its place in order of names: 2. {words.REASONS[Reason.UNKNOWN][0]}" in said
    )


def test_check_says_what_is_there_and_writes_nothing(folder):
    before = sorted(os.listdir(folder))
    status, said, _ = run("--check", folder / "ada in mexico.jpg")
    assert (status, sorted(os.listdir(folder))) == (1, before)
    assert "device (" in said
    run(folder / "ada in mexico.jpg", "-o", folder / "out")
    status, said, _ = run("--check", folder / "out" / "file-001.jpg")
    assert (status, "nothing that identifies" in said) == (0, True)


def test_a_name_cannot_write_on_the_terminal(folder):
    (folder / "x\x1b[2J\n.txt").write_bytes(b"hola")
    said = run(folder / "x\x1b[2J\n.txt", "-o", folder / "out")[1]
    assert "x?[2J?.txt: file-001.txt" in said


@pytest.mark.parametrize("arguments", [[], ["x.jpg"], ["--unknown"], ["x", "-o", "/dev/null"]])
def test_a_wrong_command_is_told_apart(arguments):
    assert run(*arguments)[0] == 2


def test_fences_are_named():
    status, said, _ = run("--fences")
    assert said.splitlines() == [f"+ {name}" for name in FENCES]
    assert status == 0


def test_a_long_file_shows_on_a_terminal_that_it_goes_on(folder):
    """The clock of a file starts before its process does, which takes long enough here."""
    ours, terminal = pty.openpty()
    code = "import sys; from tips.scrub import __main__ as m; m.LONG = 0.01; sys.exit(m.main())"
    with subprocess.Popen(
        [sys.executable, "-B", "-c", code, folder / "ada in mexico.jpg", "-o", folder / "out"],
        cwd=fenced.HERE, stdout=subprocess.DEVNULL, stderr=terminal,
    ) as command:  # fmt: skip
        assert b"ada in mexico.jpg: 0 s, 0.0 MB" in os.read(ours, 200)
    os.close(terminal)
    os.close(ours)
    assert command.returncode == 0


def test_nobody_has_to_read_to_the_end(folder):
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(
        [sys.executable, "-B", "-m", "tips.scrub", "--check", *[folder / "ada in mexico.jpg"] * 3],
        cwd=fenced.HERE, stdout=writing, stderr=subprocess.PIPE,
    ) as command:  # fmt: skip
        os.close(writing)
        assert command.stderr.read() == b""
    assert command.returncode == 1


def test_it_speaks_the_language_of_the_terminal(folder):
    said = run("--check", folder / "ada in mexico.jpg", language="es_MX.UTF-8")[1]
    translated = polib.pofile(str(CATALOGUE)).find(words.KINDS[Kind.THUMBNAIL]).msgstr
    assert translated in said


def test_there_are_words_for_every_code():
    assert set(words.KINDS) == set(Kind)
    assert set(words.CHANGES) == set(Change)
    assert set(words.LIMITS) == set(Limit)
    assert set(words.REASONS) == set(Reason)
