"""Who works at the demo newspaper: a login for each room of the desk, and a key for tips."""

import os
import secrets
from pathlib import Path

from django.contrib.auth.models import Group, User
from mnemonic import Mnemonic

from tips import desk
from tips.models import DeskKey

ADMIN = "admin"
LOGINS = {
    "reporter": "Reporter",
    "editor": "Editor",
    "moderator": "Moderator",
    "tipdesk": "Tip desk",
}
PASSPHRASE_WORDS = 7  # of 2,048: 77 bits before Argon2id


def hire() -> dict[str, str]:
    """Make the logins that are not there yet; return the random password of each new one."""
    passwords: dict[str, str] = {}
    for name in (ADMIN, *LOGINS):
        if User.objects.filter(username=name).exists():
            continue
        passwords[name] = secrets.token_urlsafe(12)  # 96 bits
        chief = name == ADMIN
        user = User.objects.create_user(
            name, password=passwords[name], is_staff=True, is_superuser=chief
        )
        if not chief:
            user.groups.add(Group.objects.get(name=LOGINS[name]))
    return passwords


def give_desk_key() -> str:
    """Give the tip desk's login a key; return its random passphrase, or "" if it has a key."""
    user = User.objects.get(username="tipdesk")
    if DeskKey.objects.filter(user=user).exists():
        return ""
    words = Mnemonic("english").wordlist
    passphrase = " ".join(secrets.choice(words) for _ in range(PASSPHRASE_WORDS))
    desk.make_key(user, passphrase)
    return passphrase


def keep_private(path: Path, text: str) -> None:
    """Write a text that only this system user may read (mode 0600)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.fchmod(descriptor, 0o600)  # a file that was there keeps its old mode otherwise
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
