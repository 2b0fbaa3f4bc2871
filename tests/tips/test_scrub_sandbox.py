"""Each file in a process of its own: what happens when that process is slow, broken or lying."""

import os
import socket
import subprocess
import sys

import pytest

from tests.samples import DIRTY, dirty_jpeg, encoded, picture, png_bomb, zipped
from tests.tips.test_scrub import memfile
from tips.scrub import Reason, Unscrubbable, _sandbox, clean


@pytest.mark.parametrize("name", DIRTY)
def test_a_file_is_cleaned_in_a_child_and_looked_at_again_in_another(name):
    sample = DIRTY[name]()
    with memfile(sample.data) as source, memfile() as sink:
        report = clean(source, sink, sample.name)
        assert report.media_type == sample.media_type
        sink.seek(0)
        assert [mark for mark in sample.marks if mark in sink.read()] == []


def test_a_name_that_disagrees_is_noted_and_not_trusted():
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        assert clean(source, sink, ".png").misnamed
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        assert not clean(source, sink, ".JPEG").misnamed


def test_a_zip_behind_a_picture_is_dropped():
    with memfile(encoded(picture(), "GIF") + zipped()) as source, memfile() as sink:
        clean(source, sink, "gif")
        sink.seek(0)
        assert b"PK" not in sink.read()


def refused(source, sink):
    with pytest.raises(Unscrubbable) as refusal:
        clean(source, sink)
    return refusal.value.reason


def test_a_bomb_is_refused_before_it_is_unpacked():
    with memfile(png_bomb()) as source, memfile() as sink:
        assert refused(source, sink) == Reason.PIXELS


def test_a_child_that_is_too_slow_is_ended(monkeypatch):
    monkeypatch.setattr(_sandbox, "WALL_SECONDS", 0.2)
    monkeypatch.setattr(_sandbox, "_START", "import time; time.sleep(60)")
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        assert refused(source, sink) == Reason.TIME


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os.abort()", Reason.CRASH),
        ("raise SystemExit(3)", Reason.CRASH),
        ("pass", Reason.CRASH),
        ("import os, sys; os.write(int(sys.argv[5]), b'{}')", Reason.CRASH),
        ("import os, sys; os.write(int(sys.argv[5]), b'[]')", Reason.CRASH),
        ("import os, signal; os.kill(0, signal.SIGKILL)", Reason.CRASH),
    ],
)
def test_a_child_that_breaks_is_a_refusal(monkeypatch, code, reason):
    monkeypatch.setattr(_sandbox, "_START", code)
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        assert refused(source, sink) == reason


def test_a_child_that_hands_back_the_original_is_found_out(monkeypatch):
    lie = (
        "import os, sys\n"
        "here, task, kind, source, answer, *sink = sys.argv[1:]\n"
        "if task == 'scrub':\n"
        "    os.write(int(sink[0]), os.read(int(source), 1 << 20))\n"
        '    os.write(int(answer), b\'{"media_type": "image/jpeg", "removed": {}, \'\n'
        '        b\'"changed": [], "kept": [], "misnamed": false}\')\n'
        "else:\n"
    )
    rest = "".join(f"    {line}\n" for line in _sandbox._START.split("; "))
    monkeypatch.setattr(_sandbox, "_START", lie + rest)
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        assert refused(source, sink) == Reason.RESIDUE


def in_a_child(code):
    """Run code behind the fences and return what it printed."""
    start = f"import sys; sys.path.insert(0, {str(_sandbox._HERE)!r})\n"
    start += "from tips.scrub import _child\nstanding = _child.fence()\n"
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-c", start + code],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()


def test_the_fences_stand():
    assert in_a_child("print(*standing)").split()[:2] == ["limits", "no_new_privs"]
    assert in_a_child("import resource as r; print(r.getrlimit(r.RLIMIT_CORE))") == "(0, 0)"


def test_a_child_cannot_eat_the_memory():
    eat = "try: bytearray(3 << 30)\nexcept MemoryError: print('stopped')"
    assert in_a_child(eat) == "stopped"


def test_a_child_has_no_network():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket\ntry: socket.create_connection(('127.0.0.1', {port}), 2)\n"
        code += "except OSError: print('no way out')"
        shut = "no_network" in in_a_child("print(*standing)")
        assert in_a_child(code) == ("no way out" if shut else "")


def test_a_child_knows_nothing_of_the_surroundings(monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_SERVER", "hidden")
    seen = "import os, sys; os.write(int(sys.argv[5]), repr(dict(os.environ)).encode())"
    monkeypatch.setattr(_sandbox, "_START", seen)
    said = []
    monkeypatch.setattr(_sandbox, "_understood", lambda words: said.append(words) or {})
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        refused(source, sink)
    assert said == [repr({"LANG": "C.UTF-8"}).encode()] or b"hidden" not in said[0]


def test_nothing_stays_open_after_a_file():
    before = len(os.listdir("/proc/self/fd"))
    with memfile(dirty_jpeg().data) as source, memfile() as sink:
        clean(source, sink)
    assert len(os.listdir("/proc/self/fd")) == before
