"""One's sessions: shown by their days alone, ended one by one or together, with an open tip key."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from blogsite import sessions
from tests.newsroom import PASSWORD, member
from tests.tips.factories import PASSPHRASE, make_reader
from tips import epochs

pytestmark = pytest.mark.django_db
PAGE = "/admin/sessions/"
NOON = "2026-05-03 18:00Z"  # in Matamoros


@pytest.fixture
def rae():
    return member("Reporter", "rae", password=PASSWORD)


def browser(user):
    """Return a browser in which somebody is logged in and has looked at the desk."""
    client = Client(headers={"user-agent": "Marked-Agent"}, REMOTE_ADDR="203.0.113.77")
    client.force_login(user)
    client.get("/admin/")
    return client


def text(response):
    return response.content.decode()


def is_in(client):
    return client.get("/admin/").status_code == 200


def marks(client):
    return re.findall(r'name="session" value="([0-9a-f]{32})"', text(client.get(PAGE)))


def test_a_session_tells_its_first_and_its_latest_day(rae):
    with time_machine.travel("2026-05-03 23:00Z", tick=False) as clock:
        client = browser(rae)
        clock.shift(timedelta(hours=11))  # another day
        client.get("/admin/")
        (login,) = sessions.of(rae, client.session.session_key)
    assert (f"{login.begun_on}", f"{login.used_on}") == ("2026-05-03", "2026-05-04")
    assert login.is_this


def test_noting_the_day_lets_no_session_live_longer(rae):
    with time_machine.travel("2026-05-03 23:00Z", tick=False) as clock:
        client = browser(rae)
        clock.shift(timedelta(hours=11))
        assert is_in(client)
        assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 60 * 60
        clock.shift(timedelta(hours=1, seconds=1))
        assert not is_in(client)


def test_a_session_keeps_no_address_and_no_browser(rae):
    client = browser(rae)
    assert set(client.session.keys()) == {
        "_auth_user_id", "_auth_user_backend", "_auth_user_hash", "_session_expiry",
        "begun_on", "used_on",
    }  # fmt: skip
    page = text(client.get(PAGE))
    assert client.session.session_key not in page
    assert "Marked-Agent" not in page
    assert "203.0.113.77" not in page


def test_one_is_ended_and_the_others_go_on(rae):
    here, there, third = browser(rae), browser(rae), browser(rae)
    ended = sessions.of(rae, here.session.session_key)[1].mark
    assert len(marks(here)) == 2  # this one has no button
    here.post(PAGE, {"session": ended})
    assert is_in(here)
    assert sorted([is_in(there), is_in(third)]) == [False, True]


def test_all_others_are_ended_and_nobody_else_s(rae):
    same = member("Moderator")
    User.objects.filter(pk=same.pk).update(password=rae.password)  # as stored, salt included
    same.refresh_from_db()
    here, there, third, mo = *(browser(rae) for _ in range(3)), browser(same)
    here.post(PAGE)
    assert [is_in(each) for each in (here, there, third, mo)] == [True, False, False, True]


def test_nobody_ends_somebody_else_s_by_its_mark(rae):
    here, mo = browser(rae), member("Moderator")
    there = browser(mo)
    for mark in (*marks(there), sessions.of(mo, None)[0].mark, "", "none"):
        here.post(PAGE, {"session": mark})
    assert is_in(there)


def test_expired_sessions_are_not_looked_at(rae, django_assert_num_queries):
    here, there = browser(rae), browser(rae)
    gone = Session.objects.filter(session_key=there.session.session_key)
    gone.update(expire_date=timezone.now() - timedelta(seconds=1))
    with django_assert_num_queries(1):
        assert [login.is_this for login in sessions.of(rae, here.session.session_key)] == [True]


def test_a_new_password_ends_the_others_and_they_are_listed_no_more(rae):
    here, there = browser(rae), browser(rae)
    new = "quiet-rivers-at-dawn"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/admin/password_change/", form).status_code == 302
    rae.refresh_from_db()
    assert len(sessions.of(rae, here.session.session_key)) == 1
    assert is_in(here)
    assert not is_in(there)


def test_an_administrator_ends_all_of_one_person_and_leaves_a_line(admin_client, rae):
    here, there, mo = browser(rae), browser(rae), browser(member("Moderator"))
    person = f"/admin/people/{rae.pk}/"
    assert text(admin_client.get(person)).count("<tr><td>") == 2
    admin_client.post(person, {"do": "sessions"})
    assert [is_in(each) for each in (here, there, mo)] == [False, False, True]
    assert is_in(admin_client)
    (row,) = LogEntry.objects.all()
    assert (row.object_repr, row.change_message) == ("rae", "Sessions ended.")


@pytest.mark.parametrize("by", ["oneself", "an administrator"])
def test_ending_a_tip_reader_s_session_shuts_every_open_key(admin_client, by):
    dea, _key = make_reader()
    here, there = browser(dea), browser(dea)
    for client in (here, there):
        client.post("/admin/tips/tip/unlock/", {"passphrase": PASSPHRASE})
        assert "unlock" not in client.get("/admin/tips/tip/", follow=True).request["PATH_INFO"]
    before = epochs.current()
    if by == "oneself":
        here.post(PAGE)
        assert is_in(here)
    else:
        admin_client.post(f"/admin/people/{dea.pk}/", {"do": "sessions"})
    assert epochs.current() != before


def test_ending_somebody_else_s_session_leaves_the_keys_open(rae):
    make_reader()
    here, _there = browser(rae), browser(rae)
    before = epochs.current()
    here.post(PAGE)
    assert epochs.current() == before
