"""An ordinary user, and a Python that this user may run."""

import os
import shutil
import site
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.programs import ROOT

# Where the tests are run by an ordinary user, that is the one.
NOBODY = {} if os.geteuid() else {"user": 65534, "group": 65534, "extra_groups": []}
PATHS = [str(ROOT), *site.getsitepackages()]


def runs(path):
    """Tell whether nobody may run a Python, and it is of our version."""
    code = "import sys; print(sys.version_info[:2])"
    try:
        done = subprocess.run([path, "-c", code], capture_output=True, cwd="/", **NOBODY)
    except OSError:
        return False
    return done.stdout.decode().strip() == str(sys.version_info[:2])


def copied(folder):
    """Copy our Python, without what was installed for it, into a folder; return what starts it.

    It may look for its library in the private folder that it was built for: so it is told where.
    """
    base, name = Path(sys.base_prefix), f"python{sys.version_info[0]}.{sys.version_info[1]}"
    left_out = shutil.ignore_patterns("site-packages", "test", "config-*")
    shutil.copytree(base / "lib" / name, folder / "lib" / name, ignore=left_out)
    for library in (base / "lib").glob("libpython*"):
        shutil.copy(library, folder / "lib")
    (folder / "bin").mkdir()
    shutil.copy(base / "bin" / name, folder / "bin" / name)
    start = folder / "start"
    start.write_text(
        f'#!/bin/sh\nLD_LIBRARY_PATH={folder}/lib exec {folder}/bin/{name} "$@"\n', "ascii"
    )
    start.chmod(0o755)
    return str(start)


@pytest.fixture(scope="module")
def interpreter():
    """Return a Python of our version that nobody may run: ours may be in a private folder."""
    for path in (sys.executable, "/usr/bin/python3"):
        if runs(path):
            yield path
            return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield copied(folder)
