"""System programs that tests ask: the independent judges, and what stands before the site.

Without one, the tests that ask it are skipped, and fail with CI=true (tests/conftest.py).
"""

import os
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NU = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
AXE = ROOT / "node_modules/axe-core/axe.min.js"
KERNEL = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}
SMALLEST = {"width": 320, "height": 640}
COLOURS = ["color-contrast", "link-in-text-block"]  # axe's rules about what dark mode changes
PATHS = ("/usr/sbin", "/usr/local/sbin")  # where nginx and tor are, and PATH may not be


def program(name):
    """Return the path of a system program; deploy/test-tools.sh brings all that are asked for."""
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], *PATHS]))
    if found is None:
        pytest.skip(f"{name} is missing: `make tools` installs it as root")
    return found


def html_checker():
    """Return the command that starts the Nu checker."""
    return [program("java"), "-jar", str(fetched(NU))]


def fetched(judge):
    """Return a judge that npm brings."""
    if not judge.exists():
        pytest.skip(f"{judge.name} is missing: `make tools` fetches it")
    return judge


def system_calls(machine):
    """Return the numbers of a machine's system calls by name, as the kernel's headers have them.

    deploy/test-tools.sh brings them. A kind of machine for which there is no filter is a KeyError:
    that is no lack of headers.
    """
    header = KERNEL[machine]
    if not header.exists():
        pytest.skip(f"{header} is missing: `make tools` installs it as root")
    found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text())
    return {name: int(number) for name, number in found}


def barriers(page, part=None):
    """Return what axe finds on a page of Playwright's, in short: rule, meaning, the first place.

    In light and in dark, where only colours are others and only rules about them are asked again.
    Last, whether the smallest screen must be moved sideways to read it.
    `part` is axe's context: what of the page is looked at.
    """
    page.evaluate(fetched(AXE).read_text())
    page.evaluate(
        "document.fonts.ready.then(() => true)"
    )  # axe tells icons from words by their font
    found = []
    for scheme, only in (("light", {}), ("dark", {"runOnly": COLOURS})):
        page.emulate_media(color_scheme=scheme)
        # Colours that are still changing are not what a person will see.
        page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
        run = "([part, only]) => axe.run(part ?? document, {resultTypes: ['violations'], ...only})"
        found += page.evaluate(run, [part, only])["violations"]
    said = [(each["id"], each["help"], each["nodes"][0]["html"][:200]) for each in found]
    return said + _sideways(page)


def _sideways(page):
    usual = page.viewport_size
    page.set_viewport_size(SMALLEST)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(usual)
    return [("sideways", "wider than the smallest screen", width)][: width > SMALLEST["width"]]
