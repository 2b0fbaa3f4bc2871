"""System programs that tests ask: the independent judges, and what stands before the site."""

import os
import shutil

import pytest

PATHS = ("/usr/sbin", "/usr/local/sbin")  # where nginx and tor are, and PATH may not be


def program(name):
    """Return the path of a system program. Without it the test is skipped, and fails with CI=true.

    deploy/test-tools.sh brings every program that is asked for here.
    """
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], *PATHS]))
    if found is None:
        pytest.skip(f"{name} is missing: `make tools` installs it as root")
    return found
