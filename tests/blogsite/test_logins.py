"""The page of the second step: on, off and codes anew with a code; whom an administrator helps."""

import re
from base64 import b32decode

import pytest
from django.contrib.admin import site
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client, override_settings
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from blogsite import second_step
from tests.blogsite.stepping import code, enter, text, wrong
from tests.newsroom import member

pytestmark = pytest.mark.django_db
PAGE = "/admin/second-step/"
RECOVERY = re.compile(r"<li><code>([a-z2-7]{8})</code>")


def test_it_is_set_up_with_a_code_and_recovery_codes_are_shown_once(client, rae, clock):
    client.force_login(rae)
    assert "Set it up" in text(client.get(PAGE))
    assert not TOTPDevice.objects.exists()
    page = text(client.post(PAGE, {"do": "begin"}, follow=True))
    shown = re.search(r"Secret: <code>([A-Z2-7 ]+)</code>", page)[1]
    assert b32decode(shown.replace(" ", "")) == TOTPDevice.objects.get().bin_key
    assert "<svg" in page
    assert not second_step.is_on(rae)
    assert enter().status_code == 302  # not confirmed: nobody is shut out
    refused = client.post(PAGE, {"do": "confirm", "code": wrong(rae)})
    assert refused.status_code == 422
    assert "not right" in text(refused)
    clock.shift(60)
    codes = RECOVERY.findall(text(client.post(PAGE, {"do": "confirm", "code": code(rae)})))
    assert len(codes) == 10
    assert second_step.is_on(rae)
    again = text(client.get(PAGE))
    assert "10 recovery codes are left" in again
    assert not RECOVERY.search(again)
    assert shown not in again
    clock.shift(60)
    assert enter().status_code == 200
    assert enter(code=codes[0]).status_code == 302


def test_an_app_is_told_neither_the_paper_nor_the_login(client, rae, clock):
    client.force_login(rae)
    client.post(PAGE, {"do": "begin"})
    bare = r'href="(otpauth://totp/desk\?secret=[A-Z2-7]{32})"'
    assert re.search(bare, text(client.get(PAGE)))


def test_it_is_turned_off_with_a_code_alone(client, rae, stepped, clock):
    client.force_login(rae)
    for act in ("off", "codes", "confirm", "begin", ""):
        for typed in ("", wrong(rae)):
            assert client.post(PAGE, {"do": act, "code": typed}).status_code == 422
            clock.shift(600)
    assert second_step.is_on(rae)
    assert second_step.codes_left(rae) == 10
    assert client.post(PAGE, {"do": "off", "code": code(rae)}).status_code == 302
    assert not TOTPDevice.objects.exists()
    assert not StaticDevice.objects.exists()
    assert enter().status_code == 302


def test_new_recovery_codes_end_the_old_ones(client, rae, stepped, clock):
    client.force_login(rae)
    new = RECOVERY.findall(text(client.post(PAGE, {"do": "codes", "code": stepped[0]})))
    assert len(new) == second_step.codes_left(rae) == 10
    assert enter(code=stepped[1]).status_code == 200
    clock.shift(60)
    assert enter(code=new[1]).status_code == 302


def test_turning_it_on_ends_the_sessions_that_a_password_alone_opened(client, rae, clock):
    other = Client()
    for browser in (client, other):
        browser.force_login(rae)
    client.post(PAGE, {"do": "begin"})
    client.post(PAGE, {"do": "confirm", "code": code(rae)})
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302


def test_an_administrator_turns_it_off_for_somebody_else_and_leaves_a_line(
    admin_client, rae, stepped
):
    person = f"/admin/people/{rae.pk}/"
    assert f'href="{person}"' in text(admin_client.get(f"/admin/auth/user/{rae.pk}/change/"))
    admin_client.post(person, {"do": "off"})
    assert not second_step.is_on(rae)
    (row,) = LogEntry.objects.all()
    assert (row.object_repr, row.change_message) == ("rae", "Second step turned off.")


def test_nobody_gets_round_their_own_code_by_being_administrator(client, clock):
    ada = member(username="ada", is_superuser=True)
    second_step.begin(ada)
    second_step.confirm(ada, code(ada))
    client.force_login(ada)
    client.post(f"/admin/people/{ada.pk}/", {"do": "off"})
    assert second_step.is_on(ada)


def test_who_may_change_logins_does_not_touch_a_superuser_s(client, rae, clock):
    ada = member(username="ada", is_superuser=True)
    second_step.begin(ada)
    second_step.confirm(ada, code(ada))
    rae.user_permissions.add(Permission.objects.get(codename="change_user"))
    client.force_login(rae)
    assert client.post(f"/admin/people/{ada.pk}/", {"do": "off"}).status_code == 403
    assert second_step.is_on(ada)


def test_no_page_of_the_desk_shows_other_people_s_secrets():
    assert not {StaticDevice, TOTPDevice} & set(site._registry)


@override_settings(DESK_SECOND_STEP="required")
def test_where_it_is_required_nothing_else_is_seen_before_it_is_on(client, rae, clock):
    client.force_login(rae)
    for path in ("/admin/", "/admin/posts/post/", "/admin/password_change/", "/admin/sessions/"):
        for answer in (client.get(path), client.post(path, {})):
            assert (answer.status_code, answer.url) == (302, PAGE), path
    client.post(PAGE, {"do": "begin"})
    assert client.get("/admin/").status_code == 302
    client.post(PAGE, {"do": "confirm", "code": code(rae)})
    assert client.get("/admin/").status_code == 200
    assert client.post("/admin/logout/").status_code == 200


@override_settings(DESK_SECOND_STEP="required")
def test_where_it_is_required_readers_notice_nothing_and_one_can_leave(client, rae):
    assert client.get("/").status_code == 200
    client.force_login(rae)
    assert client.get("/").status_code == 200
    assert client.post("/admin/logout/").status_code == 200
    assert client.get("/admin/").url.startswith("/admin/login/")
