"""System programs that tests ask: the independent judges, and what stands before the site."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NU = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
PATHS = ("/usr/sbin", "/usr/local/sbin")  # where nginx and tor are, and PATH may not be


def program(name):
    """Return the path of a system program. Without it the test is skipped, and fails with CI=true.

    deploy/test-tools.sh brings every program that is asked for here.
    """
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], *PATHS]))
    if found is None:
        pytest.skip(f"{name} is missing: `make tools` installs it as root")
    return found


def html_checker():
    """Return the command that starts the Nu checker; without it or Java the test is skipped."""
    if not NU.exists():
        pytest.skip(f"{NU.name} is missing: `make tools` fetches it")
    return [program("java"), "-jar", str(NU)]
