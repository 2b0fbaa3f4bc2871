"""Who is logged in where: a session tells its first and its latest day, never a place or browser.

Sessions are rows that only the server can read; whose each is shows when it is opened. Only those
that have not expired are: half a day's logins of one newsroom.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from tips import epochs
from tips.models import DeskKey

BEGUN, USED = "begun_on", "used_on"


class Login(NamedTuple):
    """One open session of somebody: its days, and a mark that stands for its secret key."""

    mark: str
    begun_on: date | None
    used_on: date | None
    is_this: bool


def note(session: SessionBase) -> None:
    """Write today into a session, once a day; it ends no later for that."""
    today = timezone.localdate().isoformat()
    if BEGUN not in session:
        session[BEGUN] = today
        age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
        session.set_expiry(timezone.now() + age)
    if session.get(USED) != today:
        session[USED] = today


def note_login(request: HttpRequest, **about: object) -> None:
    """Write the first day into a session that is being written anyway: when somebody logs in."""
    request.session.pop(BEGUN, None)
    note(request.session)


def of(user: User, this: str | None) -> list[Login]:
    """Return somebody's open sessions, the one with the key `this` first, then the newest."""
    found = [
        Login(_mark(key), _day(content.get(BEGUN)), _day(content.get(USED)), key == this)
        for key, content in _open(user)
    ]
    found.sort(key=lambda each: (each.is_this, each.used_on or date.min), reverse=True)
    return found


@transaction.atomic
def end(user: User, *, mark: str | None = None, but: str | None = None) -> int:
    """End somebody's sessions: one by its mark, or all but the one with the key `but`.

    Returns how many ended. A member of the tip desk may have left an open key with one of them:
    then every open key is closed.
    """
    keys = [key for key, _content in _open(user) if key != but and mark in {None, _mark(key)}]
    Session.objects.filter(session_key__in=keys).delete()
    if keys and DeskKey.objects.filter(user=user).exists():
        epochs.end()
    return len(keys)


def _open(user: User) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield key and content of the sessions in which this person is logged in now."""
    proof = user.get_session_auth_hash()  # another one in sessions of an old password
    for row in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        content = row.get_decoded()
        own = content.get(SESSION_KEY) == str(user.pk)
        if own and constant_time_compare(content.get(HASH_SESSION_KEY, ""), proof):
            yield row.session_key, content


def _mark(key: str) -> str:
    return salted_hmac("blogsite.sessions", key, algorithm="sha256").hexdigest()[:32]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
