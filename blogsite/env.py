"""Typed readers of the environment: a missing value is the safe one, a missing secret is no start.

`python -m blogsite.env FILE` writes a private file of fresh secrets where there is none.
"""

import os
import secrets
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SECRETS = ("SECRET_KEY", "TIP_PEPPER")
SHORTEST_SECRET = 40  # characters; 50 from token_urlsafe(48) carry 384 bits


def read_file(path: Path) -> None:
    """Put the NAME=value lines of a file into the environment; what is set already wins."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, sign, value = line.partition("=")
        if sign and not name.lstrip().startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())


def write_file(path: Path) -> bool:
    """Write a file of mode 0600 with random secrets; return False when it is there already."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(
            "# Secrets of this installation. Keep private; back up apart from the database.\n"
        )
        file.writelines(f"{name}={secrets.token_urlsafe(48)}\n" for name in SECRETS)
    return True


def text(name: str, default: str) -> str:
    return os.environ.get(name, "") or default


def words(name: str, default: str) -> list[str]:
    """Return a comma-separated value as a list without empty members."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str, *, default: bool) -> bool:
    """Return a boolean; raises ImproperlyConfigured for a word that is neither yes nor no."""
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is neither yes nor no")


def number(name: str, default: int, among: tuple[int, ...] = ()) -> int:
    """Return a whole number, one of `among` if given; raises ImproperlyConfigured otherwise."""
    try:
        value = int(text(name, str(default)))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not a whole number") from error
    if among and value not in among:
        raise ImproperlyConfigured(f"{name} is none of {', '.join(map(str, among))}")
    return value


def choice(name: str, among: tuple[str, ...]) -> str:
    """Return one of `among`, "" when there is none; raises ImproperlyConfigured otherwise."""
    value = text(name, "")
    if value and value not in among:
        raise ImproperlyConfigured(f"{name} is none of {', '.join(among)}")
    return value


def secret(name: str) -> str:
    """Return a secret from NAME, or from the file that NAME_FILE points to (systemd credentials).

    Raises ImproperlyConfigured when there is none, or one too short to be random.
    """
    path = os.environ.get(f"{name}_FILE")
    value = Path(path).read_text(encoding="utf-8").strip() if path else text(name, "")
    if len(value) < SHORTEST_SECRET:
        raise ImproperlyConfigured(
            f"{name} is missing or under {SHORTEST_SECRET} characters;"
            " `python -m blogsite.env .env` writes one"
        )
    return value


if __name__ == "__main__":
    write_file(Path(sys.argv[1]))
