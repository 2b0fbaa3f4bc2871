"""Copies, archives and backups of a large paper: seconds, megabytes, and the most memory used.

    python -m bench.archive --posts 20000 --comments 300000 --keep FOLDER
    python -m bench.survival FOLDER

The second copy shows what is left to do when nothing changed; the backup is read back into a new
SQLite database.
"""

import argparse
import os
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyrage import x25519

ROOT = Path(__file__).resolve().parent.parent


def environment(var: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "blogsite.settings", "ENV_FILE": os.devnull,
        "VAR_DIR": str(var), "SECRET_KEY": secrets.token_urlsafe(48),
        "TIP_PEPPER": secrets.token_urlsafe(48), "SITE_URL": "http://127.0.0.1",
    }  # fmt: skip


def run(environ: dict[str, str], *command: str) -> None:
    """Run one command in a process of its own and say what it took."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environ, stdout=subprocess.PIPE
    )
    said, _none = process.communicate()
    wall = time.monotonic() - began
    if process.returncode:
        raise SystemExit(f"{command[0]} failed")
    # The largest of all children so far: commands are measured from the lightest to the heaviest.
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{command[0]:<15} {wall:6.1f} s  memory ≤ {most} MB  {said.decode().strip()[-70:]}")  # noqa: T201


def size(path: Path) -> float:
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(each.stat().st_size for each in files) / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paper", type=Path, help="VAR_DIR of a site with an SQLite database.")
    options = parser.parse_args()
    site = environment(options.paper.resolve())
    identity = x25519.Identity.generate()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        key, sealed, archive, copy = (folder / name for name in ("key", "a.age", "a.zip", "copy"))
        key.write_text(str(identity))
        run(site, "collectstatic", "--noinput", "-v0")
        run(site, "backup", str(sealed), "--to", str(identity.to_public()))
        run(site, "export_archive", str(archive))
        for _turn in range(2):
            run(site, "export_site", str(copy))
        for path in (sealed, archive, copy):
            print(f"{path.name:<15} {size(path):6.0f} MB")  # noqa: T201
        there = environment(folder / "there")
        run(there, "migrate", "-v0")
        run(there, "createcachetable", "-v0")
        run(there, "restore", str(sealed), "--identity", str(key))


if __name__ == "__main__":
    main()
